// expect: tapeless: a formula is called with numbers of a tape inside a tape inside a tape
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
using number = active<active<active<double>>>;
#else
using number = active<active<double>>;
#endif
number z(const number& v) { return function(square(x))(x = v); }
