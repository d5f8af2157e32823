#include "tapeless/expr/cumsum.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <vector>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n, k);

template <class Fit>
void check(Fit fit) {
  for (const tt::ptrdiff_t size : {0, 1, 3, 8, 21}) tt::check_both(fit, {{"n", size}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(values) {
  BOOST_TEST((function(cumsum(x, n))(x = numbers{1, 2, 3, 4}) == numbers{1, 3, 6, 10}));
  BOOST_TEST((function(cumsum(y, k))(y = numbers{1, 2, 3, 4, 5, 6}) == numbers{1, 3, 6, 4, 9, 15}));
  BOOST_TEST((function(cumsum(y, n))(y = numbers{1, 2, 3, 4, 5, 6}) == numbers{1, 2, 3, 5, 7, 9}));
  BOOST_TEST((function(cumsum(cumsum(x, n), n))(x = numbers{1, 1, 1, 1}) == numbers{1, 3, 6, 10}));
  BOOST_TEST(function(cumsum(x, n))(x = numbers{}).empty());
  constexpr double infinity = std::numeric_limits<double>::infinity();
  BOOST_TEST((function(cumsum(x, n))(x = numbers{1, infinity}) == numbers{1, infinity}));
}

BOOST_AUTO_TEST_CASE(gradients) {
  check(gradient(sum(sin(cumsum(x, n))), wrt(x)));
  check(gradient(sum(square(cumsum(exp(x), n)) * x), wrt(x)));
  check(gradient(sum(square(cumsum(y, n))), wrt(y)));
  check(gradient(sum(square(cumsum(sin(y), k))), wrt(y)));
  check(gradient(sum(square(cumsum(cumsum(x, n), n))), wrt(x)));
}
