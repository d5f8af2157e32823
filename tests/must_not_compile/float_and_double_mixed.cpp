// expect: tapeless: float and double are mixed in one call; use one of them
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto v = input<"v">(axis<"n", 2>);
constexpr auto f = function(sum(x * v));

#ifdef MISTAKE
constexpr auto z = f(x = 1.0, v = std::array{1.0f, 2.0f});
#else
constexpr auto z = f(x = 1.0f, v = std::array{1.0f, 2.0f});
#endif
