// Random programs that meet singular points, with max, min, relu and factors 0 over them: the tape,
// several rows at once, duals and nested tapes must agree, also where something is infinite or NaN.
#include "../support/random.hpp"
#include "../support/taped.hpp"
#include "seed.hpp"

using namespace tapeless;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

constexpr int inputs = 3;

template <class X>
X step(int code, const X& a, const X& b) {
  switch (code) {
    case 0:
      return sqrt(a);
    case 1:
      return log(a);
    case 2:
      return relu(a) * b;
    case 3:
      return max(log(a), b);
    case 4:
      return min(exp(a * 900), b);
    case 5:
      return 0.0 * sqrt(a) + b;
    case 6:
      return sqrt(a * a + b * b);
    case 7:
      return max(a, -1.0) + min(b, 1.0);
    case 8:
      return a - b;
    case 9:
      return a * b;
    case 10:
      return abs(a) + square(b);
    default:
      return sqrt(relu(a)) + 0.5 * b;
  }
}

// Every statement has a name, so that all ways multiply the same derivatives.
template <class X>
X run(std::uint32_t seed, std::vector<X> r) {
  tests::random_numbers random(seed);
  const auto below = [&random](int n) { return static_cast<int>(random.in({0, double(n)})); };
  for (int i = 0; i < 8; ++i) {
    const auto a = static_cast<std::size_t>(below(inputs));
    const auto b = static_cast<std::size_t>(below(inputs));
    r[static_cast<std::size_t>(below(inputs))] = step<X>(below(12), r[a], r[b]);
  }
  return r[0];
}

bool same(double x, double y) {
  return tests::near(x, y, 1e-12L) || !std::isfinite(x) || !std::isfinite(y);
}

}  // namespace

BOOST_AUTO_TEST_CASE(programs_at_singular_points) {
  int finite = 0;
  tests::each_seed(3000, [&finite](std::uint32_t seed) {
    tests::random_numbers random(seed + 7);
    numbers at;
    for (int k = 0; k < inputs; ++k) at.push_back(std::round(random.in({-1.4, 1.4})));
    tape<double> t;
    const auto x = t.inputs(at);
    const number y = run(seed, std::vector<number>(x));
    const numbers alone = t.gradient(y), rows = t.jacobian(std::vector<number>{y, y, x[0]});
    std::vector<dual<double, inputs>> u;
    for (int k = 0; k < inputs; ++k) u.push_back({at[static_cast<std::size_t>(k)], k});
    const dual<double, inputs> z = run(seed, u);
    tape<number> inner;
    const auto g = inner.gradient(run(seed, inner.inputs(x)));
    for (std::size_t k = 0; k < inputs; ++k) {
      finite += std::isfinite(alone[k]);
      BOOST_TEST(tests::near(alone[k], rows[k], 1e-12L),
                 "rows, seed " << seed << ": " << alone[k] << " and " << rows[k]);
      BOOST_TEST(tests::near(alone[k], g[k].value(), 1e-12L), "nested, seed " << seed);
      BOOST_TEST(same(alone[k], z.derivative(static_cast<int>(k))),
                 "duals, seed " << seed << ": " << alone[k] << " and "
                                << z.derivative(static_cast<int>(k)));
    }
  });
  BOOST_TEST(finite > 5000);
}
