// expect: tapeless: gauss_newton: the inputs are given in wrt()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto g = gauss_newton(x * x);
#else
constexpr auto g = gauss_newton(x * x, wrt(x));
#endif
