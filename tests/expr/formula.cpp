#include "tapeless/expr/formula.hpp"

#include <boost/test/unit_test.hpp>
#include <string_view>
#include <type_traits>
#include <typeinfo>

#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

template <class F, class G>
constexpr bool same(F, G) {
  return std::is_same_v<F, G>;
}

// Written out as a tree it has 3^Links leaves.
template <int Links>
constexpr auto folded() {
  if constexpr (Links == 0) return a * x;
  else return folded<Links - 1>() * folded<Links - 1>() - sin(folded<Links - 1>());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_formula_is_an_empty_type) {
  constexpr auto loss = mean(square(a * x + 0.5_c)) + sum(where(x > 0_c, log(x), -x), n);
  static_assert(std::is_empty_v<decltype(loss)>);
  static_assert(sizeof(loss) == 1);
  static_assert(std::is_trivially_copyable_v<decltype(loss)>);
  static_assert(std::is_empty_v<decltype(n)> && std::is_empty_v<decltype(x)> &&
                std::is_empty_v<decltype(0.5_c)>);
}

BOOST_AUTO_TEST_CASE(the_same_formula_is_the_same_type) {
  static_assert(same(a * x + 0.5_c, a * x + 5e-1_c));
  static_assert(same(x, input<"x">(axis<"n">)));
  static_assert(same(x(n), x));
  static_assert(same(sum(x, n), sum(x, axis<"n">)));
  static_assert(!same(a * x, x * a));
  static_assert(!same(sum(x), sum(x, n)));
  static_assert(!same(input<"x">(n), input<"y">(n)));
  static_assert(!same(2_c, 3_c));
  static_assert(same(input<"a">(), a));
}

BOOST_AUTO_TEST_CASE(the_name_of_a_formula_does_not_grow) {
  const std::string_view name = typeid(folded<40>()).name();
  BOOST_TEST(name.size() < 60, name);
}

BOOST_AUTO_TEST_CASE(an_input_shows_its_name) {
  static_assert(same(x, expr::tensor_input<"x", expr::named_axis<"n", expr::at_run_time>>{}));
  static_assert(same(a, expr::scalar_input<"a">{}));
}

BOOST_AUTO_TEST_CASE(hashes) {
  const auto hash = [](auto f) { return decltype(f)::term.hash; };
  BOOST_TEST(hash(a * x) == hash(a * x));
  BOOST_TEST(hash(a * x) != hash(x * a));
  BOOST_TEST(hash(sum(x)) != hash(sum(x, n)));
  BOOST_TEST(hash(sum(x)) != hash(mean(x)));
  BOOST_TEST(hash(0_c) != hash(1_c));
  BOOST_TEST(hash(input<"ab">) != hash(input<"ba">));
  BOOST_TEST(hash(x) != hash(input<"x">));
  BOOST_TEST(hash(a - (a - a)) != hash((a - a) - a));
}

BOOST_AUTO_TEST_CASE(shared_parts_are_shared) {
  constexpr auto u = sin(x);
  using product = decltype(u * u);
  BOOST_TEST(product::term.operand[0] == product::term.operand[1]);
}
