// Expressions with names of their own: auto is a number like any other, and nothing dangles.
#include <array>
#include <functional>
#include <tuple>
#include <utility>

#include "support/taped.hpp"

using namespace tapeless;
using tests::check_slopes;
using number = active<double>;

namespace {

// Each of these returns an expression made of numbers that are gone.
auto difference_of_squares(const auto& x, const auto& y) {
  const auto a = x * x;
  const auto b = y * y;
  return a - b;
}
auto scaled(auto x, double factor) {
  auto y = x * factor;
  return y * x + y;
}
auto square_of(const auto& x) {
  auto y = x * x;
  return y;
}
auto nested(const auto& x, const auto& y) {
  return scaled(difference_of_squares(x, y), 3) / (1 + square_of(x));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_named_expression_is_used_many_times) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] - x[1];
        return d * d + d * x[0] - d / (1 + d * d);
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(a_named_expression_is_one_statement) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  auto d = x * y;
  BOOST_TEST(t.statements() == 2U);
  const number a = d * x;
  BOOST_TEST(t.statements() == 4U);
  const number b = d * d, c = sin(d);
  const number same = d;
  BOOST_TEST(t.statements() == 6U);
  const auto slopes = t.gradient(a + b + same + c * 0);
  BOOST_TEST(slopes[0] == 2 * 15 + 2 * 15 * 5 + 5);
  BOOST_TEST(slopes[1] == 9 + 2 * 15 * 3 + 3);
}

BOOST_AUTO_TEST_CASE(a_named_expression_changes) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        d += x[2];
        auto e = d * x[0];
        d = x[0];
        d *= d;
        d -= e;
        e /= d + x[1];
        d = x[1] * e;
        d = d * d;
        d = e;
        return d * e;
      },
      {3, 5, 7});
}

BOOST_AUTO_TEST_CASE(a_named_expression_becomes_a_constant) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        d = 2;
        d += 1.5;
        d *= x[0];
        return d;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(copies_of_a_named_expression) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        auto early = d;
        const auto used = d * 2;
        auto late = d;
        d += x[0];
        early *= d;
        late -= early;
        early = late;
        return d * early + late * used;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(a_named_expression_is_moved_from) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        const auto e = std::move(d) * x[0];
        const auto f = std::move(d);
        auto g = f + e;
        const auto h = std::move(g) * g;
        return h - std::move(g);
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(a_used_expression_is_moved_from) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        const auto use = d * d;
        auto taken = std::move(d);
        taken += use;
        return std::move(taken) * x[1] + std::move(d);
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(an_expression_is_assigned_to_a_number) {
  const auto assigned = []<class X>(const std::vector<X>& x) -> X {
    const auto d = x[0] * x[1];
    X y = d;
    X z = d;
    y += d;
    z = d * y;
    y = d;
    auto e = y * z;
    y = std::move(e);
    return y * z - d;
  };
  check_slopes(assigned, {3, 5});
}

BOOST_AUTO_TEST_CASE(functions_return_expressions_of_numbers_that_are_gone) {
  check_slopes([](const auto& x) { return difference_of_squares(x[0], x[1]); }, {3, 5});
  check_slopes([](const auto& x) { return scaled(x[0], 2.5); }, {3});
  check_slopes([](const auto& x) { return scaled(x[0] - x[1], 2.5); }, {3, 5});
  check_slopes([](const auto& x) { return nested(x[0] * x[1], x[1] / x[0]); }, {3, 5});
}

BOOST_AUTO_TEST_CASE(expressions_refer_to_nothing_that_is_gone) {
  tape<double> t;
  const auto made = [&t] {
    const auto x = t.inputs(std::vector{3., 5.});
    const number local = x[0] * x[1];
    return std::tuple(x[0] * x[1], local * local, local / number(x[1]) + number(2));
  }();
  const auto& [a, b, c] = made;
  std::vector<double> elsewhere(1000, 7);
  const auto slopes = t.gradient(a * b + c);
  BOOST_TEST(slopes[0] == 3 * 225 * 5 + 1);
  BOOST_TEST(slopes[1] == 3 * 225 * 3);
}

