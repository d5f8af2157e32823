// s += a * b is added to the statement of s as long as nobody has read s. Whoever reads s has that
// value of s for good, with its own derivative.
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "support/taped.hpp"

using namespace tapeless;
using tests::check_slopes;
using number = active<double>;

namespace {

using std::sin;

template <class X>
using vector = std::vector<X>;

template <class X>
X returned(const X& a, const X& b) {
  X s = a * b;
  s += a;
  s += b * b;
  return s;
}
template <class X>
X returned_parameter(X s, const X& a) {
  s += a * a;
  return s;
}
template <class X>
struct two_sums {
  X first = 0, second = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_sum_in_a_loop_is_one_statement) {
  tape<double> t;
  const auto x = t.inputs(vector<double>{1, 2, 3, 4, 5});
  number s = 0;
  for (const number& a : x) s += a * a;
  for (const number& a : x) s -= a;
  for (const number& a : x) s += 2 * a * x[0] + sin(a) - x[1];
  BOOST_TEST(t.statements() == 6U);
  const auto slopes = t.gradient(s);
  BOOST_TEST(slopes[2] == 6 - 1 + 2 + std::cos(3.));
  BOOST_TEST(slopes[0] == 2 - 1 + 30 + 2 + std::cos(1.));
  BOOST_TEST(tests::near(slopes[1], 4 - 1 + 2 + std::cos(2.) - 5, 1e-15L));
}

BOOST_AUTO_TEST_CASE(reading_begins_a_new_statement) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  number s = x * y;
  s += x * x;
  BOOST_TEST(t.statements() == 3U);
  const number early = s;
  s += y * y;
  BOOST_TEST(t.statements() == 4U);
  s += y * x;
  BOOST_TEST(t.statements() == 4U);
  BOOST_TEST(t.gradient(early) == (vector<double>{5 + 6, 3}));
  BOOST_TEST(t.gradient(s) == (vector<double>{5 + 6 + 5, 3 + 10 + 3}));
}

BOOST_AUTO_TEST_CASE(the_value_alone_is_no_reading) {
  tape<double> t;
  const number x = t.input(3);
  number s = x * x;
  (void)s.value();
  (void)(s < 7 || s == 8 || static_cast<int>(s) == 2 || isnan(s) || s.is_passive());
  s += 2;
  s -= x;
  BOOST_TEST(t.statements() == 2U);
  BOOST_TEST(s.value() == 8);
  BOOST_TEST(t.gradient(s)[0] == 5);
}

BOOST_AUTO_TEST_CASE(inputs_are_never_added_to) {
  tape<double> t;
  auto x = t.inputs(vector<double>{3, 5});
  number y = t.input(7);
  x[0] += x[1] * x[1];
  y += x[1];
  y -= 2 * y;
  BOOST_TEST(t.gradient(x[0] * y) == (vector<double>{-12, -12 * 10 - 28, -28}));
}

BOOST_AUTO_TEST_CASE(copies_before_and_after) {
  const auto copied = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    const X before = s;
    s += x[0] * x[0];
    const X between = s;
    s += x[1] / x[0];
    s -= before * between;
    const X after = s;
    s += x[1];
    return before + 2 * between + 3 * after * s;
  };
  check_slopes(copied, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_copy_has_its_own_sum) {
  const auto copied = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    X r = s;
    r += x[0];
    s += x[1] * x[1];
    r += s;
    s += r;
    X q;
    q = s;
    q -= x[0] * r;
    s -= q;
    return s * r * q;
  };
  check_slopes(copied, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_sum_moved_from_is_still_a_sum) {
  const auto moved = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    X r = std::move(s);
    s += x[0];
    r += x[1];
    s = std::move(r);
    r += x[0] * x[0];
    s += x[1] * x[1];
    return s * r;
  };
  check_slopes(moved, {3, 5});
}

BOOST_AUTO_TEST_CASE(other_statements_read_the_sum) {
  const auto read = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1], product = 1;
    for (int i = 0; i < 5; ++i) {
      s += x[0] * i;
      product *= s;
      s -= x[1] / 2;
      product += sin(s);
    }
    return product;
  };
  check_slopes(read, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(an_expression_holds_the_sum_as_it_was) {
  const auto held = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    auto d = s * x[0];
    s += x[1] * x[1];
    auto e = s + 0;
    auto f = s * s;
    s += x[0];
    X z = d * e;
    s += f;
    return z + s * e - f;
  };
  check_slopes(held, {3, 5});
}

