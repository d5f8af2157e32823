#include "tapeless/pass/align.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/order.hpp"
#include "tapeless/pass/prune.hpp"
#include "tapeless/pass/substitute.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;
using tests::traced;

namespace {

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto x = input<"x">(i);

std::string aligned(auto formula, auto... wanted) {
  return formulas(pass::prune(
      pass::align(pass::substitute(pass::adjoint(pass::order(traced(formula, wanted...)))))));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_part_runs_with_the_whole) {
  BOOST_TEST(aligned(sum(x(m + 1_c) * x(m)), x) == R"(
value = sum(where(i inside m, mul(input x[i + 1], input x[i]), 0) over i)
d_x = add(where(i - 1 inside m, input x[i - 1], 0), where(i inside m, input x[i + 1], 0))
)");
}

BOOST_AUTO_TEST_CASE(only_where_results_are_stored) {
  BOOST_TEST(aligned(sum(x(m + 1_c) * x(m))) == R"(
value = sum(mul(input x[m + 1], input x[m]) over m)
)");
}
