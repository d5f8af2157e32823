// Sums, products and lengths of ranges: the same as loops over scalars, in one statement.
#include <array>
#include <deque>
#include <initializer_list>
#include <list>
#include <span>

#include "support/random.hpp"
#include "support/taped.hpp"

using namespace tapeless;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

template <class T>
active<T> sum_in_a_loop(const std::vector<active<T>>& x) {
  active<T> s = 0;
  for (const active<T>& a : x) s += a;
  return s;
}
template <class T>
active<T> dot_in_a_loop(const std::vector<active<T>>& x, const std::vector<active<T>>& y) {
  active<T> s = 0;
  for (std::size_t i = 0; i < x.size(); ++i) s += x[i] * y[i];
  return s;
}

bool are_near(const numbers& slopes, const numbers& wanted) {
  bool all = slopes.size() == wanted.size();
  for (std::size_t k = 0; all && k < slopes.size(); ++k)
    all = tests::ulps(slopes[k], wanted[k]) <= 1;
  return all;
}

template <class T>
void check_equal(tape<T>& t, const active<T>& by_range, const active<T>& by_loop) {
  constexpr long double tolerance = 64 * std::numeric_limits<T>::epsilon();
  BOOST_TEST(tests::near(by_range.value(), by_loop.value(), tolerance));
  const std::vector<T> slopes = t.gradient(by_range), wanted = t.gradient(by_loop);
  for (std::size_t k = 0; k < slopes.size(); ++k)
    BOOST_TEST(tests::near(slopes[k], wanted[k], tolerance),
               "slope " << k << " is " << slopes[k] << ", not " << wanted[k]);
}

template <class T>
void check_range(tape<T>& t, const std::vector<active<T>>& x) {
  check_equal<T>(t, sum(x), sum_in_a_loop(x));
  check_equal<T>(t, dot(x, x), dot_in_a_loop(x, x));
  const auto backwards = std::vector(x.rbegin(), x.rend());
  check_equal<T>(t, dot(x, backwards), dot_in_a_loop(x, backwards));
  std::vector<T> plain;
  for (std::size_t i = 0; i < x.size(); ++i) plain.push_back(T(0.5) * static_cast<T>(i % 7));
  check_equal<T>(t, dot(x, plain), dot_in_a_loop(x, {plain.begin(), plain.end()}));
  check_equal<T>(t, dot(plain, x), dot_in_a_loop(x, {plain.begin(), plain.end()}));
  const active<T> squares = dot_in_a_loop(x, x);
  if (squares.value() > 0) check_equal<T>(t, norm(x), sqrt(squares));
}

const std::vector<std::size_t> sizes{0,  1,  2,  3,  6,  7,  8,  9,  10,  15, 16,
                                     17, 18, 24, 25, 31, 32, 33, 63, 100, 257};

// Elements by a rule: element i of the range is pick(i), from inputs and what lies between.
template <class T, class Pick>
void check_picked(const Pick& pick) {
  for (const std::size_t size : sizes) {
    tape<T> t;
    const auto inputs =
        t.inputs(tests::random_numbers(3).tensor<T>(std::max<std::size_t>(size, 2), {-1, 1}));
    std::vector<active<T>> x;
    for (std::size_t i = 0; i < size; ++i) x.push_back(pick(inputs, i));
    check_range(t, x);
  }
}
template <class Pick>
void check_picked(const Pick& pick) {
  check_picked<double>(pick);
  check_picked<float>(pick);
}

}  // namespace

BOOST_AUTO_TEST_CASE(operands_one_behind_another) {
  check_picked([](const auto& in, std::size_t i) { return in[i]; });
}

BOOST_AUTO_TEST_CASE(operands_backwards) {
  check_picked([](const auto& in, std::size_t i) { return in[in.size() - 1 - i]; });
}

BOOST_AUTO_TEST_CASE(operands_with_gaps) {
  check_picked([](const auto& in, std::size_t i) { return in[2 * i % in.size()]; });
  for (const std::size_t every : {2U, 3U, 8U, 9U})
    check_picked([&](const auto& in, std::size_t i) {
      typename std::remove_cvref_t<decltype(in)>::value_type x = in[i] * in[0];
      if (i % every == 0) x = x * in[1];
      return x;
    });
}

BOOST_AUTO_TEST_CASE(passive_operands_among_others) {
  using tests::random_numbers;
  for (const std::size_t every : {1U, 2U, 3U, 7U, 8U, 9U, 50U}) {
    check_picked([&](const auto& in, std::size_t i) {
      using X = typename std::remove_cvref_t<decltype(in)>::value_type;
      return i % every == 0 ? X(0.5) : in[i];
    });
    check_picked([&](const auto& in, std::size_t i) {
      using X = typename std::remove_cvref_t<decltype(in)>::value_type;
      return i / every % 2 == 0 ? X(0.5) : in[i];
    });
    check_picked([&](const auto& in, std::size_t i) {
      using X = typename std::remove_cvref_t<decltype(in)>::value_type;
      return i % every == 0 ? in[i] : X(0.5);
    });
  }
}

