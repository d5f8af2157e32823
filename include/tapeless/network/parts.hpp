// What a network is made of: the inputs that are learned, those that are kept, and how many numbers
// they hold.
#pragma once

#include "tapeless/gradient.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <class Part>
inline constexpr bool is_learned = false;
template <class Input, class Start>
inline constexpr bool is_learned<learned<Input, Start>> = true;

template <class... Parts>
constexpr auto learned_of(list<Parts...>) {
  return (list<>{} + ... +
          std::conditional_t<is_learned<Parts>, list<typename Parts::input>, list<>>{});
}

template <class Input>
inline constexpr std::int64_t numbers_in = [] {
  std::int64_t count = 1;
  for (int d = 0; d < Input::info.axes.size; ++d) count *= Input::info.axes.axis[d]->extent;
  return count;
}();

template <class... Parts>
constexpr std::int64_t numbers_of(list<Parts...>) {
  return (std::int64_t{0} + ... + numbers_in<typename Parts::input>);
}
template <class... Parts>
constexpr std::int64_t learned_numbers_of(list<Parts...>) {
  return (std::int64_t{0} + ... + (is_learned<Parts> ? numbers_in<typename Parts::input> : 0));
}

}  // namespace network

// The inputs that a network learns: gradient(loss, wrt(net)).
template <network::features X>
constexpr auto wrt(X) {
  return []<class... Inputs>(network::list<Inputs...>) { return wrt(Inputs{}...); }
  (network::learned_of(typename X::parts{}));
}

// How many numbers a network has, and how many of them are learned.
template <network::features X>
constexpr std::int64_t parameter_count(X) {
  return network::numbers_of(typename X::parts{});
}
template <network::features X>
constexpr std::int64_t trainable_count(X) {
  return network::learned_numbers_of(typename X::parts{});
}

}  // namespace tapeless
