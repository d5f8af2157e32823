// A formula as large as the compiler's own limits let it be (clang evaluates a million steps at most):
// the normal equations of a network with two hidden layers.
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;

constexpr auto sample = axis<"sample">;
constexpr auto in = axis<"in">;
constexpr auto low = axis<"low">;
constexpr auto high = axis<"high">;
constexpr auto x = input<"x">(sample, in);
constexpr auto wanted = input<"wanted">(sample);
constexpr auto w_low = input<"w_low">(low, in);
constexpr auto w_high = input<"w_high">(high, low);
constexpr auto w_out = input<"w_out">(high);
constexpr auto b_low = input<"b_low">(low);
constexpr auto b_high = input<"b_high">(high);

constexpr auto of_low = tanh(sum(w_low * x, in) + b_low);
constexpr auto of_high = tanh(sum(w_high * of_low, low) + b_high);
constexpr auto equations = gauss_newton(sum(w_out * of_high, high) - wanted,
                                        wrt(w_low, b_low, w_high, b_high, w_out));
static_assert(decltype(equations)::program::plan.loops.size > 0);
