// expr/: what the user writes.
// A formula is an empty type. Its term is the same formula as plain data, which the compiler reads:
// the operation, and pointers to the terms of its operands. One type has one term, so the same
// sub-formula is the same pointer.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tapeless/op/all.hpp"

namespace tapeless::expr {

inline constexpr int max_rank = 6;
inline constexpr std::int64_t at_run_time = -1;
inline constexpr std::int64_t most_elements = std::int64_t{1} << 44;  // that a tensor may have

struct axis_info {
  std::string_view name;
  std::int64_t extent = at_run_time;
  bool is_twin = false;
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
  double number = 0;  // of a constant
  const input_info* input = nullptr;
  axis_list axes{};  // an input's index, a reduction's axes (none: all of them), or the axis itself
  std::uint64_t hash =
      0;  // of the whole formula; two different ones practically never have the same
};

// One more value in a hash (the finaliser of SplitMix64: Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t z = (seed ^ value) + 0x9E3779B97F4A7C15U + (seed << 6);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

template <class... Values>
constexpr std::uint64_t hash_of(std::uint64_t first, Values... values) {
  std::uint64_t hash = mix(0, first);
  ((hash = mix(hash, static_cast<std::uint64_t>(values))), ...);
  return hash;
}
constexpr std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = name.size();
  for (const char letter : name) hash = mix(hash, static_cast<std::uint64_t>(letter));
  return hash;
}

}  // namespace tapeless::expr