BOOST_AUTO_TEST_CASE(an_expression_that_is_the_sum_itself) {
  const auto held = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    auto d = +s;
    auto e = s + 2;
    auto f = 1 * s;
    auto g = s - 0;
    s += x[1] * x[1];
    return d * e * f - g * s;
  };
  check_slopes(held, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_number_that_shares_the_statement_of_an_expression) {
  const auto shared = []<class X>(const vector<X>& x) -> X {
    auto d = x[0] * x[1];
    X s = d;
    X r = d;
    s += x[0] * x[0];
    r += x[1];
    d += r;
    X q = std::move(d);
    q += s;
    return d * s + r * q;
  };
  check_slopes(shared, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_number_with_a_constant_added_shares_its_statement) {
  const auto shared = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    X r = s + 2;
    X q = r - 1;
    r += x[0];
    s += x[1];
    q += x[0] * x[1];
    r += 1;
    return s * r * q;
  };
  check_slopes(shared, {3, 5});
}

BOOST_AUTO_TEST_CASE(a_sum_adds_itself) {
  const auto added = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    s += s;
    s += s * s;
    s -= s * x[0];
    s += 2 * s - x[1];
    const X& alias = s;
    s += alias;
    s -= alias * alias;
    s += sin(alias) + s;
    return s;
  };
  check_slopes(added, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(a_sum_takes_itself_away) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  number s = x * y;
  const number& same = s;
  s -= same;
  BOOST_TEST(s.value() == 0);
  BOOST_TEST(t.gradient(s) == (vector<double>{0, 0}));
  s += x * x;
  BOOST_TEST(t.gradient(s) == (vector<double>{6, 0}));
}

BOOST_AUTO_TEST_CASE(a_sum_written_out) {
  const auto written_out = []<class X>(const vector<X>& x) -> X {
    X s = 0;
    for (int i = 0; i < 5; ++i) s = s + x[0] * x[1] * i;
    for (int i = 0; i < 5; ++i) s = x[0] * i + s;
    for (int i = 0; i < 5; ++i) s = s - x[1] - s / 2;
    s += x[0];
    s = 2 * s + s;
    s += x[0];
    return s;
  };
  check_slopes(written_out, {3, 5});
}

BOOST_AUTO_TEST_CASE(sums_that_begin_with_a_constant) {
  const auto begun = []<class X>(const vector<X>& x) -> X {
    X s = 0, r{}, q = 2.5;
    s += 3;
    s += x[0];
    r += x[0] * x[1];
    q -= r;
    q += 2;
    r += s;
    s += q;
    s = 0;
    s += q * x[0];
    s += r;
    return s * q;
  };
  check_slopes(begun, {3, 5});
}

BOOST_AUTO_TEST_CASE(only_constants_are_added) {
  tape<double> t;
  const number x = t.input(3), c = 2;
  number s = x * x;
  s += c * c;
  s += c;
  s -= sin(c) * 0;
  BOOST_TEST(t.statements() == 2U);
  BOOST_TEST(s.value() == 15);
  BOOST_TEST(t.gradient(s)[0] == 6);
}

BOOST_AUTO_TEST_CASE(constants_among_what_is_added) {
  const auto mixed = []<class X>(const vector<X>& x) -> X {
    const X c = 2, d = 0.5;
    X s = x[0] * c;
    s += c * x[1];
    s += c * d + x[0] * d;
    s -= d / x[0] * c;
    return s;
  };
  check_slopes(mixed, {3, 5});
}

