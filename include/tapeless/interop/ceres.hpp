// The line searches of Ceres (http://ceres-solver.org) for minimize(): L-BFGS, BFGS, nonlinear
// conjugate gradients. Needs its library: link with Ceres::ceres (Debian: libceres-dev).
//
//   minimize(loss, wrt(x), theta, ceres_method{})
#pragma once

#include <ceres/first_order_function.h>
#include <ceres/gradient_problem.h>
#include <ceres/gradient_problem_solver.h>
#include <ceres/iteration_callback.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/optimize/search/descent.hpp"

namespace tapeless {

namespace interop {

// What Ceres sees of the loss: the last point at which it looked is kept.
template <class Descent>
class ceres_looks {
 public:
  explicit ceres_looks(Descent& descent) : descent_(descent), last_(descent.here()) {}

  std::size_t size() const { return last_.x.size(); }

  // Ceres asks for the value first and for the gradient later.
  const auto& at(const double* x) {
    if (!std::equal(last_.x.begin(), last_.x.end(), x,
                    [](T a, double b) { return a == static_cast<T>(b); })) {
      std::transform(x, x + size(), last_.x.begin(), [](double v) { return static_cast<T>(v); });
      descent_.evaluate(last_);
    }
    return last_;
  }
  std::optional<reason> arrive(const double* x) {
    at(x);
    descent_.objective().theta().scatter(last_.x);  // at() may have remembered
    return descent_.arrive(last_);
  }

 private:
  using T = typename Descent::number;

  Descent& descent_;
  optimizing::point<T> last_;
};

template <class Looks>
struct ceres_function : ceres::FirstOrderFunction {
  Looks& looks;

  explicit ceres_function(Looks& l) : looks(l) {}

  bool Evaluate(const double* x, double* value, double* gradient) const override {
    const auto& found = looks.at(x);
    *value = static_cast<double>(found.value);
    if (gradient != nullptr) std::copy(found.gradient.begin(), found.gradient.end(), gradient);
    return found.finite();
  }
  int NumParameters() const override { return static_cast<int>(looks.size()); }
};

template <class Looks>
struct ceres_watch : ceres::IterationCallback {
  Looks& looks;
  const std::vector<double>& x;
  std::optional<reason> why{};

  ceres_watch(Looks& l, const std::vector<double>& now) : looks(l), x(now) {}

  ceres::CallbackReturnType operator()(const ceres::IterationSummary& now) override {
    if (now.iteration > 0) why = looks.arrive(x.data());
    return why ? ceres::SOLVER_TERMINATE_SUCCESSFULLY : ceres::SOLVER_CONTINUE;
  }
};

}  // namespace interop

// The rules of stop{} hold, not the tolerances in the options.
struct ceres_method {
  ceres::GradientProblemSolver::Options options = {};

  static constexpr std::string_view name = "ceres_method";

  void check(const optimizing::settings&) const {}

  template <class T>
  static stop usual_stop() {
    return {.relative_decrease = optimizing::negligible<T>};
  }

  template <class Descent>
  reason run(Descent& descent) const {
    interop::ceres_looks looks(descent);
    std::vector<double> x(descent.here().x.begin(), descent.here().x.end());
    interop::ceres_watch watch(looks, x);
    const ceres::GradientProblem problem(new interop::ceres_function(looks));  // which owns it
    ceres::GradientProblemSolver::Summary summary;
    ceres::Solve(with_our_rules(watch), problem, x.data(), &summary);
    if (watch.why) return *watch.why;
    return summary.termination_type == ceres::FAILURE ? reason::no_decrease : reason::solver;
  }

 private:
  ceres::GradientProblemSolver::Options with_our_rules(ceres::IterationCallback& watch) const {
    auto ours = options;
    ours.max_num_iterations = std::numeric_limits<int>::max();
    ours.max_solver_time_in_seconds = 1e9;
    ours.function_tolerance = ours.gradient_tolerance = ours.parameter_tolerance = 0;
    ours.logging_type = ceres::SILENT;
    ours.update_state_every_iteration = true;
    ours.callbacks.push_back(&watch);
    return ours;
  }
};

}  // namespace tapeless

namespace tapeless::names {
using tapeless::ceres_method;
}
