// tapeless: a loss is written as a formula, and the C++ compiler turns it into one fused loop for
// the value and the gradient. This is the one header to include.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/gradient.hpp"  // the first: a sentence comes after the headers that lead to it

#include "tapeless/bridge/door.hpp"
#include "tapeless/describe.hpp"
#include "tapeless/jacobian.hpp"
#include "tapeless/tape.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
