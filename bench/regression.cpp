// Linear regression: mean square error and its gradient by slope and intercept.
#include "hand/regression.hpp"

#include <memory>
#include <tapeless/tapeless.hpp>

#include "hand/fast_math.hpp"
#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;
constexpr auto fit =
    gradient(mean(square(slope * height + intercept - weight)), wrt(slope, intercept));

[[maybe_unused]] const bool registered = [] {
  for (const std::size_t size : {std::size_t{150}, std::size_t{1000}, std::size_t{1000000}}) {
    const auto h = std::make_shared<bench::numbers>(bench::normal(size, 68.9, 2.5, 1));
    const auto w = std::make_shared<bench::numbers>(bench::normal(size, 185.6, 18.8, 2));
    const double a = 5.5, b = -190;
    const auto ours = [=] { return fit(slope = a, intercept = b, height = *h, weight = *w); };
    const auto theirs = [=] { return hand::regression_best(a, b, h->data(), w->data(), size); };
    bench::must_agree("regression: value", ours().value, theirs().value, 1);
    bench::must_agree("regression: d slope", ours()[slope], theirs().d_slope, 1);
    bench::must_agree("regression: d intercept", ours()[intercept], theirs().d_intercept, 1);

    const std::string problem = "regression n=" + std::to_string(size);
    bench::variant(problem, "plain",
                   [=] { return hand::regression_plain(a, b, h->data(), w->data(), size); });
    bench::variant(problem, "fast-math",
                   [=] { return hand::regression_fast_math(a, b, h->data(), w->data(), size); });
    bench::variant(problem, "by hand", theirs);
    bench::variant(problem, "tapeless", ours);
  }
  return true;
}();

}  // namespace
