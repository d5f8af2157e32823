// How far a search for a minimum is, for whoever wants to see it.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "tapeless/optimize/search/stop.hpp"

namespace tapeless {

// After an iteration; at the start, with 0 of them and no step yet.
struct progress {
  std::int64_t iterations = 0;
  std::int64_t evaluations = 0;
  double value = 0;
  double gradient_norm = 0;
  double step_length = 0;
  double seconds = 0;
};

// What minimize() returns: the last progress, and which rule ended it.
struct outcome : progress {
  reason why = reason::iterations;
};

namespace optimizing {

template <class Call>
struct step_watcher {
  Call call;

  // Whether to go on: what the call says, if it says anything.
  template <class Theta>
  bool operator()(const progress& now, const Theta& theta) {
    constexpr bool of_both = std::is_invocable_v<Call&, const progress&, const Theta&>;
    constexpr bool of_progress = std::is_invocable_v<Call&, const progress&>;
    static_assert(of_both || of_progress,
                  "tapeless: on_step() takes a function of (const progress&, const auto& theta)");
    if constexpr (of_both) return answer([&] { return call(now, theta); });
    else if constexpr (of_progress) return answer([&] { return call(now); });
    else return true;
  }

 private:
  static bool answer(const auto& ask) {
    if constexpr (std::is_void_v<decltype(ask())>) return ask(), true;
    else return static_cast<bool>(ask());
  }
};

}  // namespace optimizing

// call(progress, theta) at the start and after each iteration; what returns false ends minimize().
template <class Call>
auto on_step(Call&& call) {
  return optimizing::step_watcher<Call>{std::forward<Call>(call)};
}

}  // namespace tapeless
