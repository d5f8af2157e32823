// Flow between the points of a grid whose conductivity depends on the state: five points, read at
// shifts of both axes.
#include "hand/stencil.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;
using tapeless::extent;

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto a = axis<"a">(extent(i) - 2_c);
constexpr auto b = axis<"b">(extent(j) - 2_c);
constexpr auto u = input<"u">(i, j);
constexpr auto c = input<"c">(i, j);
constexpr auto k = c * (1_c + square(u));
constexpr auto flow = [](auto from_a, auto from_b) {
  const auto there = at(k, i = a + from_a, j = b + from_b);
  const auto here = at(k, i = a + 1_c, j = b + 1_c);
  return (there + here) * (u(a + from_a, b + from_b) - u(a + 1_c, b + 1_c));
};
constexpr auto residual = flow(0_c, 1_c) + flow(2_c, 1_c) + flow(1_c, 0_c) + flow(1_c, 2_c);
constexpr auto balance = gradient(sum(square(residual)), wrt(u, c));

[[maybe_unused]] const bool registered = [] {
  constexpr std::size_t side = 1000, size = side * side;
  static const bench::numbers us = bench::normal(size, 0, 1, 41);
  static const bench::numbers cs = bench::normal(size, 1, 0.1, 42);
  static bench::numbers d_u(size);
  static bench::numbers d_c(size);
  static bench::numbers hand_u(size);
  static bench::numbers hand_c(size);
  static bench::numbers room(size);
  static const hand::grid grid{us.data(), cs.data(), hand_u.data(), hand_c.data(), side, side};
  const auto ours = [] {
    return balance(u = us, c = cs, i = side, j = side, out(u) = d_u, out(c) = d_c).value;
  };
  const auto theirs = [] { return hand::stencil_best::run(grid); };
  const auto plain = [] { return hand::stencil_plain(grid, room.data()); };
  const double value = ours();
  for (const auto& by_hand : std::initializer_list<std::function<double()>>{plain, theirs}) {
    bench::must_agree("stencil: value", value, by_hand(), 1);
    bench::must_agree("stencil: d u", d_u, hand_u, 1000);
    bench::must_agree("stencil: d c", d_c, hand_c, 1000);
  }

  bench::variant("stencil 1000 x 1000", "plain", plain);
  bench::variant("stencil 1000 x 1000", "by hand", theirs);
  bench::variant("stencil 1000 x 1000", "tapeless", ours);
  return true;
}();

}  // namespace
