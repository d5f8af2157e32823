// expect: tapeless: data is bound to an input that does not appear in the formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

active<double> z(const active<double>& v) {
#ifdef MISTAKE
  return function(a * a)(a = v, b = v);
#else
  return function(a * b)(a = v, b = v);
#endif
}
