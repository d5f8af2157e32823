// The gradient of a scalar formula by what is active in a call: as plain numbers, or as numbers of
// the tape below, on which it is one call that knows its own way back.
#pragma once

#include "tapeless/bridge/curvature.hpp"
#include "tapeless/bridge/left_behind.hpp"
#include "tapeless/bridge/results.hpp"

namespace tapeless::bridge {

// The gradient by `Wanted`, which come first among the active ones that are given.
template <class T, class Formula, class Wanted, class... Given>
class gradient_on_tape {
  using derivative = typename derivative_by<Formula, Wanted>::type;
  using inputs = typename active_parts<Given...>::inputs;
  using change = typename change_of_gradient<Formula, Wanted, inputs>::program;

 public:
  static std::vector<active<T>> record(size_t count, const Given&... given) {
    unpacking<T, true> call(given...);
    const std::tuple parts{call.take(given)...};
    std::vector<T> gradient(count);
    call_with_gradient<derivative>(parts, gradient.data());
    const index first = call.any() ? record_for_later(call, way_back, count, given...) : 0;
    return as_active(gradient, first);
  }

 private:
  // The adjoint of a gradient is a direction in which the formula is looked at.
  static void way_back(const std::byte* payload, taped::adjoints<T> a) {
    const left_behind<T, Given...> left(payload);
    machine::workspace memory((a.results + left.operands) * sizeof(T));
    T* const direction = reinterpret_cast<T*>(memory.begin());
    T* const changes = direction + a.results;
    const auto all = std::apply(
        [&](const auto&... p) { return std::tuple_cat(std::tuple(p)..., along(p, direction)...); },
        left.parts());
    for (size_t lane = 0; lane < a.lanes; ++lane) {
      if (!a.copy_results(lane, direction)) continue;
      std::apply([changes](const auto&... p) { compute(changes, p.given()...); }, all);
      left.pass_on(changes, a, lane);
    }
  }

  // The direction that belongs to an input, if the gradient by it is wanted.
  static std::tuple<> along(const auto&, const T*) { return {}; }
  template <class Input, int Rank>
  static auto along(const unpacked<Input, T, true, Rank>& p, const T* direction) {
    if constexpr (derivative::program::compilation::template output_of<Input>() < 0) {
      return std::tuple();
    } else {
      using numbers = unpacked<typename direction_of<Input>::type, T, false, 1>;
      const base::extent_list<1> extent{p.values.count()};
      return std::tuple(numbers{base::row_major(direction + p.first, extent)});
    }
  }

  template <class... All>
  static void compute(T* to, const All&... given) {
    const auto results = front::outputs<change, T>(given...);
    std::apply([to](const auto&, const auto&... by) mutable { ((to = copied(by, to)), ...); },
               results);
  }
  static T* copied(const T& number, T* to) {
    *to = number;
    return to + 1;
  }
  template <class Numbers>
  static T* copied(const Numbers& numbers, T* to) {
    return std::copy(numbers.begin(), numbers.end(), to);
  }
};

// Writes the gradient of a scalar formula by some inputs of a call into memory.
template <class Formula, class Wanted, class T, class... Parts, class... More>
void write_gradient(const std::tuple<Parts...>& parts, size_t count, T* gradient,
                    const More&... more) {
  if constexpr (taped::depth<T> == 0) {
    call_with_gradient<typename derivative_by<Formula, Wanted>::type>(parts, gradient, more...);
  } else {
    const auto record = [count]<class... Given>(const Given&... given) {
      using below = typename T::value_type;
      return gradient_on_tape<below, Formula, Wanted, Given...>::record(count, given...);
    };
    const std::vector<T> all =
        std::apply([&](const Parts&... p) { return record(p.given()..., more...); }, parts);
    for (const T& derivative : all) ::new (gradient++) T(derivative);
  }
}

// The same, and returns the value: plain numbers have both at once.
template <class Formula, class Wanted, class T, class... Parts>
T value_and_gradient(const std::tuple<Parts...>& parts, size_t count, T* gradient) {
  if constexpr (taped::depth<T> == 0) {
    using derivative = typename derivative_by<Formula, Wanted>::type;
    return call_with_gradient<derivative>(parts, gradient).value;
  } else {
    write_gradient<Formula, Wanted>(parts, count, gradient);
    return call_with<compiled<Formula>>(parts);
  }
}

}  // namespace tapeless::bridge
