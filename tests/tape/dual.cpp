// Forward mode: numbers that carry their derivatives along have those that the tape finds.
#include <algorithm>
#include <array>
#include <concepts>
#include <numeric>
#include <sstream>
#include <utility>

#include "support/random.hpp"
#include "support/taped.hpp"

using namespace tapeless;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

template <class T, int Count, class F>
void check_with(const F& f, const vector<T>& at) {
  vector<dual<T, Count>> x;
  for (int i = 0; i < Count; ++i) x.push_back({at[static_cast<std::size_t>(i)], i});
  const dual<T, Count> y = f(x);
  const vector<T> wanted = tests::slopes_by_tape<T>(f, at);
  const long double tolerance = 64 * std::numeric_limits<T>::epsilon();
  for (int i = 0; i < Count; ++i)
    BOOST_TEST(tests::near(y.derivative(i), wanted[static_cast<std::size_t>(i)], tolerance),
               "slope " << i << " is " << y.derivative(i) << ", not "
                        << wanted[static_cast<std::size_t>(i)]);
}
template <int Count, class F>
void check(const F& f) {
  const numbers at = tests::random_numbers(9).tensor(Count, {0.2, 0.9});
  check_with<double, Count>(f, at);
}

template <class X>
concept assignable_to_number = requires(double& d, const X& x) {
  d = x;
};

static_assert(std::regular<dual<double, 2>>);
static_assert(!assignable_to_number<dual<double, 2>>);

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  check<2>([](const auto& x) { return x[0] * x[1] + x[0] / x[1] - x[1]; });
  check<3>([](const auto& x) { return (2 - x[0]) * (x[1] - 7) / (1 + 3 / x[2]) + 2.5 * x[0]; });
  check<1>([](const auto& x) { return -x[0] * x[0] + +x[0] / 2 - 1; });
  check<4>([](const auto& x) { return x[0] * x[1] * x[2] * x[3] * x[0]; });
}

BOOST_AUTO_TEST_CASE(single_precision) {
  const auto f = [](const auto& x) { return sin(x[0]) * x[1] / (x[2] + 2) - 0.5 * x[0]; };
  check_with<float, 3>(f, {0.3F, 0.5F, 0.7F});
}

BOOST_AUTO_TEST_CASE(any_number_of_inputs) {
  const auto product = [](const auto& x) {
    auto y = x[0] * 1;
    for (std::size_t i = 1; i < x.size(); ++i) y *= x[i] + 1;
    return y;
  };
  check<1>(product);
  check<2>(product);
  check<5>(product);
  check<8>(product);
}

BOOST_AUTO_TEST_CASE(functions) {
  check<2>([](const auto& x) { return sqrt(x[0]) * square(x[1]) + abs(x[0] - x[1]); });
  check<2>([](const auto& x) { return exp(x[0]) * log(x[1]) + log1p(x[0]) * expm1(x[1]); });
  check<2>([](const auto& x) { return sin(x[0]) * cos(x[1]) + tan(x[0]) + atan(x[0] * x[1]); });
  check<2>([](const auto& x) { return asin(x[0]) * acos(x[1]) + tanh(x[0] * x[1]); });
  check<2>([](const auto& x) { return sigmoid(x[0]) * softplus(x[1]) + relu(x[0] - 1) * x[1]; });
  check<2>([](const auto& x) { return pow(x[0], x[1]) + pow(x[0], 3) * pow(x[1], -2); });
  check<2>([](const auto& x) { return pow(x[0], 2.5) + pow(2.0, x[1]) + pow(x[0], 0); });
  check<2>([](const auto& x) { return max(x[0], x[1]) * min(x[0], x[1] * 2) + sign(x[0]); });
}

BOOST_AUTO_TEST_CASE(compound_assignments) {
  const auto assigned = []<class X>(const vector<X>& x) -> X {
    X y = x[0];
    y += x[1] * x[0];
    y *= y;
    y -= 2 * y + x[1];
    y /= 3 - x[0];
    y += 1;
    y += y;
    y *= x[1] - y;
    return y;
  };
  check<2>(assigned);
}

BOOST_AUTO_TEST_CASE(named_expressions) {
  check<3>([](const auto& x) {
    auto d = x[0] - x[1];
    auto e = d * d;
    e += d / x[2];
    d = e;
    d *= d;
    const auto f = d * e - std::move(d);
    auto g = f;
    g -= e * f;
    return g * 0.5 + f;
  });
}

BOOST_AUTO_TEST_CASE(expressions_refer_to_nothing_that_is_gone) {
  check<2>([](const auto& x) {
    const auto made = [&x] {
      const auto a = x[0] * x[1];
      auto b = a * a;
      b += a;
      return b * a;
    }();
    const numbers elsewhere(100, 7);
    return made * x[0];
  });
}

