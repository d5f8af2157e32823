// Compiled formulas called with numbers of a tape inside a tape: their second derivatives are those
// of plain code on the same tapes, and of differences.
#include "support/second_order.hpp"

#include <array>
#include <span>

#include "support/random.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::hessian_by_tapes;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto m = input<"m">(n, k);

template <class X>
using innermost = active<active<X>>;

// f(inputs) by formulas and by plain code: values, gradients and Hessians.
template <class Formula, class Plain>
void check(const Formula& by_formula, const Plain& plain, const numbers& at) {
  const numbers made = hessian_by_tapes<double>(by_formula, at);
  const numbers wanted = hessian_by_tapes<double>(plain, at);
  BOOST_TEST_REQUIRE(made.size() == wanted.size());
  for (std::size_t i = 0; i < made.size(); ++i)
    BOOST_TEST(tests::near(made[i], wanted[i], 1e-12L, 1),
               "entry " << i << " is " << made[i] << ", not " << wanted[i]);
  tape<double> outer;
  tape<active<double>> inner;
  const auto in = inner.inputs(outer.inputs(at));
  const innermost<double> z = by_formula(in), w = plain(in);
  BOOST_TEST(tests::near(z.value().value(), w.value().value(), 1e-14L));
  const auto g = inner.gradient(z), h = inner.gradient(w);
  const numbers by_outer = outer.gradient(z.value()), right = outer.gradient(w.value());
  for (std::size_t i = 0; i < at.size(); ++i) {
    BOOST_TEST(tests::near(g[i].value(), h[i].value(), 1e-13L));
    BOOST_TEST(tests::near(by_outer[i], right[i], 1e-13L));
  }
}

numbers some(std::size_t size) { return tests::random_numbers(7).tensor(size, {0.2, 1.5}); }

}  // namespace

