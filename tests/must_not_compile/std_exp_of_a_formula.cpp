// expect: tapeless: a formula has no value before it is called
#include <cmath>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
const auto f = std::exp(a);
#else
const auto f = exp(a);
#endif
