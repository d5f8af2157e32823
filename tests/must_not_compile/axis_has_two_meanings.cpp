// expect: tapeless: two axes of the formula have one name, but another extent or another original;
// rename one
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto u = input<"u">(axis<"n", 3>);

#ifdef MISTAKE
constexpr auto f = function(u + input<"v">(axis<"n", 4>));
#else
constexpr auto f = function(u + input<"v">(axis<"n", 3>));
#endif
