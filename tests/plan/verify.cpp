#include "tapeless/plan/verify.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto k = axis<"k">;
constexpr auto a = input<"a">(i, j);
constexpr auto x = input<"x">(i);
constexpr auto m = input<"m">(i, k);
constexpr auto w = input<"w">(k);

// The law that a plan breaks when its first item with an action is left out.
template <class Fit>
std::string without(Fit, plan::action left_out) {
  using P = typename Fit::program;
  auto tree = P::plan;
  for (plan::item& it : tree.items.items)
    if (it.action == left_out) {
      it = plan::make_item(plan::action::number, {}, {}, it.node, -1);
      break;
    }
  return std::string(plan::broken_law(P::graph.thaw(), tree));
}

template <class Fit>
std::string law_broken_by(Fit) {
  using P = typename Fit::program;
  return std::string(plan::broken_law(P::graph.thaw(), P::plan));
}

constexpr auto rows = function(exp(m) / sum(exp(m), k));
constexpr auto turned = gradient(sum(sin(a) * sin(a(j, i))), wrt(a));

}  // namespace

BOOST_AUTO_TEST_CASE(sound_plans) {
  BOOST_TEST(law_broken_by(rows) == "");
  BOOST_TEST(law_broken_by(turned) == "");
  BOOST_TEST(law_broken_by(gradient(sum(logsumexp(m * w, k) - x), wrt(m, w, x))) == "");
}

BOOST_AUTO_TEST_CASE(what_is_read_was_written) {
  BOOST_TEST(without(rows, plan::action::save) == "a buffer is filled before it is read");
  BOOST_TEST(without(turned, plan::action::save) == "a buffer is filled before it is read");
}

BOOST_AUTO_TEST_CASE(what_is_used_was_computed) {
  BOOST_TEST(without(rows, plan::action::load) == "a register is given before it is used");
  BOOST_TEST(without(turned, plan::action::compute) == "a register is given before it is used");
}

// The transposed read inside the loop that still writes: the first loop takes what the second does.
BOOST_AUTO_TEST_CASE(a_turned_read_waits_for_the_whole) {
  using P = decltype(turned)::program;
  auto tree = P::plan;
  plan::item* reload = nullptr;
  plan::item* save = nullptr;
  for (plan::item& it : tree.items.items) {
    if (it.action == plan::action::save) save = &it;
    if (it.action == plan::action::reload && reload == nullptr) reload = &it;
  }
  BOOST_TEST_REQUIRE((save != nullptr && reload != nullptr));
  std::swap(*save, *reload);
  BOOST_TEST(plan::broken_law(P::graph.thaw(), tree) != "");
}
