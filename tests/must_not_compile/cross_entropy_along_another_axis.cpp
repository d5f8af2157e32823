// expect: tapeless: cross_entropy() is along an axis of its logits
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto logits = input<"logits">(n, k);
constexpr auto label = input<"label", whole>(n);
#ifdef MISTAKE
constexpr auto f = function(cross_entropy(logits, label, axis<"c">));
#else
constexpr auto f = function(cross_entropy(logits, label, k));
#endif
