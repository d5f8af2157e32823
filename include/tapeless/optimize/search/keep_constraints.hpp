// Constraints for methods that know none: minimum after minimum of an augmented Lagrangian, each
// with better multipliers, within the bounds of the parameters.
// Nocedal & Wright, Numerical Optimization, section 17.4 (the bound-constrained formulation); with
// the rules for weights of Birgin & Martínez, Practical Augmented Lagrangian Methods, 2014,
// algorithm 4.1.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/augmented_lagrangian.hpp"
#include "tapeless/optimize/search/descent.hpp"

namespace tapeless::optimizing {

// Whether a search that ended so found no minimum, but may with a heavier penalty.
constexpr bool ran_away(reason why) {
  return why == reason::unbounded || why == reason::not_finite;
}
// Whether it ended before its time.
constexpr bool is_cut_short(reason why) {
  return why == reason::iterations || why == reason::seconds || why == reason::callback;
}

// One run. `lower(descent)` is the method.
template <class Lagrangian, class Objective>
class constrained_search {
 public:
  using T = typename Objective::number;

  constrained_search(Lagrangian& lagrangian, Objective plain, const stop& rules,
                     const box<T>& within)
      : lagrangian_(lagrangian), plain_(plain), rules_(rules), box_(within) {}

  outcome run(const auto& lower, const auto& watch) {
    const std::vector<T> start = begin();
    outcome end = go_on(lower, watch, start);
    end.value = static_cast<double>(plain_.here().value);
    ++end.evaluations;
    return end;
  }

 private:
  std::vector<T> begin() {
    const point<T> here = plain_.here();
    check_first(here, plain_);
    lagrangian_.begin(here.x, static_cast<double>(here.value));
    if (const std::string strange = lagrangian_.strange(); !strange.empty())
      base::fail("minimize: " + strange + " at the start" + culprit(plain_) +
                 "; nothing is changed");
    done_.evaluations = 1;
    return here.x;
  }

  outcome go_on(const auto& lower, const auto& watch, std::vector<T> x) {
    const double heaviest = 1e12 * lagrangian_.weight();
    for (double before = std::numeric_limits<double>::infinity();;) {
      outcome end = descend(lower, watch);
      if (ran_away(end.why) && lagrangian_.weight() < heaviest && rest().iterations != 0) {
        plain_.theta().scatter(x);
        lagrangian_.press();
        continue;
      }
      plain_.theta().gather(x);
      const double now = lagrangian_.distance(x);
      end.worst = lagrangian_.worst();
      if (now <= 1 || is_cut_short(end.why) || ran_away(end.why)) return end;
      if (!(lagrangian_.weight() < heaviest)) return end.why = reason::infeasible, end;
      lagrangian_.update();
      if (!(now <= before / 4)) lagrangian_.press();
      before = now;
    }
  }

  // What is left of the limits.
  stop rest() const {
    stop rules = rules_;
    if (rules.iterations)
      *rules.iterations = std::max<std::int64_t>(0, *rules.iterations - done_.iterations);
    if (rules.seconds) *rules.seconds = std::max(0.0, *rules.seconds - done_.seconds);
    return rules;
  }
  // With all that was before.
  progress sum_with(progress now) const {
    now.iterations += done_.iterations;
    now.evaluations += done_.evaluations;
    now.seconds += done_.seconds;
    return now;
  }

  outcome descend(const auto& lower, const auto& watch) {
    const auto watch_all = [&](const progress& now, const auto& at) {
      return (is_later_ && now.iterations == 0) || watch(sum_with(now), at);
    };
    const stop rules = rest();
    auto& theta = plain_.theta();
    objective loss(lagrangian_, theta, plain_.data());
    outcome end = [&] {
      descent way(loss, rules, watch_all, box_);
      if (const auto at_once = way.start()) return way.end(*at_once);
      return way.end(lower(way));
    }();
    // (The constraints were last looked at elsewhere.)
    (void)loss.here();
    is_later_ = true;
    static_cast<progress&>(end) = done_ = sum_with(end);
    return end;
  }

  Lagrangian& lagrangian_;
  Objective plain_;
  const stop& rules_;
  const box<T>& box_;
  progress done_{};
  bool is_later_ = false;
};

}  // namespace tapeless::optimizing
