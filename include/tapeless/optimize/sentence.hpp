// Names and numbers as they stand in a sentence.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "tapeless/base/finite.hpp"

namespace tapeless::optimizing {

inline std::string in_quotes(std::string_view name) { return '"' + std::string(name) + '"'; }

inline std::string printed(double number) {
  if (base::is_nan(number)) return "nan";  // printf adds its sign
  char letters[32];
  std::snprintf(letters, sizeof letters, "%g", number);
  return letters;
}

}  // namespace tapeless::optimizing
