// expect: tapeless: zeros(): the compiler does not know the extent of an axis; write the number
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;

#ifdef MISTAKE
auto z = zeros(n);
#else
auto z = zeros(3);
#endif
