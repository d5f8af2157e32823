// expect: tapeless: parameters(): a tensor input starts from a contiguous range of numbers, or from zeros()
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto v = input<"v">(n);

#ifdef MISTAKE
auto theta = parameters(v = 1.0);
#else
auto theta = parameters(v = std::vector{1.0});
#endif
