// 0 times anything is 0 in the chain rule: on the tape, in duals, at second order, with and without
// names for the parts.
#include "tapeless/tape/chain.hpp"

#include <limits>

#include "support/taped.hpp"

using namespace tapeless;
using number = active<double>;
using numbers = std::vector<double>;
using taped::chain_product;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

static_assert(taped::is_harmless(1e-320) && taped::is_harmless(-std::numeric_limits<float>::max()));
static_assert(!taped::is_harmless(-0.0) && !taped::is_harmless(-inf) &&
              !taped::is_harmless(no_number));

// The slopes of f by two inputs: by the tape, as rows of a Jacobian, by duals, by nested tapes.
template <class F>
void check(const F& f, double a, double b, const numbers& wanted) {
  tape<double> t;
  const auto x = t.inputs(numbers{a, b});
  const number y = f(x[0], x[1]);
  BOOST_TEST(t.gradient(y) == wanted);
  const numbers rows = t.jacobian(std::vector<number>{x[0] * 2, y, y});
  BOOST_TEST(numbers(rows.begin() + 2, rows.begin() + 4) == wanted);
  BOOST_TEST(numbers(rows.begin() + 4, rows.end()) == wanted);

  const dual<double, 2> u(a, 0), v(b, 1), z = f(u, v);
  BOOST_TEST((numbers{z.derivative(0), z.derivative(1)}) == wanted);

  tape<number> inner;
  const auto w = inner.inputs(x);
  const std::vector<number> g = inner.gradient(active<number>(f(w[0], w[1])));
  BOOST_TEST((numbers{g[0].value(), g[1].value()}) == wanted);
}

// The same where every part has a name.
template <class X>
std::remove_cvref_t<X> named(const X& x) {
  return x;
}
template <class T, int Count>
active<T> named(const unfinished<T, Count>& x) {
  return x;
}
template <class T, int Count, int Terms>
dual<T, Count> named(const combination<T, Count, Terms>& x) {
  return x;
}

}  // namespace

BOOST_AUTO_TEST_CASE(zero_times_anything) {
  BOOST_TEST((chain_product(0.0, inf) == 0 && chain_product(-inf, 0.0) == 0));
  BOOST_TEST((chain_product(0.0, no_number) == 0 && chain_product(no_number, -0.0) == 0));
  BOOST_TEST((chain_product(2.0, inf) == inf && chain_product(2.0, 3.0) == 6));
  BOOST_TEST(taped::is_nan(chain_product(2.0, no_number)));
}

BOOST_AUTO_TEST_CASE(a_part_that_does_not_matter) {
  check([](const auto& a, const auto& b) { return 0.0 * sqrt(a) + b; }, 0, 2, {0, 1});
  check([](const auto& a, const auto& b) { return 0.0 * named(sqrt(a)) + b; }, 0, 2, {0, 1});
  check([](const auto& a, const auto& b) { return min(exp(a), b); }, 900, 2, {0, 1});
  check([](const auto& a, const auto& b) { return min(named(exp(a)), b); }, 900, 2, {0, 1});
  check([](const auto& a, const auto& b) { return max(log(a), b - 50); }, 0, 2, {0, 1});
  check([](const auto& a, const auto& b) { return relu(named(log(a))) + b; }, 0, 2, {0, 1});
  check([](const auto& a, const auto& b) { return relu(log(a)) - b; }, 0, 2, {0, -1});
}

BOOST_AUTO_TEST_CASE(a_length_of_nothing) {
  check([](const auto& a, const auto& b) { return sqrt(a * a + b * b); }, 0, 0, {0, 0});
  check([](const auto& a, const auto& b) { return sqrt(named(a * a + b * b)); }, 0, 0, {0, 0});
  check([](const auto& a, const auto& b) { return square(sqrt(a * a + b * b)); }, 0, 0, {0, 0});
  check(
      [](const auto& a, const auto& b) {
        const auto mean = (a + b) / 2;
        return sqrt(square(a - mean) + square(b - mean));
      },
      7, 7, {0, 0});
}

BOOST_AUTO_TEST_CASE(what_is_infinite_stays_infinite) {
  check([](const auto& a, const auto& b) { return sqrt(a) + b; }, 0, 2, {inf, 1});
  check([](const auto& a, const auto& b) { return named(sqrt(a)) * named(b); }, 0, 2, {inf, 0});
}

BOOST_AUTO_TEST_CASE(ranges) {
  tape<double> t;
  const auto x = t.inputs(numbers{0, 3, 0});
  const number all = dot(x, numbers{0, 0, 0});
  const number root = sqrt(all);
  BOOST_TEST(t.gradient(root) == (numbers{0, 0, 0}));
  BOOST_TEST(t.jacobian(std::vector<number>{root, root}) == numbers(6, 0));
  BOOST_TEST(t.gradient(sqrt(dot(x, numbers{1, 0, 1}))) == (numbers{inf, 0, inf}));
}

BOOST_AUTO_TEST_CASE(additions_in_place_and_checkpoints) {
  tape<double> t;
  const number x = t.input(0);
  number s = x * x;
  s += x * 0.0;
  BOOST_TEST(t.gradient(sqrt(s)) == numbers{0});
  const number y = t.checkpoint([](const number& a) { return number(a * a); }, x);
  BOOST_TEST(t.gradient(sqrt(y)) == numbers{0});
}

BOOST_AUTO_TEST_CASE(second_derivatives_beside_nothing) {
  tape<double> outer;
  const number a = outer.input(0), b = outer.input(3);
  tape<number> inner;
  const auto x = inner.inputs(std::vector<number>{a, b});
  const auto g = inner.gradient(active<number>(min(exp(x[0] + 900), 1.0) + x[1] * x[1] * x[1]));
  BOOST_TEST(outer.gradient(g[0]) == (numbers{0, 0}));
  BOOST_TEST(outer.gradient(g[1]) == (numbers{0, 18}));
}
