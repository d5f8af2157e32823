// Compiled formulas with tensor results, called with active numbers.
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
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);

}  // namespace

BOOST_AUTO_TEST_CASE(tensor_results_of_unknown_size) {
  constexpr auto f = function(sin(x) * a + y / b);
  for (const std::size_t size : {1U, 2U, 7U, 9U, 33U})
    check_results(
        [&](auto&, const auto& v) {
          const std::span first(v.data(), size), second(v.data() + size, size);
          vector<number> wanted;
          for (std::size_t s = 0; s < size; ++s)
            wanted.push_back(sin(first[s]) * v[1] + second[s] / 2.5);
          return std::pair(f(x = first, a = v[1], y = second, b = 2.5), wanted);
        },
        some(2 * size));
}

BOOST_AUTO_TEST_CASE(tensor_results_of_known_size) {
  constexpr auto f = function(exp(w * a) * b);
  check_results(
      [&](auto&, const auto& v) {
        const std::array<number, 3> made = f(w = std::span(v).first(3), a = v[3], b = v[0]);
        vector<number> wanted;
        for (std::size_t s = 0; s < 3; ++s) wanted.push_back(exp(v[s] * v[3]) * v[0]);
        return std::pair(vector<number>(made.begin(), made.end()), wanted);
      },
      some(4));
}

BOOST_AUTO_TEST_CASE(large_tensors_in_several_threads) {
  constexpr auto f = function(sum(sin(x) * a));
  constexpr auto g = function(sin(x) * a);
  tape<double> t;
  const numbers at = some(100000);
  const auto v = t.inputs(at);
  const number s = f(x = v, a = v[0], threads(2)), alone = f(x = v, a = v[0]);
  BOOST_TEST(s.value() == alone.value());
  BOOST_TEST((t.gradient(s) == t.gradient(alone)));
  const number u = sum(g(x = v, a = v[0], threads(2)));
  const numbers slopes = t.gradient(u), wanted = t.gradient(s);
  BOOST_TEST(tests::near(slopes[0], wanted[0], 1e-11L));
  BOOST_TEST(tests::near(slopes[777], std::cos(at[777]) * at[0], 1e-14L));
}

BOOST_AUTO_TEST_CASE(empty_tensors) {
  tape<double> t;
  const number v = t.input(3);
  const vector<number> none;
  const number s = function(sum(x) + a)(x = none, a = v);
  const vector<number> u = function(x * a)(x = none, a = v);
  BOOST_TEST(u.empty());
  BOOST_TEST(t.gradient(s)[0] == 1);
  BOOST_TEST(t.gradient(v * v)[0] == 6);
  const number nothing = function(sum(x))(x = none);
  BOOST_TEST((nothing.is_passive() && nothing == 0));
}

BOOST_AUTO_TEST_CASE(results_of_which_few_are_used) {
  constexpr auto roots = function(sqrt(x) / y);
  const double inf = std::numeric_limits<double>::infinity();
  tape<double> t;
  const auto v = t.inputs(numbers{0, 4, 0, 9});
  const vector<number> u = roots(x = v, y = numbers{1, 1, 1, 2});
  BOOST_TEST(t.gradient(u[1]) == (numbers{0, 0.25, 0, 0}));
  BOOST_TEST(t.gradient(u[0]) == (numbers{inf, 0, 0, 0}));
  BOOST_TEST(t.gradient(v[0]) == (numbers{1, 0, 0, 0}));
  const vector<number> rows{u[3], u[2], v[1], u[1]};
  BOOST_TEST(t.jacobian(rows) ==
             (numbers{0, 0, 0, 1. / 12, 0, 0, inf, 0, 0, 1, 0, 0, 0, 0.25, 0, 0}));
}

BOOST_AUTO_TEST_CASE(conditions_inside) {
  constexpr auto f = function(where(x > a, sqrt(x - a), 0_c) + max(x, y));
  check_results(
      [&](auto&, const auto& v) {
        vector<number> wanted;
        for (std::size_t s = 0; s < 3; ++s)
          wanted.push_back((v[s] > 0.5 ? number(sqrt(v[s] - 0.5)) : number(0)) +
                           max(v[s], v[2 - s]));
        return std::pair(f(x = v, a = 0.5, y = vector<number>(v.rbegin(), v.rend())), wanted);
      },
      numbers{0.3, 0.9, 0.5});
}
