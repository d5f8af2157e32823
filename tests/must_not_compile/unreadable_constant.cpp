// expect: tapeless: a constant is a decimal number, such as 2_c, 0.5_c or 1e-3_c
#include <tapeless/tapeless.hpp>

using namespace tapeless;
using namespace tapeless::literals;

#ifdef MISTAKE
constexpr auto sixteen = 0x10_c;
#else
constexpr auto sixteen = 16_c;
#endif
