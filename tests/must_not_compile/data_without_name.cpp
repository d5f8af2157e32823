// expect: tapeless: a call takes input = data, axis = extent, out(input) = memory, threads(n)
// and unchecked
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto f = function(square(x));

#ifdef MISTAKE
constexpr auto z = f(3.0);
#else
constexpr auto z = f(x = 3.0);
#endif
