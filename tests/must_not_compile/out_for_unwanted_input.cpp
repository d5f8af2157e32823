// expect: tapeless: out() is given for an input that is not in wrt()
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto g = gradient(x * y, wrt(x));
inline std::vector<double> memory(1);

#ifdef MISTAKE
inline auto z = g(x = 1.0, y = 2.0, out(y) = memory);
#else
inline auto z = g(x = 1.0, y = 2.0, out(x) = memory);
#endif
