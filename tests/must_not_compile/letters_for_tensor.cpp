// expect: tapeless: a tensor input is bound to a range of float, double or whole numbers
#include <tapeless/tapeless.hpp>
#include <string>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);
constexpr auto f = function(sum(x));

#ifdef MISTAKE
inline auto z = f(x = std::string("abc"));
#else
inline auto z = f(x = std::vector<float>(3));
#endif
