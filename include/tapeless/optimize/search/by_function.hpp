// How methods look at a function of numbers: its value and gradient, or its residuals and their
// normal equations, by the tape or by duals.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/called.hpp"

namespace tapeless::optimizing {

// A function called with the numbers of a tape. The recording's memory is kept.
template <class Function, class T>
class on_tape {
 public:
  using number = active<T>;

  explicit on_tape(Function function) : function_(std::move(function)) {}

  template <class Flat, class... Data>
  void call(const std::vector<T>& x, const Flat& theta, const Data&... data) {
    tape_.rewind();
    inputs_.clear();
    for (const T& each : x) inputs_.push_back(tape_.input(each));
    keep(optimizing::call(function_, theta, inputs_, data...), results_);
  }
  std::size_t results() const { return results_.size(); }
  T value(std::size_t i) const { return results_[i].value(); }
  // Row after row, d result / d parameters.
  void jacobian(std::vector<T>& to) {
    to.resize(results_.size() * inputs_.size());
    tape_.jacobian(results_, to);
  }

 private:
  Function function_;
  tape<T> tape_{};
  std::vector<active<T>> inputs_{}, results_{};
};

// The same with `Count` duals.
template <class Function, class T, int Count>
class in_duals {
 public:
  using number = dual<T, Count>;

  explicit in_duals(Function function) : function_(std::move(function)) {}

  template <class Flat>
  void call(const std::vector<T>& x, const Flat& theta) {
    inputs_.clear();
    for (std::size_t i = 0; i < x.size(); ++i) inputs_.push_back({x[i], static_cast<int>(i)});
    keep(theta.call(function_, inputs_), results_);
  }
  std::size_t results() const { return results_.size(); }
  T value(std::size_t i) const { return results_[i].value(); }
  void jacobian(std::vector<T>& to) {
    to.clear();
    for (const number& r : results_)
      for (int k = 0; k < Count; ++k) to.push_back(r.derivative(k));
  }

 private:
  Function function_;
  std::vector<number> inputs_{}, results_{};
};

// The function's value is the loss. Calls is on_tape or in_duals.
template <class Calls>
struct by_value {
  static constexpr const char* matrix = "";
  Calls calls;

  template <class T>
  void operator()(point<T>& at, const auto& theta, const auto&... data) {
    calls.call(at.x, theta, data...);
    at.value = calls.value(0);
    calls.jacobian(at.gradient);
  }
};

// Its values are residuals, and the loss is the sum of their squares: its gradient is 2 J^T r, and
// its second derivative, without the residuals' own, 2 J^T J.
template <class Calls>
struct by_residuals {
  static constexpr const char* matrix = "J^T J";
  using T = typename Calls::number::value_type;
  Calls calls;
  std::vector<T> jacobian{};

  void operator()(point<T>& at, const auto& theta, const auto&... data) {
    calls.call(at.x, theta, data...);
    calls.jacobian(jacobian);
    const std::size_t rows = calls.results(), size = at.x.size();
    const auto over_rows = [rows](const auto& term) { return static_cast<T>(sum(rows, term)); };
    const auto r = [this](std::size_t row) { return static_cast<double>(calls.value(row)); };
    const auto j = [this, size](std::size_t row, std::size_t i) {
      return static_cast<double>(jacobian[row * size + i]);
    };
    at.value = over_rows([&](std::size_t row) { return r(row) * r(row); });
    at.matrix.resize(size * size);
    for (std::size_t i = 0; i < size; ++i) {
      at.gradient[i] = over_rows([&](std::size_t row) { return 2 * j(row, i) * r(row); });
      for (std::size_t k = 0; k <= i; ++k)
        at.matrix[i * size + k] = at.matrix[k * size + i] =
            over_rows([&](std::size_t row) { return 2 * j(row, i) * j(row, k); });
    }
  }
};

// Value, gradient and all second derivatives: those of a gradient that is computed on a tape with
// numbers of another.
template <class Function, class T>
class by_curvature {
 public:
  static constexpr const char* matrix = "the Hessian";

  explicit by_curvature(Function function) : function_(std::move(function)) {}

  void operator()(point<T>& at, const auto& theta, const auto&... data) {
    inner_.rewind();
    outer_.rewind();
    inputs_.clear();
    for (const T& x : at.x) inputs_.push_back(inner_.input(outer_.input(x)));
    const active<active<T>> loss = call(function_, theta, inputs_, data...);
    at.value = loss.value().value();
    gradient_.resize(at.x.size());
    inner_.gradient(loss, gradient_);
    for (std::size_t i = 0; i < at.x.size(); ++i) at.gradient[i] = gradient_[i].value();
    at.matrix.resize(at.x.size() * at.x.size());
    outer_.jacobian(gradient_, at.matrix);
  }

 private:
  Function function_;
  tape<T> outer_{};
  tape<active<T>> inner_{};
  std::vector<active<active<T>>> inputs_{};
  std::vector<active<T>> gradient_{};
};

}  // namespace tapeless::optimizing