BOOST_AUTO_TEST_CASE(references_to_temporary_expressions) {
  check_slopes(
      [](const auto& x) {
        const auto& d = x[0] * x[1];
        auto&& e = x[0] - x[1];
        e += d;
        e = e * e;
        return d * e;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(values_of_temporary_expressions) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  const auto& by_function = value(x * y);
  const auto& by_member = (x * y + 1).value();
  const auto& of_function = sin(x).value();
  const std::vector<double> elsewhere(100, 7);
  BOOST_TEST(by_function == 15);
  BOOST_TEST(by_member == 16);
  BOOST_TEST(of_function == std::sin(3.));
}

BOOST_AUTO_TEST_CASE(expressions_in_lambdas) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * x[1];
        const auto by_copy = [d](const auto& y) { return d * y; };
        const auto by_reference = [&d](const auto& y) { return d - y; };
        auto changing = [d]() mutable {
          d *= d;
          return d;
        };
        const auto first = changing();
        const auto owner = [e = x[0] + d, f = by_copy] { return e * f(e); };
        return by_copy(x[0]) * by_reference(x[1]) + changing() / first + owner();
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(expressions_in_containers) {
  const auto contained = []<class X>(const std::vector<X>& x) -> X {
    const std::array a{x[0] * x[1], x[0] - x[1]};
    std::vector v{x[0] * x[1]};
    for (int i = 0; i < 20; ++i) v.push_back(v.back() * x[1]);
    auto [p, q] = std::pair{x[0] / x[1], a[0] + v[7]};
    p *= q;
    X total = p;
    for (const auto& each : v) total += each * a[1];
    std::vector<X> numbers(v.begin(), v.end());
    numbers.emplace_back(x[0] * x[0]);
    return total * numbers[3] - numbers.back();
  };
  check_slopes(contained, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_loop_over_a_named_expression) {
  check_slopes(
      [](const auto& x) {
        auto d = x[0] * 1;
        for (int i = 0; i < 30; ++i) {
          auto step = d * x[1];
          if (step > 1) step = step / 2;
          step -= d * d / 100;
          d = d + step * 0.1;
        }
        return d;
      },
      {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(a_recursion_over_expressions) {
  struct {
    number operator()(const number& x, int n) const {
      return n == 0 ? number(1) : x * (*this)(x + 1, n - 1);
    }
    long double operator()(long double x, int n) const {
      return n == 0 ? 1 : x * (*this)(x + 1, n - 1);
    }
  } rising;
  check_slopes(
      [&](const auto& x) {
        return static_cast<std::remove_cvref_t<decltype(x[0])>>(rising(x[0], 6));
      },
      {0.3});
}

BOOST_AUTO_TEST_CASE(a_number_changes_after_an_expression_was_made_of_it) {
  const auto changed = []<class X>(const std::vector<X>& x) -> X {
    X a = x[0] * x[1];
    auto d = a * x[0];
    a += x[1];
    auto e = d * a;
    a = 7;
    a *= x[0];
    return d + e * a;
  };
  check_slopes(changed, {3, 5});
}

BOOST_AUTO_TEST_CASE(long_expressions_are_one_statement) {
  tape<double> t;
  const auto x = t.inputs(std::vector{1., 2., 3., 4., 5., 6., 7., 8.});
  const number y = x[0] * x[1] + x[2] * x[3] - x[4] / x[5] + x[6] * x[7] * x[0] - sin(x[1]) * x[2];
  BOOST_TEST(t.statements() == 9U);
  const auto slopes = t.gradient(y);
  BOOST_TEST(slopes[0] == 2 + 56);
  BOOST_TEST(slopes[2] == 4 - std::sin(2.));
  BOOST_TEST(slopes[5] == 5. / 36);
}

BOOST_AUTO_TEST_CASE(unused_expressions_leave_nothing) {
  tape<double> t;
  const number x = t.input(3);
  auto d = x * x;
  auto e = d;
  (void)e;
  (void)(x * d.value());
  BOOST_TEST(t.statements() == 1U);
}

BOOST_AUTO_TEST_CASE(an_expression_that_outlives_its_recording_is_refused) {
  tape<double> t;
  auto d = t.input(3) * t.input(5);
  t.rewind();
  const std::string older =
      "tapeless: an active number of an older recording is used; rewind() has forgotten it";
  BOOST_TEST(tests::complaint([&] { (void)number(d * 2); }) == older);
  BOOST_TEST(tests::complaint([&] { d += 1; }) == older);
  BOOST_TEST(d.value() == 15);
  d = t.input(2);
  BOOST_TEST(t.gradient(d * d)[0] == 4);
}
