// How much a formula may be of.
#pragma once

#include <cstdint>

namespace tapeless::base {

inline constexpr int max_axes = 60;                                   // of a formula
inline constexpr int max_rank = 6;                                    // axes of a tensor
inline constexpr std::int64_t most_elements = std::int64_t{1} << 44;  // of a tensor

// The extent of an axis of which the compiler knows none.
inline constexpr std::int64_t at_run_time = -1;

}  // namespace tapeless::base
