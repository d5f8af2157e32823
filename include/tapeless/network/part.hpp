// What a layer needs beside its input: tensors that are learned, and statistics that are kept.
#pragma once

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

// A statistic that inference reads. In training `Batch` is the formula of the batch's own, and the
// gradient by `Probe` is its value (statistics.hpp).
template <class Input, class Start, class Batch = void, class Probe = void>
struct kept {
  using input = Input;
  using start = Start;
};

// An input with a name of two parts, over a list of axes.
template <base::text Layer, base::text Name, class... Axes>
constexpr auto part_input(list<Axes...>) {
  return tapeless::input<joined<Layer, Name>>(Axes{}...);
}

}  // namespace tapeless::network
