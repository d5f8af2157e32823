// expect: tapeless: a formula has no value before it is called
#include <cmath>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
const auto f = std::pow(a, 2);
#else
const auto f = pow(a, 2_c);
#endif
