// expect: tapeless: out() needs memory that can be written
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto g = gradient(square(x), wrt(x));

#ifdef MISTAKE
inline const std::vector<double> memory(1);
#else
inline std::vector<double> memory(1);
#endif
inline auto z = g(x = 1.0, out(x) = memory);
