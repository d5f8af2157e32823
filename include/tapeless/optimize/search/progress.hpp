// How far a search for a minimum is, for whoever wants to see it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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

// The constraint that is broken most, and how far: constraint 2 of the call, at_most_0(), by 0.5.
struct broken_constraint {
  std::string_view name = "";
  int number = 0;           // in the call, from 1 on; 0 if all are kept, and where there are none
  std::size_t element = 0;  // of a tensor
  double by = 0;
  bool is_scalar = true;
};

// What minimize() returns: the last progress, which rule ended it, and how far constraints are
// broken there (lbfgs{} and levenberg_marquardt{} see to them; of others it is empty).
struct outcome : progress {
  reason why = reason::iterations;
  broken_constraint worst = {};
};

// In words: with the constraint that could not be kept.
inline std::string to_string(const outcome& end) {
  std::string said(to_string(end.why));
  if (end.why != reason::infeasible) return said;
  return said + ": constraint " + std::to_string(end.worst.number) + ", " +
         std::string(end.worst.name) + ", is broken by " + base::printed(end.worst.by) +
         (end.worst.is_scalar ? "" : " at [" + std::to_string(end.worst.element) + "]");
}

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