BOOST_AUTO_TEST_CASE(sums_in_a_vector_that_grows) {
  const auto grown = []<class X>(const vector<X>& x) -> X {
    vector<X> sums;
    for (int i = 0; i < 20; ++i) {
      sums.push_back(x[0] * i);
      for (X& s : sums) s += x[1] * x[0];
      if (i % 3 == 0) sums.shrink_to_fit();
      if (i % 5 == 4) sums.erase(sums.begin() + 1);
      if (i % 7 == 6) sums.insert(sums.begin(), sums.back());
    }
    X z = 1;
    for (X& s : sums) {
      z *= s / 3;
      s += z;
    }
    return z + sums[3] * sums[5];
  };
  check_slopes(grown, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(sums_in_a_vector_that_is_copied) {
  const auto copied = []<class X>(const vector<X>& x) -> X {
    vector<X> a(4);
    for (std::size_t i = 0; i < 4; ++i) a[i] = x[0] * x[1] * static_cast<int>(i);
    auto b = a;
    for (std::size_t i = 0; i < 4; ++i) a[i] += x[0];
    for (std::size_t i = 0; i < 4; ++i) b[i] += x[1] * x[1];
    std::array<X, 2> c{a[1], b[2]};
    auto d = c;
    c[0] += x[0] * x[0];
    d[1] -= x[0];
    a = b;
    for (std::size_t i = 0; i < 4; ++i) a[i] += d[i % 2];
    auto e = std::move(b);
    b.assign(2, a[3]);
    b[0] += x[1];
    return a[0] * a[3] + b[0] * b[1] + c[0] * d[0] + e[2] * c[1];
  };
  check_slopes(copied, {3, 5});
}

BOOST_AUTO_TEST_CASE(sums_in_a_struct) {
  const auto copied = []<class X>(const vector<X>& x) -> X {
    two_sums<X> a;
    a.first += x[0] * x[1];
    a.second += x[0];
    auto b = a;
    b.first += x[1];
    a.second += x[1] * x[1];
    b = two_sums<X>{a.second, b.first};
    a.second -= x[0];
    b.first += a.first;
    return a.first * a.second + b.first * b.second;
  };
  check_slopes(copied, {3, 5});
}

BOOST_AUTO_TEST_CASE(swapped_sums) {
  const auto swapped = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1], r = x[0] / x[1];
    s += x[0];
    std::swap(s, r);
    s += x[1] * x[1];
    r += x[0] * x[0];
    std::swap(r, s);
    const X old = std::exchange(s, r);
    s += x[0];
    r += x[1];
    vector<X> v{s, r, old};
    std::swap(v[0], v[2]);
    std::reverse(v.begin(), v.end());
    v[0] += v[1];
    v[1] += x[0];
    return s * r * old + v[0] * v[1] * v[2];
  };
  check_slopes(swapped, {3, 5});
}

BOOST_AUTO_TEST_CASE(sorted_sums) {
  const auto sorted = []<class X>(const vector<X>& x) -> X {
    vector<X> sums;
    for (const X& a : x) sums.push_back(a * x[0]);
    for (X& s : sums) s += x[1];
    std::sort(sums.begin(), sums.end());
    for (X& s : sums) s += x[2] * x[2];
    std::rotate(sums.begin(), sums.begin() + 2, sums.end());
    for (X& s : sums) s += s * x[1];
    return sums[0] * sums[1] + sums[2] / sums[3];
  };
  check_slopes(sorted, {3, -5, 0.5, 2});
}

