// expr/: what the user writes.
// A formula is an empty type. Its term is the same formula as plain data, which the compiler reads:
// the operation, and pointers to the terms of its operands. One type has one term, so the same
// sub-formula is the same pointer.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tapeless/base/hash.hpp"
#include "tapeless/base/limits.hpp"
#include "tapeless/base/link.hpp"
#include "tapeless/op/all.hpp"

namespace tapeless::expr {

using base::at_run_time;
using base::hash_of;
using base::max_rank;
using base::most_elements;

struct term;

struct axis_info {
  std::string_view name;
  std::int64_t extent = at_run_time;
  base::link<axis_info> twin_of{};
  base::link<term> length{};  // of a derived axis: its extent as a formula
};

struct axis_list {
  std::array<const axis_info*, max_rank> axis{};
  int size = 0;
};

struct input_info {
  std::string_view name;
  axis_list axes;
  bool is_whole = false;
};

struct term {
  op::code code = op::constant;
  std::array<const term*, 3> operand{};
  double number = 0;  // of a constant
  base::link<input_info> input{};
  base::link<const term*> subscripts{};  // of what is not read along its own axes
  base::link<op::own_rule> own{};        // a function of the user's own
  bool guarded = false;  // a read that may lie outside, where its value does not matter
  axis_list axes{};  // an input's index, a reduction's axes (none: all of them), the axis itself,
                     // the one whose extent it is, or those that subscripts are for
  std::uint64_t hash =
      0;  // of the whole formula; two different ones practically never have the same
};

}  // namespace tapeless::expr
