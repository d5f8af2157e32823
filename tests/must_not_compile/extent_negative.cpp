// expect: tapeless: the extent of an axis is 0 or more, and at most 2^44
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
constexpr auto k = axis<"k", -2>;
#else
constexpr auto k = axis<"k", 2>;
#endif
constexpr auto c = input<"c">(k);
constexpr auto f = function(mean(c));