BOOST_AUTO_TEST_CASE(loops_branches_and_containers) {
  const auto program = []<class X>(const vector<X>& x) -> X {
    X s = 0;
    vector<X> v(x.begin(), x.end());
    for (int i = 0; i < 20; ++i) {
      v.push_back(sin(v.back()) + x[0] * i);
      if (v.back() > s && v.back() != 2) s += v.back() / (1 + i);
      else s = s * 0.5 - x[1];
    }
    std::sort(v.begin(), v.end());
    std::swap(v[0], v[3]);
    const X total = std::accumulate(v.begin(), v.end(), X(0));
    return s * total + *std::max_element(v.begin(), v.end()) * v[3];
  };
  check<2>(program);
}

BOOST_AUTO_TEST_CASE(values_and_conversions) {
  dual<double, 2> x(2.5, 0);
  const dual<double, 2> constant = 7, nothing;
  BOOST_TEST((constant.derivative(0) == 0 && nothing.value() == 0 && nothing.derivative(1) == 0));
  BOOST_TEST((x < 3 && 2 < x && x == 2.5 && x * 2 > constant - 3));
  BOOST_TEST(static_cast<int>(x) == 2);
  BOOST_TEST(value(x * 2) == 5);
  BOOST_TEST((isfinite(x) && !isnan(x) && isinf(x / 0) && floor(x) == 2));
  std::ostringstream to;
  to << x << ' ' << x * x;
  BOOST_TEST(to.str() == "2.5 6.25");
  x = 3;
  BOOST_TEST(x.derivative(0) == 0);
}

BOOST_AUTO_TEST_CASE(corners) {
  const double inf = std::numeric_limits<double>::infinity();
  const auto slope = [](const auto& f, double at) {
    return dual<double, 1>(f(dual<double, 1>(at, 0))).derivative(0);
  };
  BOOST_TEST(slope([](const auto& x) { return abs(x); }, 0) == 0);
  BOOST_TEST(slope([](const auto& x) { return relu(x); }, 0) == 0);
  BOOST_TEST(slope([](const auto& x) { return sqrt(x); }, 0) == inf);
  BOOST_TEST(slope([](const auto& x) { return max(x, x); }, 3) == 1);
  BOOST_TEST(slope([](const auto& x) { return max(x, 3); }, 3) == 0.5);
  BOOST_TEST(slope([](const auto& x) { return pow(x, 0); }, 0) == 0);
  BOOST_TEST(slope([](const auto& x) { return pow(x, 3); }, -2) == 12);
}

BOOST_AUTO_TEST_CASE(duals_of_any_alignment_are_kept_in_containers) {
  vector<dual<double, 8>> many(100);
  for (int i = 0; i < 100; ++i) many[static_cast<std::size_t>(i)] = {1.0 * i, i % 8};
  const dual<double, 8> total = std::accumulate(many.begin(), many.end(), dual<double, 8>(0));
  BOOST_TEST(total.value() == 4950);
  BOOST_TEST(total.derivative(3) == 13);
  BOOST_TEST(total.derivative(4) == 12);
}

BOOST_AUTO_TEST_CASE(a_place_that_is_not_there_is_refused) {
  using two = dual<double, 2>;
  const auto made = [](int place) { return tests::complaint([&] { (void)two(1.5, place); }); };
  BOOST_TEST(made(0).empty());
  BOOST_TEST(made(1).empty());
  BOOST_TEST(made(2) == "tapeless: dual: there is no place 2 among 2 inputs; places begin at 0");
  BOOST_TEST(made(-1) == "tapeless: dual: there is no place -1 among 2 inputs; places begin at 0");
  const dual<double, 3> x(1.5, 2);
  BOOST_TEST(tests::complaint([&] { (void)x.derivative(3); }) ==
             "tapeless: dual: there is no place 3 among 3 inputs; places begin at 0");
}

BOOST_AUTO_TEST_CASE(choices_between_expressions) {
  for (const bool c : {false, true})
    check<2>([c]<class X>(const vector<X>& x) -> X {
      const X &a = x[0], &b = x[1];
      X s = c ? a * b : a + b + a;
      s *= c ? a + b : a - b;
      s += c ? 1.0 : a * b;
      s -= c ? a * b * a : 2;
      s += (c ? a : 0.5) * (c ? -a : a * b + a);
      return s;
    });
}

BOOST_AUTO_TEST_CASE(steps_and_conversions) {
  check<1>([]<class X>(const vector<X>& x) -> X {
    X y = x[0];
    X before = y++;
    before *= --y;
    before += y-- * ++y;
    return before * y;
  });
  const dual<double, 1> a(2.5, 0);
  BOOST_TEST((static_cast<int>(a * a) == 6 && static_cast<double>(a + a + a) == 7.5));
  decltype(a * a) sum = 0;
  sum += a;
  BOOST_TEST((dual<double, 1>(sum).derivative(0) == 1));
}

namespace {
template <class Range>
auto sum(const Range& r) {
  return r[0] + r[1] * 10;
}
}  // namespace

BOOST_AUTO_TEST_CASE(the_sum_of_a_range_of_duals_is_the_users) {
  const vector<dual<double, 1>> x{{1, 0}, {2, 0}};
  BOOST_TEST((dual<double, 1>(sum(x)).value() == 21));
}
