// expect: tapeless: with_derivative() takes a function of one number and its derivative
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;

#ifdef MISTAKE
constexpr auto f = with_derivative<"f">([](double at) { return 2 * at; });
#else
constexpr auto f = with_derivative<"f">([](double at) { return 2 * at; },
                                        [](double) { return 2.0; });
#endif
