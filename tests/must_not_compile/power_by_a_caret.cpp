// expect: tapeless: a power is pow(x, 2_c), or square(x)
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
constexpr auto f = a ^ 2_c;
#else
constexpr auto f = pow(a, 2_c);
#endif
