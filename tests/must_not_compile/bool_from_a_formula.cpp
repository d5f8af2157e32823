// expect: tapeless: a formula has no value before it is called
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
bool same() { return a == b; }
#else
constexpr auto same = a == b;
#endif