BOOST_AUTO_TEST_CASE(one_operand_many_times) {
  check_picked([](const auto& in, std::size_t) { return in[1]; });
  check_picked([](const auto& in, std::size_t i) { return in[i / 3]; });
}

BOOST_AUTO_TEST_CASE(operands_at_random) {
  for (unsigned seed = 1; seed < 20; ++seed) {
    tests::random_numbers random(seed);
    tape<double> t;
    std::vector<number> pool = t.inputs(random.tensor(20));
    for (int i = 0; i < 50; ++i) {
      const auto any = [&] {
        return static_cast<std::size_t>(random.in({0, static_cast<double>(pool.size())}));
      };
      std::vector<number> x;
      std::size_t from = any();
      for (std::size_t size = any(); size > 0; --size) {
        x.push_back(random.in({0, 1}) < 0.1 ? number(0.5) : pool[from]);
        from = random.in({0, 1}) < 0.2 ? any() : (from + 1) % pool.size();
      }
      if (i % 10 == 0) check_range(t, x);
      pool.push_back(sum(x) / 20);
      if (random.in({0, 1}) < 0.5) pool.push_back(dot(x, x) / (dot(x, x) + 1));
      if (random.in({0, 1}) < 0.5) pool.push_back(norm(x) / (sum_in_a_loop(x) + 30));
    }
    check_range(t, pool);
  }
}

BOOST_AUTO_TEST_CASE(ranges_are_one_statement) {
  tape<double> t;
  const auto x = t.inputs(numbers(1000, 2));
  std::size_t bytes = t.bytes();
  const number s = sum(x);
  BOOST_TEST(t.statements() == 1001U);
  BOOST_TEST(t.bytes() - bytes <= 8000U + 40U);
  bytes = t.bytes();
  const number d = dot(x, x), n = norm(x);
  BOOST_TEST(t.statements() == 1003U);
  BOOST_TEST(t.bytes() - bytes <= 24000U + 80U);
  BOOST_TEST(s.value() + d.value() + n.value() * n.value() == 2000 + 4000 + 4000);
}

BOOST_AUTO_TEST_CASE(empty_ranges) {
  tape<double> t;
  const std::vector<number> none;
  const number s = sum(none), d = dot(none, none), n = norm(none), p = dot(none, numbers{});
  BOOST_TEST((s == 0 && d == 0 && n == 0 && p == 0));
  BOOST_TEST((s.is_passive() && d.is_passive() && n.is_passive() && p.is_passive()));
  BOOST_TEST(t.statements() == 0U);
}

BOOST_AUTO_TEST_CASE(passive_ranges_need_no_tape) {
  const std::vector<number> x{1, 2, 2};
  const number s = sum(x), d = dot(x, x), n = norm(x), p = dot(numbers{1, 2, 3}, x);
  BOOST_TEST((s == 5 && d == 9 && n == 3 && p == 11));
  BOOST_TEST((s.is_passive() && d.is_passive() && n.is_passive() && p.is_passive()));
}

BOOST_AUTO_TEST_CASE(ranges_of_any_kind) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 4});
  const number raw[] = {x[0], x[1]};
  const std::array array{x[0], x[1]};
  const std::list list{x[0], x[1]};
  const std::deque deque{x[0], x[1]};
  const std::span span(x);
  const std::initializer_list<number> braced{x[0], x[1]};
  const auto check = [&](const auto& r) {
    BOOST_TEST(t.gradient(sum(r)) == (numbers{1, 1}));
    BOOST_TEST(are_near(t.gradient(norm(r)), {3. / 5, 4. / 5}));
    BOOST_TEST(t.gradient(dot(r, r)) == (numbers{6, 8}));
  };
  check(x);
  check(raw);
  check(array);
  check(list);
  check(deque);
  check(span);
  check(braced);
  check(std::span(raw).first(2));
  BOOST_TEST(t.gradient(dot(list, array)) == (numbers{6, 8}));
  BOOST_TEST(t.gradient(dot(braced, deque)) == (numbers{6, 8}));
}

