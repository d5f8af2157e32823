// expect: tapeless: an input is read along as many axes as it was declared with
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
constexpr auto d = axis<"d">;
constexpr auto j = twin<"j">(i);
constexpr auto v = input<"v">(i, d);

#ifdef MISTAKE
constexpr auto w = v(j);
#else
constexpr auto w = v(j, d);
#endif
