// Many transcendental functions: sum of softplus(-y (a x + b)) + 0.1 sin(c x) tanh(d x), gradient
// by a, b, c, d.
#include "hand/mix.hpp"

#include <memory>
#include <tapeless/tapeless.hpp>

#include "hand/fast_math.hpp"
#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto c = input<"c">;
constexpr auto d = input<"d">;
constexpr auto mix =
    gradient(sum(softplus(-y * (a * x + b)) + 0.1_c * sin(c * x) * tanh(d * x)), wrt(a, b, c, d));

[[maybe_unused]] const bool registered = [] {
  for (const std::size_t size : {std::size_t{1000}, std::size_t{100000}}) {
    const auto xs = std::make_shared<bench::numbers>(bench::normal(size, 0, 1, 3));
    const auto ys = std::make_shared<bench::numbers>(bench::normal(size, 0, 1, 4));
    for (double& sign : *ys) sign = sign > 0 ? 1 : -1;
    const double p[] = {0.5, 0.2, 0.7, 0.3};
    const auto ours = [=] { return mix(a = p[0], b = p[1], c = p[2], d = p[3], x = *xs, y = *ys); };
    const auto theirs = [=] {
      return hand::mix_best(p[0], p[1], p[2], p[3], xs->data(), ys->data(), size);
    };
    const double scale = static_cast<double>(size);
    bench::must_agree("mix: value", ours().value, theirs().value, scale);
    bench::must_agree("mix: d a", ours()[a], theirs().d_a, scale);
    bench::must_agree("mix: d b", ours()[b], theirs().d_b, scale);
    bench::must_agree("mix: d c", ours()[c], theirs().d_c, scale);
    bench::must_agree("mix: d d", ours()[d], theirs().d_d, scale);

    const std::string problem = "mix n=" + std::to_string(size);
    bench::variant(problem, "plain", [=] {
      return hand::mix_plain(p[0], p[1], p[2], p[3], xs->data(), ys->data(), size);
    });
    bench::variant(problem, "fast-math", [=] {
      return hand::mix_fast_math(p[0], p[1], p[2], p[3], xs->data(), ys->data(), size);
    });
    bench::variant(problem, "by hand", theirs);
    bench::variant(problem, "tapeless", ours);
  }
  return true;
}();

}  // namespace
