// What a call returns: numbers of the tape.
#pragma once

#include <array>
#include <vector>

#include "tapeless/tape/active.hpp"

namespace tapeless::bridge {

// The results of statements that follow each other, or passive numbers when `first` is 0.
template <class T>
std::vector<active<T>> as_active(const std::vector<T>& values, taped::index first) {
  std::vector<active<T>> x;
  x.reserve(values.size());
  for (const T& value : values) x.push_back({value, first == 0 ? 0 : first++ | taped::unread});
  return x;
}
template <class T, std::size_t Size>
std::array<active<T>, Size> as_active(const std::array<T, Size>& values, taped::index first) {
  std::array<active<T>, Size> x;
  for (std::size_t i = 0; i < Size; ++i)
    x[i] = active<T>(values[i], first == 0 ? 0 : first++ | taped::unread);
  return x;
}

}  // namespace tapeless::bridge
