// Optimizer steps: of a small regression, and of ten million parameters beside a copy that moves
// the same bytes.
#include <memory>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

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

constexpr auto w = input<"w">(n);
constexpr auto squares = gradient(sum(square(w)), wrt(w));

void whole_step() {
  const auto h = std::make_shared<bench::numbers>(bench::normal(150, 68, 2.5, 31));
  const auto y = std::make_shared<bench::numbers>(bench::normal(150, 185, 19, 32));
  struct descent {
    decltype(parameters(slope = 6.0, intercept = -180.0)) theta =
        parameters(slope = 6.0, intercept = -180.0);
    adam method{.learning_rate = 0.1};
  };
  const auto at = std::make_shared<descent>();
  bench::variant("steps", "regression, n = 150: value, gradient, Adam", [=] {
    const auto r = fit(at->theta, height = *h, weight = *y);
    at->method.step(at->theta, r);
    return r.value;
  });
}

// Reads four streams and writes three, as Adam does.
void ten_million() {
  constexpr std::size_t size = 10000000;
  const auto from = std::make_shared<std::vector<bench::numbers>>(4, bench::numbers(size, 1.0));
  const auto to = std::make_shared<std::vector<bench::numbers>>(3, bench::numbers(size, 1.0));
  bench::variant("steps", "by hand", [=] {  // what the others are compared with
    const double *a = (*from)[0].data(), *b = (*from)[1].data(), *c = (*from)[2].data(),
                 *d = (*from)[3].data();
    double *x = (*to)[0].data(), *y = (*to)[1].data(), *z = (*to)[2].data();
    for (std::size_t i = 0; i < size; ++i) {
      x[i] = a[i] + d[i];
      y[i] = b[i];
      z[i] = c[i];
    }
    return x[size - 1];
  });
  auto theta = std::make_shared<decltype(parameters(w = zeros(size)))>(parameters(w = zeros(size)));
  const auto r = std::make_shared<decltype(squares(*theta))>(squares(*theta));
  const auto method = std::make_shared<adam>();
  bench::variant("steps", "Adam, 1e7 parameters", [=] {
    method->step(*theta, *r);
    return (*theta)[w][0];
  });
}

[[maybe_unused]] const bool registered = bench::in_main([] {
  whole_step();
  ten_million();
});

}  // namespace
