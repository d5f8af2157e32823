// Liu, Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical
// Programming 45, 1989. With bounds: Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound
// constrained optimization", SIAM J. Sci. Comput. 16, 1995.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/bounded_model.hpp"
#include "tapeless/optimize/search/curvature_pairs.hpp"
#include "tapeless/optimize/search/descent.hpp"
#include "tapeless/optimize/search/line_search.hpp"

namespace tapeless {

namespace optimizing {

// One run. (Nocedal & Wright, Numerical Optimization, algorithm 7.5) Curvature is what it keeps of
// the last steps, and where it goes by them: curvature_pairs, or a bounded_model.
template <class Descent, class Curvature>
class quasi_newton {
 public:
  quasi_newton(Descent& descent, Curvature&& pairs)
      : descent_(descent), next_(descent.here()), direction_(next_.x), pairs_(std::move(pairs)) {}

  // Where a search is in vain, the pairs mislead: the next one starts anew from the gradient.
  reason run() {
    using enum line_search::found;
    using enum reason;
    for (int in_vain = 0; in_vain < 2;) {
      const double slope = turn_down();
      const auto found = search(slope);
      if (found == nothing && -slope <= rounding() && is_steepest())
        return runs_away() ? unbounded : precision;
      if (found != nothing)
        if (const auto why = descent_.arrive(next_)) return *why;
      if (found == no_end) return unbounded;
      if (found == good_step) in_vain = 0, pairs_.add(next_, descent_.here());
      else ++in_vain, pairs_.forget();
    }
    if (!next_.finite()) return why_not_finite(static_cast<double>(next_.value));
    return is_0() ? precision : no_decrease;
  }

 private:
  using T = typename Descent::number;

  // Sets the direction, and returns the slope along it.
  double turn_down() {
    pairs_.turn_down(descent_.here(), descent_.box(), direction_);
    const double slope = dot(descent_.here().gradient, direction_);
    if (slope < 0 || pairs_.empty()) return slope;
    pairs_.forget();
    return turn_down();
  }

  line_search::found search(double slope) {
    const point<T>& here = descent_.here();
    const auto at = [&](double step) {
      for (std::size_t i = 0; i < here.x.size(); ++i)
        next_.x[i] = here.x[i] + static_cast<T>(step) * direction_[i];
      descent_.box().bring_inside(next_.x);
      descent_.evaluate(next_);
      return look{step, static_cast<double>(next_.value), dot(next_.gradient, direction_)};
    };
    line_search along({0, static_cast<double>(here.value), slope}, rounding(),
                      descent_.box().most_steps(here.x, direction_));
    return along(at, 1);
  }

  // How far two equal values may lie apart.
  double rounding() const {
    return 1000 * static_cast<double>(std::numeric_limits<T>::epsilon()) *
           std::abs(static_cast<double>(descent_.here().value));
  }

  // Whether no other direction is steeper: within bounds, where there are no pairs to mislead.
  bool is_steepest() const { return descent_.box().is_open() || pairs_.empty(); }

  // Whether the parameters have become so large that a norm's squares have no room any more.
  bool runs_away() const {
    const double most = std::sqrt(static_cast<double>(std::numeric_limits<T>::max()));
    return optimizing::norm(as_span(descent_.here().x)) > most;
  }

  // Whether the parameters' rounding alone moves the value by as much as there is of it.
  bool is_0() const {
    const point<T>& here = descent_.here();
    const double moved = 64 * static_cast<double>(std::numeric_limits<T>::epsilon()) *
                         here.gradient_norm() * optimizing::norm(as_span(here.x));
    return std::abs(static_cast<double>(here.value)) <= moved;
  }

  Descent& descent_;
  point<T> next_;
  std::vector<T> direction_;
  Curvature pairs_;
};

}  // namespace optimizing

// For smooth losses of any number of parameters. `pairs` is how many of the last steps it sees. It
// takes bounds() (and is L-BFGS-B then), at_most_0() and equal_to_0().
struct lbfgs {
  int pairs = 10;

  static constexpr std::string_view name = "lbfgs";
  static constexpr bool takes_bounds = true;
  static constexpr bool takes_penalties = true;

  void check(const optimizing::settings& must_be) const { must_be.at_least_1("pairs", pairs); }

  template <class T>
  static stop usual_stop() {
    return {.relative_decrease = optimizing::negligible<T>};
  }

  template <class Descent>
  reason run(Descent& descent) const {
    using T = typename Descent::number;
    const std::size_t size = descent.here().x.size();
    if (descent.box().is_open())
      return optimizing::quasi_newton(descent, optimizing::curvature_pairs<T>(pairs, size)).run();
    return optimizing::quasi_newton(descent, optimizing::bounded_model<T>(pairs, size)).run();
  }
};

}  // namespace tapeless
