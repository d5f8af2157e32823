// The valley of Rosenbrock: neighbours of a vector, read at m and m + 1.
#include "hand/rosenbrock.hpp"

#include <memory>
#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">(tapeless::extent(n) - 1_c);
constexpr auto x = input<"x">(n);
constexpr auto valley =
    gradient(sum(100_c * square(x(m + 1_c) - square(x(m))) + square(1_c - x(m))), wrt(x));

[[maybe_unused]] const bool registered = [] {
  for (const std::size_t size : {std::size_t{1000}, std::size_t{1000000}}) {
    const auto xs = std::make_shared<bench::numbers>(bench::normal(size, 1, 0.5, 31));
    const auto mine = std::make_shared<bench::numbers>(size);
    const auto hand = std::make_shared<bench::numbers>(size);
    const auto ours = [=] { return valley(x = *xs, out(x) = *mine).value; };
    const auto theirs = [=] { return hand::rosenbrock_best(xs->data(), hand->data(), size); };
    const auto plain = [=] { return hand::rosenbrock_plain(xs->data(), hand->data(), size); };
    const double value = ours();
    for (const auto& by_hand : std::initializer_list<std::function<double()>>{plain, theirs}) {
      bench::must_agree("rosenbrock: value", value, by_hand(), 1);
      bench::must_agree("rosenbrock: d x", *mine, *hand, 1000);
    }

    const std::string problem = "rosenbrock n=" + std::to_string(size);
    bench::variant(problem, "plain", plain);
    bench::variant(problem, "by hand", theirs);
    bench::variant(problem, "tapeless", ours);
  }
  return true;
}();

}  // namespace
