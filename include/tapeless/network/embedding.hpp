// A row of a learned table for each whole number.
#pragma once

#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <base::text Name, std::int64_t Rows, int Channels>
struct embedding {
  template <features X>
  constexpr auto operator()(X x) const {
    using row = expr::named_axis<joined<Name, ".row">, Rows>;
    using channel = expr::named_axis<joined<Name, ".channel">, Channels>;
    const auto table = part_input<Name, ".table">(list<row, channel>{});
    const auto f = table(x.formula, channel{});
    return with_parts(with_axes(with_formula(x, f), typename X::axes{} + list<channel>{}),
                      learns(begins<spread<Rows, Channels>>(table)));
  }
};

}  // namespace network

namespace layers {

// embedding<"words", 1000, 64>: of whole numbers below 1000, 64 channels each.
template <base::text Name, std::int64_t Rows, int Channels>
inline constexpr network::embedding<Name, Rows, Channels> embedding{};

}  // namespace layers

}  // namespace tapeless
