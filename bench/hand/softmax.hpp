// exp of each term less the greatest of its lane, and the logarithm of their sum.
#pragma once

#include "pack.hpp"

namespace hand {

template <std::size_t Packs>
struct softmax_of {
  pack total[Packs] = {}, logarithm[Packs];

  // The exponentials take the place of the terms.
  template <std::size_t K>
  explicit softmax_of(pack (&term)[K][Packs]) {
    pack top[Packs];
    for (std::size_t p = 0; p < Packs; ++p) top[p] = term[0][p];
    for (std::size_t k = 1; k < K; ++k)
      for (std::size_t p = 0; p < Packs; ++p) top[p] = term[k][p] > top[p] ? term[k][p] : top[p];

    // Below this libmvec's exp falls back to scalar calls; beside the top's 1 it is nothing.
    const pack least = pack{} - 700;
    for (std::size_t k = 0; k < K; ++k)
      for (std::size_t p = 0; p < Packs; ++p) {
        const pack below = term[k][p] - top[p];
        term[k][p] = below > least ? below : least;
      }
    for (std::size_t k = 0; k < K; ++k)
      for (std::size_t p = 0; p < Packs; ++p) total[p] += term[k][p] = exp(term[k][p]);
    for (std::size_t p = 0; p < Packs; ++p) logarithm[p] = top[p] + log(total[p]);
  }
};

}  // namespace hand
