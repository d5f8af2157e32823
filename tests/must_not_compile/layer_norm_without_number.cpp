// expect: tapeless: layer_norm() takes what is added to the variance before the axes
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n, k);
#ifdef MISTAKE
constexpr auto f = function(layer_norm(x, k));
#else
constexpr auto f = function(layer_norm(x, 1e-5_c, k));
#endif
