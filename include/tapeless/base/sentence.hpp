// Names and numbers as they stand in a sentence.
#pragma once

#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>

#include "tapeless/base/finite.hpp"

namespace tapeless::base {

// (operator+ of strings is inlined: a sentence of ten parts would be a kilobyte of code.)
[[gnu::cold, gnu::noinline]] inline std::string joined(
    std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

[[gnu::cold, gnu::noinline]] inline std::string in_quotes(std::string_view name) {
  return joined({"\"", name, "\""});
}

[[gnu::cold, gnu::noinline]] inline std::string in_digits(std::ptrdiff_t number) {
  return std::to_string(number);
}

inline std::string printed(double number) {
  if (is_nan(number)) return "nan";  // printf adds its sign
  char letters[32];
  std::snprintf(letters, sizeof letters, "%g", number);
  return letters;
}

}  // namespace tapeless::base
