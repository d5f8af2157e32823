// Compiled formulas called with active numbers: one statement each, with the slopes that loops over
// scalars have.
#include <array>

#include "support/bridge.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_results;
using tests::one;
using tests::some;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);

}  // namespace

BOOST_AUTO_TEST_CASE(scalars) {
  constexpr auto f = function(sin(a * b) + square(a) / b);
  check_results(
      [&](auto&, const auto& v) {
        const number wanted = sin(v[0] * v[1]) + square(v[0]) / v[1];
        return one(f(a = v[0], b = v[1]), wanted);
      },
      numbers{0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(scalars_and_plain_numbers) {
  constexpr auto f = function(sin(a * b) + square(a) / b);
  check_results(
      [&](auto&, const auto& v) {
        const number wanted = sin(v[0] * 2) + square(v[0]) / 2;
        return one(f(a = v[0], b = 2), wanted);
      },
      numbers{0.3});
  check_results(
      [&](auto&, const auto& v) {
        const number wanted = sin(2.5 * v[0]) + 2.5 * 2.5 / v[0];
        return one(f(a = 2.5, b = v[0]), wanted);
      },
      numbers{0.3});
  check_results(
      [&](auto&, const auto& v) {
        const number wanted = sin(v[0] * v[0]) + v[0];
        return one(f(a = v[0], b = v[0]), wanted);
      },
      numbers{0.3});
  check_results(
      [&](auto&, const auto& v) {
        const number wanted = sin(v[0] * 2) + square(v[0]) / 2;
        return one(f(a = v[0], b = number(2)), wanted);
      },
      numbers{0.3});
}

BOOST_AUTO_TEST_CASE(scalars_that_are_expressions) {
  constexpr auto f = function(a * a * b);
  check_results(
      [&](auto&, const auto& v) {
        auto d = v[0] - v[1];
        const number wanted = v[0] * v[1] * v[0] * v[1] * -v[0] + d * d * d;
        const number made = f(a = v[0] * v[1], b = -v[0]) + f(a = d, b = d);
        return one(made, wanted);
      },
      numbers{0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(tensors) {
  constexpr auto f = function(sum(sin(x) * y * a));
  for (const std::size_t size : {1U, 2U, 8U, 9U, 40U})
    check_results(
        [&](auto&, const auto& v) {
          const std::span first(v.data(), size), second(v.data() + size, size);
          number wanted = 0;
          for (std::size_t s = 0; s < size; ++s) wanted += sin(first[s]) * second[s] * v[0];
          return one(f(x = first, y = second, a = v[0]), wanted);
        },
        some(2 * size));
}

BOOST_AUTO_TEST_CASE(tensors_and_plain_data) {
  constexpr auto f = function(sum(sin(x) * y * a));
  const numbers plain = some(5);
  check_results(
      [&](auto&, const auto& v) {
        number wanted = 0;
        for (std::size_t s = 0; s < 5; ++s) {
          wanted += sin(v[s]) * plain[s] * 2;
          wanted += sin(plain[s]) * v[s] * 2;
          wanted += sin(plain[s]) * plain[s] * v[0];
        }
        const number made = f(x = v, y = plain, a = 2) + f(x = plain, a = 2.0, y = v) +
                            f(a = v[0], x = plain, y = plain);
        return one(made, wanted);
      },
      some(5));
}

BOOST_AUTO_TEST_CASE(tensors_of_mixed_numbers) {
  constexpr auto f = function(sum(square(x)));
  check_results(
      [&](auto&, const auto& v) {
        const std::array<number, 6> mixed{v[2], 0.5, v[1], v[1] * v[0], 3, v[0]};
        const std::array<number, 3> reversed{v[2], v[1], v[0]};
        return one<number>(f(x = mixed) * f(x = reversed), dot(mixed, mixed) * dot(v, v));
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(numbers_are_overwritten_afterwards) {
  constexpr auto f = function(sum(square(x)) * a);
  constexpr auto g = function(square(x) * a);
  check_results(
      [&](auto&, const auto& v) {
        vector<number> u = v;
        number c = v[0] * v[1];
        c += v[2];
        const number made = f(x = u, a = c);
        const vector<number> more = g(x = u, a = c);
        const number wanted = dot(u, u) * c, wanted_more = v[1] * v[1] * c;
        u[0] = u[1] * c;
        c += u[2];
        u[1] += c;
        return std::pair(vector<number>{made, more[1]}, vector<number>{wanted, wanted_more});
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(gradients_are_called_as_functions) {
  constexpr auto loss = mean(square(x * a - y));
  constexpr auto fit = gradient(loss, wrt(a));
  check_results(
      [&](auto&, const auto& v) {
        const numbers plain{1, 2, 3};
        static_assert(std::same_as<decltype(fit(a = v[0], x = plain, y = v)), number>);
        number wanted = 0;
        for (std::size_t s = 0; s < 3; ++s) wanted += square(plain[s] * v[0] - v[s]) / 3;
        return one(fit(a = v[0], x = plain, y = v), wanted);
      },
      some(3));
  check_results(
      [&](auto&, const auto& v) {
        const numbers plain{1, 2, 3};
        number wanted = 0;
        for (std::size_t s = 0; s < 3; ++s) wanted += square(v[s] * 2 - plain[s]) / 3;
        return one(fit(a = 2, x = v, y = plain), wanted);
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(single_precision) {
  constexpr auto f = function(sum(sin(x) * y * a));
  constexpr auto g = function(sin(w) * a);
  check_results<float>(
      [&](auto&, const auto& v) {
        const vector<float> plain{1, 2, 3};
        active<float> wanted = 0;
        for (std::size_t s = 0; s < 3; ++s) wanted += sin(v[s]) * plain[s] * v[1];
        const auto made = g(w = v, a = v[2]);
        return std::pair(vector<active<float>>{f(x = v, y = plain, a = v[1]), made[1]},
                         vector<active<float>>{wanted, sin(v[1]) * v[2]});
      },
      {0.3F, 0.5F, 0.7F});
}
