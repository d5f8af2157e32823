// expr/: what the user writes.
// A formula is an empty type. Its term is the same formula as plain data, which the compiler reads: the operation,
// and pointers to the terms of its operands. One type has one term, so the same sub-formula is the same pointer.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tapeless/op/all.hpp"

namespace tapeless::expr {

inline constexpr int max_rank = 6;
inline constexpr std::int64_t at_run_time = -1;

struct axis_info {
  std::string_view name;
  std::int64_t extent = at_run_time;
  const axis_info* twin_of = nullptr;
};

struct axis_list {
  std::array<const axis_info*, max_rank> axis{};
  int size = 0;
};

struct input_info {
  std::string_view name;
  axis_list axes;
};

struct term {
  op::code code = op::constant;
  std::array<const term*, 3> operand{};
  double number = 0;                  // of a constant
  const input_info* input = nullptr;
  axis_list axes{};                   // an input's index, a reduction's axes (none: all of them), or the axis itself
  std::uint32_t hash = 0;             // differs between terms, almost always
};

constexpr std::uint32_t mix(std::uint32_t seed, std::uint32_t value) {
  return (seed ^ value) * 0x9E3779B1U + (seed >> 15);
}

}  // namespace tapeless::expr
