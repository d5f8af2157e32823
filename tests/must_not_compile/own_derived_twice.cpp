// expect: tapeless: a derivative of a function made by with_derivative() is derived itself
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto slope = [](double) { return 2.0; };
#ifdef MISTAKE
constexpr auto f = with_derivative<"f">([](double at) { return 2 * at; }, slope);
#else
constexpr auto f = with_derivative<"f">([](double at) { return 2 * at; },
                                        with_derivative<"slope of f">(slope, [](double) { return 0.0; }));
#endif

double second(tapeless::tape<double>& t, const tapeless::active<double>& at) {
  tapeless::tape<tapeless::active<double>> inner;
  const auto in = inner.input(at);
  constexpr auto y = input<"y">;
  const tapeless::active<tapeless::active<double>> z = function(f(y))(y = in);
  return t.gradient(inner.gradient(z)[0])[0];
}
