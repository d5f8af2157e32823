// What describe() says of all that is compiled. (docs/tour.cpp compares whole listings.)
#include "tapeless/describe.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/jacobian.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_formula_is_described_as_its_value_is_computed) {
  BOOST_TEST(describe(sum(a * x)) == describe(function(sum(a * x))));
}

BOOST_AUTO_TEST_CASE(a_jacobian) {
  const std::string text = describe(jacobian(exp(a * x), wrt(a)));
  BOOST_TEST(has(text, "plan: 1 loop, no buffers\n"), text);
  BOOST_TEST(has(text, "    d_a = %"), text);
}

BOOST_AUTO_TEST_CASE(normal_equations_have_their_blocks) {
  const std::string text = describe(gauss_newton(a * x - b, wrt(a, b)));
  BOOST_TEST(has(text, "  value = %"), text);
  BOOST_TEST(has(text, "  d_b = %"), text);
  BOOST_TEST(has(text, "  J^T J = %"), text);
}

BOOST_AUTO_TEST_CASE(every_step_of_the_pipeline) {
  const std::string text = describe_steps(gradient(mean(square(a * x)), wrt(a)));
  BOOST_TEST(text.starts_with("the formula\n%0 = input a\n%1 [n] = input x[n]\n"), text);
  BOOST_TEST(has(text, "\nwith its adjoint\n"));
  BOOST_TEST(has(text, "\nexpanded\n"));
  BOOST_TEST(has(text, "\nsubstituted (unchanged)\n"));
  BOOST_TEST(text.ends_with(R"(pruned
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 [n] = square %2
%4 = mean %3 over n
%5 = 2
%6 [n] = mul %1 %2
%7 = mean %6 over n
%8 = mul %5 %7
value = %4
d_a = %8
contracted (unchanged)
aligned (unchanged)
balanced (unchanged)
pruned again (unchanged)
)"),
             text);
}

BOOST_AUTO_TEST_CASE(steps_of_a_jacobian_and_of_normal_equations) {
  BOOST_TEST(has(describe_steps(jacobian(a * x, wrt(a))), "\nwith its Jacobian\n"));
  BOOST_TEST(has(describe_steps(gauss_newton(a * x, wrt(a))), "\nwith its normal equations\n"));
  BOOST_TEST(has(describe_steps(function(sum(a * x))), "\nwith its adjoint (unchanged)\n"));
}
