// expect: tapeless: only formulas, axes and constants can stand in a formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
struct bread {};

#ifdef MISTAKE
constexpr auto f = x + bread{};
#else
constexpr auto f = x + x;
#endif
