#include "tapeless/plan/lanes.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto d = axis<"d", 64>;

// The lane axis of the first outermost loop.
template <class Fit>
std::string_view lane(Fit) {
  using P = typename Fit::program;
  return P::graph.axes[static_cast<unsigned>(P::plan.roots[0].lane_axis)].name;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_sample_a_lane) {
  constexpr auto x = input<"x">(n);
  constexpr auto m = input<"m">(n, k);
  BOOST_TEST(lane(function(sum(exp(x)))) == "n");
  BOOST_TEST(lane(function(sum(exp(m)))) == "n");
  BOOST_TEST(lane(function(logsumexp(m, k))) == "n");
}

BOOST_AUTO_TEST_CASE(of_two_static_axes_the_one_that_fills_registers) {
  constexpr auto m = input<"m">(k, d);
  BOOST_TEST(lane(function(exp(m))) == "d");
}
