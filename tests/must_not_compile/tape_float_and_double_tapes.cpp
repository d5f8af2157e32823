// expect: tapeless: active numbers of two tapes are given to one call
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
using other = active<float>;
#else
using other = active<double>;
#endif
active<double> z(const active<double>& v, const other& w) { return function(x * y)(x = v, y = w); }
