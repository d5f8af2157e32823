// expect: tapeless: a tensor input is bound to a contiguous range of float or double
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);
constexpr auto f = function(sum(x));

#ifdef MISTAKE
inline auto z = f(x = std::vector<int>(3));
#else
inline auto z = f(x = std::vector<float>(3));
#endif
