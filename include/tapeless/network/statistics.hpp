// The statistics that batch norm keeps. A call returns a loss and gradients, so those of the batch
// are found as gradients: by inputs that are 0, and that they are multiplied by in the loss.
//
//   constexpr auto fit = gradient(probed(loss, net), wrt(net));
//   const auto zero = probes<float>(net);
//   const auto now = fit(theta, zero, photos = ...);
//   method.step(theta, now);
//   keep(theta, now, net);
#pragma once

#include <vector>

#include "tapeless/network/parts.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless {

namespace network {

// The parts that are kept.
template <class... Parts>
constexpr auto kept_of(list<Parts...>) {
  return (list<>{} + ... + std::conditional_t<is_learned<Parts>, list<>, list<Parts>>{});
}

template <class Loss, class... Kept>
constexpr auto with_probes(Loss loss, list<Kept...>) {
  return (loss + ... + sum(typename Kept::probe{} * typename Kept::now{}));
}

template <class T, class Input>
auto from(T value) {
  return Input{} = std::vector<T>(static_cast<std::size_t>(numbers_in<Input>), value);
}

}  // namespace network

// The loss, and the statistics of the batch beside it.
template <expr::formula Loss, network::features X>
constexpr auto probed(Loss loss, X) {
  return network::with_probes(loss, network::kept_of(typename X::parts{}));
}

// The zeros that a call of it is given.
template <class T, network::features X>
auto probes(X) {
  return []<class... Kept>(network::list<Kept...>) {
    return parameters(network::from<T, typename Kept::probe>(0)...);
  }(network::kept_of(typename X::parts{}));
}

// What is stored moves to the statistics of the batch, a hundredth of the way.
template <class T, class... Inputs, class Result, network::features X>
void keep(parameters<T, Inputs...>& theta, const Result& now, X, T share = T(0.01)) {
  const auto move = [&]<class Kept>(Kept) {
    const auto& batch = now[typename Kept::probe{}];
    auto& stored = theta[typename Kept::input{}];
    for (std::size_t k = 0; k < stored.size(); ++k)
      stored[k] = (1 - share) * stored[k] + share * batch[k];
  };
  [&]<class... Kept>(network::list<Kept...>) {
    (move(Kept{}), ...);
  }(network::kept_of(typename X::parts{}));
}

}  // namespace tapeless
