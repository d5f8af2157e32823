// expect: tapeless: an input is read along an axis of another extent; use a twin of the axis it was
// declared over
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
constexpr auto v = input<"v">(i);

#ifdef MISTAKE
constexpr auto j = axis<"j">;
#else
constexpr auto j = twin<"j">(i);
#endif
constexpr auto distances = function(v - v(j));
