// What an optimizer may be told. A setting that is wrong is named, with its value, in one sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tapeless/base/error.hpp"
#include "tapeless/base/finite.hpp"
#include "tapeless/base/sentence.hpp"

namespace tapeless::optimizing {

using base::in_quotes;
using base::printed;

// The settings of an optimizer, or of a function, whose name stands first in the sentence.
class settings {
 public:
  constexpr explicit settings(std::string_view of) : of_(of) {}

  void at_least_0(std::string_view name, double value) const {
    if (!base::is_finite(value) || value < 0) wrong(name, value, "at least 0, and finite");
  }
  void at_least_0_and_below_1(std::string_view name, double value) const {
    if (base::is_nan(value) || value < 0 || value >= 1)
      wrong(name, value, "at least 0 and below 1");
  }
  void at_least_1(std::string_view name, std::int64_t value) const {
    if (value < 1) wrong(name, static_cast<double>(value), "at least 1");
  }

 private:
  [[noreturn, gnu::cold, gnu::noinline]] void wrong(std::string_view name, double value,
                                                    const char* right) const {
    base::fail(std::string(of_) + ": " + std::string(name) + " is " + printed(value) +
               "; it must be " + right);
  }

  std::string_view of_;
};

}  // namespace tapeless::optimizing
