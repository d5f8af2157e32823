// Which registers are local to a straight piece of code, and which stay in the frame.
#include "tapeless/emit/locals.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;

// How often the code of an outermost loop names a register of the frame, and a local.
struct uses {
  int frame = 0, local = 0;
};
template <class P>
uses uses_in(plan::range items) {
  uses all;
  for (int i = items.first; i < items.first + items.count; ++i) {
    const emit::step_code& s = emit::steps<P>[static_cast<unsigned>(i)];
    for (const int r : {s.to, s.x, s.y, s.w})
      if (r >= 0) ++(emit::is_local(r) ? all.local : all.frame);
  }
  return all;
}

}  // namespace

// exp(exp(a x)): what one item hands to the next is local; a, and the sum, are not.
BOOST_AUTO_TEST_CASE(a_chain) {
  constexpr auto fit = function(sum(exp(exp(a * x))));
  using P = decltype(fit)::program;
  constexpr plan::range body = P::plan.loops[P::plan.roots[0].loop].items;
  const uses found = uses_in<P>(body);
  BOOST_TEST(found.frame == 2);  // a, the sum
  BOOST_TEST(found.local == body.count * 2 - 2);
  static_assert(emit::locals_of<P>(body.first, body.count).of[1] == body.count - 1);
}

// What is made before an inner loop and read in it or behind it stays in the frame.
BOOST_AUTO_TEST_CASE(around_a_loop) {
  constexpr auto fit = function(sum(exp(x) * sum(exp(x * w), k)));
  using P = decltype(fit)::program;
  constexpr plan::range body = P::plan.loops[P::plan.roots[0].loop].items;
  const emit::step_code& load = emit::steps<P>[static_cast<unsigned>(body.first)];
  BOOST_TEST((load.action == emit::action::load));
  BOOST_TEST(!emit::is_local(load.to));
}

// Of several packs a step only the first computes what all of them read.
BOOST_AUTO_TEST_CASE(numbers_of_several_packs) {
  constexpr auto fit = function(sum(x * x));
  using P = decltype(fit)::program;
  static_assert(P::plan.roots[0].unroll > 1);
  static_assert(emit::locals_of<P>(P::plan.top.first, 0).of[0] == 0);
  constexpr plan::range body = P::plan.loops[P::plan.roots[0].loop].items;
  static_assert(emit::locals_of<P>(body.first, body.count).of[0] == 0);
  BOOST_TEST(uses_in<P>(body).local > 0);
}
