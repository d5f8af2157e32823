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
#include <tuple>
#include <type_traits>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/optimize/search/constraints.hpp"
#include "tapeless/optimize/search/descent.hpp"

namespace tapeless {

namespace interop {

// What C code calls must not throw: an exception is kept until NLopt has returned.
class exception_keeper {
 public:
  template <class Call>
  void operator()(nlopt_opt solver, const Call& call) {
#if defined(__cpp_exceptions)
    try {
      call();
    } catch (...) {
      kept_ = std::current_exception();
      nlopt_force_stop(solver);
    }
#else
    (void)solver;
    call();
#endif
  }
  void rethrow() const {
    if (kept_) std::rethrow_exception(kept_);
  }

 private:
  std::exception_ptr kept_{};
};

// A constraint as NLopt calls it.
template <class Constraint>
struct nlopt_constraint {
  Constraint& it;
  nlopt_opt solver;
  exception_keeper& keeper;
  std::size_t size;  // of the parameters

  static void evaluate(unsigned, double* result, unsigned, const double* x, double* gradient,
                       void* self) {
    auto& all = *static_cast<nlopt_constraint*>(self);
    all.keeper(all.solver, [&] { all.look(x, result, gradient); });
  }
  void look(const double* x, double* result, double* gradient) {
    using T = typename Constraint::T;
    std::vector<T> at(size);
    std::transform(x, x + size, at.begin(), [](double v) { return static_cast<T>(v); });
    it.look(at);
    std::copy(it.values().begin(), it.values().end(), result);
    if (gradient != nullptr) std::copy(it.jacobian().begin(), it.jacobian().end(), gradient);
  }
};

// One run. NLopt does not tell its iterations: one is an evaluation that finds a lower value (with
// constraints: one that keeps them, or breaks them by less than the best so far).
template <class Descent, class... Constraint>
class nlopt_run {
 public:
  nlopt_run(Descent& descent, nlopt_algorithm algorithm, Constraint&... constraints)
      : descent_(descent),
        next_(descent.here()),
        solver_(nlopt_create(algorithm, static_cast<unsigned>(next_.x.size())), nlopt_destroy),
        constraints_(
            nlopt_constraint<Constraint>{constraints, solver(), keeper_, next_.x.size()}...) {
    if (solver_ == nullptr) base::fail("nlopt_method: NLopt does not have this algorithm");
    nlopt_set_min_objective(solver_.get(), evaluate, this);
    set_rules(descent.rules());
    set_bounds();
    std::apply([&](auto&... each) { (add(each), ...); }, constraints_);
    violation_ = violation(next_.x);
    worst_ = static_cast<double>(next_.value);
  }
  nlopt_run(const nlopt_run&) = delete;
  nlopt_run& operator=(const nlopt_run&) = delete;

  nlopt_opt solver() { return solver_.get(); }

  reason run() {
    std::vector<double> x(next_.x.begin(), next_.x.end());
    double value = 0;
    const nlopt_result result = nlopt_optimize(solver_.get(), x.data(), &value);
    keeper_.rethrow();
    return why_ ? *why_ : reason_of(result);
  }

 private:
  using T = typename Descent::number;
  static constexpr double within = std::is_same_v<T, float> ? 1e-5 : 1e-8;

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

  void set_bounds() {
    const auto& within_bounds = descent_.box();
    if (within_bounds.is_open()) return;
    std::vector<double> lower(next_.x.size()), upper(lower);
    for (std::size_t i = 0; i < lower.size(); ++i) {
      lower[i] = static_cast<double>(within_bounds.lower(i));
      upper[i] = static_cast<double>(within_bounds.upper(i));
    }
    if (nlopt_set_lower_bounds(solver(), lower.data()) < 0 ||
        nlopt_set_upper_bounds(solver(), upper.data()) < 0)
      refused();
  }

  // How many values there are is seen at the start.
  template <class One>
  void add(nlopt_constraint<One>& given) {
    given.it.look(next_.x);
    const std::vector<double> tolerance(given.it.values().size(), within / 10);
    constexpr bool equal = One::is == optimizing::relation::equal_to_0;
    const auto add_all = equal ? nlopt_add_equality_mconstraint : nlopt_add_inequality_mconstraint;
    if (add_all(solver(), static_cast<unsigned>(tolerance.size()), nlopt_constraint<One>::evaluate,
                &given, tolerance.data()) < 0)
      base::fail(std::string("nlopt_method: this algorithm takes no constraints of ") +
                 (equal ? "equal_to_0()" : "at_most_0()") +
                 "; NLOPT_LD_SLSQP and NLOPT_LN_COBYLA take all");
  }

