// A formula with a scalar result as a statement of the tape.
#pragma once

#include "tapeless/bridge/gradient.hpp"
#include "tapeless/tape/spread.hpp"

namespace tapeless::bridge {

// The gradient is computed at once, into the recording.
template <class T, class Formula, class... Given>
active<T> record_scalar(const Given&... given) {
  using inputs = typename active_parts<Given...>::inputs;
  unpacking<T, false> call(given...);
  const std::tuple parts{call.take(given)...};
  if (!call.any()) return active<T>(call_with<compiled<Formula>>(parts));

  T value{};
  const size_t count = call.active_count;
  const index made = taped::record_spread<T>(
      taped::writing<T>(), count, [&](size_t k) { return call.statement[k]; },
      [&](T* gradient) { value = value_and_gradient<Formula, inputs>(parts, count, gradient); });
  return active<T>(value, made | taped::unread);
}

}  // namespace tapeless::bridge
