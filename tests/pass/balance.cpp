#include "tapeless/pass/balance.hpp"

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
constexpr auto x = input<"x">(i);
constexpr auto a = input<"a">(i);
constexpr auto b = input<"b">(i);

std::string balanced(auto formula, auto... wanted) {
  return formulas(pass::prune(
      pass::balance(pass::prune(pass::adjoint(pass::order(traced(formula, wanted...)))))));
}

}  // namespace

BOOST_AUTO_TEST_CASE(common_factors_are_multiplied_once) {
  BOOST_TEST(balanced(sum(square(x * a + b * x)), x) == R"(
value = sum(square(add(mul(input a[i], input x[i]), mul(input b[i], input x[i]))) over i)
d_x = mul(add(input a[i], input b[i]), mul(2, add(mul(input a[i], input x[i]), mul(input b[i], input x[i]))))
)");
}

BOOST_AUTO_TEST_CASE(what_is_known_last_is_added_last) {
  BOOST_TEST(balanced(sum(exp(sin(x)) + exp(x) + a * x), x) == R"(
value = sum(add(add(exp(input x[i]), exp(sin(input x[i]))), mul(input a[i], input x[i])) over i)
d_x = add(add(exp(input x[i]), input a[i]), mul(cos(input x[i]), exp(sin(input x[i]))))
)");
}

BOOST_AUTO_TEST_CASE(what_the_user_wrote_keeps_its_order) {
  BOOST_TEST(balanced(exp(sin(a)) + x * a + x * b) == R"(
value = add(add(exp(sin(input a[i])), mul(input a[i], input x[i])), mul(input b[i], input x[i]))
)");
}

BOOST_AUTO_TEST_CASE(signs) {
  BOOST_TEST(balanced(sum(exp(a - x) - exp(x) - exp(b - x)), x) == R"(
value = sum(sub(sub(exp(sub(input a[i], input x[i])), exp(input x[i])), exp(sub(input b[i], input x[i]))) over i)
d_x = sub(sub(exp(sub(input b[i], input x[i])), exp(input x[i])), exp(sub(input a[i], input x[i])))
)");
  BOOST_TEST(balanced(sum(exp(a - x) + exp(b - x)), x) == R"(
value = sum(add(exp(sub(input a[i], input x[i])), exp(sub(input b[i], input x[i]))) over i)
d_x = neg(add(exp(sub(input a[i], input x[i])), exp(sub(input b[i], input x[i]))))
)");
}
