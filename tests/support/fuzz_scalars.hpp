// Random formulas of scalars: the static pipeline, the tape, the formula as a statement of the tape
// and finite differences have the same slopes.
#pragma once

#include <array>
#include <utility>

#include "random.hpp"
#include "random_formula.hpp"
#include "taped.hpp"

namespace tapeless::tests::scalars {

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto z = input<"z">;

// (With a product, so that all inputs are there.)
template <class World, std::uint64_t Seed>
constexpr auto loss(const auto& a, const auto& b, const auto& c) {
  return grown<World, Seed, 5>(a, b, c) + a * b * c;
}

template <std::uint64_t Seed>
double by_differences(std::array<long double, 3> at, std::size_t i) {
  using number = active<long double>;
  const auto value = [&](long double moved) {
    at[i] = moved;
    return number(loss<of_numbers, Seed>(number(at[0]), number(at[1]), number(at[2]))).value();
  };
  return static_cast<double>(finite_difference(value, at[i], 1e-4L));
}

template <std::uint64_t Seed>
void check() {
  constexpr auto fit = gradient(loss<of_formulas, Seed>(x, y, z), wrt(x, y, z));
  random_numbers random(static_cast<std::uint32_t>(Seed));
  for (int place = 0; place < 5; ++place) BOOST_TEST_CONTEXT("seed " << Seed << ", " << place) {
      const std::vector<double> at = random.tensor(3, {-1.5, 1.5});
      const auto [value, d_x, d_y, d_z] = fit(x = at[0], y = at[1], z = at[2]);
      const std::array slopes{d_x, d_y, d_z};
      tape<double> t;
      const auto a = t.inputs(at);
      const active<double> by_tape = loss<of_numbers, Seed>(a[0], a[1], a[2]);
      const active<double> as_statement = fit(x = a[0], y = a[1], z = a[2]);
      BOOST_TEST(near(by_tape.value(), value, 1e-13L));
      BOOST_TEST(as_statement.value() == value);
      const auto taped = t.gradient(by_tape), stated = t.gradient(as_statement);
      for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(near(taped[i], slopes[i], 1e-12L), taped[i] << " is not " << slopes[i]);
        BOOST_TEST(stated[i] == slopes[i]);
        const double difference = by_differences<Seed>({at[0], at[1], at[2]}, i);
        BOOST_TEST(near(slopes[i], difference, 1e-9L), slopes[i] << " is not " << difference);
      }
    }
}

template <std::uint64_t First, std::uint64_t... Seed>
void check_seeds(std::integer_sequence<std::uint64_t, Seed...>) {
  (check<First + Seed>(), ...);
}

}  // namespace tapeless::tests::scalars
