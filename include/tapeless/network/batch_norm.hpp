// Each channel with a mean and a variance that are learned: gamma (x - mean) / sqrt(variance +
// 0.001) + beta (Ioffe and Szegedy, 2015). Mean and variance are stored ones, or in training those
// of the batch (by the count, not by one less).
#pragma once

#include "tapeless/expr/statistics.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <base::text Name>
struct batch_norm {
  template <features X>
  constexpr auto operator()(X x) const {
    const auto channel = deep_axes(x);
    const auto [mean, variance, statistics] =
        found(x, typename X::mode{}, channel, outer_axes(x));
    const auto gamma = part_input<Name, ".gamma">(channel);
    const auto beta = part_input<Name, ".beta">(channel);
    using literals::operator""_c;
    return with_parts(
        with_formula(x, (x.formula - mean) * (gamma / sqrt(variance + 0.001_c)) + beta),
        list<learned<decltype(gamma), ones>, learned<decltype(beta), zeros>>{} + statistics);
  }

 private:
  template <class Mean, class Variance, class Parts>
  struct moments {
    Mean mean;
    Variance variance;
    Parts statistics;
  };

  template <class Channel>
  static constexpr auto stored_mean(Channel channel) {
    return part_input<Name, ".mean">(channel);
  }
  template <class Channel>
  static constexpr auto stored_variance(Channel channel) {
    return part_input<Name, ".variance">(channel);
  }

  template <features X, class Channel, class Outer>
  static constexpr auto found(X, inference, Channel channel, Outer) {
    const auto mean = stored_mean(channel);
    const auto variance = stored_variance(channel);
    const list<kept<decltype(stored_mean(channel)), zeros>,
               kept<decltype(stored_variance(channel)), ones>>
        statistics{};
    return moments<std::remove_const_t<decltype(mean)>, std::remove_const_t<decltype(variance)>,
                   std::remove_const_t<decltype(statistics)>>{mean, variance, statistics};
  }

  template <features X, class... Batch, class Channel, class... Outer>
  static constexpr auto found(X x, training<Batch...>, Channel channel, list<Outer...>) {
    const auto mean = tapeless::mean(x.formula, Batch{}..., Outer{}...);
    const auto variance = tapeless::variance(x.formula, Batch{}..., Outer{}...);
    using mean_probe = decltype(part_input<Name, ".mean.batch">(channel));
    using variance_probe = decltype(part_input<Name, ".variance.batch">(channel));
    using statistics = list<
        kept<decltype(stored_mean(channel)), zeros, std::remove_const_t<decltype(mean)>,
             mean_probe>,
        kept<decltype(stored_variance(channel)), ones, std::remove_const_t<decltype(variance)>,
             variance_probe>>;
    return moments<std::remove_const_t<decltype(mean)>, std::remove_const_t<decltype(variance)>,
                   statistics>{};
  }
};

}  // namespace network

namespace layers {

template <base::text Name>
inline constexpr network::batch_norm<Name> batch_norm{};

}  // namespace layers

}  // namespace tapeless
