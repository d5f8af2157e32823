// expect: tapeless: gradient: an input in wrt() does not appear in the loss
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
constexpr auto g = gradient(square(x), wrt(y));
#else
constexpr auto g = gradient(square(x), wrt(x));
#endif
