// An active number where a plain one could stand: each function is run with both.
#include <algorithm>
#include <array>
#include <concepts>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <sstream>
#include <tuple>
#include <utility>

#include "support/taped.hpp"

using namespace tapeless;
using tests::check_slopes;
using number = active<double>;

namespace {

template <class X>
using vector = std::vector<X>;

static_assert(std::regular<number>);
static_assert(std::totally_ordered<number>);
static_assert(std::totally_ordered_with<number, double>);
static_assert(std::swappable<number>);
static_assert(std::convertible_to<double, number> && std::convertible_to<int, number> &&
              std::convertible_to<float, number>);
static_assert(!std::convertible_to<number, double> && !std::convertible_to<number, bool>);
static_assert(!std::convertible_to<active<float>, number>);
static_assert(std::constructible_from<double, number> && std::constructible_from<int, number>);
static_assert(std::same_as<std::common_type_t<number, double>, number>);
static_assert(std::same_as<std::common_type_t<int, number&>, number>);
static_assert(sizeof(number) == 16);

}  // namespace

BOOST_AUTO_TEST_CASE(operators_take_active_and_plain_numbers_on_both_sides) {
  check_slopes([](const auto& x) { return x[0] + x[1]; }, {3, 5});
  check_slopes([](const auto& x) { return x[0] - x[1]; }, {3, 5});
  check_slopes([](const auto& x) { return x[0] * x[1]; }, {3, 5});
  check_slopes([](const auto& x) { return x[0] / x[1]; }, {3, 5});
  check_slopes([](const auto& x) { return x[0] + 2.5; }, {3});
  check_slopes([](const auto& x) { return x[0] - 2.5; }, {3});
  check_slopes([](const auto& x) { return x[0] * 2.5; }, {3});
  check_slopes([](const auto& x) { return x[0] / 2.5; }, {3});
  check_slopes([](const auto& x) { return 2.5 + x[0]; }, {3});
  check_slopes([](const auto& x) { return 2.5 - x[0]; }, {3});
  check_slopes([](const auto& x) { return 2.5 * x[0]; }, {3});
  check_slopes([](const auto& x) { return 2.5 / x[0]; }, {3});
  check_slopes([](const auto& x) { return (2 - x[0]) * (x[0] - 7) / (1 + 3 / x[0]); }, {3});
  check_slopes([](const auto& x) { return -x[0] + +x[1]; }, {3, 5});
}

BOOST_AUTO_TEST_CASE(other_plain_types_stand_for_numbers) {
  tape<double> t;
  const number x = t.input(3);
  const bool yes = true;
  const char letter = 2;
  const std::size_t size = 5;
  const number y = x * yes + x * letter + size * x + x * 7L + x * 0.5F + 2U * x + x * 1.0L;
  BOOST_TEST(y.value() == 3 * 18.5);
  BOOST_TEST(t.gradient(y)[0] == 18.5);
}

BOOST_AUTO_TEST_CASE(what_converts_to_a_number_stands_for_one) {
  struct metres {
    double length;
    operator double() const { return length; }
  };
  tape<double> t;
  const number x = t.input(5);
  const number y = metres{2.5} * x + x * metres{3} - metres{3};
  BOOST_TEST(t.gradient(y)[0] == 5.5);
  BOOST_TEST((x > metres{3} && metres{3} < x && x != metres{3} && x >= metres{5}));
  const std::vector<bool> bits{true};
  const number z = x * bits[0];
  BOOST_TEST(z.value() == 5);
}

BOOST_AUTO_TEST_CASE(float_is_a_number_type_as_well) {
  tape<float> t;
  const active<float> x = t.input(3);
  const active<float> y = 2 * x * x + 0.5 * x - 1.0F;
  BOOST_TEST(y.value() == 18.5F);
  BOOST_TEST(t.gradient(y)[0] == 12.5F);
}

