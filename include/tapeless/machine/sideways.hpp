// The lanes of a pack combined into one number, and those of many packs at once.
#pragma once

#include <utility>

#include "tapeless/base/several.hpp"
#include "tapeless/machine/pack.hpp"

namespace tapeless::machine {

// All lanes of a pack as one number, pairwise.
template <class T, class Combine>
[[gnu::always_inline]] inline T sideways(pack<T> p, const Combine& combine) {
  for (int half = pack<T>::width / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) p.v[i] = combine(T(p.v[i]), T(p.v[i + half]));
  return p.v[0];
}

// Two packs in one: each segment of so many lanes is combined to half of it, and those of the first
// and of the second alternate.
template <int Segment, class T, class Combine>
[[gnu::always_inline]] inline pack<T> halved(pack<T> a, pack<T> b, const Combine& combine) {
  constexpr int half = Segment / 2, width = pack<T>::width;
  constexpr auto from = [](int lane, int upper) {
    const int of_b = lane % Segment / half, begin = lane / Segment * Segment;
    return of_b * width + begin + upper * half + lane % half;
  };
  return [&]<int... L>(std::integer_sequence<int, L...>) __attribute__((always_inline)) {
    return combine(pack<T>(__builtin_shufflevector(a.v, b.v, from(L, 0)...)),
                   pack<T>(__builtin_shufflevector(a.v, b.v, from(L, 1)...)));
  }
  (std::make_integer_sequence<int, width>{});
}

// As many packs as one has lanes: the lane u of the result is sideways(p[u]), to the last bit.
template <int Segment, class T, class Combine>
[[gnu::always_inline]] inline pack<T> sideways_each(const pack<T>* p, const Combine& combine) {
  if constexpr (Segment == 1) {
    return *p;
  } else {
    constexpr int half = Segment / 2;
    base::several<pack<T>, half> q;
    for (int i = 0; i < half; ++i) q[i] = halved<Segment>(p[i], p[i + half], combine);
    return sideways_each<half, T>(q, combine);
  }
}
template <class T, class Combine>
[[gnu::always_inline]] inline pack<T> sideways_each(const base::several<pack<T>, pack<T>::width>& p,
                                                    const Combine& combine) {
  return sideways_each<pack<T>::width, T>(p, combine);
}

}  // namespace tapeless::machine