BOOST_AUTO_TEST_CASE(plain_factors_of_any_kind) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 4});
  const int raw[] = {5, 7};
  BOOST_TEST(t.gradient(dot(x, raw)) == (numbers{5, 7}));
  BOOST_TEST(t.gradient(dot(std::array{5.F, 7.F}, x)) == (numbers{5, 7}));
  BOOST_TEST(t.gradient(dot(x, std::list{5, 7})) == (numbers{5, 7}));
  BOOST_TEST(t.gradient(dot(std::vector<char>{5, 7}, std::list{x[0], x[1]})) == (numbers{5, 7}));
  BOOST_TEST(number(dot(x, raw)).value() == 43);
}

BOOST_AUTO_TEST_CASE(ranges_of_different_lengths_are_refused) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 4, 5});
  const std::vector<number> y{x[0]};
  BOOST_TEST(tests::complaint([&] { (void)dot(x, y); }) ==
             "tapeless: dot: the first range has 3 numbers, the second 1");
  BOOST_TEST(tests::complaint([&] { (void)dot(y, x); }) ==
             "tapeless: dot: the first range has 1 numbers, the second 3");
  BOOST_TEST(tests::complaint([&] { (void)dot(x, numbers{1}); }) ==
             "tapeless: dot: the first range has 3 numbers, the second 1");
  BOOST_TEST(tests::complaint([&] { (void)dot(numbers{1}, x); }) ==
             "tapeless: dot: the first range has 1 numbers, the second 3");
  BOOST_TEST(t.statements() == 3U);
}

BOOST_AUTO_TEST_CASE(elements_are_overwritten_afterwards) {
  tape<double> t;
  auto x = t.inputs(numbers{3, 4});
  const number d = dot(x, x), s = sum(x), n = norm(x);
  x[0] = x[1] * 7;
  x[1] += x[0];
  BOOST_TEST(t.gradient(d) == (numbers{6, 8}));
  BOOST_TEST(t.gradient(s) == (numbers{1, 1}));
  BOOST_TEST(are_near(t.gradient(n), {3. / 5, 4. / 5}));
  BOOST_TEST(t.gradient(sum(x)) == (numbers{0, 15}));
}

BOOST_AUTO_TEST_CASE(corners_of_norm) {
  tape<double> t;
  const auto zero = t.inputs(numbers{0, -0.0});
  const auto x = t.inputs(numbers{-3});
  BOOST_TEST(t.gradient(norm(zero)) == (numbers{0, 0, 0}));
  BOOST_TEST(t.gradient(norm(x)) == (numbers{0, 0, -1}));
  const std::vector<number> mixed{zero[0], x[0], 4};
  BOOST_TEST(are_near(t.gradient(norm(mixed)), {0, 0, -3. / 5}));
  const auto infinite = t.inputs(numbers{inf, 1});
  BOOST_TEST(number(norm(infinite)).value() == inf);
  const auto undefined = t.inputs(numbers{std::nan(""), 1});
  BOOST_TEST(isnan(norm(undefined)));
  BOOST_TEST(isnan(sum(undefined)));
}

BOOST_AUTO_TEST_CASE(infinite_factors) {
  tape<double> t;
  const auto x = t.inputs(numbers{2, 3});
  const number d = dot(x, numbers{inf, 1}), unused = dot(x, numbers{-inf, inf});
  BOOST_TEST(t.gradient(d) == (numbers{inf, 1}));
  const std::vector<number> rows{x[0], d, x[1], unused, sum(x)};
  BOOST_TEST(t.jacobian(rows) == (numbers{1, 0, inf, 1, 0, 1, -inf, inf, 1, 1}));
}

BOOST_AUTO_TEST_CASE(ranges_in_a_jacobian) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 4, 0});
  std::vector<number> rows;
  for (int i = 0; i < 11; ++i) {
    rows.push_back(sum(x) * i);
    rows.push_back(dot(x, rows.back().value() > 20 ? numbers{1, 2, 3} : numbers{4, 5, 6}));
    rows.push_back(norm(std::vector{x[0], rows[0], x[1]}));
  }
  const numbers all = t.jacobian(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const numbers row = t.gradient(rows[i]);
    BOOST_TEST(row == numbers(all.begin() + static_cast<long>(3 * i),
                              all.begin() + static_cast<long>(3 * i + 3)));
  }
}

BOOST_AUTO_TEST_CASE(a_very_long_range) {
  tape<double> t;
  auto x = t.inputs(numbers(1000000, 2));
  for (std::size_t i = 1; i < x.size(); i += 1000) x[i] = x[i - 1] * 3;
  const number y = sum(x) + dot(x, x) * 0.5;
  const numbers slopes = t.gradient(y);
  BOOST_TEST(slopes[0] == 1 + 2 + 3 * (1 + 6));
  BOOST_TEST(slopes[1] == 0);
  BOOST_TEST(slopes[2] == 3);
  BOOST_TEST(slopes[999999] == 3);
}
