#include "tapeless/pass/read_adjoint.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/order.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;
using tests::traced;

namespace {

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto x = input<"x">(i);
constexpr auto k = axis<"k", 3>;
constexpr auto w = input<"w">(k);
constexpr auto half = axis<"half">(extent(i) / 2_c);
constexpr auto t = axis<"t">(extent(i) - 2_c);
constexpr auto j = twin<"j">(i);
constexpr auto a = input<"a">(i, j);

std::string derived(auto formula, auto... wanted) {
  return formulas(pass::prune(pass::adjoint(pass::order(traced(formula, wanted...)))));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_shift_is_read_back) {
  BOOST_TEST(derived(sum(x(m + 1_c) * m), x) == R"(
value = sum(mul(index m, input x[m + 1]) over m)
d_x = where(i - 1 inside m, add(-1, index i), 0)
)");
}

BOOST_AUTO_TEST_CASE(a_window_is_summed_over) {
  BOOST_TEST(derived(sum(sum(x(t + k) * w, k) * t), x) == R"(
value = sum(mul(index t, sum(mul(input w[k], input x[t + k]) over k)) over t)
d_x = sum(where(i - k inside t, reindex(mul(index t, input w[k])), 0) over k)
)");
}

BOOST_AUTO_TEST_CASE(a_stride_divides) {
  BOOST_TEST(derived(sum(x(2_c * half) * half), x) == R"(
value = sum(mul(index half, input x[2 half]) over half)
d_x = where(i / 2 inside half, div(index i, 2), 0)
)");
}

// A window beside the next one: each element is in one at most, at one place.
BOOST_AUTO_TEST_CASE(digits_are_found) {
  constexpr auto pair = axis<"pair", 5>;
  constexpr auto p = axis<"p", 2>;
  constexpr auto ten = axis<"ten", 10>;
  constexpr auto eleven = axis<"eleven", 11>;
  constexpr auto u = input<"u">(ten);
  constexpr auto v = input<"v">(eleven);
  constexpr auto f = input<"f">(pair);
  BOOST_TEST(derived(sum(u(2_c * pair + p) * f), u) == R"(
value = sum(mul(input f[pair], input u[2 pair + p]) over pair, p)
d_u = input f[(ten / 2)]
)");
  BOOST_TEST(derived(sum(v(2_c * pair + p + 1_c) * f * p), v) == R"(
value = sum(mul(index p, mul(input f[pair], input v[2 pair + p + 1])) over pair, p)
d_v = where(((-1 + eleven) / 2) inside pair, reindex(mul(index p, input f[pair])), 0)
)");
}

BOOST_AUTO_TEST_CASE(what_is_left_is_compared) {
  BOOST_TEST(derived(sum(a(i, i) * i), a) == R"(
value = sum(mul(index i, input a[i, i]) over i)
d_a = where(equal(index i, index j), index i, 0)
)");
  BOOST_TEST(derived(x(0_c), x) == R"(
value = input x[0]
d_x = where(equal(0, index i), 1, 0)
)");
}
