// Running sums.
#pragma once

#include "tapeless/expr/axes_of.hpp"
#include "tapeless/expr/functions.hpp"

namespace tapeless {

namespace expr {

// A name with a prime.
template <axis I>
inline constexpr auto primed = [] {
  char letters[I::info.name.size() + 2] = {};
  std::copy_n(I::info.name.data(), I::info.name.size(), letters);
  letters[I::info.name.size()] = '\'';
  return base::text(letters);
}();

}  // namespace expr

// The sums of the elements up to each: cumsum(x, i)[i] = x[0] + ... + x[i]; what comes later, also
// infinity, does not matter. Each is summed anew: extent(i)^2 / 2 additions in the value, and as
// many in the gradient. (No loop of a plan hands its sum on to the next step.)
template <expr::operand X, expr::axis I>
constexpr auto cumsum(X x, I i) {
  static_assert(expr::has_axis<X, I>, "tapeless: cumsum() is along an axis that its operand has");
  if constexpr (expr::has_axis<X, I>) {
    using literals::operator""_c;
    const auto earlier = twin<expr::primed<I>>(i);
    const auto there = earlier + 0_c * i;  // (so the result has i where x has it)
    return sum(expr::chosen(at(x, i = there), earlier <= i), earlier);
  } else {
    return x;
  }
}

}  // namespace tapeless
