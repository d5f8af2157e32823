// What a call throws.
#pragma once

#include <string>

#include "tapeless/base/error.hpp"

namespace tapeless::tests {

template <class Call>
std::string sentence(Call call) {
  try {
    call();
  } catch (const tapeless::error& e) {
    return e.what();
  }
  return "nothing was thrown";
}

}  // namespace tapeless::tests
