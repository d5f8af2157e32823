// Vectors in 32 dimensions that push each other apart, how many known to the compiler: the loss of
// examples/03_pairwise_force.cpp and its gradient, as it is written there and by algebra.
#include "hand/force.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t dimensions = 32;

template <std::size_t N>
struct formulas {
  static constexpr auto i = axis<"i", N>;
  static constexpr auto j = twin<"j">(i);
  static constexpr auto d = axis<"d", dimensions>;
  static constexpr auto v = input<"v">(i, d);
  static constexpr auto v_v = sum(square(v), d);

  static constexpr auto size(auto pushes) { return sum(sqrt(sum(square(pushes), d))); }
  static constexpr auto along_sphere(auto push) { return push - sum(v * push, d) / v_v * v; }

  static constexpr auto apart = v(i, d) - v(j, d);
  static constexpr auto squares = where(i != j, sum(square(apart), d), 1_c);
  static constexpr auto force = apart / (squares * sqrt(squares));
  static constexpr auto net = sum(where(i != j, along_sphere(force), 0_c), j);
  static constexpr auto straight = gradient(size(net), wrt(v));

  // Products of vectors have the distances, and what is along v_i needs no taking out of each
  // force.
  static constexpr auto products = sum(v(i, d) * v(j, d), d);
  static constexpr auto distances = where(i != j, v_v + at(v_v, i = j) - 2_c * products, 1_c);
  static constexpr auto inverse_cubes = where(i != j, 1_c / (distances * sqrt(distances)), 0_c);
  static constexpr auto pull = sum(inverse_cubes * v(j, d), j);
  static constexpr auto by_algebra = gradient(size(along_sphere(pull)), wrt(v));
};

template <std::size_t N>
void add_rows() {
  using f = formulas<N>;
  static const bench::numbers at = bench::normal(N * dimensions, 0, 1, 121);
  static bench::numbers mine(N * dimensions), hands(N * dimensions);
  static const hand::force<N, dimensions> data{at.data(), hands.data()};
  const auto add = [](const std::string& way, auto formula, auto by_hand) {
    const auto ours = [formula] { return formula(f::v = at, out(f::v) = mine).value; };
    bench::must_agree("force: value", ours(), by_hand(), 1);
    bench::must_agree("force: d v", mine, hands, 1);
    const std::string problem = "force N=" + std::to_string(N) + way;
    bench::variant(problem, "by hand", by_hand);
    bench::variant(problem, "tapeless", ours);
  };
  add(", straight", f::straight, [] { return hand::force_straight(data); });
  add(", by algebra", f::by_algebra, [] { return hand::force_best<N, dimensions>::run(data); });
}

[[maybe_unused]] const bool registered = [] {
  add_rows<20>();
  add_rows<100>();
  return true;
}();

}  // namespace
