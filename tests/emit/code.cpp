// Every binary operation, comparisons and where(): emitted code against the evaluator and finite
// differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_sizes;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);

constexpr auto loss(auto f) { return gradient(sum(f), wrt(x, y)); }

constexpr interval positive{0.2, 3};

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  check_sizes(loss(x * 2_c + y));
  check_sizes(loss(square(x) - y));
  check_sizes(loss(x * y));
  check_sizes(loss(x / y), positive);
  check_sizes(loss(1_c / (x * y)), positive);
}

BOOST_AUTO_TEST_CASE(extremes) {
  check_sizes(loss(max(x, y * y)));
  check_sizes(loss(min(x, y * y)));
  check_sizes(loss(max(x * y, 0.5_c)));
}

BOOST_AUTO_TEST_CASE(powers) {
  check_sizes(loss(pow(x, y)), positive);
  check_sizes(loss(pow(x, 3_c) * pow(y, 2_c)));
  check_sizes(loss(pow(x, 2.5_c) + y), positive);
  check_sizes(loss(pow(x, 0.5_c) * pow(y, -2_c)), positive);
  check_sizes(loss(pow(2_c, x) * y));
}

BOOST_AUTO_TEST_CASE(choices) {
  check_sizes(loss(where(x < y, x * y, y / 2_c)));
  check_sizes(loss(where(x <= y && !(y > 1_c), exp(x), square(y))));
  check_sizes(loss(where(x >= y || y != y, sin(x), cos(y))));
  check_sizes(loss(where(n == 2_c, x, y)));
  check_sizes(loss(where(n * 2_c < 7_c, x * n, y)));
}