BOOST_AUTO_TEST_CASE(scalars) {
  check([](const auto& v) { return function(a * b)(a = v[0], b = v[1]); },
        [](const auto& v) { return v[0] * v[1]; }, {3, 4});
  check([](const auto& v) { return function(sin(a * b) + a * a / b)(a = v[0], b = v[1]); },
        [](const auto& v) { return sin(v[0] * v[1]) + v[0] * v[0] / v[1]; }, {0.3, 0.5});
  check([](const auto& v) { return function(exp(a) * b)(a = v[0], b = 2.0); },
        [](const auto& v) { return exp(v[0]) * 2; }, {0.3});
  check([](const auto& v) { return function(a * a * a)(a = v[0] * v[1]); },
        [](const auto& v) { return pow(v[0] * v[1], 3); }, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(one_number_given_twice) {
  check([](const auto& v) { return function(exp(a * b))(a = v[0], b = v[0]); },
        [](const auto& v) { return exp(v[0] * v[0]); }, {0.7});
}

BOOST_AUTO_TEST_CASE(gradients_called_as_functions) {
  constexpr auto f = gradient(sum(square(x - a)), wrt(a));
  check([f](const auto& v) { return f(x = std::span(v).first(2), a = v[2]); },
        [](const auto& v) { return square(v[0] - v[2]) + square(v[1] - v[2]); }, some(3));
}

BOOST_AUTO_TEST_CASE(tensors) {
  constexpr auto f = function(sum(sin(x) * y * a));
  for (const std::size_t size : {1U, 2U, 8U, 9U})
    check(
        [=](const auto& v) {
          return f(x = std::span(v).first(size), y = std::span(v).last(size), a = v[0]);
        },
        [=]<class X>(const std::vector<X>& v) -> X {
          X z = 0;
          for (std::size_t i = 0; i < size; ++i) z += sin(v[i]) * v[size + i] * v[0];
          return z;
        },
        some(2 * size));
}

BOOST_AUTO_TEST_CASE(tensors_and_plain_data) {
  constexpr auto f = function(sum(exp(x * a) * y));
  const numbers plain = some(3);
  check([&](const auto& v) { return f(x = plain, a = v[0], y = v); },
        [&]<class X>(const std::vector<X>& v) -> X {
          X z = 0;
          for (std::size_t i = 0; i < 3; ++i) z += exp(plain[i] * v[0]) * v[i];
          return z;
        },
        some(3));
}

BOOST_AUTO_TEST_CASE(tensors_of_two_axes) {
  constexpr auto f = function(sum(square(sum(m * x(n), n))));
  check(
      [=](const auto& v) {
        using number = std::remove_cvref_t<decltype(v[0])>;
        const std::vector<std::array<number, 2>> rows{{v[0], v[1]}, {v[2], v[3]}, {v[4], v[5]}};
        return f(m = rows, x = std::span(v).first(3));
      },
      []<class X>(const std::vector<X>& v) -> X {
        const X first = v[0] * v[0] + v[2] * v[1] + v[4] * v[2];
        const X second = v[1] * v[0] + v[3] * v[1] + v[5] * v[2];
        return first * first + second * second;
      },
      some(6));
}

// What is taken out of exponents, and a mean that is taken off, have no derivative of their own in
// the gradient; in its change they count.
BOOST_AUTO_TEST_CASE(words) {
  const auto logits = [](const auto& v) { return std::span(v).first(4); };
  const auto log_of_sum = []<class X>(const std::vector<X>& v) {
    X sum = 0;
    for (std::size_t i = 0; i < 4; ++i) sum += exp(v[i]);
    return X(log(sum));
  };
  check([=](const auto& v) { return function(cross_entropy(x, 2_c, n))(x = logits(v)); },
        [=](const auto& v) { return log_of_sum(v) - v[2]; }, some(4));
  check([=](const auto& v) { return function(dot(log_softmax(x, n), y))(x = logits(v), y = v); },
        [=]<class X>(const std::vector<X>& v) {
          X z = 0;
          for (std::size_t i = 0; i < 4; ++i) z += v[i] * (v[i] - log_of_sum(v));
          return z;
        },
        some(4));
  check([=](const auto& v) { return function(sum(square(softmax(x, n))))(x = logits(v)); },
        [=]<class X>(const std::vector<X>& v) {
          X z = 0;
          for (std::size_t i = 0; i < 4; ++i) z += exp(2 * (v[i] - log_of_sum(v)));
          return z;
        },
        some(4));
  const auto spread = []<class X>(const std::vector<X>& v) {
    const X mean = (v[0] + v[1] + v[2]) / 3;
    return X((square(v[0] - mean) + square(v[1] - mean) + square(v[2] - mean)) / 3);
  };
  check([](const auto& v) { return function(variance(x))(x = v); }, spread, some(3));
  check([](const auto& v) { return function(standard_deviation(x) * norm(x))(x = v); },
        [=](const auto& v) {
          return sqrt(spread(v)) * sqrt(square(v[0]) + square(v[1]) + square(v[2]));
        },
        some(3));
  check([](const auto& v) { return function(sum(pow(layer_norm(x, 0.5_c), 3_c)))(x = v); },
        [=]<class X>(const std::vector<X>& v) {
          const X mean = (v[0] + v[1] + v[2]) / 3, scale = sqrt(spread(v) + 0.5);
          X z = 0;
          for (const X& u : v) z += pow((u - mean) / scale, 3);
          return z;
        },
        some(3));
  check([](const auto& v) { return function(sum(square(cumsum(x, n))))(x = v); },
        []<class X>(const std::vector<X>& v) {
          return X(square(v[0]) + square(v[0] + v[1]) + square(v[0] + v[1] + v[2]));
        },
        some(3));
}

BOOST_AUTO_TEST_CASE(tensor_results) {
  constexpr auto f = function(sin(x) * a + y / b);
  for (const std::size_t size : {1U, 3U, 9U})
    check(
        [=]<class X>(const std::vector<X>& v) -> X {
          const std::vector<X> u =
              f(x = std::span(v).first(size), y = std::span(v).last(size), a = v[1], b = 2.5);
          X z = 1;
          for (const X& each : u) z *= each;
          return z;
        },
        [=]<class X>(const std::vector<X>& v) -> X {
          X z = 1;
          for (std::size_t i = 0; i < size; ++i) z *= sin(v[i]) * v[1] + v[size + i] / 2.5;
          return z;
        },
        some(2 * size));
}

// (What is passive comes first, between, and last.)
BOOST_AUTO_TEST_CASE(tensor_results_and_plain_data) {
  constexpr auto f = function(sin(x * a) * b + y);
  const numbers plain = some(3);
  check(
      [&]<class X>(const std::vector<X>& v) -> X {
        const std::vector<X> u = f(x = plain, a = v[0], y = plain, b = v[1]);
        const std::vector<X> w = f(b = 2, x = v, y = plain, a = 3.5);
        return u[0] * u[1] * w[2] + w[0] * w[1] * u[2];
      },
      [&]<class X>(const std::vector<X>& v) -> X {
        std::vector<X> u, w;
        for (std::size_t i = 0; i < 3; ++i) {
          u.push_back(sin(plain[i] * v[0]) * v[1] + plain[i]);
          w.push_back(sin(v[i] * 3.5) * 2 + plain[i]);
        }
        return u[0] * u[1] * w[2] + w[0] * w[1] * u[2];
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(formulas_after_formulas) {
  constexpr auto f = function(exp(x * a));
  constexpr auto g = function(sum(square(x)) / a);
  check(
      [=]<class X>(const std::vector<X>& v) -> X {
        const std::vector<X> u = f(x = v, a = v[0]);
        const X s = g(x = u, a = v[1]);
        return g(x = f(x = u, a = s * 0.1), a = s) * s;
      },
      []<class X>(const std::vector<X>& v) -> X {
        const auto sum_of_squares = [](const std::vector<X>& u) -> X {
          X z = 0;
          for (const X& each : u) z += each * each;
          return z;
        };
        std::vector<X> u;
        for (const X& each : v) u.push_back(exp(each * v[0]));
        const X s = sum_of_squares(u) / v[1];
        for (X& each : u) each = exp(each * s * 0.1);
        return sum_of_squares(u) / s * s;
      },
      some(3));
}

BOOST_AUTO_TEST_CASE(branches_and_corners) {
  constexpr auto f = function(sum(where(x > a, sqrt(x - a), 0_c) + softplus(x) + max(x, y)));
  check(
      [=](const auto& v) {
        return f(x = v, a = 0.5, y = numbers{1, 1, 0.1});
      },
      []<class X>(const std::vector<X>& v) -> X {
        const numbers other{1, 1, 0.1};
        X z = 0;
        for (std::size_t i = 0; i < 3; ++i) {
          if (v[i] > 0.5) z += sqrt(v[i] - 0.5);
          z += softplus(v[i]) + max(v[i], other[i]);
        }
        return z;
      },
      {0.3, 0.9, 0.5});
}

// Where a factor of a first derivative is 0, and the others may be infinite: the second derivative
// is that of the product where it is finite.
BOOST_AUTO_TEST_CASE(factors_of_0) {
  const auto both = [](auto formula, const auto& plain, const numbers& at) {
    check([=](const auto& v) { return function(formula)(a = v[0], b = v[1]); },
          [&](const auto& v) { return plain(v[0], v[1]); }, at);
  };
  both(a * sqrt(a + 1_c) + b, [](auto p, auto q) { return p * sqrt(p + 1) + q; }, {0, 1});
  both(a * cbrt(a + 1_c) + b, [](auto p, auto q) { return p * cbrt(p + 1) + q; }, {0, 1});
  both(a * asin(a) + b * acos(a), [](auto p, auto q) { return p * asin(p) + q * acos(p); }, {0, 0});
  both(a * a * acosh(b), [](auto p, auto q) { return p * p * acosh(q); }, {0, 2});
  both(a * b * sqrt(a + b), [](auto p, auto q) { return p * q * sqrt(p + q); }, {0, 1});
  both(square(pow(a + 1_c, b) - 1_c), [](auto p, auto q) { return square(pow(p + 1, q) - 1); },
       {0, 2.5});
  both(square(sqrt(a + 1_c) - b), [](auto p, auto q) { return square(sqrt(p + 1) - q); }, {0, 1});
  both(pow(a, b), [](auto p, auto q) { return pow(p, q); }, {0, 2});
}

// And where they are infinite, it is cut off as on the tape.
BOOST_AUTO_TEST_CASE(factors_of_0_beside_infinity) {
  const auto both = [](auto formula, const auto& plain, const numbers& at) {
    const numbers made = hessian_by_tapes<double>(
        [=](const auto& v) { return function(formula)(a = v[0], b = v[1]); }, at);
    BOOST_TEST(made ==
               hessian_by_tapes<double>([&](const auto& v) { return plain(v[0], v[1]); }, at));
  };
  both(a * sqrt(b), [](auto p, auto q) { return p * sqrt(q); }, {0, 0});
  both(a * sqrt(a) + b, [](auto p, auto q) { return p * sqrt(p) + q; }, {0, 0});
  both(max(log(a), -3_c) * b, [](auto p, auto q) { return max(log(p), -3.0) * q; }, {0, 2});
  both(sqrt(a * a + b * b), [](auto p, auto q) { return sqrt(p * p + q * q); }, {0, 0});
  both(a * a + sqrt(b), [](auto p, auto q) { return p * p + sqrt(q); }, {1, 0});
  both(a * a * asin(b), [](auto p, auto q) { return p * p * asin(q); }, {1, 1});
  both(a * a * sqrt(b), [](auto p, auto q) { return p * p * sqrt(q); }, {1, 0});
  both(pow(a, b), [](auto p, auto q) { return pow(p, q); }, {0, 1.5});
}

BOOST_AUTO_TEST_CASE(zeros_of_a_product) {
  for (const numbers& at : {numbers{0.5, 2, 3}, {0, 2, 3}, {0, 2, 0}, {0, 0, 0}})
    check([](const auto& v) { return function(product(x))(x = v); },
          [](const auto& v) { return v[0] * v[1] * v[2]; }, at);
}

// The Hessian is the Jacobian of the gradient that somebody wrote down.
BOOST_AUTO_TEST_CASE(the_jacobian_of_the_gradient) {
  constexpr auto loss = sum(exp(x) * square(x));
  const numbers at{0.3, 0.5, -0.7};
  const auto by_hand = jacobian(exp(x) * square(x) + 2_c * exp(x) * x, wrt(x))(x = at)[x];
  const numbers made =
      hessian_by_tapes<double>([=](const auto& v) { return function(loss)(x = v); }, at);
  for (std::size_t i = 0; i < made.size(); ++i)
    BOOST_TEST(tests::near(made[i], by_hand[i], 1e-13L));
}

BOOST_AUTO_TEST_CASE(single_precision) {
  const std::vector<float> at{0.3F, 0.5F};
  const auto made = hessian_by_tapes<float>(
      [](const auto& v) { return function(sin(a * b))(a = v[0], b = v[1]); }, at);
  const auto wanted = hessian_by_tapes<float>([](const auto& v) { return sin(v[0] * v[1]); }, at);
  for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(tests::near(made[i], wanted[i], 1e-5L));
}

BOOST_AUTO_TEST_CASE(numbers_on_which_nothing_depends) {
  tape<double> outer;
  const auto v = outer.inputs(numbers{3, 5});
  tape<active<double>> inner;
  const innermost<double> plain = function(a * b)(a = innermost<double>(3), b = 4);
  BOOST_TEST((plain.is_passive() && plain.value().is_passive() && plain.value() == 12));
  const innermost<double> of_outer = function(a * b)(a = innermost<double>(v[0]), b = 4);
  BOOST_TEST(of_outer.is_passive());
  BOOST_TEST(outer.gradient(of_outer.value()) == (numbers{4, 0}));
  const innermost<double> z = inner.input(7);
  const innermost<double> mixed = function(a * a * b)(a = z, b = innermost<double>(v[1]));
  const auto g = inner.gradient(mixed);
  BOOST_TEST(g[0].value() == 2 * 7 * 5);
  BOOST_TEST(outer.gradient(g[0]) == (numbers{0, 14}));
  BOOST_TEST(outer.gradient(mixed.value()) == (numbers{0, 49}));
}

BOOST_AUTO_TEST_CASE(wrong_sizes_leave_both_tapes_as_they_were) {
  tape<double> outer;
  tape<active<double>> inner;
  const auto z = inner.inputs(outer.inputs(some(3)));
  const std::vector<innermost<double>> two{z[0], z[1]};
  const std::size_t statements = inner.statements(), of_outer = outer.statements();
  BOOST_CHECK_THROW((void)function(sum(x * y))(x = z, y = two), error);
  BOOST_CHECK_THROW((void)function(x * y)(x = z, y = two), error);
  BOOST_TEST(inner.statements() == statements);
  BOOST_TEST(outer.statements() == of_outer);
  BOOST_TEST(inner.gradient(innermost<double>(z[0] * z[1]))[0].value() == z[1].value().value());
}

BOOST_AUTO_TEST_CASE(empty_tensors) {
  tape<double> outer;
  tape<active<double>> inner;
  const auto z = inner.inputs(outer.inputs(numbers{3}));
  const std::vector<innermost<double>> none;
  const innermost<double> s = function(sum(x) + a * a)(x = none, a = z[0]);
  BOOST_TEST(function(x * a)(x = none, a = z[0]).empty());
  const auto g = inner.gradient(s);
  BOOST_TEST(g[0].value() == 6);
  BOOST_TEST(outer.gradient(g[0])[0] == 2);
}

// Of a sweep of the inner tape, several rows of the outer one at once.
BOOST_AUTO_TEST_CASE(a_hessian_and_products_with_it) {
  constexpr auto f = function(sum(exp(x) * x) * a);
  const numbers at = some(20);
  tape<double> outer;
  const auto in = outer.inputs(at);
  tape<active<double>> inner;
  const auto z = inner.inputs(in);
  const auto g = inner.gradient(innermost<double>(f(x = z, a = z[3])));
  const numbers rows = outer.jacobian(g);
  for (std::size_t i = 0; i < g.size(); ++i) {
    const numbers row = outer.gradient(g[i]);
    for (std::size_t j = 0; j < row.size(); ++j)
      BOOST_TEST(tests::near(rows[i * 20 + j], row[j], 1e-13L));
  }
}
