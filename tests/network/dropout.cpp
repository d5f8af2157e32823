#include "tapeless/network/dropout.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 300>;
constexpr auto x = input<"x">(n, k);
constexpr auto flow = training(features(x, k), n);
constexpr auto once = flow | dropout(0.25_c);
constexpr auto fit = gradient(sum(square(once.formula)), wrt(x));
const std::vector<double> ones(40 * 300, 1.0);

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_in_inference) {
  constexpr auto quiet = features(x, k);
  static_assert(
      std::is_same_v<decltype(quiet | dropout(0.5_c)), std::remove_const_t<decltype(quiet)>>);
}

// A quarter is 0, the others are larger; the gradient is 0 where the value is.
BOOST_AUTO_TEST_CASE(a_share_in_training) {
  const auto y = function(once.formula)(x = ones, dropout_seed = 7.0);
  const auto r = fit(x = ones, dropout_seed = 7.0);
  int dropped = 0;
  for (std::size_t i = 0; i < ones.size(); ++i) {
    BOOST_TEST((y[i] == 0 || y[i] == 1 / 0.75));
    BOOST_TEST(r[x][i] == 2 * y[i] / 0.75, boost::test_tools::tolerance(1e-15));
    dropped += y[i] == 0 ? 1 : 0;
  }
  BOOST_TEST(dropped > 0.25 * 12000 - 190);  // (four standard deviations)
  BOOST_TEST(dropped < 0.25 * 12000 + 190);
}

// Another seed, another layer, and another row drop others; any number of threads the same.
BOOST_AUTO_TEST_CASE(each_drops_others) {
  constexpr auto twice = function((once | dropout(0.25_c)).formula);
  const auto f = function(once.formula);
  const auto one = f(x = ones, dropout_seed = 7.0), other = f(x = ones, dropout_seed = 8.0),
             both = twice(x = ones, dropout_seed = 7.0);
  int seeds = 0, in_both = 0, along = 0;
  for (std::size_t i = 0; i < ones.size(); ++i) {
    seeds += one[i] == 0 && other[i] == 0 ? 1 : 0;
    in_both += both[i] == 0 ? 1 : 0;
    along += one[i] == 0 && one[(i + 300) % 12000] == 0 ? 1 : 0;
  }
  BOOST_TEST(seeds < 12000 / 16 + 110);
  BOOST_TEST(along < 12000 / 16 + 110);
  BOOST_TEST(in_both > 12000 * 7 / 16 - 220);
  BOOST_TEST((f(x = ones, dropout_seed = 7.0, threads(2)) == one));
}
