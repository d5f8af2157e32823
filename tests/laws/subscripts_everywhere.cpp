#include <array>
#include <boost/test/unit_test.hpp>
#include <span>
#include <vector>

#include "support/bridge.hpp"
#include "tapeless/tapeless.hpp"

// Reads by subscripts in constant evaluations, in normal equations, on the tape, and at second
// order.

using namespace tapeless::names;
namespace tests = tapeless::tests;

namespace {

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto x = input<"x">(i);
constexpr auto n = axis<"n">;
constexpr auto which = input<"which", whole>(n);

constexpr auto picked = sum(square(x(which)) * x(which + 1_c));

}  // namespace

// (With extents that are declared: clang 14 has no std::vector in constant evaluations.)
BOOST_AUTO_TEST_CASE(constant_evaluation) {
  constexpr auto k = axis<"k", 3>;
  constexpr auto l = axis<"l">(extent(k) - 1_c);
  constexpr auto v = input<"v">(k);
  constexpr auto w = input<"w">(l);
  constexpr auto value = [=] {
    const std::array<double, 3> numbers{1, 2, 3};
    const std::array<double, 2> weights{1, 2};
    constexpr auto loss = sum(square(v(l + 1_c) - square(v(l))) * w);
    return gradient(loss, wrt(v))(v = numbers, w = weights).value;
  }();
  static_assert(value == 1 + 2);

  constexpr auto lookups = input<"lookups", whole>(k);
  constexpr auto gathered = [=] {
    const std::array<double, 3> numbers{1, 2, 3};
    const std::array<int, 3> places{0, 1, 0};
    const std::array<unsigned char, 3> narrow{0, 1, 0};
    constexpr auto f = sum(square(v(lookups)) * v(lookups + 1_c));
    const auto r = gradient(f, wrt(v))(v = numbers, lookups = places);
    return r.value == function(f)(v = numbers, lookups = narrow) ? r[v][1] : -1;
  }();
  static_assert(gathered == 2 * 2 * 3 + 1 + 1);
}

BOOST_AUTO_TEST_CASE(normal_equations) {
  constexpr auto fit = gauss_newton(x(m + 1_c) - square(x(m)), wrt(x));
  constexpr auto jac = jacobian(x(m + 1_c) - square(x(m)), wrt(x));
  const std::vector<double> v{1, 2, 3, 5};
  const auto all = fit(x = v);
  const auto j = jac(x = v);
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < 4; ++b) {
      double product = 0;
      for (std::size_t r = 0; r < 3; ++r) product += j[x][4 * r + a] * j[x][4 * r + b];
      BOOST_TEST(all.matrix[4 * a + b] == product);
    }
}

BOOST_AUTO_TEST_CASE(gathered_normal_equations) {
  constexpr auto fit = gauss_newton(square(x(which)) - 1_c, wrt(x));
  const std::vector<double> v{2, 3};
  const std::vector<int> places{1, 0, 1};
  const auto all = fit(x = v, which = places);
  BOOST_TEST((all.matrix == std::vector<double>{16, 0, 0, 72}));
  BOOST_TEST((all.gradient == std::vector<double>{12, 96}));
}

BOOST_AUTO_TEST_CASE(on_the_tape) {
  const std::vector<std::size_t> places{0, 1, 0, 1};
  tests::check_results(
      [&](auto&, const auto& v) {
        const std::span all(v.data(), 4);
        using number = std::remove_cvref_t<decltype(all[0])>;
        std::vector<number> wanted;
        number sum = 0;
        for (const std::size_t p : places) sum += square(all[p]) * all[p + 1];
        wanted.push_back(sum);
        return std::pair(std::vector<number>{function(picked)(x = all, which = places)}, wanted);
      },
      tests::some(4));
}

BOOST_AUTO_TEST_CASE(stencils_on_the_tape) {
  for (const std::size_t size : {2U, 3U, 9U, 20U})
    tests::check_results(
        [&](auto&, const auto& v) {
          const std::span all(v.data(), size);
          using number = std::remove_cvref_t<decltype(all[0])>;
          std::vector<number> wanted;
          for (std::size_t s = 0; s + 1 < size; ++s) wanted.push_back(all[s + 1] - square(all[s]));
          return std::pair(function(x(m + 1_c) - square(x(m)))(x = all), wanted);
        },
        tests::some(size));
}

BOOST_AUTO_TEST_CASE(second_order) {
  using inner = tapeless::active<double>;
  using outer = tapeless::active<inner>;
  const std::vector<std::size_t> places{0, 1, 0, 2};
  const std::vector<double> v{0.5, 1.5, 2.5, 0.25};
  const auto check = [&](const auto& formula, const auto& plain) {
    tapeless::tape<double> t;
    const auto a = t.inputs(v);
    tapeless::tape<inner> u;
    const auto b = u.inputs(a);
    const std::vector<inner> made = u.gradient(formula(b)), wanted = u.gradient(plain(b));
    for (std::size_t k = 0; k < v.size(); ++k) {
      BOOST_TEST(tests::near(made[k].value(), wanted[k].value(), 1e-13L));
      const auto row = t.gradient(made[k]), exact = t.gradient(wanted[k]);
      for (std::size_t l = 0; l < v.size(); ++l) BOOST_TEST(tests::near(row[l], exact[l], 1e-12L));
    }
  };
  check([&](const auto& b) -> outer { return function(picked)(x = b, which = places); },
        [&](const auto& b) {
          outer sum = 0;
          for (const std::size_t p : places) sum += square(b[p]) * b[p + 1];
          return sum;
        });
  check(
      [&](const auto& b) -> outer { return function(sum(square(x(m + 1_c) - exp(x(m)))))(x = b); },
      [&](const auto& b) {
        outer sum = 0;
        for (std::size_t s = 0; s + 1 < b.size(); ++s) sum += square(b[s + 1] - exp(b[s]));
        return sum;
      });
}
