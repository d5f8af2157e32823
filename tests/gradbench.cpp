// The formulas of bench/gradbench against plain loops, at small sizes.
#include <boost/test/unit_test.hpp>

#include "tapeless/tapeless.hpp"

#include "bench/gradbench/det.hpp"
#include "bench/gradbench/gmm.hpp"
#include "bench/gradbench/kmeans.hpp"
#include "bench/gradbench/llsq.hpp"
#include "bench/gradbench/lse.hpp"
#include "bench/gradbench/plain/det.hpp"
#include "bench/gradbench/plain/gmm.hpp"
#include "bench/gradbench/plain/kmeans.hpp"
#include "bench/gradbench/plain/llsq.hpp"
#include "bench/gradbench/plain/lse.hpp"
#include "support/near.hpp"

namespace {

namespace gb = gradbench;
namespace plain = gradbench::plain;
using tapeless::active, tapeless::out, tapeless::wrt;
using numbers = std::vector<double>;

numbers waves(std::size_t count, double pace, double size = 1) {
  numbers x;
  while (x.size() < count) x.push_back(size * std::sin(pace * static_cast<double>(x.size() + 1)));
  return x;
}

void check(double ours, double expected) {
  BOOST_TEST(ours == expected, boost::test_tools::tolerance(1e-11));
}
void check(const numbers& ours, const numbers& expected) {
  BOOST_TEST_REQUIRE(ours.size() == expected.size());
  const auto scale = tapeless::tests::scale_of(expected);
  for (std::size_t i = 0; i < ours.size(); ++i)
    BOOST_TEST(tapeless::tests::near(ours[i], expected[i], 1e-12L, scale),
               ours[i] << " is " << expected[i] << " at " << i);
}

}  // namespace

BOOST_AUTO_TEST_CASE(lse) {
  constexpr auto derivative = tapeless::gradient(gb::lse::loss, wrt(gb::lse::x));
  const numbers x = waves(37, 1.7);
  numbers d_x(x.size()), expected(x.size());
  check(derivative(gb::lse::x = x, out(gb::lse::x) = d_x).value, plain::lse::primal(x));
  plain::lse::gradient(x, expected);
  check(d_x, expected);
}

BOOST_AUTO_TEST_CASE(llsq) {
  constexpr auto derivative = tapeless::gradient(gb::llsq::loss, wrt(gb::llsq::x));
  for (const std::size_t m : {1U, 15U, 16U, 21U}) {
    const numbers x = waves(m, 2.3);
    numbers d_x(m), expected(m);
    const auto r = derivative(gb::llsq::x = x, gb::llsq::i = 25, out(gb::llsq::x) = d_x);
    check(r.value, plain::llsq::primal(25, x));
    plain::llsq::gradient(25, x, expected);
    check(d_x, expected);
  }
}

BOOST_AUTO_TEST_CASE(gmm) {
  using namespace gradbench::gmm;
  constexpr auto derivative = tapeless::gradient(loss, wrt(alpha, mu, q, l));
  for (const std::size_t d : {1U, 2U, 5U}) {
    const std::size_t packed = d * (d - 1) / 2;
    const plain::gmm::problem p{
        .n = 11,
        .k = 3,
        .d = d,
        .m = 2,
        .gamma = 1.5,
        .at = {waves(3, 1.1), waves(3 * d, 0.7), waves(3 * d, 1.3, 0.4), waves(3 * packed, 2.9)},
        .x = waves(11 * d, 0.37, 2)};
    plain::gmm::parameters g = p.at, expected = p.at;
    const auto r = derivative(n = p.n, k = p.k, i = d, entry = packed, x = p.x, alpha = p.at.alpha,
                              mu = p.at.mu, q = p.at.q, l = p.at.l, m = p.m,
                              gb::gmm::gamma = p.gamma, constant = plain::gmm::constant_of(p),
                              out(alpha) = g.alpha, out(mu) = g.mu, out(q) = g.q, out(l) = g.l);
    check(r.value, plain::gmm::mixture(p).jacobian(expected));
    check(r.value, plain::gmm::mixture(p).objective());
    check(g.alpha, expected.alpha);
    check(g.mu, expected.mu);
    check(g.q, expected.q);
    check(g.l, expected.l);
  }
}

BOOST_AUTO_TEST_CASE(kmeans) {
  using namespace gradbench::kmeans;
  constexpr auto of_all = tapeless::gradient(cost, wrt(C));
  constexpr auto of_assigned = tapeless::gradient(cost_of_assigned, wrt(C));
  const plain::kmeans::problem p{23, 4, 3, waves(23 * 3, 0.9), waves(4 * 3, 2.1)};
  const auto which = tapeless::function(nearest)(P = p.p, C = p.c, l = p.width);
  std::vector<int> assignment;
  for (std::size_t point = 0; point < p.points; ++point)
    assignment.push_back(static_cast<int>(which[point]));

  numbers d_c(p.c.size()), d_c_assigned(p.c.size()), expected;
  plain::kmeans::gradient(p, expected);
  check(of_all(P = p.p, C = p.c, l = p.width, out(C) = d_c).value, plain::kmeans::cost(p));
  of_assigned(P = p.p, C = p.c, of = assignment, l = p.width, out(C) = d_c_assigned);
  check(d_c, expected);
  check(d_c_assigned, expected);
}

BOOST_AUTO_TEST_CASE(det) {
  for (const std::size_t width : {1U, 2U, 3U, 5U}) {
    const numbers a = waves(width * width, 1.9);
    tapeless::tape<double> t;
    const auto x = t.inputs(a);
    const active<double> y = gb::det::determinant(std::span<const active<double>>(x), width);
    numbers expected(a.size());
    plain::det::gradient(a, width, expected);
    check(y.value(), plain::det::primal(a, width));
    check(t.gradient(y), expected);
  }
}
