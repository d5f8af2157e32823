// Random numbers in formulas. They are a function of a seed and of the steps along axes: the same
// for any number of threads, on every processor, and in the gradient; float and double have others.
// A seed is a whole number, from 0 to below 2^24 (float) or 2^31.
#pragma once

#include <numbers>

#include "tapeless/expr/functions.hpp"

namespace tapeless {

namespace expr {

// A whole number for each of a key and a counter.
template <operand Key, operand Counter>
constexpr auto key_of(Key, Counter) {
  using literals::operator""_c;
  return numbers<op::uniform, Key, Counter>{} * 16777216_c;
}

// The place of a step among those along all of some axes.
template <operand Place>
constexpr auto place_among(Place place) {
  return place;
}
template <operand Place, axis Next, axis... Others>
constexpr auto place_among(Place place, Next next, Others... others) {
  return place_among(place * extent(next) + next, others...);
}

template <operand Key, axis Axis>
constexpr auto uniform_by(Key, Axis) {
  return numbers<op::uniform, Key, Axis>{};
}
// (The first axis makes the key, so that places stay whole numbers of a float.)
template <operand Key, axis First, axis Second, axis... Others>
constexpr auto uniform_by(Key key, First first, Second second, Others... others) {
  return numbers<op::uniform, decltype(key_of(key, first)),
                 decltype(place_among(second, others...))>{};
}

}  // namespace expr

// Numbers from 0 to below 1, with 24 bits in float and 31 in double, one for each step along the
// axes.
template <expr::operand Seed, expr::axis... Axes>
constexpr auto uniform(Seed seed, Axes... axes) {
  using literals::operator""_c;
  static_assert(sizeof...(Axes) > 0, "tapeless: uniform() names the axes that it is along");
  return expr::uniform_by(expr::key_of(seed, 0_c), axes...);
}

// Normally distributed numbers of mean 0 and variance 1, one for each step along the axes (Box and
// Muller, 1958).
template <expr::operand Seed, expr::axis... Axes>
constexpr auto normal(Seed seed, Axes... axes) {
  using literals::operator""_c;
  static_assert(sizeof...(Axes) > 0, "tapeless: normal() names the axes that it is along");
  const auto u = expr::uniform_by(expr::key_of(seed, 1_c), axes...);
  const auto v = expr::uniform_by(expr::key_of(seed, 2_c), axes...);
  constexpr expr::constant<std::bit_cast<std::uint64_t>(2 * std::numbers::pi)> turn{};
  return sqrt(-2_c * log(1_c - u)) * cos(turn * v);
}

}  // namespace tapeless
