// expect: tapeless: cross_entropy() takes labels, which are whole numbers, or probabilities along
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto logits = input<"logits">(n, k);
#ifdef MISTAKE
constexpr auto p = input<"p">(n);
#else
constexpr auto p = input<"p">(n, k);
#endif
constexpr auto f = function(cross_entropy(logits, p, k));
