// The tape by itself, without formulas. <tapeless/tapeless.hpp> has it too.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/base/cpp20.hpp"
#include "tapeless/tape/dual.hpp"
#include "tapeless/tape/functions.hpp"
#include "tapeless/tape/own.hpp"
#include "tapeless/tape/print.hpp"
#include "tapeless/tape/range.hpp"
#include "tapeless/tape/standard.hpp"
#include "tapeless/tape/tape.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// See <tapeless/gradient.hpp>.
namespace tapeless::names {

using tapeless::active;
using tapeless::dual;
using tapeless::error;
using tapeless::tape;

}  // namespace tapeless::names
