// Every unary operation: emitted code against the evaluator and finite differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_sizes;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

constexpr auto loss(auto f) { return gradient(sum(f), wrt(x)); }

constexpr interval positive{0.1, 3}, proper{-0.9, 0.9}, apart_from_zero{0.01, 2};

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  check_sizes(loss(-x));
  check_sizes(loss(square(x)));
  check_sizes(loss(sqrt(x)), positive);
  check_sizes(loss(sign(x)), apart_from_zero);
  check_sizes(loss(abs(x)), apart_from_zero);
  check_sizes(loss(abs(-x) * x), apart_from_zero);
}

BOOST_AUTO_TEST_CASE(exponentials) {
  check_sizes(loss(exp(x)));
  check_sizes(loss(log(x)), positive);
  check_sizes(loss(log1p(x)), {-0.8, 3});
  check_sizes(loss(expm1(x)));
}

BOOST_AUTO_TEST_CASE(trigonometry) {
  check_sizes(loss(sin(x)));
  check_sizes(loss(cos(x)));
  check_sizes(loss(tan(x)), {-1, 1});
  check_sizes(loss(tanh(x)));
  check_sizes(loss(asin(x)), proper);
  check_sizes(loss(acos(x)), proper);
  check_sizes(loss(atan(x)));
}

BOOST_AUTO_TEST_CASE(activations) {
  check_sizes(loss(sigmoid(x)), {-6, 6});
  check_sizes(loss(softplus(x)), {-6, -0.01});
  check_sizes(loss(softplus(x)), {0.01, 6});
  check_sizes(loss(relu(x)), {0.01, 6});
  check_sizes(loss(relu(x)), {-6, -0.01});
}
