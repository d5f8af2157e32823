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

  template <class Theta>
  static constexpr bool takes_both = std::is_invocable_v<Call&, const progress&, const Theta&>;
  template <class Theta>
  static constexpr bool takes = takes_both<Theta> || std::is_invocable_v<Call&, const progress&>;

  // Whether to go on: what the call says, if it says anything.
  template <class Theta>
  bool operator()(const progress& now, const Theta& theta) {
    if constexpr (takes_both<Theta>) return answer([&] { return call(now, theta); });
    else return answer([&] { return call(now); });
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
