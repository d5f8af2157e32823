// The methods of NLopt (https://nlopt.readthedocs.io) for minimize(). Needs its library: link
// with nlopt (Debian: libnlopt-dev).
//
//   minimize(loss, wrt(x), theta, nlopt_method{.algorithm = NLOPT_LD_SLSQP})
#pragma once

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/optimize/search/descent.hpp"

namespace tapeless {

namespace interop {

// One run. NLopt does not tell its iterations: one is an evaluation that finds a lower value.
template <class Descent>
class nlopt_run {
 public:
  nlopt_run(Descent& descent, nlopt_algorithm algorithm)
      : descent_(descent),
        next_(descent.here()),
        solver_(nlopt_create(algorithm, static_cast<unsigned>(next_.x.size())), nlopt_destroy) {
    if (solver_ == nullptr) base::fail("nlopt_method: NLopt does not have this algorithm");
    nlopt_set_min_objective(solver_.get(), evaluate, this);
    set_rules(descent.rules());
  }

  nlopt_opt solver() { return solver_.get(); }

  reason run() {
    std::vector<double> x(next_.x.begin(), next_.x.end());
    double value = 0;
    const nlopt_result result = nlopt_optimize(solver_.get(), x.data(), &value);
    if (thrown_) std::rethrow_exception(thrown_);
    return why_ ? *why_ : reason_of(result);
  }

 private:
  using T = typename Descent::number;

  // The other rules hold only where a lower value was found.
  void set_rules(const stop& rules) {
    constexpr auto most = std::numeric_limits<int>::max();
    if (rules.relative_decrease) nlopt_set_ftol_rel(solver_.get(), *rules.relative_decrease);
    if (rules.relative_step) nlopt_set_xtol_rel(solver_.get(), *rules.relative_step);
    if (rules.seconds) nlopt_set_maxtime(solver_.get(), *rules.seconds);
    if (rules.iterations)
      nlopt_set_maxeval(solver_.get(),
                        static_cast<int>(std::min<std::int64_t>(*rules.iterations, most)));
  }

  // What C code calls must not throw.
  static double evaluate(unsigned, const double* x, double* gradient, void* self) {
    auto& run = *static_cast<nlopt_run*>(self);
#if defined(__cpp_exceptions)
    try {
      return run.look(x, gradient);
    } catch (...) {
      run.thrown_ = std::current_exception();
      nlopt_force_stop(run.solver());
      return HUGE_VAL;
    }
#else
    return run.look(x, gradient);
#endif
  }

  double look(const double* x, double* gradient) {
    std::transform(x, x + next_.x.size(), next_.x.begin(),
                   [](double v) { return static_cast<T>(v); });
    descent_.evaluate(next_);
    if (gradient != nullptr) std::copy(next_.gradient.begin(), next_.gradient.end(), gradient);
    if (!next_.finite()) return HUGE_VAL;
    const double value = static_cast<double>(next_.value);
    if (next_.value < descent_.here().value) why_ = descent_.arrive(next_);
    if (why_) nlopt_force_stop(solver());
    return value;
  }

  reason reason_of(nlopt_result result) {
    switch (result) {
      case NLOPT_FTOL_REACHED:
        return reason::relative_decrease;
      case NLOPT_XTOL_REACHED:
        return reason::relative_step;
      case NLOPT_MAXEVAL_REACHED:
        return reason::iterations;
      case NLOPT_MAXTIME_REACHED:
        return reason::seconds;
      case NLOPT_ROUNDOFF_LIMITED:
        return reason::precision;
      case NLOPT_FAILURE:
        return reason::no_decrease;
      case NLOPT_INVALID_ARGS:
      case NLOPT_OUT_OF_MEMORY:
        refused();
      default:
        return reason::solver;
    }
  }
  [[noreturn]] void refused() {
    const char* const why = nlopt_get_errmsg(solver());
    base::fail(std::string("nlopt_method: NLopt says: ") +
               (why != nullptr ? why : "wrong settings"));
  }

  Descent& descent_;
  optimizing::point<T> next_;
  std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> solver_;
  std::optional<reason> why_{};
  std::exception_ptr thrown_{};
};

}  // namespace interop

// Any algorithm of NLopt. setup(nlopt_opt) may say more to it: bounds, a population, a local
// optimizer. The parameters are one vector there: the inputs in wrt order, tensors row-major.
// stop{.iterations = n} allows n evaluations.
struct nlopt_method {
  nlopt_algorithm algorithm = NLOPT_LD_LBFGS;
  std::function<void(nlopt_opt)> setup = {};

  static constexpr std::string_view name = "nlopt_method";

  void check(const optimizing::settings&) const {}

  template <class T>
  static stop usual_stop() {
    return {.relative_decrease = optimizing::negligible<T>};
  }

  template <class Descent>
  reason run(Descent& descent) const {
    interop::nlopt_run run(descent, algorithm);
    if (setup) setup(run.solver());
    return run.run();
  }
};

}  // namespace tapeless

namespace tapeless::names {
using tapeless::nlopt_method;
}
