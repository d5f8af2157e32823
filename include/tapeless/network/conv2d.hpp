// Convolutions over rows and columns (cross-correlations, as everywhere in networks). The kernel is
// [row][column][in][out]; with groups, `in` is the channels of one group.
#pragma once

#include "tapeless/network/window.hpp"

namespace tapeless {

namespace network {

// The axis of a layer's own after windows along another.
template <base::text Layer, base::text Name, class From, std::int64_t Size, layers::with With>
constexpr auto convolved() {
  constexpr std::int64_t room = With.padding == layers::same ? Size : From::info.extent;
  window_within<Layer, name_of<From>, room, Size>();
  constexpr windows along{From::info.extent, Size, With.stride == 0 ? 1 : With.stride,
                          With.padding};
  using to = expr::named_axis<joined<Layer, Name>, along.count()>;
  using inside = expr::named_axis<joined<joined<joined<"kernel", Name>, ":">, digits<Size>>, Size>;
  return sliding<From, to, inside, along>{};
}

// The channels that one group reads, and the sums over them.
template <base::text Layer, class Channel, int Channels, int Groups>
struct grouping {
  static constexpr std::int64_t ins = Channel::info.extent / Groups, outs = Channels / Groups;
  using out = expr::named_axis<joined<Layer, ".channel">, Channels>;
  using in =
      std::conditional_t<Groups == 1, Channel, expr::named_axis<joined<Layer, ".kernel.in">, ins>>;

  // f along the channels that the channel `out` of the result reads.
  static constexpr auto read(expr::formula auto f) {
    if constexpr (Groups == 1) return f;
    else if constexpr (ins == 1 && outs == 1) return at(f, Channel{} = out{});
    else return at(f, Channel{} = out{} / whole_constant<outs>() * whole_constant<ins>() + in{});
  }
};

template <base::text Name, int Channels, int Rows, int Columns, layers::with With,
          int Groups = With.groups>
struct conv2d {
  template <features X>
  constexpr auto operator()(X x) const {
    static_assert(size_of<typename X::axes> == 3 && X::deep == 1,
                  "tapeless: conv2d() is of features along row, column and channel");
    return apply(x, typename X::axes{});
  }

 private:
  template <features X, class Row, class Column, class Channel>
  static constexpr auto apply(X x, list<Row, Column, Channel>) {
    static_assert(
        Channel::info.extent % Groups == 0 && Channels % Groups == 0,
        "tapeless: conv2d: both numbers of channels are multiples of the number of groups");
    const auto rows = convolved<Name, ".row", Row, Rows, With>();
    const auto columns = convolved<Name, ".column", Column, Columns, With>();
    using group = grouping<Name, Channel, Channels, Groups>;
    using in = typename group::in;
    using out = typename group::out;
    using a = typename decltype(rows)::inside;
    using b = typename decltype(columns)::inside;
    const auto kernel = part_input<Name, ".kernel">(list<a, b, in, out>{});
    const auto bias = part_input<Name, ".bias">(list<out>{});

    const auto read = read_windows(group::read(x.formula), rows, columns, whole_constant<0>());
    const auto sums = sum(read * kernel, a{}, b{}, in{});
    constexpr std::int64_t area = std::int64_t{Rows} * Columns;
    const auto f = sums + bias;
    using spread_of = spread<area * group::ins, area * group::outs>;
    return with_parts(
        with_axes(with_formula(x, f),
                  list<typename decltype(rows)::to, typename decltype(columns)::to, out>{}),
        learns(begins<spread_of>(kernel), begins<zeros>(bias)));
  }
};

// One convolution for each channel: the kernel is [row][column][1][channel].
template <base::text Name, int Rows, int Columns, layers::with With>
struct depthwise_conv2d {
  template <features X>
  constexpr auto operator()(X x) const {
    using channel = item<size_of<typename X::axes> - 1, typename X::axes>;
    constexpr int channels = channel::info.extent;
    constexpr conv2d<Name, channels, Rows, Columns, With, channels> grouped{};
    return grouped(x);
  }
};

}  // namespace network

namespace layers {

// conv2d<"conv1", 32, 3, 3>: 32 channels from windows of 3 by 3, and a bias.
template <base::text Name, int Channels, int Rows, int Columns, with With = with{}>
inline constexpr network::conv2d<Name, Channels, Rows, Columns, With> conv2d{};

template <base::text Name, int Rows, int Columns, with With = with{}>
inline constexpr network::depthwise_conv2d<Name, Rows, Columns, With> depthwise_conv2d{};

}  // namespace layers

}  // namespace tapeless
