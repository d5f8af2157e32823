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

template <class Part>
using if_learned = std::conditional_t<is_learned<Part>, list<typename Part::input>, list<>>;

template <class Input>
inline constexpr std::int64_t numbers_in = [] {
  std::int64_t count = 1;
  const expr::axis_list& axes = Input::info.axes;
  for (unsigned d = 0; d < static_cast<unsigned>(axes.size); ++d) count *= axes.axis[d]->extent;
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

template <base::text Name, class... Parts>
constexpr auto named(list<Parts...>) {
  using found = decltype((list<>{} + ... +
                          std::conditional_t<Parts::input::info.name == Name.view(),
                                             list<typename Parts::input>, list<>>{}));
  static_assert(size_of<found> == 1, "tapeless: part(): the network has no part of this name");
  if constexpr (size_of<found> == 1) return first_of(found{});
}

}  // namespace network

// The input of a network with this name: theta[part<"conv1.kernel">(net)].
template <base::text Name, network::features X>
constexpr auto part(X) {
  return network::named<Name>(typename X::parts{});
}

// use(input) for each, in the order of the layers.
template <network::features X, class Use>
constexpr void for_each_part(X, const Use& use) {
  [&use]<class... Parts>(network::list<Parts...>) {
    (use(typename Parts::input{}), ...);
  }(typename X::parts{});
}

// The axis that the result of a network is along: the units of its last layer.
template <network::features X>
constexpr auto last_axis(X) {
  return network::item<network::size_of<typename X::axes> - 1, typename X::axes>{};
}

// Compiles a network for what it says: function(net), or function(softmax(net)). The axes of a
// sample come last in the result, in their order; those of a batch come first.
template <network::features X>
constexpr auto function(X) {
  return []<class... Axes>(network::list<Axes...>) {
    return function(ordered(X::formula, Axes{}...));
  }(typename X::axes{});
}

// What derivatives of a loss are wanted by, all that is learned: gradient(loss, wrt(net)), and
// other inputs after it.
template <network::features X, class... Others>
constexpr auto wrt(X, Others... others) {
  const auto all = []<class... Parts>(network::list<Parts...>) {
    return (network::list<>{} + ... + network::if_learned<Parts>{});
  }(typename X::parts{});
  return
      [=]<class... Inputs>(network::list<Inputs...>) { return wrt(Inputs{}..., others...); }(all);
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
