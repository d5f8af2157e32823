// expect: tapeless: a formula has at most 60 axes; a Jacobian needs one more for each axis
#include <tapeless/tapeless.hpp>

using namespace tapeless;

template <base::text Name>
constexpr auto vector = input<Name>(axis<Name>);

constexpr auto squares = [](auto... p) {
  return gauss_newton((sum(p) + ...) * axis<"i">, wrt(p...));
};
#ifdef MISTAKE
constexpr auto f = squares(
    vector<"a">, vector<"b">, vector<"c">, vector<"d">, vector<"e">, vector<"f">, vector<"g">,
    vector<"h">, vector<"k">, vector<"l">, vector<"m">, vector<"n">, vector<"o">, vector<"p">,
    vector<"q">, vector<"r">, vector<"s">, vector<"t">, vector<"u">, vector<"v">, vector<"w">);
#else
constexpr auto f = squares(vector<"a">, vector<"b">);
#endif
