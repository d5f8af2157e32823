// Random formulas of tensors: the static pipeline, loops on the tape, and the formula as a
// statement of the tape have the same slopes.
#pragma once

#include <utility>

#include "random.hpp"
#include "random_formula.hpp"
#include "taped.hpp"

namespace tapeless::tests::tensors {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto s = input<"s">;

// (With a product, so that all inputs are there.)
template <class World, std::uint64_t Seed>
constexpr auto element(const auto& a, const auto& b, const auto& c) {
  return grown<World, Seed, 4>(a, b, c) + a * b * c;
}

template <std::uint64_t Seed>
active<double> in_a_loop(const std::vector<active<double>>& a, const std::vector<active<double>>& b,
                         const active<double>& c) {
  active<double> total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) total += element<of_numbers, Seed>(a[i], b[i], c);
  return total;
}

// The same with a formula that has a tensor result. (Not for all: it is compiled again.)
template <std::uint64_t Seed>
active<double> result_summed(const std::vector<active<double>>& a,
                             const std::vector<active<double>>& b, const active<double>& c) {
  if constexpr (Seed % 2 == 0)
    return sum(function(element<of_formulas, Seed>(x, y, s))(x = a, y = b, s = c));
  else return in_a_loop<Seed>(a, b, c);
}

template <std::uint64_t Seed>
void check() {
  constexpr auto fit = gradient(sum(element<of_formulas, Seed>(x, y, s)), wrt(x, y, s));
  random_numbers random(static_cast<std::uint32_t>(Seed));
  for (const std::size_t size : {1U, 7U, 20U}) BOOST_TEST_CONTEXT("seed " << Seed << ", " << size) {
      const std::vector<double> at_x = random.tensor(size, {-1.5, 1.5}),
                                at_y = random.tensor(size, {-1.5, 1.5});
      const double at_s = random.in({-1, 1});
      const auto [value, d_x, d_y, d_s] = fit(x = at_x, y = at_y, s = at_s);
      std::vector<double> slopes(d_x.begin(), d_x.end());
      slopes.insert(slopes.end(), d_y.begin(), d_y.end());
      slopes.push_back(d_s);

      tape<double> t;
      const auto a = t.inputs(at_x), b = t.inputs(at_y);
      const auto c = t.input(at_s);
      const active<double> by_loop = in_a_loop<Seed>(a, b, c);
      const active<double> as_statement = fit(x = a, y = b, s = c);
      const active<double> of_tensor = result_summed<Seed>(a, b, c);
      for (const auto& [name, z] :
           {std::pair{"loop", by_loop}, {"statement", as_statement}, {"tensor", of_tensor}}) {
        BOOST_TEST(near(z.value(), value, 1e-12L), name);
        const std::vector<double> taped = t.gradient(z);
        for (std::size_t i = 0; i < slopes.size(); ++i)
          BOOST_TEST(near(taped[i], slopes[i], 1e-12L),
                     name << " " << i << ": " << taped[i] << " is not " << slopes[i]);
      }
    }
}

template <std::uint64_t First, std::uint64_t... Seed>
void check_seeds(std::integer_sequence<std::uint64_t, Seed...>) {
  (check<First + Seed>(), ...);
}

}  // namespace tapeless::tests::tensors
