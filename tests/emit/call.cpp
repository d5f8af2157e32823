// Numbers that all lanes share, and static extents: emitted code against the evaluator and finite
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
constexpr auto a = input<"a">;

constexpr interval positive{0.2, 3};

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_that_all_lanes_share) {
  check_sizes(gradient(sum(a * x + y / a), wrt(a, x, y)), positive);
  check_sizes(gradient(sum(pow(x, a)), wrt(a, x)), positive);
  check_sizes(gradient(sum(where(a > x, a * x, a + x)), wrt(a, x)));
  check_sizes(gradient(a * a + sum(x) * a, wrt(a, x)));
  check_sizes(gradient(sum(x + a), wrt(a, x)));
}

namespace {

// The same formula over an axis whose extent the compiler knows.
template <std::int64_t Extent>
void check_static() {
  constexpr auto s = axis<"s", Extent>;
  constexpr auto p = input<"p">(s);
  constexpr auto q = input<"q">(s);
  tests::check_both(gradient(sum(sin(p) * q) / logsumexp(q), wrt(p, q)), {}, positive);
  tests::check_both(gradient(max(p * q) + product(p), wrt(p, q)), {}, {0.8, 1.22});
}

}  // namespace

BOOST_AUTO_TEST_CASE(static_extents) {
  check_static<1>();
  check_static<3>();
  check_static<4>();
  check_static<17>();
  check_static<100>();
}
