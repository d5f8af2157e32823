// expect: tapeless: gradient: the loss is a tensor; wrap it in sum() or mean()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);

#ifdef MISTAKE
constexpr auto g = gradient(square(x), wrt(x));
#else
constexpr auto g = gradient(sum(square(x)), wrt(x));
#endif
