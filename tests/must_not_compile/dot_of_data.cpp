// expect: tapeless: only formulas, axes and constants can stand in a formula
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

#ifdef MISTAKE
auto f(const std::vector<double>& v) { return dot(x, v); }
#else
auto f() { return dot(x, x); }
#endif
