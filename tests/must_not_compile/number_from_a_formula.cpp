// expect: tapeless: a formula has no value before it is called
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

#ifdef MISTAKE
const double f = sum(a * x);
#else
const auto f = sum(a * x);
#endif
