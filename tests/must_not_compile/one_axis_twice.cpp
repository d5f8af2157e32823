// expect: tapeless: an input is declared over one axis twice; use a twin of it
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
#ifdef MISTAKE
constexpr auto a = input<"a">(i, i);
#else
constexpr auto a = input<"a">(i, j);
#endif
constexpr auto f = function(sum(a));
