// expect: tapeless: padded() takes a read, such as x(m - 1_c) or at(f, i = m - 1_c)
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
constexpr auto x = input<"x">(i);
#ifdef MISTAKE
constexpr auto f = function(padded(exp(x), 0_c));
#else
constexpr auto f = function(padded(at(exp(x), i = i - 1_c), 0_c));
#endif
