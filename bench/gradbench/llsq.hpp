// llsq: the polynomial that is nearest to a step. r_i = sign(t_i) - sum_j x_j t_i^j and
// t_i = -1 + 2 i / (n - 1); the loss is sum_i r_i^2 / 2.
// Source: GradBench's eval "llsq", from cmpad (Bell).
//
// A power of a tensor is dear, so the polynomial is taken in sixteens: with s = t^2 and
// j = 16 a + 2 b + (0 or 1) it is sum_a s^(8 a) sum_b s^b (x_j + t x_(j+1)), which has 8 powers and
// one for each sixteen where it had one for each coefficient.
#pragma once

#include <tapeless/tapeless.hpp>

namespace gradbench::llsq {

using namespace tapeless::names;

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto a = axis<"a">((extent(j) + 15_c) / 16_c);
constexpr auto b = axis<"b", 8>;
constexpr auto x = input<"x">(j);

constexpr auto t = 2_c * i / (extent(i) - 1_c) - 1_c;
constexpr auto s = square(t);
constexpr auto even = padded(x(16_c * a + 2_c * b), 0_c);
constexpr auto odd = padded(x(16_c * a + 2_c * b + 1_c), 0_c);
constexpr auto polynomial = sum(pow(s, 8_c * a) * sum(pow(s, b) * (even + t * odd), b), a);
constexpr auto loss = 0.5_c * sum(square(sign(t) - polynomial));

}  // namespace gradbench::llsq
