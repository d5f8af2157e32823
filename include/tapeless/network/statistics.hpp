// The statistics that batch norm keeps: those of a batch are computed beside its loss.
//
//   constexpr auto fit = gradient(loss, wrt(net), statistics(net));
//   const auto now = fit(theta, photos = ...);
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

// Their formulas. (Two layers may have one.)
template <class... Kept>
constexpr auto statistics_of(list<Kept...>) {
  return []<class... Now>(list<Now...>) {
    return also_wanted<Now...>{};
  }(together(list<>{}, list<typename Kept::now...>{}));
}

}  // namespace network

// What a gradient computes beside a loss of training, so that keep() finds it.
template <network::features X>
constexpr auto statistics(X) {
  static_assert(!std::is_same_v<typename X::mode, network::inference>,
                "tapeless: statistics() are of a batch: of layers over training(features(...))");
  return network::statistics_of(network::kept_of(typename X::parts{}));
}

// What is stored moves to the statistics of the batch, a hundredth of the way.
template <class T, class... Inputs, class Result, network::features X>
void keep(parameters<T, Inputs...>& theta, const Result& now, X, T share = T(0.01)) {
  const auto move = [&]<class Kept>(Kept) {
    const auto& batch = now[typename Kept::now{}];
    auto& stored = theta[typename Kept::input{}];
    for (std::size_t k = 0; k < stored.size(); ++k)
      stored[k] = (1 - share) * stored[k] + share * batch[k];
  };
  [&]<class... Kept>(network::list<Kept...>) {
    (move(Kept{}), ...);
  }(network::kept_of(typename X::parts{}));
}

}  // namespace tapeless
