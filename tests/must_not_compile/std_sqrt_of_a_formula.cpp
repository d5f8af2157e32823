// expect: tapeless: a formula has no value before it is called
#include <cmath>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

#ifdef MISTAKE
const auto f = std::sqrt(x);
#else
const auto f = sqrt(x);
#endif
