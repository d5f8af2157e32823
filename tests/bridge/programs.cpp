// Compiled formulas in programs: over several axes, in loops, in checkpoints.
#include <array>

#include "support/bridge.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_results;
using tests::some;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto a = input<"a">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);
constexpr auto m = input<"m">(n, k);
constexpr auto p = input<"p">(i, k);

}  // namespace

BOOST_AUTO_TEST_CASE(matrix_times_vector) {
  constexpr auto f = function(sum(m * w, k));
  constexpr auto g = function(sum(m * x, n));
  check_results(
      [&](auto&, const auto& v) {
        const std::span matrix(v.data(), 12);
        const vector<number> made = f(m = matrix, w = std::array{v[12], v[13], v[14]});
        const auto back = g(m = matrix, x = made);
        vector<number> all = made, wanted(7, 0);
        all.insert(all.end(), back.begin(), back.end());
        for (std::size_t r = 0; r < 4; ++r)
          for (std::size_t c = 0; c < 3; ++c) wanted[r] += v[3 * r + c] * v[12 + c];
        for (std::size_t r = 0; r < 4; ++r)
          for (std::size_t c = 0; c < 3; ++c) wanted[4 + c] += v[3 * r + c] * wanted[r];
        return std::pair(all, wanted);
      },
      some(15));
}

BOOST_AUTO_TEST_CASE(results_over_twin_axes) {
  constexpr auto distances = function(sqrt(sum(square(p(i, k) - p(j, k)), k) + 1_c));
  constexpr auto energy =
      function(sum(where(i != j, 1_c / sqrt(sum(square(p(i, k) - p(j, k)), k) + 0.1_c), 0_c)));
  check_results(
      [&](auto&, const auto& v) {
        vector<number> made = distances(p = v), wanted;
        number pairs = 0;
        for (std::size_t r = 0; r < 4; ++r)
          for (std::size_t s = 0; s < 4; ++s) {
            number squares = 0;
            for (std::size_t c = 0; c < 3; ++c) squares += square(v[3 * r + c] - v[3 * s + c]);
            wanted.push_back(sqrt(squares + 1));
            if (r != s) pairs += 1 / sqrt(squares + 0.1);
          }
        made.push_back(energy(p = v));
        wanted.push_back(pairs);
        return std::pair(made, wanted);
      },
      some(12));
}

BOOST_AUTO_TEST_CASE(extents_and_threads_are_given) {
  constexpr auto f = function(sum(x) * mean(y) + a);
  constexpr auto g = function(x * a);
  check_results(
      [&](auto&, const auto& v) {
        const numbers plain{1, 2, 3};
        const number s = f(n = 3, x = plain, y = v, a = v[0], threads(2));
        const vector<number> u = g(threads(2), x = v, a = v[1], n = 3);
        const number wanted = 6 * (v[0] + v[1] + v[2]) / 3 + v[0];
        return std::pair(vector<number>{s, u[0], u[2]},
                         vector<number>{wanted, v[0] * v[1], v[2] * v[1]});
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(an_axis_that_only_the_call_knows) {
  constexpr auto f = function(sum(a * n * n, n));
  constexpr auto g = function(a * n);
  check_results(
      [&](auto&, const auto& v) {
        const number s = f(a = v[0], n = 4);
        const vector<number> u = g(a = v[0], n = 4);
        return std::pair(vector<number>{s, u[0], u[3]},
                         vector<number>{v[0] * 14, v[0] * 0, v[0] * 3});
      },
      numbers{0.3});
}

BOOST_AUTO_TEST_CASE(formulas_inside_checkpoints) {
  constexpr auto step = function(x + a * sin(x));
  constexpr auto energy = function(sum(square(x)) * a);
  check_results(
      [&](auto& t, const auto& v) {
        const auto f = [=](const vector<number>& start, const number& h) {
          vector<number> u = start;
          for (int s = 0; s < 5; ++s) u = step(x = u, a = h);
          return std::pair(u, number(energy(x = u, a = h)));
        };
        const auto [u, e] = f(v, v[0]);
        const auto [made, made_e] = t.checkpoint(f, v, v[0]);
        return std::pair(vector<number>{made[0], made[2], made_e}, vector<number>{u[0], u[2], e});
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(formulas_in_a_loop_over_numbers) {
  constexpr auto step = function(x + a * (y - x));
  check_results(
      [&](auto&, const auto& v) {
        vector<number> u = v, wanted = v;
        const vector<number> target(v.rbegin(), v.rend());
        for (int s = 0; s < 6; ++s) {
          number h = 0.5 / (1 + s);
          if (u[0] > u[1]) h *= u[2];
          u = step(x = u, y = target, a = h);
          for (std::size_t c = 0; c < 3; ++c) wanted[c] += h * (target[c] - wanted[c]);
        }
        return std::pair(u, wanted);
      },
      some(3));
}
