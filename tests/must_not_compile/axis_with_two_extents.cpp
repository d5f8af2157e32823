// expect: tapeless: an axis has one extent, not two
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
#ifdef MISTAKE
constexpr auto m = axis<"m", 3>(extent(i) - 1_c);
#else
constexpr auto m = axis<"m">(extent(i) - 1_c);
#endif
constexpr auto f = function(input<"x">(i)(m + 1_c));
