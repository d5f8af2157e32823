// The way down: where a method is, how far it came, and whether something ends it there.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/search/bounds.hpp"
#include "tapeless/optimize/search/check_start.hpp"
#include "tapeless/optimize/search/objective.hpp"
#include "tapeless/optimize/search/verdict.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

// watch(progress, theta) says whether to go on.
template <class Objective, class Watch>
class descent {
 public:
  using number = typename Objective::number;

  descent(Objective& objective, const stop& rules, Watch& watch, const optimizing::box<number>& box)
      : objective_(objective), rules_(rules), watch_(watch), box_(box), here_(objective.here()) {
    check_first(here_, objective_);
  }
  descent(const descent&) = delete;
  descent& operator=(const descent&) = delete;
  // Theta stays at the last place where the descent arrived, wherever else the method looked.
  ~descent() { objective_.theta().scatter(here_.x); }

  const point<number>& here() const { return here_; }
  const stop& rules() const { return rules_; }
  const optimizing::box<number>& box() const { return box_; }
  Objective& objective() { return objective_; }
  void evaluate(point<number>& p) { objective_.evaluate(p); }
  std::int64_t iterations() const { return now_.iterations; }

  // Whether the time is up, for methods that look long before they arrive.
  bool is_late() const { return rules_.seconds && seconds() >= *rules_.seconds; }

  // Whether the descent ends where it starts.
  std::optional<reason> start() { return ended({}); }

  // An iteration ends at `next`, which was evaluated; it gets the place before. A step is measured
  // by the parameters' norm, unless the method knows better.
  std::optional<reason> arrive(point<number>& next) {
    return arrive(next, optimizing::distance(here_.x, next.x) / optimizing::norm(as_span(next.x)));
  }
  std::optional<reason> arrive(point<number>& next, double relative_length) {
    const step_taken step{relative_length, now_.value};
    now_.step_length = optimizing::distance(here_.x, next.x);
    ++now_.iterations;
    std::swap(here_, next);
    return ended(step);
  }

  outcome end(reason why) {
    measure();
    return {now_, why};
  }

 private:
  using clock = std::chrono::steady_clock;

  void measure() {
    now_.evaluations = objective_.evaluations();
    now_.value = static_cast<double>(here_.value);
    now_.gradient_norm = box_.gradient_norm(here_);
    now_.seconds = seconds();
  }
  double seconds() const { return std::chrono::duration<double>(clock::now() - begin_).count(); }

  std::optional<reason> ended(const step_taken& step) {
    measure();
    const bool go_on = watch_(std::as_const(now_), std::as_const(objective_.theta().theta()));
    const auto why = verdict(rules_, now_, step);
    return why || go_on ? why : reason::callback;
  }

  Objective& objective_;
  const stop& rules_;
  Watch& watch_;
  const optimizing::box<number>& box_;
  clock::time_point begin_ = clock::now();
  point<number> here_;
  progress now_{};
};

}  // namespace tapeless::optimizing