BOOST_AUTO_TEST_CASE(long_double_is_a_number_type_as_well) {
  tape<long double> t;
  const auto x = t.inputs(std::vector{3.0L, 5.0L});
  active<long double> y = 2 * x[0] * x[1];
  y += x[0] / 2 + sum(x);
  BOOST_TEST(t.gradient(y)[0] == 11.5L);
  const auto rows = t.jacobian(std::vector{y, x[1], y});
  BOOST_TEST(rows == (std::vector{11.5L, 7.0L, 0.0L, 1.0L, 11.5L, 7.0L}));
}

BOOST_AUTO_TEST_CASE(compound_assignments) {
  check_slopes(
      [](const auto& x) {
        auto y = x[0];
        y += x[1];
        y *= x[0];
        y -= x[1];
        y /= x[1];
        y += 2;
        y *= 3.5;
        y -= 1;
        y /= 7;
        return y;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(compound_assignments_of_expressions) {
  check_slopes(
      [](const auto& x) {
        auto y = x[0];
        y += x[1] * x[0];
        y *= x[0] - x[1];
        y -= x[1] / x[0];
        y /= x[1] + y;
        return y;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(compound_assignments_of_a_number_with_itself) {
  const auto with_itself = [](const auto& x) {
    auto y = x[0];
    y += y;
    y *= y;
    y -= 2 * y;
    y /= 3 - y;
    y -= y * x[0];
    y += y / y;
    return y;
  };
  check_slopes(with_itself, {1.5});
  check_slopes(
      [](const auto& x) {
        auto y = x[0];
        const auto& same = y;
        y -= same;
        return y;
      },
      {1.5});
  check_slopes(
      [](const auto& x) {
        auto y = x[0];
        const auto& same = y;
        y /= same;
        return y;
      },
      {1.5});
}

BOOST_AUTO_TEST_CASE(compound_assignments_through_references) {
  check_slopes(
      [](const auto& x) {
        auto y = x;
        auto& a = y[0];
        auto& alias = y[0];
        a += alias;
        alias *= a;
        a += x[1];
        a -= alias / 2;
        auto* const pointer = &alias;
        *pointer += a * *pointer;
        return y[0];
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(compound_assignments_are_chained) {
  check_slopes(
      [](const auto& x) {
        auto a = x[0], b = x[1];
        a += b *= a -= b;
        b = a = a * b;
        (a *= b) += 2;
        return a;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(steps_by_one) {
  check_slopes(
      [](const auto& x) {
        auto y = x[0];
        const auto before = y++;
        const auto then = y--;
        ++y;
        --y;
        ++ ++y;
        return before * then * y;
      },
      {3});
}

BOOST_AUTO_TEST_CASE(comparisons_look_at_values) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  BOOST_TEST((x < y && !(y < x) && x < 4 && 2.5 < x && !(x < x)));
  BOOST_TEST((x <= y && x <= x && x <= 3 && 3 <= x));
  BOOST_TEST((y > x && y > 4.5 && 4 > x && !(x > x)));
  BOOST_TEST((y >= x && y >= y && y >= 5 && 3 >= x));
  BOOST_TEST((x == x && x == 3 && 3.0 == x && !(x == y)));
  BOOST_TEST((x != y && x != 4 && 4.0 != x && !(x != x)));
  BOOST_TEST(((x <=> y) < 0 && (y <=> 5) == 0 && (2.5 <=> x) < 0 && (x * x <=> y) > 0));
  BOOST_TEST((x * x > y + 3 && x + y == 8 && 15 == x * y && x * 2 != y));
  BOOST_TEST(t.statements() == 2U);
}

BOOST_AUTO_TEST_CASE(nan_compares_as_it_does) {
  const number x = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST((!(x == x) && x != x && !(x < x) && !(x >= x)));
}

BOOST_AUTO_TEST_CASE(plain_numbers_are_passive) {
  tape<double> t;
  const number nothing, constant = 2.5, whole = 2;
  const number z = constant * whole + nothing;
  BOOST_TEST((nothing.is_passive() && constant.is_passive() && z.is_passive()));
  BOOST_TEST(nothing.value() == 0);
  BOOST_TEST(z.value() == 5);
  BOOST_TEST(t.statements() == 0U);
  BOOST_TEST(t.bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(passive_numbers_need_no_tape) {
  number x = 2.5;
  x = x * x + 1;
  x += 2 * x;
  x -= sin(x);
  auto y = x / 2;
  y += x;
  BOOST_TEST(y.value() == x.value() * 1.5);
}

BOOST_AUTO_TEST_CASE(an_assigned_constant_ends_the_dependence) {
  tape<double> t;
  const number x = t.input(3);
  number y = x * x;
  y = 7;
  BOOST_TEST(y.is_passive());
  y += x;
  BOOST_TEST(t.gradient(y)[0] == 1);
}

BOOST_AUTO_TEST_CASE(constants_cost_nothing) {
  tape<double> t;
  const number x = t.input(3);
  const number y = x + 2, z = 1 * x, w = x - 7 + 2;
  BOOST_TEST(t.statements() == 1U);
  BOOST_TEST(t.gradient(y * z * w)[0] == 5 * 3 + 3 * -2 + 5 * -2);
}

BOOST_AUTO_TEST_CASE(copies_and_moves) {
  check_slopes(
      [](const auto& x) {
        auto a = x[0] * x[1];
        const auto b = a;
        auto c = std::move(a);
        a = b * c;
        c = a;
        c = std::move(a);
        a = c * b;
        return a;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(a_number_assigned_to_itself) {
  check_slopes(
      [](const auto& x) {
        auto a = x[0];
        a = a * x[1];
        auto& same = a;
        a = same;
        a = std::move(same);
        return a * a;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(swaps) {
  const auto swapping = []<class X>(const vector<X>& x) -> X {
    X a = x[0] * x[1], b = x[0] - x[1];
    std::swap(a, b);
    using std::swap;
    swap(a, b);
    std::ranges::swap(a, b);
    const X before = std::exchange(a, b);
    return a + 2 * b + before * a;
  };
  check_slopes(swapping, {3, 5});
}

BOOST_AUTO_TEST_CASE(numbers_in_containers) {
  const auto contained = []<class X>(const vector<X>& x) -> X {
    vector<X> v(3, 0.5);
    for (int i = 0; i < 40; ++i) v.push_back(x[0] * i + v.back());
    v.insert(v.begin() + 1, x[1]);
    v.erase(v.begin() + 5);
    v.resize(30);
    std::array<X, 3> a{x[0], v[20], 2};
    a[2] *= v[7] * a[1];
    std::map<int, X> m;
    for (int i = 0; i < 10; ++i) m[i % 3] += v[static_cast<std::size_t>(i)] * x[1];
    std::optional<X> o;
    o = a[2] * m[1];
    const auto [p, q] = std::tuple<X, X>(*o + 1, m[2]);
    return p * q / 1e6;
  };
  check_slopes(contained, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(numbers_in_an_initializer_list) {
  tape<double> t;
  const number x = t.input(3);
  const std::vector<number> v{x, 1.0, x * x, 2, -x};
  BOOST_TEST(v.size() == 5U);
  BOOST_TEST(t.gradient(v[0] + v[1] + v[2] + v[3] + v[4])[0] == 6);
}

BOOST_AUTO_TEST_CASE(sorting) {
  const auto sorted = []<class X>(const vector<X>& x) -> X {
    auto y = x;
    std::sort(y.begin(), y.end());
    auto z = x;
    std::ranges::sort(z, std::ranges::greater{});
    std::stable_sort(z.begin() + 1, z.end(), [](const X& a, const X& b) { return a < b; });
    X weighted = 0;
    for (std::size_t i = 0; i < y.size(); ++i) weighted += static_cast<int>(i + 1) * y[i] * z[i];
    return weighted;
  };
  check_slopes(sorted, {3, -5, 2, 8, 0.5, 7, -1});
}

BOOST_AUTO_TEST_CASE(algorithms) {
  const auto several = []<class X>(const vector<X>& x) -> X {
    const X total = std::accumulate(x.begin(), x.end(), X(0));
    const X product = std::accumulate(x.begin(), x.end(), X(1), std::multiplies<>{});
    const X inner = std::inner_product(x.begin(), x.end(), x.rbegin(), X(0));
    const X greatest = *std::max_element(x.begin(), x.end());
    vector<X> sums(x.size()), squares(x.size());
    std::partial_sum(x.begin(), x.end(), sums.begin());
    std::transform(x.begin(), x.end(), squares.begin(), [](const X& a) { return a * a; });
    const auto [low, high] = std::minmax_element(squares.begin(), squares.end());
    return total * product + inner * greatest + sums[2] * *high - *low + std::min({x[0], x[1]}) +
           std::clamp(x[2], X(0), X(4)) + std::reduce(x.begin(), x.end(), X(0));
  };
  check_slopes(several, {3, -5, 2, 1.5});
}

BOOST_AUTO_TEST_CASE(greatest_of_two_by_the_standard_library) {
  const auto greatest = []<class X>(const vector<X>& x) -> X {
    return std::max<X>(x[0], x[1]) * std::max<X>(x[0] * x[1], 2) + std::max(x[1], x[0]) -
           std::min<X>(4, x[0]);
  };
  check_slopes(greatest, {3, 5});
  check_slopes(greatest, {6, -5});
}

BOOST_AUTO_TEST_CASE(functions_found_as_those_of_std) {
  const auto found = [](const auto& x) {
    using namespace std;
    using std::abs, std::pow, std::max;
    const auto a = sin(x[0]) * cos(x[1]) + exp(-x[0]) * tanh(x[1]) + fabs(x[0] - 9);
    const auto b = sqrt(x[0]) * log(x[1]) + pow(x[0], 3) * pow(x[1], 1.5) + pow(2.0, x[0]);
    return a * b + abs(x[0]) * atan(x[1]) + log1p(x[0]) * expm1(x[1] / 7) + pow(x[0], x[1]);
  };
  check_slopes(found, {1.3, 2.5});
}

BOOST_AUTO_TEST_CASE(questions_and_steps) {
  using std::isnan, std::isinf, std::isfinite, std::floor, std::ceil, std::round, std::trunc;
  tape<double> t;
  const number x = t.input(2.5), infinite = x / 0, undefined = infinite - infinite;
  BOOST_TEST((isfinite(x) && isfinite(x * x) && !isfinite(infinite) && !isfinite(undefined)));
  BOOST_TEST((!isnan(x) && !isnan(infinite) && isnan(undefined) && isnan(undefined * 2)));
  BOOST_TEST((!isinf(x) && isinf(infinite) && isinf(-infinite) && !isinf(undefined)));
  BOOST_TEST(floor(-x) == -3);
  BOOST_TEST(ceil(x) == 3);
  BOOST_TEST(round(x) == 3);
  BOOST_TEST(trunc(-x * 1.1) == -2);
  static_assert(std::same_as<decltype(floor(x)), double>);
}

BOOST_AUTO_TEST_CASE(choices) {
  const auto of_one_kind = [](const auto& x) {
    const auto y = x[0] < x[1] ? x[0] : x[1];
    const auto z = x[0] > x[1] ? x[0] * x[1] : x[0] / x[1];
    return y * z;
  };
  const auto generic = []<class X>(const vector<X>& x) -> X {
    X y = x[0] < 4 ? x[0] : X(2);
    y = x[1] < 4 ? y : 2.5;
    y = y > 1 ? y * x[1] : y;
    return y < 100 ? y : 0;
  };
  check_slopes(of_one_kind, {3, 5});
  check_slopes(of_one_kind, {5, 3});
  check_slopes(generic, {3, 5});
  check_slopes(generic, {7, 2});
  check_slopes(generic, {0.8, 3});
}

BOOST_AUTO_TEST_CASE(choices_between_expressions) {
  const auto chosen = []<class X>(const vector<X>& x) -> X {
    using std::sin;
    const auto y = x[0] < x[1] ? x[0] * x[1] : sin(x[0]);
    const auto z = x[0] < x[1] ? sin(x[1]) : x[0] * x[1] + x[0] / x[1];
    const auto w = x[0] < x[1] ? 0.5 : x[0] - x[1];
    const auto v = x[0] < x[1] ? x[0] - x[1] : 2;
    auto d = x[0] * x[1];
    const auto used = d * d;
    const auto u = x[0] < x[1] ? d : x[0] * x[1] * x[1];
    X t = x[0] < x[1] ? used : x[0];
    t += x[0] > x[1] ? d : x[1];
    return y * z + w * v - u * t * d;
  };
  check_slopes(chosen, {0.3, 0.5});
  check_slopes(chosen, {0.5, 0.3});
}

BOOST_AUTO_TEST_CASE(conversion_to_plain_numbers_is_explicit) {
  tape<double> t;
  const number x = t.input(3.75);
  BOOST_TEST(static_cast<int>(x) == 3);
  BOOST_TEST(static_cast<double>(x) == 3.75);
  BOOST_TEST(static_cast<bool>(x));
  BOOST_TEST((number() ? false : true));
  BOOST_TEST(value(x) == 3.75);
  BOOST_TEST(value(x * 2) == 7.5);
  BOOST_TEST(static_cast<int>(x * 2) == 7);
  BOOST_TEST(static_cast<float>(-x) == -3.75F);
  BOOST_TEST(value(7.0) == 7);
  const std::vector<int> table{0, 1, 2, 30};
  BOOST_TEST(table[static_cast<std::size_t>(x)] == 30);
}

BOOST_AUTO_TEST_CASE(limits_are_those_of_the_plain_number) {
  using limits = std::numeric_limits<number>;
  using of = std::numeric_limits<double>;
  static_assert(limits::is_specialized && limits::is_iec559 && !limits::is_integer);
  static_assert(limits::digits == of::digits && limits::max_exponent == of::max_exponent);
  static_assert(std::same_as<decltype(limits::max()), number>);
  BOOST_TEST(limits::max().value() == of::max());
  BOOST_TEST(limits::min().value() == of::min());
  BOOST_TEST(limits::lowest().value() == of::lowest());
  BOOST_TEST(limits::epsilon().value() == of::epsilon());
  BOOST_TEST(limits::round_error().value() == of::round_error());
  BOOST_TEST(limits::infinity().value() == of::infinity());
  BOOST_TEST(limits::denorm_min().value() == of::denorm_min());
  BOOST_TEST(isnan(limits::quiet_NaN()));
  BOOST_TEST(std::numeric_limits<const number>::max().is_passive());
}

BOOST_AUTO_TEST_CASE(streams) {
  tape<double> t;
  number x = t.input(3.5);
  std::ostringstream to;
  to << x << ' ' << x * 2 << ' ' << number(1);
  BOOST_TEST(to.str() == "3.5 7 1");
  std::istringstream from("2.25 word");
  from >> x;
  BOOST_TEST(x.value() == 2.25);
  BOOST_TEST(x.is_passive());
  x = t.input(8);
  BOOST_TEST(!(from >> x));
  BOOST_TEST(x.value() == 8);
  BOOST_TEST(!x.is_passive());
}

BOOST_AUTO_TEST_CASE(functions_stored_as_objects) {
  tape<double> t;
  const number x = t.input(3);
  const std::function<number(const number&)> square_of = [](const number& a) { return a * a; };
  BOOST_TEST(t.gradient(square_of(square_of(x)))[0] == 108);
}
