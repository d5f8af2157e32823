// The rules, which one ends a search, and its name.
#include "tapeless/optimize/search/stop.hpp"

#include <limits>

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using namespace tapeless::optimizing;

namespace {

// After 5 iterations and 2 seconds, from 8 down to 6 by a step of 0.5, a tenth of the parameters.
const progress now{
    .iterations = 5, .value = 6, .gradient_norm = 3, .step_length = 0.5, .seconds = 2};
const step_taken step{.relative_length = 0.1, .value_before = 8};

bool ends(const stop& rules, reason why) { return verdict(rules, now, step) == why; }
bool goes_on(const stop& rules) { return !verdict(rules, now, step); }

std::string said_of(const stop& rules) {
  return sentence([&] { check(rules); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_rule_up_to_its_limit) {
  BOOST_TEST(
      (ends({.gradient_norm = 3}, reason::gradient_norm) && goes_on({.gradient_norm = 2.9})));
  BOOST_TEST((ends({.step_length = 0.5}, reason::step_length) && goes_on({.step_length = 0.4})));
  BOOST_TEST(
      (ends({.relative_step = 0.1}, reason::relative_step) && goes_on({.relative_step = 0.09})));
  BOOST_TEST((ends({.relative_decrease = 0.25}, reason::relative_decrease) &&
              goes_on({.relative_decrease = 0.24})));
  BOOST_TEST((ends({.iterations = 5}, reason::iterations) && goes_on({.iterations = 6})));
  BOOST_TEST((ends({.seconds = 2}, reason::seconds) && goes_on({.seconds = 2.1})));
  BOOST_TEST(goes_on({}));
}

BOOST_AUTO_TEST_CASE(a_value_that_rises_is_no_small_decrease) {
  const step_taken up{.relative_length = 0.1, .value_before = 4};
  BOOST_TEST(!verdict({.relative_decrease = 0.2}, now, up));
}

BOOST_AUTO_TEST_CASE(the_first_rule_is_the_reason) {
  BOOST_TEST(ends({.gradient_norm = 3, .iterations = 5}, reason::gradient_norm));
  BOOST_TEST(ends({.relative_step = 1, .relative_decrease = 1}, reason::relative_step));
}

BOOST_AUTO_TEST_CASE(at_the_start_there_was_no_step) {
  const progress start{.value = 6, .gradient_norm = 3};
  BOOST_TEST(!verdict({.step_length = 1, .relative_step = 1, .relative_decrease = 1}, start, {}));
  BOOST_TEST((verdict({.gradient_norm = 3}, start, {}) == reason::gradient_norm));
  BOOST_TEST((verdict({.iterations = 0}, start, {}) == reason::iterations));
}

BOOST_AUTO_TEST_CASE(no_method_leaves_a_gradient_of_0) {
  BOOST_TEST((verdict({}, progress{.value = 6}, {}) == reason::gradient_norm));
}

BOOST_AUTO_TEST_CASE(there_is_always_an_end) {
  BOOST_TEST(*in_force({}, {}).iterations == 1000);
  BOOST_TEST(*in_force({.gradient_norm = 1}, {}).iterations == 1000);
  BOOST_TEST(!in_force({.seconds = 1}, {}).iterations.has_value());
  BOOST_TEST(*in_force({.iterations = 7}, {}).iterations == 7);
}

// A limit says how long at most, not that there is no end before.
BOOST_AUTO_TEST_CASE(a_methods_own_rule_holds_beside_limits) {
  const stop usual{.relative_decrease = 0.5};
  BOOST_TEST(*in_force({}, usual).relative_decrease == 0.5);
  BOOST_TEST(*in_force({.iterations = 3}, usual).relative_decrease == 0.5);
  BOOST_TEST(*in_force({.iterations = 3}, usual).iterations == 3);
  BOOST_TEST(*in_force({.seconds = 3}, usual).relative_decrease == 0.5);
  BOOST_TEST(!in_force({.seconds = 3}, usual).iterations.has_value());
  BOOST_TEST(!in_force({.gradient_norm = 3}, usual).relative_decrease.has_value());
}

BOOST_AUTO_TEST_CASE(every_reason_has_a_sentence) {
  BOOST_TEST(to_string(reason::gradient_norm) == "the gradient is short enough");
  BOOST_TEST(to_string(reason::iterations) == "the iterations are used up");
  BOOST_TEST(to_string(reason::callback) == "the callback asked for it");
  BOOST_TEST(to_string(reason::precision) == "rounding hides what is left to gain");
  BOOST_TEST(to_string(reason::unbounded) ==
             "the value falls on and on, as if there were no minimum");
  BOOST_TEST(to_string(reason::no_decrease) == "no step was found that lowers the value");
  BOOST_TEST(to_string(reason::not_finite) == "the next value is not finite");
}

BOOST_AUTO_TEST_CASE(why_a_value_is_not_finite) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST((why_not_finite(-infinite) == reason::unbounded));
  BOOST_TEST((why_not_finite(infinite) == reason::not_finite));
  BOOST_TEST((why_not_finite(NAN) == reason::not_finite));
  BOOST_TEST((why_not_finite(-1) == reason::not_finite));  // the gradient is not, then
}

BOOST_AUTO_TEST_CASE(wrong_rules) {
  BOOST_TEST(said_of({.gradient_norm = -1}) ==
             "tapeless: stop: gradient_norm is -1; it must be at least 0, and finite");
  BOOST_TEST(said_of({.relative_decrease = NAN}) ==
             "tapeless: stop: relative_decrease is nan; it must be at least 0, and finite");
  BOOST_TEST(said_of({.iterations = -3}) ==
             "tapeless: stop: iterations is -3; it must be at least 0, and finite");
  BOOST_TEST(said_of({.seconds = std::numeric_limits<double>::infinity()}) ==
             "tapeless: stop: seconds is inf; it must be at least 0, and finite");
}
