#include "tapeless/plan/planner.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto z = input<"z">(axis<"z">);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

// The loop tree by its axes: n(k k) is a loop over n with two loops over k in it.
template <class P>
std::string loops(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    const plan::item item = P::plan.items[i];
    if (item.action != plan::action::loop) continue;
    const plan::loop loop = P::plan.loops[item.target];
    const std::string inner = loops<P>(loop.items.first, loop.items.count);
    text += (text.empty() ? "" : " ") +
            std::string(P::graph.axes[static_cast<unsigned>(loop.axis)].name);
    if (!inner.empty()) text += "(" + inner + ")";
  }
  return text;
}
template <class Fit>
std::string loops(Fit) {
  using P = typename Fit::program;
  return loops<P>(P::plan.top.first, P::plan.top.count);
}
// Whether the body of the outermost loop is written again for what is left over.
template <class Fit>
constexpr bool is_short(Fit) {
  using P = typename Fit::program;
  return P::plan.loops[P::plan.roots[0].loop].is_short;
}
template <class Fit>
constexpr int buffers(Fit) {
  return Fit::program::plan.buffers.size;
}

}  // namespace

BOOST_AUTO_TEST_CASE(regression_is_one_loop) {
  constexpr auto fit = gradient(mean(square(a * x + b - y)), wrt(a, b));
  BOOST_TEST(loops(fit) == "n");
  static_assert(fit.loops == 1 && buffers(fit) == 0);
}

BOOST_AUTO_TEST_CASE(a_tensor_gradient_is_in_the_same_loop) {
  constexpr auto fit = gradient(mean(square(a * x + b - y)), wrt(a, b, x, y));
  BOOST_TEST(loops(fit) == "n");
  static_assert(buffers(fit) == 0);
}

BOOST_AUTO_TEST_CASE(numbers_need_no_loop) {
  BOOST_TEST(loops(gradient(sin(a) * b, wrt(a, b))) == "");
}

BOOST_AUTO_TEST_CASE(two_passes_over_one_axis) {
  constexpr auto f = function(mean(square(x - mean(x))));
  BOOST_TEST(loops(f) == "n n");
  static_assert(buffers(f) == 0);
}

BOOST_AUTO_TEST_CASE(a_reduction_inside) {
  constexpr auto f = function(sum(m * w, k));
  BOOST_TEST(loops(f) == "n(k)");
  static_assert(buffers(f) == 0);
}

BOOST_AUTO_TEST_CASE(bodies_of_a_few_items_are_short) {
  constexpr auto rows = gradient(sum(square(sum(m * w, k) - y)), wrt(w));
  constexpr auto waves = gradient(sum(square(sum(sin(m * w) * cos(m + w) - tanh(m - w), k) - y)) +
                                      sum(square(sum(exp(m * w) + sin(m), k))),
                                  wrt(w));
  static_assert(is_short(gradient(mean(square(a * x + b - y)), wrt(a, b))));
  static_assert(is_short(rows));
  static_assert(!is_short(waves));
}

BOOST_AUTO_TEST_CASE(rows_are_normalised_in_one_outer_loop) {
  constexpr auto f = function(exp(m) / sum(exp(m), k));
  BOOST_TEST(loops(f) == "n(k k)");
  static_assert(buffers(f) == 1);
}

BOOST_AUTO_TEST_CASE(axes_that_do_not_meet) {
  BOOST_TEST(loops(function(sum(x) + sum(z))) == "n z");
}

BOOST_AUTO_TEST_CASE(stores) {
  using P = decltype(gradient(sum(x * a), wrt(a, x)))::program;
  int stored = 0;
  for (int i = 0; i < P::plan.items.size; ++i)
    stored += P::plan.items[i].action == plan::action::store;
  BOOST_TEST(stored == 3);
}

BOOST_AUTO_TEST_CASE(every_register_is_given_before_it_is_used) {
  using P = decltype(gradient(sum(logsumexp(m * w + x, k)), wrt(m, w, x)))::program;
  BOOST_TEST(P::plan.complete());
  BOOST_TEST(P::plan.roots.size >= 1);
  for (int r = 0; r < P::plan.roots.size; ++r)
    BOOST_TEST(P::plan.loops[P::plan.roots[r].loop].axis >= 0);
}
