// expect: tapeless: a formula is printed by describe(function(f)), and its value when it is called
#include <ostream>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
void print(std::ostream& to) { to << a * b; }
#else
void print(std::ostream& to) { to << describe(function(a * b)); }
#endif
