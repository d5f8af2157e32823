// expect: tapeless: an axis has a length in numbers
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
constexpr auto k = axis<"k">(3);
#else
constexpr auto k = axis<"k", 3>;
#endif
