// Forward mode in graphs; numbers are in tests/jacobian.cpp.
#include "tapeless/pass/jacobian.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

template <class Formula, class... Wanted>
std::string forwards(Formula, Wanted...) {
  const ir::graph g = ir::tracer(&Formula::term, {&Wanted::info...}, false).result();
  return formulas(pass::prune(pass::jacobian(g)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_a_number) {
  BOOST_TEST(forwards(a * x, a) == R"(
value = mul(input a, input x[n])
d_a = input x[n]
)");
}

// An element changes with itself alone: d x[n] / d x[n'] is 1 where n is n'.
BOOST_AUTO_TEST_CASE(by_a_tensor) {
  BOOST_TEST(forwards(a * x, x) == R"(
value = mul(input a, input x[n])
d_x = mul(input a, where(equal(index ', index n), 1, 0))
)");
}

BOOST_AUTO_TEST_CASE(of_a_sum) {
  BOOST_TEST(forwards(sum(square(x)), x) == R"(
value = sum(square(input x[n]) over n)
d_x = sum(mul(mul(2, input x[n]), where(equal(index ', index n), 1, 0)) over n)
)");
}
