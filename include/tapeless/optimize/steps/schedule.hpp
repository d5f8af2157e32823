// A learning rate: a number, or one that changes from step to step.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>

namespace tapeless {

namespace optimizing {

template <class Curve>
concept curve = std::is_invocable_r_v<double, const Curve&, double>;

}  // namespace optimizing

// Any small object that is called with the number of steps taken before, 0 in the first step, and
// returns the rate: a curve of curves.hpp, or a lambda. A number is the same rate in every step.
class schedule {
 public:
  schedule(double rate) : schedule([rate](double) { return rate; }) {}

  template <optimizing::curve Curve>
  schedule(const Curve& curve) : rate_(rate_of<Curve>) {
    static_assert(sizeof(Curve) <= sizeof curve_ && alignof(Curve) <= alignof(double) &&
                      std::is_trivially_copyable_v<Curve>,
                  "tapeless: a learning-rate schedule holds at most four numbers, by value");
    ::new (static_cast<void*>(curve_)) Curve(curve);
  }

  double operator()(double steps_before) const { return rate_(curve_, steps_before); }

 private:
  template <class Curve>
  static double rate_of(const std::byte* curve, double steps_before) {
    return (*std::launder(reinterpret_cast<const Curve*>(curve)))(steps_before);
  }

  alignas(double) std::byte curve_[4 * sizeof(double)] = {};
  double (*rate_)(const std::byte* curve, double steps_before);
};

}  // namespace tapeless
