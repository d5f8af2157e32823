#pragma once

#include <bit>
#include <cstdint>

namespace tapeless::ir {

// A set of axes, by their place in the graph's table.
// (An aggregate: a constructor would be a step of each constant evaluation that makes one.)
struct axis_set {
  std::uint64_t bits = 0;

  static constexpr axis_set of(int axis) { return {std::uint64_t{1} << axis}; }

  // All that come before one.
  static constexpr axis_set before(int axis) { return {(std::uint64_t{1} << axis) - 1}; }

  constexpr bool has(int axis) const { return (bits >> axis & 1U) != 0; }
  constexpr bool empty() const { return bits == 0; }
  constexpr int size() const { return std::popcount(bits); }
  constexpr int first() const { return std::countr_zero(bits); }
  constexpr bool includes(axis_set other) const { return (other.bits & ~bits) == 0; }
  constexpr bool meets(axis_set other) const { return (other.bits & bits) != 0; }

  friend constexpr axis_set operator|(axis_set a, axis_set b) { return {a.bits | b.bits}; }
  friend constexpr axis_set operator&(axis_set a, axis_set b) { return {a.bits & b.bits}; }
  friend constexpr axis_set operator-(axis_set a, axis_set b) { return {a.bits & ~b.bits}; }
  friend constexpr bool operator==(axis_set a, axis_set b) { return a.bits == b.bits; }
};

}  // namespace tapeless::ir
