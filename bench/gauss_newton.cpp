// The normal equations of a sum of two exponentials with four parameters.
#include <memory>
#include <tapeless/tapeless.hpp>

#include "hand/normal_equations.hpp"
#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto b1 = input<"b1">;
constexpr auto b2 = input<"b2">;
constexpr auto b3 = input<"b3">;
constexpr auto b4 = input<"b4">;
constexpr auto equations =
    gauss_newton(b1 * exp(-b2 * x) + b3 * exp(-b4 * x) - y, wrt(b1, b2, b3, b4));

[[maybe_unused]] const bool registered = [] {
  for (const std::size_t size : {std::size_t{1000}, std::size_t{1000000}}) {
    const auto xs = std::make_shared<bench::numbers>(bench::normal(size, 0, 1, 21));
    const auto ys = std::make_shared<bench::numbers>(bench::normal(size, 0, 1, 22));
    static constexpr double b[] = {1.2, 0.5, 0.3, 0.7};
    const auto ours = [=] {
      return equations(b1 = b[0], b2 = b[1], b3 = b[2], b4 = b[3], x = *xs, y = *ys);
    };
    const auto theirs = [=] {
      return hand::normal_equations_best(b, xs->data(), ys->data(), size);
    };
    const auto mine = ours();
    const hand::fifteen hand = theirs();
    const double scale = static_cast<double>(size);
    bench::must_agree("normal equations: value", mine.value, hand[0], scale);
    for (std::size_t i = 0, k = 5; i < 4; ++i) {
      bench::must_agree("normal equations: J^T r", mine.gradient[i], hand[1 + i], scale);
      for (std::size_t j = i; j < 4; ++j)
        bench::must_agree("normal equations: J^T J", mine.matrix[4 * i + j], hand[k++], scale);
    }

    const std::string problem = "normal equations n=" + std::to_string(size);
    bench::variant(problem, "plain",
                   [=] { return hand::normal_equations_plain(b, xs->data(), ys->data(), size); });
    bench::variant(problem, "by hand", theirs);
    bench::variant(problem, "tapeless", ours);
  }
  return true;
}();

}  // namespace
