// expect: tapeless: a parameter is found by its input
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
auto theta = parameters(a = 1.0);

#ifdef MISTAKE
double first() { return theta["a"]; }
#else
double first() { return theta[a]; }
#endif
