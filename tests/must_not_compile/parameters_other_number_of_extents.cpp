// expect: tapeless: parameters(): zeros() needs as many extents as the input has axes
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto v = input<"v">(n);

#ifdef MISTAKE
auto theta = parameters(v = zeros(2, 3));
#else
auto theta = parameters(v = zeros(6));
#endif
