// expect: tapeless: an input has at most 6 axes
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = axis<"a">;
constexpr auto b = axis<"b">;

#ifdef MISTAKE
constexpr auto x = input<"x">(a, b, axis<"c">, axis<"d">, axis<"e">, axis<"f">, axis<"g">);
#else
constexpr auto x = input<"x">(a, b, axis<"c">, axis<"d">, axis<"e">, axis<"f">);
#endif
