// Formulas grown from seeds at compile time, in which inputs and formulas are read elsewhere: at
// shifts and strides, backwards, in windows, where whole numbers say, and beyond the borders.
#pragma once

#include "random_tensor.hpp"

namespace tapeless::tests::elsewhere {

using namespace literals;
using growing::applied;
using growing::over;
using growing::tensor;

inline constexpr auto n = axis<"n">;
inline constexpr auto j = twin<"j">(n);
inline constexpr auto m = axis<"m">(extent(n) - 2_c);
inline constexpr auto h = axis<"h">(extent(n) / 2_c);
inline constexpr auto k = axis<"k", 3>;
inline constexpr auto o = axis<"o">;
inline constexpr auto x = input<"x">(n);
inline constexpr auto y = input<"y">(m);
inline constexpr auto w = input<"w">(k);
inline constexpr auto z = input<"z">(o);
inline constexpr auto a = input<"a">(n, k);
inline constexpr auto b = input<"b">(n, j);
inline constexpr auto s = input<"s">;
inline constexpr auto which = input<"which", whole>(o);  // below n
inline constexpr auto from = input<"from", whole>(o);    // below n - 2

// The axes of formulas.
enum axes : unsigned { of_none = 0, of_n = 1, of_m = 2, of_h = 4, of_k = 8, of_o = 16, of_j = 32 };

template <std::uint64_t Random>
constexpr auto leaf() {
  constexpr std::uint64_t choice = Random % 28;
  if constexpr (choice == 0) return over<of_n>(x);
  else if constexpr (choice == 1) return over<of_m>(x(m + 1_c));
  else if constexpr (choice == 2) return over<of_m>(x(m + 2_c));
  else if constexpr (choice == 3) return over<of_h>(x(2_c * h + 1_c));
  else if constexpr (choice == 4) return over<of_h>(x(2_c * h));
  else if constexpr (choice == 5) return over<of_n>(x(extent(n) - 1_c - n));
  else if constexpr (choice == 6) return over<of_m | of_k>(x(m + k));
  else if constexpr (choice == 7) return over<of_o>(x(which));
  else if constexpr (choice == 8) return over<of_o>(x(from + 2_c));
  else if constexpr (choice == 9) return over<of_o | of_k>(x(from + k));
  else if constexpr (choice == 10) return over<of_m>(y);
  else if constexpr (choice == 11) return over<of_o>(y(from));
  else if constexpr (choice == 12) return over<of_n>(padded(y(n - 1_c), 0.5_c));
  else if constexpr (choice == 13) return over<of_k>(w);
  else if constexpr (choice == 14) return over<of_k>(w(2_c - k));
  else if constexpr (choice == 15) return over<of_n>(w(n % 3_c));
  else if constexpr (choice == 16) return over<of_o>(z);
  else if constexpr (choice == 17) return over<of_n | of_k>(a);
  else if constexpr (choice == 18) return over<of_o | of_k>(a(which, k));
  else if constexpr (choice == 19) return over<of_m | of_k>(a(m + k, 2_c - k));
  else if constexpr (choice == 20) return over<of_m>(a(m + 2_c, m % 3_c));
  else if constexpr (choice == 21) return over<of_n | of_j>(b);
  else if constexpr (choice == 22) return over<of_m>(b(m + 2_c, m));
  else if constexpr (choice == 23) return over<of_o>(b(which, from + 1_c));
  else if constexpr (choice == 24) return over<of_h | of_k>(b(2_c * h + 1_c, k));
  else if constexpr (choice == 25) return over<of_n>(x(n / 2_c));
  else if constexpr (choice == 26) return over<of_n | of_k>(padded(x(n + k - 1_c), s));
  else return over<of_none>(s);
}

template <unsigned Axis, class Visit>
constexpr auto with_axis(Visit visit) {
  if constexpr (Axis == of_n) return visit(n);
  else if constexpr (Axis == of_m) return visit(m);
  else if constexpr (Axis == of_h) return visit(h);
  else if constexpr (Axis == of_k) return visit(k);
  else if constexpr (Axis == of_o) return visit(o);
  else return visit(j);
}
constexpr int count_of(unsigned axes) { return axes == 0 ? 0 : 1 + count_of(axes & (axes - 1)); }
// One of several axes.
constexpr unsigned one_of(unsigned axes, std::uint64_t random) {
  for (std::uint64_t r = random % static_cast<unsigned>(count_of(axes)); r > 0; --r)
    axes &= axes - 1;
  return axes & (~axes + 1);
}

template <std::uint64_t Random, class Formula, unsigned Axes>
constexpr auto reduced(tensor<Formula, Axes> of) {
  if constexpr (Axes == of_none) {
    return of;
  } else {
    constexpr unsigned axis = one_of(Axes, Random / 8);
    const Formula f = of.formula;
    return over<Axes & ~axis>(with_axis<axis>([f](auto along) {
      if constexpr (Random % 8 == 0) return mean(f, along);
      else if constexpr (Random % 8 == 1) return max(f, along);
      else if constexpr (Random % 8 == 2) return logsumexp(f, along);
      else return sum(f, along);
    }));
  }
}

template <std::uint64_t Random, class F, unsigned A, class G, unsigned B>
constexpr auto joined(tensor<F, A> first, tensor<G, B> second) {
  const F f = first.formula;
  const G g = second.formula;
  constexpr std::uint64_t choice = Random % 10;
  // (Not over all axes there are: the slow evaluator takes its time.)
  if constexpr (count_of(A | B) > 3) return over<A>(f * mean(g));
  else if constexpr (choice == 0) return over<A | B>(f + g);
  else if constexpr (choice == 1) return over<A | B>(f - g);
  else if constexpr (choice == 2) return over<A | B>(max(f, g));
  else if constexpr (choice == 3) return over<A | B>(where(f < g, sin(f), sin(g)));
  else if constexpr (choice == 4 && (A & of_m) != 0) return over<A | B>(where(m < 3_c, f, g));
  else if constexpr (choice == 5) return over<A | B>(f / (square(g) + 0.5_c));
  else return over<A | B>(f * g);
}

// A formula along n, along another axis instead.
template <std::uint64_t Random, class F, unsigned A>
constexpr auto moved_along_n(tensor<F, A> of) {
  constexpr std::uint64_t choice = Random % 14;
  constexpr unsigned rest = A & ~of_n;
  const F f = of.formula;
  if constexpr (choice == 0) return over<rest | of_m>(at(f, n = m));
  else if constexpr (choice == 1) return over<rest | of_m>(at(f, n = m + 1_c));
  else if constexpr (choice == 2) return over<rest | of_m>(at(f, n = m + 2_c));
  else if constexpr (choice == 3) return over<rest | of_m>(at(f, n = extent(n) - 1_c - m));
  else if constexpr (choice == 4) return over<A>(at(f, n = extent(n) - 1_c - n));
  else if constexpr (choice == 5) return over<rest | of_h>(at(f, n = 2_c * h));
  else if constexpr (choice == 6) return over<rest | of_h>(at(f, n = 2_c * h + 1_c));
  else if constexpr (choice == 7) return over<rest | of_m | of_k>(at(f, n = m + k));
  else if constexpr (choice == 8) return over<rest | of_o>(at(f, n = which));
  else if constexpr (choice == 9) return over<rest | of_o>(at(f, n = from + 1_c));
  else if constexpr (choice == 10) return over<A>(padded(at(f, n = n - 1_c), 0_c));
  else if constexpr (choice == 11) return over<A>(padded(at(f, n = n + 2_c), f));
  else if constexpr (choice == 12) return over<rest>(at(f, n = extent(n) - 1_c));
  else return over<rest | of_n | of_k>(padded(at(f, n = n + 1_c - k), 0.5_c));
}
// One along m or k; others stay.
template <std::uint64_t Random, class F, unsigned A>
constexpr auto moved(tensor<F, A> of) {
  constexpr unsigned n_for_m = (A & ~of_m) | of_n;
  constexpr std::uint64_t rest = Random / 3;
  const F f = of.formula;
  if constexpr ((A & of_n) != 0) return moved_along_n<rest>(of);
  else if constexpr ((A & of_m) != 0 && rest % 4 == 0)
    return over<n_for_m>(padded(at(f, m = n - 2_c), 0.5_c));
  else if constexpr ((A & of_m) != 0 && rest % 4 == 1)
    return over<n_for_m>(padded(at(f, m = n - 1_c), s));
  else if constexpr ((A & of_m) != 0 && rest % 4 == 2)
    return over<A>(at(f, m = extent(n) - 3_c - m));
  else if constexpr ((A & of_m) != 0) return over<(A & ~of_m) | of_o>(at(f, m = from));
  else if constexpr ((A & of_k) != 0 && rest % 3 == 0) return over<A>(at(f, k = 2_c - k));
  else if constexpr ((A & of_k) != 0 && rest % 3 == 1) return over<A & ~of_k>(at(f, k = 1_c));
  else if constexpr ((A & of_k) != 0) return over<A>(padded(at(f, k = k + 1_c), 0_c));
  else return of;
}

template <std::uint64_t Seed, int Depth>
constexpr auto grown() {
  constexpr std::uint64_t random = mixed(Seed), kind = random % 100, rest = random / 100;
  if constexpr (Depth == 0 || kind < 5) return leaf<rest>();
  else if constexpr (kind < 45)
    return joined<rest>(grown<mixed(Seed + 1), Depth - 1>(), grown<mixed(Seed + 2), Depth - 1>());
  else if constexpr (kind < 60) return applied<rest>(grown<mixed(Seed + 1), Depth - 1>());
  else if constexpr (kind < 85) return moved<rest>(grown<mixed(Seed + 1), Depth - 1>());
  else return reduced<rest>(grown<mixed(Seed + 1), Depth - 1>());
}

// All inputs are there.
template <std::uint64_t Seed>
constexpr auto loss() {
  return mean(grown<Seed, 4>().formula) + s * (mean(x) + mean(y) + mean(w) + mean(z)) +
         mean(a * w) + mean(b * x);
}

}  // namespace tapeless::tests::elsewhere
