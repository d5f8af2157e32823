// A filtered signal: windows that slide along it.
#include "hand/convolution.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;
using tapeless::extent;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 15>;
constexpr auto t = axis<"t">(extent(n) - extent(k) + 1_c);
constexpr auto signal = input<"signal">(n);
constexpr auto filter = input<"filter">(k);
constexpr auto target = input<"target">(t);
constexpr auto misfit =
    gradient(sum(square(sum(signal(t + k) * filter, k) - target)), wrt(signal, filter));

[[maybe_unused]] const bool registered = [] {
  constexpr std::size_t size = 1'000'000, taps = hand::convolution::taps;
  static const bench::numbers signals = bench::normal(size, 0, 1, 61);
  static const bench::numbers filters = bench::normal(taps, 0, 1, 62);
  static const bench::numbers targets = bench::normal(size - taps + 1, 0, 1, 63);
  static bench::numbers d_signal(size);
  static bench::numbers d_filter(taps);
  static bench::numbers hand_signal(size);
  static bench::numbers hand_filter(taps);
  static const hand::convolution data{signals.data(),     filters.data(),     targets.data(),
                                      hand_signal.data(), hand_filter.data(), size};
  const auto ours = [] {
    return misfit(signal = signals, filter = filters, target = targets, out(signal) = d_signal,
                  out(filter) = d_filter)
        .value;
  };
  const auto theirs = [] { return hand::convolution_best::run(data); };
  const auto plain = [] { return hand::convolution_plain(data); };
  const double value = ours();
  for (const auto& by_hand : std::initializer_list<std::function<double()>>{plain, theirs}) {
    bench::must_agree("convolution: value", value, by_hand(), 1);
    bench::must_agree("convolution: d signal", d_signal, hand_signal, 100);
    bench::must_agree("convolution: d filter", d_filter, hand_filter, size);
  }

  bench::variant("convolution 1e6 by 15", "plain", plain);
  bench::variant("convolution 1e6 by 15", "by hand", theirs);
  bench::variant("convolution 1e6 by 15", "tapeless", ours);
  return true;
}();

}  // namespace
