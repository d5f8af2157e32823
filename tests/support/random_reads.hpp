// Formulas of tensors grown from seeds at compile time, in which inputs are read along every
// permutation of their axes and of twins.
#pragma once

#include "random_tensor.hpp"

namespace tapeless::tests::reads {

using namespace literals;
using growing::applied;
using growing::over;
using growing::tensor;

inline constexpr auto i = axis<"i">;
inline constexpr auto j = twin<"j">(i);
inline constexpr auto k = twin<"k">(i);
inline constexpr auto a = input<"a">(i, j);
inline constexpr auto t = input<"t">(i, j, k);
inline constexpr auto x = input<"x">(i);
inline constexpr auto s = input<"s">;

// The axes of formulas: 1 for i, 2 for j, 4 for k.

template <std::uint64_t Random>
constexpr auto leaf() {
  constexpr std::uint64_t choice = Random % 24;
  if constexpr (choice == 0) return over<3>(a);
  else if constexpr (choice == 1) return over<3>(a(j, i));
  else if constexpr (choice == 2) return over<1>(a(i, i));
  else if constexpr (choice == 3) return over<2>(a(j, j));
  else if constexpr (choice == 4) return over<5>(a(i, k));
  else if constexpr (choice == 5) return over<5>(a(k, i));
  else if constexpr (choice == 6) return over<6>(a(k, j));
  else if constexpr (choice == 7) return over<6>(a(j, k));
  else if constexpr (choice == 8) return over<1>(x);
  else if constexpr (choice == 9) return over<2>(x(j));
  else if constexpr (choice == 10) return over<4>(x(k));
  else if constexpr (choice == 11) return over<7>(t);
  else if constexpr (choice == 12) return over<7>(t(j, k, i));
  else if constexpr (choice == 13) return over<7>(t(k, j, i));
  else if constexpr (choice == 14) return over<7>(t(i, k, j));
  else if constexpr (choice == 15) return over<3>(t(j, i, j));
  else if constexpr (choice == 16) return over<5>(t(k, k, i));
  else if constexpr (choice == 17) return over<0>(s);
  else if constexpr (choice == 18) return over<0>(0.5_c);
  else if constexpr (choice == 19) return over<2>(sin(j));
  else if constexpr (choice == 20) return over<3>(a);
  else if constexpr (choice == 21) return over<3>(a(j, i));
  else if constexpr (choice == 22) return over<1>(x);
  else return over<2>(x(j));
}

template <std::uint64_t Random>
constexpr auto reduced(auto f, auto axis) {
  if constexpr (Random % 6 == 0) return mean(f, axis);
  else if constexpr (Random % 6 == 1) return max(f, axis);
  else if constexpr (Random % 6 == 2) return logsumexp(f, axis);
  else return sum(f, axis);
}

// Over one of its axes, if it has any.
template <std::uint64_t Random, class Formula, unsigned Axes>
constexpr auto reduced(tensor<Formula, Axes> f) {
  constexpr unsigned wish = 1U << Random % 3;
  constexpr unsigned which = (Axes & wish) != 0 ? wish : Axes & (~Axes + 1);
  if constexpr (which == 0) return f;
  else if constexpr (which == 1) return over<Axes - 1>(reduced<Random / 3>(f.formula, i));
  else if constexpr (which == 2) return over<Axes - 2>(reduced<Random / 3>(f.formula, j));
  else return over<Axes - 4>(reduced<Random / 3>(f.formula, k));
}

template <std::uint64_t Random, class F, unsigned A, class G, unsigned B>
constexpr auto joined(tensor<F, A> first, tensor<G, B> second) {
  constexpr std::uint64_t choice = Random % 12;
  const F f = first.formula;
  const G g = second.formula;
  if constexpr (choice == 0) return over<A | B>(f + g);
  else if constexpr (choice == 1) return over<A | B>(f - g);
  else if constexpr (choice == 2) return over<A | B>(max(f, g));
  else if constexpr (choice == 3) return over<A | B>(where(f < g, sin(f), g));
  else if constexpr (choice == 4) return over<A | B | 3>(where(i < j, f, g));
  else if constexpr (choice == 5) return over<A | B>(f / (square(g) + 0.5_c));
  else return over<A | B>(f * g);
}

template <std::uint64_t Seed, int Depth>
constexpr auto grown() {
  constexpr std::uint64_t random = mixed(Seed), rest = random / 100;
  if constexpr (Depth == 0 || random % 100 < 10) {
    return leaf<rest>();
  } else if constexpr (random % 100 < 60) {
    return joined<rest>(grown<mixed(Seed + 1), Depth - 1>(), grown<mixed(Seed + 2), Depth - 1>());
  } else if constexpr (random % 100 < 75) {
    return applied<rest>(grown<mixed(Seed + 1), Depth - 1>());
  } else {
    return reduced<rest>(grown<mixed(Seed + 1), Depth - 1>());
  }
}

// All inputs are there.
template <std::uint64_t Seed>
constexpr auto loss() {
  return mean(grown<Seed, 3>().formula) + sum(a * x) / 8_c + s * mean(t);
}

}  // namespace tapeless::tests::reads
