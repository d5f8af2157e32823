// expect: tapeless: a scalar input is bound to a number
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto f = function(square(x));

#ifdef MISTAKE
inline auto z = f(x = std::vector<double>(3));
#else
inline auto z = f(x = 3.0);
#endif
