// expect: tapeless: gradient: the inputs are given in wrt()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto g = gradient(sum(x));
#else
constexpr auto g = gradient(sum(x), wrt(x));
#endif
