// expect: tapeless: wrt() takes inputs
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto g = gradient(sum(x), wrt(n));
#else
constexpr auto g = gradient(sum(x), wrt(x));
#endif
