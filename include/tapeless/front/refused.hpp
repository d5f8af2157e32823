// What a mistaken formula compiles to, once its sentence is said: it may be called, indexed and
// converted, so that the compiler says nothing else.
#pragma once

#include <concepts>

namespace tapeless::front {

struct refused {
  constexpr refused operator()(const auto&...) const { return {}; }
  constexpr refused operator[](const auto&) const { return {}; }
  template <class T>
  constexpr operator T() const {
    return T();
  }
};

template <class Compiled>
inline constexpr bool is_refused = std::derived_from<Compiled, refused>;

}  // namespace tapeless::front
