// expect: tapeless: matmul() sums over axes that both factors have
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto a = input<"a">(n, k);
constexpr auto b = input<"b">(k);
#ifdef MISTAKE
constexpr auto f = function(matmul(a, b, n));
#else
constexpr auto f = function(matmul(a, b, k));
#endif
