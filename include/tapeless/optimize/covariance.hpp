// How sure estimates are: covariance(residuals or loss, wrt(...), data..., theta).
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/cholesky.hpp"
#include "tapeless/optimize/search/levenberg_marquardt.hpp"
#include "tapeless/optimize/search/minimize.hpp"
#include "tapeless/optimize/search/newton.hpp"

namespace tapeless {

// The covariance of estimates. In the matrix, row-major, stand all elements of the inputs in wrt(),
// in that order, tensors row-major.
template <class T, class... Inputs>
class estimate_covariance {
 public:
  std::vector<double> matrix;
  double residual_variance = 1;  // of residuals: their sum of squares / (how many - parameters)
  std::vector<std::size_t> first{0};  // where the elements of each input begin

  // The standard error of a parameter: the root of its variance; a std::vector for a tensor.
  template <expr::input Input>
  auto operator[](Input) const {
    constexpr bool is_there = (std::is_same_v<Input, Inputs> || ...);
    static_assert(is_there, "tapeless: this input is not in the wrt() of covariance()");
    if constexpr (!is_there) {
      return T();
    } else if constexpr (optimizing::rank<Input> == 0) {
      return static_cast<T>(error(first[place<Input>()]));
    } else {
      std::vector<T> all;
      for (std::size_t i = first[place<Input>()]; i < first[place<Input>() + 1]; ++i)
        all.push_back(static_cast<T>(error(i)));
      return all;
    }
  }

 private:
  double error(std::size_t i) const { return std::sqrt(matrix[i * first.back() + i]); }

  template <class Input>
  static constexpr std::size_t place() {
    std::size_t found = 0, i = 0;
    ((std::is_same_v<Input, Inputs> ? found = i : 0, ++i), ...);
    return found;
  }
};

namespace optimizing {

// The inverse of a matrix that is symmetric and positive definite, measured in units that make its
// diagonal 1. Empty if it is singular in that measure.
inline std::vector<double> inverse(const auto& matrix, std::size_t size) {
  std::vector<double> unit(size), scaled(size * size), all(size * size), column(size);
  for (std::size_t i = 0; i < size; ++i)
    unit[i] = std::sqrt(static_cast<double>(matrix[i * size + i]));
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j)
      scaled[i * size + j] = static_cast<double>(matrix[i * size + j]) / (unit[i] * unit[j]);
  cholesky factor(size);
  if (!factor.factor(scaled, 0)) return {};
  for (std::size_t j = 0; j < size; ++j) {
    column.assign(size, 0);
    column[j] = 1;
    factor.solve_lower(column);
    factor.solve_upper(column);
    for (std::size_t i = 0; i < size; ++i) all[i * size + j] = column[i] / (unit[i] * unit[j]);
  }
  return all;
}

// How many residuals a look saw.
template <class Look, class Loss>
std::size_t count_of_residuals(const Look& look, const Loss& loss, const auto&... given) {
  if constexpr (expr::operand<Loss>) return function(loss)(given...).size();
  else return look.calls.results();
}

template <class Covariance>
void invert(Covariance& all, const auto& matrix, double factor, const char* which) {
  all.matrix = inverse(matrix, all.first.back());
  if (all.matrix.empty())
    base::fail(
        std::string("covariance: ") + which +
        " is not positive definite: the data do not tell the parameters apart, or this is no "
        "minimum");
  for (double& each : all.matrix) each *= factor;
}

// Whether it is a tensor, or a range.
template <class Loss, class T, class Arguments, class... Wanted>
consteval bool has_residuals() {
  if constexpr (expr::operand<Loss>) {
    using value = decltype(std::apply(function(Loss{}), std::declval<const Arguments&>()));
    return !std::is_arithmetic_v<value>;
  } else {
    return what_returns<facts_of_function<false, T, Loss, Wanted...>, Wanted...>() ==
           returned::several;
  }
}

template <class Loss, class... Wanted, class... Given>
auto covariance_of(Loss& loss, hana::tuple<Wanted...> wanted, Given&... given) {
  const arguments<hana::tuple<Wanted...>, Given&...> all(given...);
  flat theta(wanted, all.template the<role::theta>());
  using T = typename decltype(theta)::number;
  constexpr bool residuals = has_residuals<Loss, T, std::tuple<Given...>, Wanted...>();
  using method = std::conditional_t<residuals, levenberg_marquardt, newton>;
  if constexpr (!is_usable<method, T, Loss>(wanted)) complain_of_function<method, T, Loss>(wanted);
  auto look = look_at<method, T>(loss, wanted);
  const auto data = all.template those<role::data>();
  objective at(look, theta, data);
  const point<T> here = at.here();
  check_first(here, at);

  estimate_covariance<T, Wanted...> found;
  (found.first.push_back(found.first.back() + theta.template count<Wanted>()), ...);
  if constexpr (residuals) {
    const std::size_t size = here.x.size(), count = count_of_residuals(look, loss, given...);
    if (count <= size)
      base::fail("covariance: there are " + std::to_string(count) + " residuals for " +
                 std::to_string(size) + " parameters; more are needed");
    found.residual_variance = static_cast<double>(here.value) / static_cast<double>(count - size);
    invert(found, here.matrix, 2 * found.residual_variance, "J^T J");
  } else {
    invert(found, here.matrix, 1, "the Hessian");
  }
  return found;
}

// Parameters that hold an input of wrt() as one's own, so that they may be constant; a reference to
// anything else.
template <class Given, class Wanted>
struct own_parameters;
template <class Given, class... Wanted>
struct own_parameters<Given, hana::tuple<Wanted...>> {
  using type = std::conditional_t<(holds<Given, Wanted> || ...), Given, const Given&>;
};

}  // namespace optimizing

// The covariance of the estimates in theta, which are at a minimum.
// Of residuals (a formula that is a tensor, a function that returns a range): s^2 (J^T J)^-1, where
// s^2 is their sum of squares by (their count - that of the parameters). (Seber & Wild, Nonlinear
// Regression, section 2.1)
// Of one number, the negative logarithm of a likelihood: the inverse of its Hessian.
// Throws tapeless::error when there are too few residuals, or the matrix is not positive definite.
template <class Loss, expr::input... Wanted, class... Given>
auto covariance(Loss loss, hana::tuple<Wanted...> wanted, const Given&... given) {
  using wanted_type = hana::tuple<Wanted...>;
  std::tuple<typename optimizing::own_parameters<Given, wanted_type>::type...> all(given...);
  return std::apply([&](auto&... each) { return optimizing::covariance_of(loss, wanted, each...); },
                    all);
}

// Without wrt() it is by all that theta holds, in its order.
template <class Function, class T, class... Inputs>
requires(!expr::operand<Function>)  //
    auto covariance(Function function, const parameters<T, Inputs...>& theta) {
  return covariance(std::move(function), hana::tuple<Inputs...>{}, theta);
}

}  // namespace tapeless
