// expect: tapeless: an input is bound twice in one call
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;

active<double> z(const active<double>& v) {
#ifdef MISTAKE
  return function(a * a)(a = v, a = 2);
#else
  return function(a * a)(a = v);
#endif
}
