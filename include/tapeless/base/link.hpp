// A pointer to a static object, or to none. Compilers that keep checks for null, as g++ does under
// -fsanitize=null, do not compare the address of an inline variable with it while they evaluate
// constants.
#pragma once

namespace tapeless::base {

template <class T>
struct link {
  const T* to = nullptr;
  bool exists = false;

  constexpr link() = default;
  constexpr link(const T* object) : to(object), exists(true) {}

  constexpr const T& operator*() const { return *to; }
  constexpr const T* operator->() const { return to; }
  constexpr bool operator==(const link&) const = default;
};

}  // namespace tapeless::base
