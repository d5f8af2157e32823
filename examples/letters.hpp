// A model of words, letter by letter: two blocks of attention, as in a language model.
#pragma once

#include <tapeless/network.hpp>
#include <tapeless/tapeless.hpp>

namespace letters {

using namespace tapeless::names;
using namespace tapeless::layers;

inline constexpr int kinds = 27;  // the end of a word, and a to z

// The rows of tables for letters and for their places are added up; two blocks add what attention
// and a dense layer make of their normalised sums; out comes how likely each letter is to be the
// next (Radford et al., "Language models are unsupervised multitask learners", 2019).
template <int Length, int Channels, int Heads>
inline constexpr auto model = [](auto word, auto places) {
  const auto around = [](auto block) { return [=](auto x) { return x + (x | block); }; };
  const auto after = [](auto... layers) { return [=](auto x) { return (x | ... | layers); }; };
  constexpr int wide = 4 * Channels;
  const auto x = (word | embedding<"letters", kinds, Channels>)+(
      places | embedding<"places", Length, Channels>);
  return x  //
         | around(after(layer_norm<"norm1">, attention<"look1", Heads, causal>)) |
         around(
             after(layer_norm<"norm2">, dense<"wide1", wide>, relu, dense<"narrow1", Channels>)) |
         around(after(layer_norm<"norm3">, attention<"look2", Heads, causal>)) |
         around(
             after(layer_norm<"norm4">, dense<"wide2", wide>, relu, dense<"narrow2", Channels>)) |
         layer_norm<"norm5"> | dense<"next", kinds>;
};

}  // namespace letters