  // How far the worst constraint is broken.
  double violation(const std::vector<T>& x) {
    double most = 0;
    const auto look = [&](auto& given) {
      constexpr bool equal =
          std::remove_reference_t<decltype(given.it)>::is == optimizing::relation::equal_to_0;
      given.it.look(x);
      for (const double value : given.it.values())
        most = std::max(most, equal ? std::abs(value) : value);
    };
    std::apply([&](auto&... each) { (look(each), ...); }, constraints_);
    return most;
  }

  static double evaluate(unsigned, const double* x, double* gradient, void* self) {
    auto& run = *static_cast<nlopt_run*>(self);
    double value = HUGE_VAL;
    run.keeper_(run.solver(), [&] { value = run.look(x, gradient); });
    return value;
  }

  double look(const double* x, double* gradient) {
    std::transform(x, x + next_.x.size(), next_.x.begin(),
                   [](double v) { return static_cast<T>(v); });
    descent_.evaluate(next_);
    if (gradient != nullptr) std::copy(next_.gradient.begin(), next_.gradient.end(), gradient);
    if (!next_.finite()) return end_if_late(), instead_of_nothing(gradient != nullptr);
    const double value = static_cast<double>(next_.value);
    worst_ = std::max(worst_, value);
    if (is_better()) why_ = descent_.arrive(next_);
    if (why_) nlopt_force_stop(solver());
    end_if_late();
    return value;
  }

  // Line searches come back from infinity; models of values alone are lost there, so what is not a
  // number is a wall a little higher than all that was seen.
  double instead_of_nothing(bool by_gradient) const {
    if (by_gradient) return HUGE_VAL;
    const double best = static_cast<double>(descent_.here().value);
    return worst_ + 10 * (worst_ - best) + std::abs(worst_) + 1;
  }

  // Some algorithms ask NLopt's clock too seldom.
  void end_if_late() {
    if (why_ || !descent_.is_late()) return;
    why_ = reason::seconds;
    nlopt_force_stop(solver());
  }

  bool is_better() {
    const bool lower = next_.value < descent_.here().value;
    if constexpr (sizeof...(Constraint) == 0) return lower;
    const double broken = violation(next_.x);
    const bool better = broken <= within ? lower || violation_ > within : broken < violation_;
    if (better) violation_ = broken;
    return better;
  }

  reason reason_of(nlopt_result result) {
    switch (result) {
      case NLOPT_FTOL_REACHED:
        return has_moved() ? reason::relative_decrease : reason::no_decrease;
      case NLOPT_XTOL_REACHED:
        return has_moved() ? reason::relative_step : reason::no_decrease;
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
  bool has_moved() const { return descent_.iterations() > 0; }
  [[noreturn]] void refused() {
    const char* const why = nlopt_get_errmsg(solver());
    base::fail(std::string("nlopt_method: NLopt says: ") +
               (why != nullptr ? why : "wrong settings"));
  }

  Descent& descent_;
  optimizing::point<T> next_;
  std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> solver_;
  exception_keeper keeper_{};
  std::tuple<nlopt_constraint<Constraint>...> constraints_;
  double violation_ = 0, worst_ = 0;
  std::optional<reason> why_{};
};

}  // namespace interop

// Any algorithm of NLopt. It takes bounds(), and where the algorithm does constraints (at_most_0(),
// equal_to_0()). setup(nlopt_opt) may say more to it: a population, a local optimizer. The
// parameters are one vector there: the inputs in wrt order, tensors row-major. stop{.iterations =
// n} allows n evaluations.
struct nlopt_method {
  nlopt_algorithm algorithm = NLOPT_LD_LBFGS;
  std::function<void(nlopt_opt)> setup = {};

  static constexpr std::string_view name = "nlopt_method";
  static constexpr bool takes_bounds = true;
  static constexpr bool takes_constraints = true;

  void check(const optimizing::settings&) const {}

  template <class T>
  static stop usual_stop() {
    return {.relative_decrease = optimizing::negligible<T>};
  }

  template <class Descent, class... Constraint>
  reason run(Descent& descent, Constraint&... constraints) const {
    interop::nlopt_run<Descent, Constraint...> run(descent, algorithm, constraints...);
    if (setup) setup(run.solver());
    return run.run();
  }
};

}  // namespace tapeless

namespace tapeless::names {
using tapeless::nlopt_method;
}
