// What tapeless throws: bad data, found before anything is computed.
#pragma once

#include <stdexcept>
#include <string>

namespace tapeless {

// Thrown when the data bound to a formula does not fit it. what() is one sentence that names the
// input and the axis.
class error : public std::invalid_argument {
 public:
  explicit error(const std::string& sentence) : std::invalid_argument("tapeless: " + sentence) {}
};

}  // namespace tapeless
