// expect: tapeless: in a formula the functions of with_derivative() have no state
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;

constexpr auto x = input<"x">;
#ifdef MISTAKE
constexpr double factor = 2;
constexpr auto f = with_derivative<"f">([factor = factor](double at) { return factor * at; },
                                        [](double) { return 2.0; });
constexpr auto formula = f(x);
#else
constexpr auto f = with_derivative<"f">([](double at) { return 2 * at; },
                                        [](double) { return 2.0; });
constexpr auto formula = f(x);
#endif
