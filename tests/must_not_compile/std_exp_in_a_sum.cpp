// expect: tapeless: a formula has no value before it is called
#include <cmath>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
const auto f = sum(std::exp(x));
#else
const auto f = sum(exp(x));
#endif
