// lse: log sum_i exp(x_i), made of what its name says, with the greatest taken out first:
// L = a + log sum_i exp(x_i - a), a = max_i x_i.
// Source: GradBench's eval "lse", which forbids an operation with a rule of its own.
#pragma once

#include <tapeless/tapeless.hpp>

namespace gradbench::lse {

using namespace tapeless::names;

constexpr auto i = axis<"i">;
constexpr auto x = input<"x">(i);
constexpr auto a = max(x);
constexpr auto loss = a + log(sum(exp(x - a)));

}  // namespace gradbench::lse
