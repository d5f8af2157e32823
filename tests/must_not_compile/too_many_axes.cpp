// expect: tapeless: a formula has at most 60 axes, and a tensor at most 6
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto u = input<"u">(axis<"a">, axis<"b">, axis<"c">);
constexpr auto v = input<"v">(axis<"d">, axis<"e">, axis<"f">, axis<"g">);

#ifdef MISTAKE
constexpr auto outer = function(u * v);
#else
constexpr auto outer = function(u * sum(v, axis<"g">));
#endif
