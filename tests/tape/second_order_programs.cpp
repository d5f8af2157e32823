// Programs with loops, branches and sums, by a tape inside a tape.
#include <algorithm>

#include "support/second_order.hpp"

using namespace tapeless;
using tests::check_hessian;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

const numbers place{0.7, 0.4, 1.3};

}  // namespace

BOOST_AUTO_TEST_CASE(ranges) {
  check_hessian([](const auto& x) { return sum(x) * dot(x, x); }, place);
  check_hessian([](const auto& x) { return norm(x) * x[0]; }, place);
  check_hessian(
      [](const auto& x) {
        return dot(x, numbers{1, 2, 3}) * dot(numbers{3, 2, 1}, x);
      },
      place);
}

BOOST_AUTO_TEST_CASE(additions_in_place) {
  check_hessian(
      []<class X>(const vector<X>& x) -> X {
        X s = 0;
        for (int i = 0; i < 4; ++i) {
          for (const X& a : x) s += a * a * x[0] / (i + 1);
          s -= x[1];
        }
        const X early = s;
        s += s * x[2];
        s -= early * s / 50;
        s += 2;
        return s * early;
      },
      place);
}

BOOST_AUTO_TEST_CASE(named_expressions) {
  check_hessian(
      [](const auto& x) {
        auto d = x[0] - x[1];
        auto e = d * d;
        e += d / x[2];
        d = e;
        d *= d;
        return d * e - std::move(d);
      },
      place);
}

BOOST_AUTO_TEST_CASE(loops_and_branches) {
  check_hessian(
      []<class X>(const vector<X>& x) -> X {
        X y = x[0];
        for (int i = 0; i < 12; ++i) {
          if (y > 1) y = y * x[1] / (y + 1);
          else y = y + x[2] * 0.2 * sin(y);
        }
        vector<X> sorted(x.begin(), x.end());
        std::sort(sorted.begin(), sorted.end());
        return y * sorted[0] * sorted[2] * std::max<X>(x[0], x[1]);
      },
      place);
}

BOOST_AUTO_TEST_CASE(checkpoints) {
  const auto step = []<class X>(const X& a, const vector<X>& b) {
    return sin(a * b[0]) + b[1] * a;
  };
  tape<double> outer;
  const auto x = outer.inputs(place);
  tape<active<double>> inner;
  const auto u = inner.inputs(x);
  active<active<double>> y = u[2], z = u[2];
  for (int i = 0; i < 3; ++i) {
    y = step(y, u);
    z = inner.checkpoint(step, z, u);
  }
  BOOST_TEST(z.value().value() == y.value().value());
  const numbers hessian = outer.jacobian(inner.gradient(z));
  const numbers wanted = outer.jacobian(inner.gradient(y));
  tests::check_near(hessian, {wanted.begin(), wanted.end()}, 1e-13L);
}
