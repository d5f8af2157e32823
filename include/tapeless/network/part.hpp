// What a layer needs beside its input: tensors that are learned, and statistics that are kept.
#pragma once

#include <cstdint>

#include "tapeless/expr/input.hpp"
#include "tapeless/network/list.hpp"
#include "tapeless/network/names.hpp"

namespace tapeless::network {

// What a tensor starts from.
struct zeros {};
struct ones {};
template <std::int64_t Ins, std::int64_t Outs>
struct spread {};  // random, as wide as the numbers that flow in and out at one place say

template <class Input, class Start>
struct learned {
  using input = Input;
  using start = Start;
};

// A statistic that inference reads, stored as an input. In training `Now` is the formula of the
// batch's own (statistics.hpp).
template <class Input, class Start, class Now>
struct kept {
  using input = Input;
  using start = Start;
  using now = Now;
};

// What a layer learns: learns(begins<ones>(gamma), begins<zeros>(beta)).
template <class Start, class Input>
constexpr auto begins(Input) {
  return learned<Input, Start>{};
}
template <class... Parts>
constexpr list<Parts...> learns(Parts...) {
  return {};
}

// An input with a name of two parts, over a list of axes.
template <base::text Layer, base::text Name, class... Axes>
constexpr auto part_input(list<Axes...>) {
  return tapeless::input<joined<Layer, Name>>(Axes{}...);
}

template <class Start, base::text Layer, base::text Name, class... Axes, class Now>
constexpr auto keeps(list<Axes...> axes, Now now) {
  using input = decltype(part_input<Layer, Name>(axes));
  return kept<input, Start, decltype(ordered(now, Axes{}...))>{};
}

}  // namespace tapeless::network
