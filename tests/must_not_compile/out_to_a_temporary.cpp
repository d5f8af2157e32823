// expect: tapeless: out() needs memory that is still there after the call, not a temporary
// container
#include <span>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto g = gradient(square(x), wrt(x));

inline std::vector<double> memory(1);

#ifdef MISTAKE
inline auto z = g(x = 1.0, out(x) = std::vector<double>(1));
#else
inline auto z = g(x = 1.0, out(x) = std::span(memory));
#endif
