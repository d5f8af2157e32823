// A lower triangle, packed row by row, times the vector of each sample.
#include "hand/triangle.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t wide = 10;

constexpr auto n = axis<"n">;
constexpr auto i = axis<"i", wide>;
constexpr auto j = axis<"j", wide>;
constexpr auto packed = axis<"packed", wide*(wide + 1) / 2>;
constexpr auto lower = input<"lower">(packed);
constexpr auto x = input<"x">(j, n);
constexpr auto product = sum(where(j <= i, lower(i*(i + 1_c) / 2_c + j) * x, 0_c), j);
constexpr auto squares = gradient(sum(square(product)), wrt(lower, x));

[[maybe_unused]] const bool registered = [] {
  constexpr std::size_t size = 1000;
  using hand_triangle = hand::triangle<wide>;
  static const bench::numbers entries = bench::normal(hand_triangle::packed, 0, 1, 71);
  static const bench::numbers xs = bench::normal(wide * size, 0, 1, 72);
  static bench::numbers d_lower(hand_triangle::packed);
  static bench::numbers d_x(wide * size);
  static bench::numbers hand_lower(hand_triangle::packed);
  static bench::numbers hand_x(wide * size);
  static const hand_triangle data{entries.data(), xs.data(), hand_lower.data(), hand_x.data(),
                                  size};
  const auto ours = [] {
    return squares(lower = entries, x = xs, out(lower) = d_lower, out(x) = d_x).value;
  };
  const auto theirs = [] { return hand::triangle_best<wide>::run(data); };
  const auto plain = [] { return hand::triangle_plain(data); };
  const double value = ours();
  for (const auto& by_hand : std::initializer_list<std::function<double()>>{plain, theirs}) {
    bench::must_agree("triangle: value", value, by_hand(), 1);
    bench::must_agree("triangle: d lower", d_lower, hand_lower, size);
    bench::must_agree("triangle: d x", d_x, hand_x, 10);
  }

  bench::variant("triangle n=1000, d=10", "plain", plain);
  bench::variant("triangle n=1000, d=10", "by hand", theirs);
  bench::variant("triangle n=1000, d=10", "tapeless", ours);
  return true;
}();

}  // namespace
