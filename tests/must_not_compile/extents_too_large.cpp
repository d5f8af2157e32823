// expect: tapeless: the declared extents make a tensor of more elements than memory can hold
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
constexpr auto m = axis<"m", 1LL << 32>;
#else
constexpr auto m = axis<"m", 32>;
#endif
constexpr auto n = axis<"n", 1LL << 32>;
constexpr auto f = function(input<"x">(n) * input<"y">(m));
