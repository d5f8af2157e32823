#include "tapeless/pass/prune.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/adjoint.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::text;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

}  // namespace

BOOST_AUTO_TEST_CASE(what_no_output_needs) {
  const ir::graph before = pass::adjoint(traced(sum(a * x), a));
  BOOST_TEST(text(before) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 = sum %2 over n
%4 = 1
%5 = sum %1 over n
value = %3
d_a = %5
)");
  BOOST_TEST(text(pass::prune(before)) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 = sum %2 over n
%4 = sum %1 over n
value = %3
d_a = %4
)");
}
