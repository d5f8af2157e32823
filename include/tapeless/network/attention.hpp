// Attention (Vaswani et al., 2017) of the steps of a sample to one another: every step asks (its
// query), and gets a mean of all values, weighted by how well their keys answer.
#pragma once

#include "tapeless/expr/softmax.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

enum class sight { everything, what_was };

// Of queries along `step`, and keys and values along `source`, by products over `size`.
template <sight Sight, class Query, class Key, class Value, class Step, class Source, class Size>
constexpr auto attend(Query query, Key key, Value value, Step step, Source source, Size size) {
  using literals::operator""_c;
  const auto scores = sum(query * key, size) * (1_c / sqrt(extent(size)));
  const auto seen = [&] {
    // (So little that its exponential is 0, and finite, so that there is a difference to others.)
    if constexpr (Sight == sight::what_was) return where(source <= step, scores, -1e30_c);
    else return scores;
  }();
  return sum(tapeless::softmax(seen, source) * value, source);
}

template <base::text Name, int Heads, sight Sight>
struct attention {
  template <features X>
  constexpr auto operator()(X x) const {
    static_assert(size_of<typename X::axes> == 2 && X::deep == 1,
                  "tapeless: attention() is of features along steps and a channel");
    return apply(x, typename X::axes{});
  }

 private:
  template <base::text Of, class F, class Channel, class Head, class Size>
  static constexpr auto projection(F f, Channel channel, Head, Size) {
    return sum(f * kernel<Of, Channel, Head, Size>, channel) + bias<Of, Head, Size>;
  }
  template <base::text Of, class... Axes>
  static constexpr auto kernel = tapeless::input<joined<joined<Name, Of>, ".kernel">>(Axes{}...);
  template <base::text Of, class... Axes>
  static constexpr auto bias = tapeless::input<joined<joined<Name, Of>, ".bias">>(Axes{}...);

  template <features X, class Step, class Channel>
  static constexpr auto apply(X x, list<Step, Channel>) {
    constexpr std::int64_t width = Channel::info.extent;
    static_assert(width % Heads == 0,
                  "tapeless: attention: the channels are a multiple of the heads");
    using head = expr::named_axis<joined<Name, ".head">, Heads>;
    using size = expr::named_axis<joined<Name, ".size">, width / Heads>;
    using source = expr::named_axis<joined<Name, ".source">, Step::info.extent>;

    const auto query = projection<".query">(x.formula, Channel{}, head{}, size{});
    const auto key = projection<".key">(x.formula, Channel{}, head{}, size{});
    const auto value = projection<".value">(x.formula, Channel{}, head{}, size{});
    const auto mixed = attend<Sight>(query, at(key, Step{} = source{}),
                                     at(value, Step{} = source{}), Step{}, source{}, size{});
    const auto out =
        sum(mixed * kernel<".out", head, size, Channel>, head{}, size{}) + bias<".out", Channel>;
    using start = spread<width, width>;
    return with_parts(with_formula(x, out),
                      learns(begins<start>(kernel<".query", Channel, head, size>),
                             begins<zeros>(bias<".query", head, size>),
                             begins<start>(kernel<".key", Channel, head, size>),
                             begins<zeros>(bias<".key", head, size>),
                             begins<start>(kernel<".value", Channel, head, size>),
                             begins<zeros>(bias<".value", head, size>),
                             begins<start>(kernel<".out", head, size, Channel>),
                             begins<zeros>(bias<".out", Channel>)));
  }
};

}  // namespace network

namespace layers {

// attention<"read", 4>: four heads; the result is along the same axes. With causal, a step sees
// itself and what was before.
inline constexpr auto causal = network::sight::what_was;
template <base::text Name, int Heads, network::sight Sight = network::sight::everything>
inline constexpr network::attention<Name, Heads, Sight> attention{};

}  // namespace layers

}  // namespace tapeless