BOOST_AUTO_TEST_CASE(sums_from_functions) {
  const auto made = []<class X>(const vector<X>& x) -> X {
    X s = returned<X>(x[0], x[1]);
    s += x[0];
    X r = returned_parameter<X>(s, x[1]);
    s += x[1] * x[1];
    r += s;
    X q = returned_parameter<X>(x[0] * x[1], x[1]);
    q += x[0];
    X p = returned_parameter<X>(std::move(q), x[0]);
    p += q;
    X o = returned<X>(returned<X>(x[0], p), q);
    o += p;
    const X z = [&] { return s; }();
    s += x[0];
    return s * r * q + p * o / 1e3 - z;
  };
  check_slopes(made, {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(sums_in_lambdas) {
  const auto captured = []<class X>(const vector<X>& x) -> X {
    X s = x[0] * x[1];
    auto by_copy = [s](const X& a) mutable {
      s += a * a;
      return s;
    };
    const auto by_reference = [&s](const X& a) -> X& { return s += a; };
    s += x[0];
    const X first = by_copy(x[0]);
    by_reference(x[1]) += x[0] * x[0];
    auto copy_of_lambda = by_copy;
    const X second = by_copy(x[1]), third = copy_of_lambda(x[0]);
    return first * second + third * s;
  };
  check_slopes(captured, {3, 5});
}

BOOST_AUTO_TEST_CASE(sums_of_sums) {
  const auto added = []<class X>(const vector<X>& x) -> X {
    X total = 0;
    for (const X& a : x) {
      X inner = 0;
      for (const X& b : x) inner += a * b;
      total += inner;
      inner += a;
      total += inner * inner;
      inner -= total;
      total += sin(inner);
    }
    return total;
  };
  check_slopes(added, {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(two_sums_take_turns) {
  tape<double> t;
  const auto x = t.inputs(vector<double>{1, 2, 3});
  number s = x[0] * x[1], r = x[1] * x[2];
  for (int i = 0; i < 4; ++i) {
    s += x[static_cast<std::size_t>(i) % 3] * 2;
    r += x[0] * x[1];
    s -= x[2];
  }
  BOOST_TEST(t.statements() == 5U);
  BOOST_TEST(t.gradient(s) == (vector<double>{2 + 4, 1 + 2, 2 - 4}));
  BOOST_TEST(t.gradient(r) == (vector<double>{8, 3 + 4, 2}));
}

BOOST_AUTO_TEST_CASE(a_sum_is_changed_after_its_gradient) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  number s = x * y;
  BOOST_TEST(t.gradient(s) == (vector<double>{5, 3}));
  const number at_first = s;
  s += x * x;
  BOOST_TEST(t.gradient(s) == (vector<double>{11, 3}));
  s += y;
  s -= x;
  BOOST_TEST(t.gradient(s) == (vector<double>{10, 4}));
  BOOST_TEST(t.gradient(at_first) == (vector<double>{5, 3}));
  number r = s;
  r += s;
  BOOST_TEST(t.gradient(r) == (vector<double>{20, 8}));
}

BOOST_AUTO_TEST_CASE(the_results_of_a_jacobian_are_sums) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  vector<number> results{x * y, x / 2};
  results[0] += x;
  results[1] += results[0];
  results[0] += y;
  BOOST_TEST(t.jacobian(results) == (vector<double>{6, 4, 6.5, 3}));
  results[0] += y * y;
  results[1] += results[0];
  BOOST_TEST(t.jacobian(results) == (vector<double>{6, 14, 12.5, 17}));
}

BOOST_AUTO_TEST_CASE(ranges_read_their_sums) {
  tape<double> t;
  const auto x = t.inputs(vector<double>{3, 5});
  vector<number> v{x[0] * x[1], x[1] * x[1], 2};
  v[0] += x[0];
  number s = sum(v), d = dot(v, v);
  v[0] += x[0];
  v[2] += x[1];
  const number n = norm(v);
  v[1] += x[1];
  s += v[1];
  d -= v[0] * x[0];
  s += d;
  BOOST_TEST(s.value() == 45 + 30 + (18 * 18 + 25 * 25 + 4 - 21 * 3));
  const auto slopes = t.gradient(s);
  BOOST_TEST(slopes[0] == 6 + 36 * 6 - (7 * 3 + 21));
  BOOST_TEST(slopes[1] == 13 + 11 + 36 * 3 + 50 * 10 - 9);
  BOOST_TEST(tests::near(t.gradient(n)[0], 21 * 7 / n.value(), 1e-15L));
}

BOOST_AUTO_TEST_CASE(results_of_ranges_are_added_to) {
  tape<double> t;
  const auto x = t.inputs(vector<double>{3, 5});
  number s = sum(x);
  s += x[0] * x[1];
  s -= dot(x, x);
  BOOST_TEST(t.gradient(s) == (vector<double>{1 + 5 - 6, 1 + 3 - 10}));
  const number read = s;
  s += x[0];
  BOOST_TEST(t.gradient(read * s).size() == 2U);
  BOOST_TEST(t.gradient(read) == (vector<double>{0, -6}));
  BOOST_TEST(t.gradient(s) == (vector<double>{1, -6}));
}

BOOST_AUTO_TEST_CASE(the_standard_library_adds) {
  const auto added = []<class X>(const vector<X>& x) -> X {
    vector<X> sums(x.size());
    std::partial_sum(x.begin(), x.end(), sums.begin());
    for (X& s : sums) s += x[0];
    std::adjacent_difference(sums.begin(), sums.end(), sums.begin());
    for (X& s : sums) s += x[1] * s;
    X s = std::accumulate(sums.begin(), sums.end(), X(0));
    s += std::inner_product(x.begin(), x.end(), sums.begin(), s);
    return s * std::transform_reduce(x.begin(), x.end(), sums.begin(), X(1));
  };
  check_slopes(added, {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(branches_on_a_growing_sum) {
  const auto grown = []<class X>(const vector<X>& x) -> X {
    X s = 0, last = 0;
    int steps = 0;
    while (s < 10 && ++steps < 1000) {
      last = s;
      s += x[0];
      if (s > 5) s += last * x[1];
      else s -= x[1] / 10;
    }
    return s + last;
  };
  check_slopes(grown, {0.31, 0.47});
}

BOOST_AUTO_TEST_CASE(an_infinite_slope_that_nothing_flows_to) {
  tape<double> t;
  const number x = t.input(0), y = t.input(2);
  number unused = y * y;
  unused += sqrt(x);
  number s = y * y;
  s += 0 * x;
  s += unused * 0;
  BOOST_TEST(t.gradient(y * y + s)[1] == 8);
  BOOST_TEST(t.gradient(s) == (vector<double>{0, 4}));
  number apart = y * 3;
  apart += y;
  BOOST_TEST(t.gradient(apart) == (vector<double>{0, 4}));
}
