// expect: tapeless: a call takes input = data, axis = extent, out(input) = memory, threads(n)
// and unchecked
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;

auto z(const active<double>& v) {
#ifdef MISTAKE
  return function(a * a)(v);
#else
  return function(a * a)(a = v);
#endif
}
