// expect: tapeless: out() is given for an input that is not in wrt(), or a formula that is not in
// also()
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto g = gradient(x * y, wrt(x), also(square(y)));
inline std::vector<double> memory(1);

#ifdef MISTAKE
inline auto z = g(x = 1.0, y = 2.0, out(square(x)) = memory);
#else
inline auto z = g(x = 1.0, y = 2.0, out(square(y)) = memory);
#endif
