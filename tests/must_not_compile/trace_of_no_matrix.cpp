// expect: tapeless: trace() is over two axes that the matrix has
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto j = twin<"j">(n);
constexpr auto x = input<"x">(n);
#ifdef MISTAKE
constexpr auto f = function(trace(square(x), n, j));
#else
constexpr auto f = function(trace(outer(x, x(j)), n, j));
#endif
