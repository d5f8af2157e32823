// What stands for something mistaken once its sentence is said: it may be called, indexed and
// converted, so that the compiler says nothing else.
#pragma once

namespace tapeless::expr {

struct refused {
  constexpr refused operator()(const auto&...) const { return {}; }
  constexpr refused operator[](const auto&) const { return {}; }
  template <class T>
  constexpr operator T() const {
    return T();
  }
};

}  // namespace tapeless::expr
