// Names and numbers as they stand in a sentence.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "tapeless/base/finite.hpp"

namespace tapeless::base {

inline std::string in_quotes(std::string_view name) {
  std::string text(1, '"');
  text += name;
  return text += '"';
}

inline std::string printed(double number) {
  if (is_nan(number)) return "nan";  // printf adds its sign
  char letters[32];
  std::snprintf(letters, sizeof letters, "%g", number);
  return letters;
}

}  // namespace tapeless::base
