// expect: tapeless: an input of the formula is not bound; write name = data in the call
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

active<double> z(const active<double>& v) {
#ifdef MISTAKE
  return function(a * b)(a = v);
#else
  return function(a * b)(a = v, b = 2);
#endif
}
