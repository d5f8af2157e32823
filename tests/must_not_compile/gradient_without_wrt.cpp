// expect: tapeless: gradient: the inputs are given in wrt(): gradient(loss, wrt(x, y))
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto f = function(sum(x));
const std::vector<double> data(3);

#ifdef MISTAKE
constexpr auto g = [] { gradient(sum(x), x); };
#else
constexpr auto g = gradient(sum(x), wrt(x));
#endif
