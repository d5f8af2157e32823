// What tapeless throws: bad data, found before anything is computed.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "tapeless/base/target.hpp"

namespace tapeless {

// Thrown when the data bound to a formula does not fit it. what() is one sentence that names the
// input and the axis.
class error : public std::invalid_argument {
 public:
  explicit error(const std::string& sentence) : std::invalid_argument("tapeless: " + sentence) {}
};

namespace base {

// Without exceptions (-fno-exceptions) the sentence is the program's last.
template <std::uint64_t = target>
[[noreturn]] inline void fail(const std::string& sentence) {
#if defined(__cpp_exceptions)
  throw error(sentence);
#else
  std::fprintf(stderr, "%s\n", error(sentence).what());
  std::abort();
#endif
}

}  // namespace base

}  // namespace tapeless
