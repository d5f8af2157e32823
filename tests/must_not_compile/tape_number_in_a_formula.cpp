// expect: tapeless: only formulas, axes and constants can stand in a formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

active<double> z(const active<double>& v) {
#ifdef MISTAKE
  return function(a * v)(a = v);
#else
  return function(a * b)(a = v, b = v);
#endif
}
