// Ceres (http://ceres-solver.org). Its line searches for minimize(): L-BFGS, BFGS, nonlinear
// conjugate gradients; and formulas as residual blocks of its problems. Needs its library: link
// with Ceres::ceres (Debian: libceres-dev).
//
//   minimize(loss, wrt(x), theta, ceres_method{})
//   problem.AddResidualBlock(ceres_cost(residuals, wrt(camera, point), seen = pixel), nullptr,
//                            camera_i, point_j)
#pragma once

#include <ceres/cost_function.h>
#include <ceres/first_order_function.h>
#include <ceres/gradient_problem.h>
#include <ceres/gradient_problem_solver.h>
#include <ceres/iteration_callback.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/jacobian.hpp"
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

namespace interop {

// The elements of an input whose axes declare their extents, else -1.
template <class Input>
constexpr std::ptrdiff_t block_size = [] {
  std::ptrdiff_t size = 1;
  for (int d = 0; d < Input::info.axes.size; ++d) {
    const auto extent = Input::info.axes.axis[static_cast<unsigned>(d)]->extent;
    if (extent < 0) return std::ptrdiff_t{-1};
    size *= extent;
  }
  return size;
}();

// Residuals of an input for each parameter block.
template <class Residuals, class Wanted, class... Given>
class formula_cost;
template <class Residuals, class... Wanted, class... Given>
class formula_cost<Residuals, hana::tuple<Wanted...>, Given...> : public ceres::CostFunction {
 public:
  explicit formula_cost(const Given&... given) : given_(given...) {
    (mutable_parameter_block_sizes()->push_back(static_cast<int>(block_size<Wanted>)), ...);
    const std::vector<double> zeros(static_cast<std::size_t>(std::max({block_size<Wanted>...})));
    const double* const blocks[] = {(static_cast<void>(block_size<Wanted>), zeros.data())...};
    set_num_residuals(static_cast<int>(count(blocks)));
  }

  bool Evaluate(const double* const* blocks, double* values, double** jacobians) const override {
    const std::span<double> all(values, static_cast<std::size_t>(num_residuals()));
    if (jacobians == nullptr) {
      call(blocks, [&](const auto&... bound) { formula(bound..., out = all); });
    } else {
      std::vector<double> unwanted;  // Ceres leaves out those of blocks that are constant
      const auto memory = memory_of(jacobians, unwanted);
      call(blocks, [&](const auto&... bound) {
        std::apply(
            [&](const auto&... outs) {
              keep(derived(bound..., (out(Wanted{}) = outs)...).value, values);
            },
            memory);
      });
    }
    return true;
  }

 private:
  static constexpr auto formula = function(Residuals{});
  static constexpr auto derived = jacobian(Residuals{}, hana::tuple<Wanted...>{});

  // use(bindings...) of the blocks' numbers, and of what was given.
  template <class Use>
  auto call(const double* const* blocks, const Use& use) const {
    return std::apply(
        [&](const auto&... given) {
          return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return use(bound<Wanted>(blocks[I])..., given...);
          }
          (std::index_sequence_for<Wanted...>{});
        },
        given_);
  }
  template <class Input>
  static auto bound(const double* block) {
    if constexpr (Input::info.axes.size == 0) return expr::binding<Input, double>{*block};
    else
      return expr::binding<Input, std::span<const double>>{
          {block, static_cast<std::size_t>(block_size<Input>)}};
  }

  std::size_t count(const double* const* blocks) const {
    return call(blocks, [](const auto&... bound) {
      const auto values = formula(bound...);
      if constexpr (std::is_arithmetic_v<decltype(values)>) return std::size_t{1};
      else return values.size();
    });
  }

  // Row after row a residual, as Ceres has them.
  auto memory_of(double** jacobians, std::vector<double>& unwanted) const {
    const auto rows = static_cast<std::size_t>(num_residuals());
    const auto size = [rows](std::ptrdiff_t block) {
      return rows * static_cast<std::size_t>(block);
    };
    unwanted.resize((0 + ... + size(block_size<Wanted>)));
    double* free = unwanted.data();
    const auto place = [&](double* wanted, std::size_t numbers) {
      return std::span(wanted != nullptr ? wanted : std::exchange(free, free + numbers), numbers);
    };
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return std::tuple{place(jacobians[I], size(block_size<Wanted>))...};
    }
    (std::index_sequence_for<Wanted...>{});
  }

  static void keep(const auto& found, double* values) {
    if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(found)>>) *values = found;
    else std::copy(found.begin(), found.end(), values);
  }

  std::tuple<Given...> given_;
};

}  // namespace interop

// Residuals as a cost function of Ceres, which takes it over: the inputs in wrt() are its parameter
// blocks, in that order, and their Jacobians are written where Ceres wants them. What else a call
// of the formula needs is given after wrt(); data in variables is looked at where it is, so it must
// stay there.
// (An input's axes declare their extents, such as axis<"d", 3>: Ceres must know the sizes of
// blocks.)
template <expr::operand Residuals, expr::input... Wanted, class... Given>
ceres::CostFunction* ceres_cost(Residuals, hana::tuple<Wanted...>, const Given&... given) {
  constexpr bool known = ((interop::block_size<Wanted> >= 0) && ...);
  static_assert(known,
                "tapeless: ceres_cost() needs blocks whose sizes the compiler knows: give the axes "
                "of the inputs in wrt() their lengths, such as axis<\"d\", 3>");
  if constexpr (known)
    return new interop::formula_cost<Residuals, hana::tuple<Wanted...>, Given...>(given...);
  else return nullptr;
}

}  // namespace tapeless

namespace tapeless::names {
using tapeless::ceres_method;
}  // namespace tapeless::names
