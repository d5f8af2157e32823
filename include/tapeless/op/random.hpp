// Random numbers that are a function of where they stand: nothing has a state, so they are the same
// for any number of threads, in every engine, and are computed again rather than kept.
#pragma once

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

// A number from 0 to below 1 that a key and a counter make, whole numbers from 0 to below 2^31.
struct uniform : binary {
  static constexpr std::string_view name = "uniform";
  static constexpr nature is = nonnegative | bounded;
  static constexpr int cost = 12;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::uniform(x, y); }
  static constexpr auto adjoint(auto g, auto, auto, auto) { return grads(0 * g, 0 * g); }
};

}  // namespace tapeless::op
