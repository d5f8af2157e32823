// A recording as text.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

std::string text(const auto& t) { return "\n" + describe(t); }

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_recorded) {
  tape<double> t;
  BOOST_TEST(describe(t) == "tape: 0 inputs, 0 statements\n");
}

BOOST_AUTO_TEST_CASE(inputs_have_names) {
  tape<double> t;
  (void)t.input(3, "x");
  (void)t.input(5);
  (void)t.inputs(numbers{1, 2, 3}, "v");
  (void)t.inputs(numbers{1}, "w");
  (void)t.inputs(numbers{}, "none");
  (void)t.inputs(numbers{1, 2});
  BOOST_TEST(text(t) == R"(
tape: 8 inputs, 8 statements
  x: an input
  %1: an input
  v[0] ... v[2]: inputs
  w[0]: an input
  %6 ... %7: inputs
)");
}

BOOST_AUTO_TEST_CASE(statements_and_additions) {
  tape<double> t;
  const number x = t.input(3, "x"), y = t.input(5);
  const auto v = t.inputs(numbers{1, 2}, "v");
  number z = x * y + v[1] - v[0] / 2;
  z += x;
  z -= 2 * y + v[0];
  const number n = -z, same = n + 1, third = n / 3;
  BOOST_TEST(same.value() + third.value() < 0);
  BOOST_TEST(text(t) == R"(
tape: 4 inputs, 7 statements
  x: an input
  %1: an input
  v[0] ... v[1]: inputs
  d%4 = 5 dx + 3 d%1 - 0.5 dv[0] + dv[1]
  d%4 += dx
  d%4 += -2 d%1 - dv[0]
  d%5 = -d%4
  d%6 = 0.333333 d%5
)");
}

BOOST_AUTO_TEST_CASE(ranges_calls_and_formulas) {
  constexpr auto a = input<"a">(axis<"n">);
  tape<double> t;
  const auto v = t.inputs(numbers{1, 2, 3}, "v");
  const number s = sum(std::vector<number>{v[0], v[1], 7, v[2], v[0] * 4});
  const number c = t.checkpoint([](const number& p) { return p * p; }, s);
  const auto f = function(a * a)(a = v);
  const number g = function(sum(a * a))(a = v);
  const number h = f[2] * c - g;
  BOOST_TEST(h.value() != 0);
  BOOST_TEST(text(t) == R"(
tape: 3 inputs, 11 statements
  v[0] ... v[2]: inputs
  d%3 = 4 dv[0]
  d%4 = dv[0] + dv[1] + dv[2] + d%3
  %5: results of a call
  %6 ... %8: results of a call
  d%9 = 2 dv[0] + 4 dv[1] + 6 dv[2]
  d%10 = 289 d%8 + 9 d%5 - d%9
)");
}

BOOST_AUTO_TEST_CASE(a_long_recording_is_printed_whole) {
  tape<double> t;
  number x = t.input(1, "x");
  for (int i = 0; i < 5000; ++i) x = x * x;
  const std::string all = describe(t);
  BOOST_TEST(std::count(all.begin(), all.end(), '\n') == 5002);
  BOOST_TEST(all.find("d%1 = 2 dx\n") != all.npos);
  BOOST_TEST(all.ends_with("d%5000 = 2 d%4999\n"));
}

BOOST_AUTO_TEST_CASE(printing_changes_nothing) {
  tape<double> t;
  const number x = t.input(3, "x");
  number s = x * x;
  const std::string before = describe(t);
  s += x;
  BOOST_TEST(t.statements() == 2U);
  BOOST_TEST(describe(t) == before + "  d%1 += dx\n");
  BOOST_TEST(t.gradient(s)[0] == 7);
}

BOOST_AUTO_TEST_CASE(other_number_types) {
  tape<float> single;
  const active<float> x = single.input(3, "x");
  const active<float> y = x * 0.5F;
  BOOST_TEST(single.gradient(y)[0] == 0.5F);
  BOOST_TEST(text(single) == R"(
tape: 1 inputs, 2 statements
  x: an input
  d%1 = 0.5 dx
)");
  tape<double> outer;
  tape<active<double>> inner;
  const active<active<double>> p = inner.input(outer.input(2), "p");
  const active<active<double>> q = -p * p * p;
  BOOST_TEST(q.value().value() == -8);
  BOOST_TEST(text(inner) == R"(
tape: 1 inputs, 2 statements
  p: an input
  d%1 = -12 dp
)");
}
