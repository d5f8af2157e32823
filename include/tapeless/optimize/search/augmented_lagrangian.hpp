// Constraints as a part of the value: the augmented Lagrangian.
// Nocedal & Wright, Numerical Optimization, section 17.3 (equalities) and 17.4 (inequalities).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/constraints.hpp"
#include "tapeless/optimize/search/point.hpp"
#include "tapeless/optimize/search/progress.hpp"

namespace tapeless::optimizing {

// A constraint with its multipliers, one for each of its values.
template <class Constraint>
struct multiplied {
  static constexpr bool equal = Constraint::is == relation::equal_to_0;
  Constraint it;
  std::vector<double> multiplier{};

  // What stands for the value c in the square: c + multiplier / weight, at least 0 for at_most_0().
  double bent(std::size_t row, double weight) const {
    const double all = it.values()[row] + multiplier[row] / weight;
    return equal ? all : std::max(all, 0.0);
  }
  // How far the value is from what it would be at a minimum: broken, or kept with a multiplier.
  double distance(std::size_t row, double weight) const {
    const double c = it.values()[row];
    return std::abs(equal ? c : std::max(c, -multiplier[row] / weight));
  }
  double broken(std::size_t row) const {
    const double c = it.values()[row];
    return equal ? std::abs(c) : std::max(c, 0.0);
  }
};

// Look's value plus, for each value c of a constraint,
//   weight / 2 bent(c)^2 - multiplier^2 / (2 weight),
// with its gradient. A matrix gets weight J^T J, which for a linear c is all there is.
template <class Look, class... Constraint>
class augmented_lagrangian {
 public:
  static constexpr const char* matrix = Look::matrix;

  augmented_lagrangian(Look& look, Constraint... constraints)
      : look_(look), all_(multiplied<Constraint>{constraints}...) {}

  template <class T>
  void operator()(point<T>& at, auto& theta, const auto&... data) {
    look_(at, theta, data...);
    each([&](auto& one) {
      one.it.look(at.x);
      add(one, at);
    });
  }

  // Looks at the constraints alone, and begins with multipliers of 0. The first weight makes the
  // penalty about as large as the value. (Birgin & Martínez, Practical Augmented Lagrangian
  // Methods, 2014, section 12.4)
  template <class T>
  void begin(const std::vector<T>& x, double value) {
    double squares = 0;
    each([&](auto& one) {
      one.it.look(x);
      one.multiplier.assign(one.it.values().size(), 0);
      for (std::size_t row = 0; row < one.multiplier.size(); ++row)
        squares += one.broken(row) * one.broken(row);
    });
    weight_ =
        std::clamp(10 * std::max(1.0, std::abs(value)) / std::max(1.0, squares / 2), 1e-3, 1e6);
  }

  // The multipliers that make the gradient of the Lagrangian what it is now.
  void update() {
    constexpr double most = 1e20;
    each([&](auto& one) {
      for (std::size_t row = 0; row < one.multiplier.size(); ++row)
        one.multiplier[row] = std::clamp(weight_ * one.bent(row, weight_), -most, most);
    });
  }
  void press() { weight_ *= 10; }
  double weight() const { return weight_; }

  // The largest distance from a minimum, beside how exactly the constraint can be told at all.
  template <class T>
  double distance(const std::vector<T>& x) const {
    double most = 0;
    each([&](const auto& one) {
      for (std::size_t row = 0; row < one.multiplier.size(); ++row)
        most = std::max(most, one.distance(row, weight_) / allowed(one, x, row));
    });
    return most;
  }

  // The constraint that is broken most.
  broken_constraint worst() const {
    broken_constraint found;
    int number = 0;
    each([&](const auto& one) {
      ++number;
      for (std::size_t row = 0; row < one.multiplier.size(); ++row)
        if (!(one.broken(row) <= found.by))
          found = {name_of(one), number, row, one.broken(row), one.multiplier.size() == 1};
    });
    return found;
  }

  // The first value that is not finite, as a sentence; none if there is none.
  std::string strange() const {
    std::string said;
    int number = 0;
    each([&](const auto& one) {
      ++number;
      for (std::size_t row = 0; row < one.multiplier.size(); ++row)
        if (said.empty() && !base::is_finite(one.it.values()[row]))
          said = "constraint " + std::to_string(number) + ", " + std::string(name_of(one)) +
                 ", is " + base::printed(one.it.values()[row]) +
                 (one.multiplier.size() == 1 ? "" : " at [" + std::to_string(row) + "]");
    });
    return said;
  }

 private:
  void each(const auto& use) {
    std::apply([&](auto&... one) { (use(one), ...); }, all_);
  }
  void each(const auto& use) const {
    std::apply([&](const auto&... one) { (use(one), ...); }, all_);
  }
  template <class One>
  static constexpr std::string_view name_of(const One&) {
    return One::equal ? "equal_to_0()" : "at_most_0()";
  }

  // 1e-9 (in float 1e-5), and what rounding of the parameters alone makes.
  template <class One, class T>
  static double allowed(const One& one, const std::vector<T>& x, std::size_t row) {
    constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
    constexpr double least = sizeof(T) == sizeof(float) ? 1e-5 : 1e-9;
    double size = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
      size += std::abs(static_cast<double>(one.it.jacobian()[row * x.size() + i] * x[i]));
    return least + 16 * epsilon * size;
  }

  template <class One, class T>
  void add(const One& one, point<T>& at) const {
    const std::size_t size = at.x.size();
    double value = 0;
    for (std::size_t row = 0; row < one.multiplier.size(); ++row) {
      const double r = one.bent(row, weight_), shift = one.multiplier[row] / weight_;
      value += weight_ / 2 * (r - shift) * (r + shift);
      if (r == 0 && !One::equal) continue;
      const T* const j = one.it.jacobian().data() + row * size;
      for (std::size_t i = 0; i < size; ++i) {
        at.gradient[i] += static_cast<T>(weight_ * r) * j[i];
        for (std::size_t k = 0; k < size && !at.matrix.empty(); ++k)
          at.matrix[i * size + k] += static_cast<T>(weight_) * j[i] * j[k];
      }
    }
    at.value += static_cast<T>(value);
  }

  Look& look_;
  std::tuple<multiplied<Constraint>...> all_;
  double weight_ = 1;
};

}  // namespace tapeless::optimizing
