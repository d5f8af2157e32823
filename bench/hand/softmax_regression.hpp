// The cross entropy of the softmax of x w at labels, summed over samples, and its gradient by w, by
// hand.
#pragma once

#include <algorithm>
#include <cstdint>

#include "softmax.hpp"

namespace hand {

template <std::size_t Features, std::size_t Classes>
struct softmax_regression {
  const double *x, *w;
  const std::int32_t* label;
  double* d_w;
  std::size_t samples;  // whole packs of them
};

// Scores have a sample a lane, so rows of x are turned; the gradient has a feature a lane, so it
// reads them as they lie.
template <std::size_t Features, std::size_t Classes>
class softmax_regression_best {
 public:
  using model = softmax_regression<Features, Classes>;
  static double run(const model& m) {
    softmax_regression_best sums;
    constexpr std::size_t tile = 4 * lanes;
    double value = 0;
    std::size_t s = 0;
    for (; s + tile <= m.samples; s += tile) value += sums.template add<4>(m, s);
    for (; s < m.samples; s += lanes) value += sums.template add<1>(m, s);
    for (std::size_t f = 0; f < Features; ++f)
      for (std::size_t c = 0; c < Classes; ++c)
        m.d_w[f * Classes + c] = sums.d_w_[f / lanes][c][f % lanes];
    return value;
  }

 private:
  static_assert(Features % (2 * lanes) == 0 && Classes % 2 == 0);

  template <std::size_t Packs>
  double add(const model& m, std::size_t first) {
    const double* x = m.x + first * Features;
    const std::int32_t* label = m.label + first;
    pack turned[Features][Packs], score[Classes][Packs];
    for (std::size_t p = 0; p < Packs; ++p)
      for (std::size_t f = 0; f < Features; f += lanes) {
        pack square[lanes];
        for (std::size_t s = 0; s < lanes; ++s)
          square[s] = load(x + (p * lanes + s) * Features + f);
        turn(square);
        for (std::size_t l = 0; l < lanes; ++l) turned[f + l][p] = square[l];
      }
    // (Half of the classes at a time: registers hold that.)
    for (std::size_t c = 0; c < Classes; c += Classes / 2) {
      pack sums[Classes / 2][Packs] = {};
      for (std::size_t f = 0; f < Features; ++f)
        for (std::size_t h = 0; h < Classes / 2; ++h)
          for (std::size_t p = 0; p < Packs; ++p)
            sums[h][p] += m.w[f * Classes + c + h] * turned[f][p];
      std::copy_n(sums[0], Classes / 2 * Packs, score[c]);
    }

    double value = 0;
    for (std::size_t s = 0; s < Packs * lanes; ++s) value -= score[label[s]][s / lanes][s % lanes];
    const softmax_of<Packs> all(score);
    double slope[Classes][Packs * lanes];
    for (std::size_t p = 0; p < Packs; ++p) {
      value += sum(all.logarithm[p]);
      const pack scale = 1 / all.total[p];
      for (std::size_t c = 0; c < Classes; ++c) store(slope[c] + p * lanes, score[c][p] * scale);
    }
    for (std::size_t s = 0; s < Packs * lanes; ++s) slope[label[s]][s] -= 1;

    for (std::size_t f = 0; f < Features; f += 2 * lanes) {
      pack sums[Classes][2] = {};
      for (std::size_t s = 0; s < Packs * lanes; ++s)
        for (std::size_t c = 0; c < Classes; ++c)
          for (std::size_t p = 0; p < 2; ++p)
            sums[c][p] += slope[c][s] * load(x + s * Features + f + p * lanes);
      for (std::size_t c = 0; c < Classes; ++c)
        for (std::size_t p = 0; p < 2; ++p) d_w_[f / lanes + p][c] += sums[c][p];
    }
    return value;
  }

  pack d_w_[Features / lanes][Classes] = {};
};

}  // namespace hand
