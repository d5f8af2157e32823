// A tape of active numbers inside another tape: derivatives of derivatives.
#include <sstream>

#include "support/second_order.hpp"

using namespace tapeless;
using tests::hessian_by_tapes;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

// H v, by one sweep of each tape.
template <class F>
numbers hessian_times(const F& f, const numbers& at, const numbers& v) {
  tape<double> outer;
  const auto x = outer.inputs(at);
  tape<active<double>> inner;
  const active<active<double>> z = f(inner.inputs(x));
  return outer.gradient(dot(inner.gradient(z), v));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_quadratic_form) {
  const auto f = [](const auto& x) { return 3 * x[0] * x[0] + x[0] * x[1] * 2 - x[1] * x[1] / 2; };
  BOOST_TEST(hessian_by_tapes<double>(f, {5, 7}) == (numbers{6, 2, 2, -1}));
  BOOST_TEST(hessian_by_tapes<float>(f, {5, 7}) == (vector<float>{6, 2, 2, -1}));
  BOOST_TEST(hessian_times(f, {5, 7}, {1, 10}) == (numbers{26, -8}));
}

BOOST_AUTO_TEST_CASE(the_banana_valley) {
  const auto f = [](const auto& x) {
    auto z = 0 * x[0];
    for (std::size_t i = 0; i + 1 < x.size(); ++i) {
      const auto a = x[i + 1] - x[i] * x[i];
      const auto b = 1 - x[i];
      z += 100 * a * a + b * b;
    }
    return z;
  };
  const double x = -1.2, y = 1, w = 0.5;
  // d^2 / dx^2 = 1200 x^2 - 400 y + 2, d^2 / dx dy = -400 x
  const numbers wanted{1200 * x * x - 400 * y + 2,
                       -400 * x,
                       0,
                       -400 * x,
                       202 + 1200 * y * y - 400 * w,
                       -400 * y,
                       0,
                       -400 * y,
                       200};
  const numbers hessian = hessian_by_tapes<double>(f, {x, y, w});
  tests::check_near(hessian, {wanted.begin(), wanted.end()}, 1e-14L);
  const numbers product = hessian_times(f, {x, y, w}, {1, 2, 3});
  for (std::size_t i = 0; i < 3; ++i)
    BOOST_TEST(tests::near(product[i],
                           wanted[3 * i] + 2 * wanted[3 * i + 1] + 3 * wanted[3 * i + 2], 1e-13L));
}

BOOST_AUTO_TEST_CASE(inner_numbers_beside_outer_ones) {
  tape<double> outer;
  const active<double> a = outer.input(3);
  tape<active<double>> inner;
  const active<active<double>> x = inner.input(a);
  active<active<double>> z = x * x * a + 2 * x - a * 0.5;
  z += a * x;
  z -= a;
  z *= 2.0;
  BOOST_TEST((z > a && z != 7 && a < z && value(value(z)) == 2 * (27 + 6 - 1.5 + 9 - 3)));
  const auto slope = inner.gradient(z)[0];
  BOOST_TEST(slope.value() == 2 * (2 * 9 + 2 + 3));
  // d/da of 2 (2 x a + 2 + a) where x is a itself
  BOOST_TEST(outer.gradient(slope)[0] == 2 * (4 * 3 + 1));
  BOOST_TEST(outer.gradient(z.value())[0] == 2 * (3 * 9 + 2 - 0.5 + 2 * 3 - 1));
}

BOOST_AUTO_TEST_CASE(outer_numbers_are_constants_of_the_inner_tape) {
  tape<double> outer;
  const active<double> a = outer.input(3);
  tape<active<double>> inner;
  const active<active<double>> constant = a;
  BOOST_TEST(constant.is_passive());
  BOOST_TEST(!constant.value().is_passive());
  const active<active<double>> x = inner.input(5);
  const auto slope = inner.gradient(constant * constant * x)[0];
  BOOST_TEST(slope.value() == 9);
  BOOST_TEST(outer.gradient(slope)[0] == 6);
}

BOOST_AUTO_TEST_CASE(inner_tapes_are_rewound) {
  tape<double> outer;
  tape<active<double>> inner;
  for (int round = 1; round < 5; ++round) {
    outer.rewind();
    inner.rewind();
    const active<double> a = outer.input(round);
    const active<active<double>> x = inner.input(a);
    const active<active<double>> z = x * x * x;
    const auto slope = inner.gradient(z)[0];
    BOOST_TEST(slope.value() == 3 * round * round);
    BOOST_TEST(outer.gradient(slope)[0] == 6 * round);
    const auto rows = inner.jacobian(vector<active<active<double>>>{z, x, z * 2});
    BOOST_TEST(outer.jacobian(rows) == (numbers{6. * round, 0, 12. * round}));
  }
}

BOOST_AUTO_TEST_CASE(gradients_of_several_recordings_of_the_inner_tape) {
  tape<double> outer;
  const auto x = outer.inputs(numbers{0.3, 0.5});
  tape<active<double>> inner;
  active<double> total = 0;
  for (int i = 0; i < 10; ++i) {
    inner.rewind();
    const auto u = inner.inputs(x);
    const active<active<double>> z = u[0] * u[0] * u[1] * i;
    for (const active<double>& slope : inner.gradient(z)) total += slope;
  }
  // d (2 x y + x^2) 45
  const numbers slopes = outer.gradient(total);
  BOOST_TEST(tests::near(slopes[0], 45 * (2 * 0.5 + 2 * 0.3), 1e-14L));
  BOOST_TEST(tests::near(slopes[1], 45 * 2 * 0.3, 1e-14L));
}

BOOST_AUTO_TEST_CASE(second_derivatives_at_corners) {
  const auto second = [](const auto& f, double at) {
    return hessian_by_tapes<double>([&](const auto& x) { return f(x[0]); }, {at})[0];
  };
  BOOST_TEST(second([](const auto& x) { return x * abs(x); }, 0) == 0);
  BOOST_TEST(second([](const auto& x) { return pow(x, 2); }, 0) == 2);
  BOOST_TEST(second([](const auto& x) { return pow(x, 1); }, 0) == 0);
  BOOST_TEST(second([](const auto& x) { return pow(x, 0); }, 0) == 0);
  BOOST_TEST(second([](const auto& x) { return pow(x, 3); }, -2) == -12);
  BOOST_TEST(second([](const auto& x) { return relu(x) * x; }, 2) == 2);
  BOOST_TEST(second([](const auto& x) { return relu(x) * x; }, -2) == 0);
  BOOST_TEST(second([](const auto& x) { return x * x; }, 0) == 2);
}

BOOST_AUTO_TEST_CASE(an_inner_number_in_a_stream) {
  tape<double> outer;
  tape<active<double>> inner;
  const active<active<double>> x = inner.input(outer.input(2.5));
  std::ostringstream to;
  to << x << ' ' << x * x;
  BOOST_TEST(to.str() == "2.5 6.25");
  using limits = std::numeric_limits<active<active<double>>>;
  BOOST_TEST((limits::max().value() == std::numeric_limits<double>::max()));
}
