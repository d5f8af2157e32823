// expect: tapeless: matmul() names the axes that it sums over: matmul(a, b, k)
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto a = input<"a">(n, k);
constexpr auto b = input<"b">(k);
#ifdef MISTAKE
constexpr auto f = function(matmul(a, b));
#else
constexpr auto f = function(matmul(a, b, k));
#endif
