// A signal, filtered, less another: the sum of squares and its gradient by signal and filter, by
// hand.
#pragma once

#include <algorithm>

#include "pack.hpp"

namespace hand {

struct convolution {
  static constexpr std::size_t taps = 15;

  const double* signal;
  const double* filter;
  const double* target;  // shorter than the signal by the filter less 1
  double* d_signal;
  double* d_filter;
  std::size_t size;
};

inline double convolution_plain(const convolution& c) {
  constexpr std::size_t taps = convolution::taps;
  double value = 0;
  std::fill_n(c.d_signal, c.size, 0.0);
  std::fill_n(c.d_filter, taps, 0.0);
  for (std::size_t t = 0; t + taps <= c.size; ++t) {
    double r = -c.target[t];
    for (std::size_t k = 0; k < taps; ++k) r += c.signal[t + k] * c.filter[k];
    value += r * r;
    for (std::size_t k = 0; k < taps; ++k) {
      c.d_signal[t + k] += 2 * r * c.filter[k];
      c.d_filter[k] += 2 * r * c.signal[t + k];
    }
  }
  return value;
}

// In blocks that the first cache holds: twice the residuals with the last few of the block before,
// and what they add to the signal's gradient, gathered. The filter's sums stay in registers.
class convolution_best {
 public:
  static double run(const convolution& c) { return convolution_best(c).all(); }

 private:
  static constexpr std::size_t taps = convolution::taps, before = taps - 1, block = 1024;

  explicit convolution_best(const convolution& c) : c_(c) {}

  double all() {
    const std::size_t count = c_.size - before;
    for (std::size_t b = 0; b < count; b += block) {
      const std::size_t end = std::min(b + block, count);
      const bool last = end == count;
      set_residuals(b, end);
      set_gradient(b, last ? c_.size : end);
      std::copy_n(twice_ + block, before, twice_);
    }
    for (std::size_t k = 0; k < taps; ++k) c_.d_filter[k] = sum(d_filter_[k]);
    return sum(value_);
  }

  void set_residuals(std::size_t begin, std::size_t end) {
    pack d_filter[taps], value = value_;
    for (std::size_t k = 0; k < taps; ++k) d_filter[k] = d_filter_[k];
    double* twice = twice_ + before - begin;
    std::size_t t = begin;
    for (; t + lanes <= end; t += lanes) {
      pack r = -load(c_.target + t), more = {};
      for (std::size_t k = 0; k < taps; ++k)
        (k % 2 == 0 ? r : more) += load(c_.signal + t + k) * c_.filter[k];
      r += more;
      value += r * r;
      r += r;
      store(twice + t, r);
      for (std::size_t k = 0; k < taps; ++k) d_filter[k] += r * load(c_.signal + t + k);
    }
    for (std::size_t k = 0; k < taps; ++k) d_filter_[k] = d_filter[k];
    value_ = value;
    for (; t < end; ++t) {
      double r = -c_.target[t];
      for (std::size_t k = 0; k < taps; ++k) r += c_.signal[t + k] * c_.filter[k];
      value_[0] += r * r;
      twice[t] = 2 * r;
      for (std::size_t k = 0; k < taps; ++k) d_filter_[k][0] += 2 * r * c_.signal[t + k];
    }
    std::fill_n(twice + end, before + lanes, 0.0);
  }

  void set_gradient(std::size_t begin, std::size_t end) {
    const double* twice = twice_ + before - begin;
    const auto at = [&](std::size_t i) {
      pack d = {}, more = {};
      for (std::size_t k = 0; k < taps; ++k)
        (k % 2 == 0 ? d : more) += load(twice + i - k) * c_.filter[k];
      return d + more;
    };
    std::size_t i = begin;
    for (; i + lanes <= end; i += lanes) store(c_.d_signal + i, at(i));
    if (i == end) return;
    const pack rest = at(i);
    std::memcpy(c_.d_signal + i, &rest, (end - i) * sizeof(double));
  }

  convolution c_;
  pack value_ = {}, d_filter_[taps] = {};
  // (Room for what is read, times zero, beyond the last.)
  double twice_[2 * before + block + 2 * lanes] = {};
};

}  // namespace hand
