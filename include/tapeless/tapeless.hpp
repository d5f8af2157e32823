// tapeless: a loss is written as a formula, and the C++ compiler turns it into one fused loop for
// the value and the gradient. This is the one header to include.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

// (A compiler shows how a header came to be read; these have most sentences.)
#include "tapeless/gradient.hpp"

#include "tapeless/tape.hpp"

#include "tapeless/bridge/door.hpp"
#include "tapeless/describe.hpp"
#include "tapeless/jacobian.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
