// Normal equations in graphs; numbers are in tests/jacobian.cpp.
#include "tapeless/pass/gauss_newton.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

template <class Formula, class... Wanted>
ir::graph equations(Formula, Wanted...) {
  const ir::graph g = ir::tracer(&Formula::term, {&Wanted::info...}, false).result();
  return pass::prune(pass::gauss_newton(g));
}

}  // namespace

// The value, J^T r of both, and the blocks aa, ab, bb.
BOOST_AUTO_TEST_CASE(of_a_line) {
  const ir::graph g = equations(a * x + b - y, a, b);
  BOOST_TEST(g.outputs.size() == 1 + 2 + 3);
  BOOST_TEST(tests::formulas(g) == R"(
value = sum(square(sub(add(input b, mul(input a, input x[n])), input y[n])) over n)
d_a = sum(mul(input x[n], sub(add(input b, mul(input a, input x[n])), input y[n])) over n)
d_b = sum(sub(add(input b, mul(input a, input x[n])), input y[n]) over n)
value 2 = sum(square(input x[n]) over n)
value 3 = sum(input x[n] over n)
value 4 = count of n
)");
}

// A block of an input with axes has them twice.
BOOST_AUTO_TEST_CASE(axes_of_a_block) {
  const ir::graph g = equations(a * x, x, a);
  const int axes_of[] = {0, 1, 0, 2, 1, 0};
  BOOST_TEST(g.outputs.size() == 6);
  for (int o = 0; o < 6; ++o) BOOST_TEST(g.outputs[o].axes.size == axes_of[o]);
}
