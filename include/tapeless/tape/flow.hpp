// How an adjoint flows to an operand.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

#include "tapeless/machine/pack.hpp"
#include "tapeless/tape/chain.hpp"
#include "tapeless/tape/number.hpp"

namespace tapeless::taped {

using std::size_t;

// What flows back is a T, or a pack of them: one result a lane.
template <class T>
struct pack_of {
  using type = T;
};
template <std::floating_point T>
requires(sizeof(T) <= 8) struct pack_of<T> {
  using type = machine::pack<T>;
};
template <class T>
using several = typename pack_of<T>::type;

template <class T, class Adjoint>
inline constexpr size_t lanes = sizeof(Adjoint) / sizeof(T);
template <class T, class Adjoint>
auto& lane(Adjoint& adjoint, size_t i) {
  using type = std::conditional_t<std::is_const_v<Adjoint>, const T, T>;
  return reinterpret_cast<type*>(&adjoint)[i];
}

template <class T>
[[gnu::always_inline]] inline bool is_zero(const T& a) {
  if constexpr (depth<T> == 0) return a == T(0);
  else return a.is_passive() && is_zero(a.value());
}
template <class T>
[[gnu::always_inline]] inline bool is_zero(const machine::pack<T>& a) {
  bool all = true;
  for (int i = 0; i < machine::pack<T>::width; ++i) all = all && a.v[i] == T(0);
  return all;
}

// Whether an adjoint flows, and may be multiplied by any partial derivative: no chain_product is
// needed then. It is asked once for an entry, not for each operand.
template <class T>
[[gnu::always_inline]] inline bool flows_freely(const T& adjoint) {
  if constexpr (depth<T> == 0) return is_harmless(adjoint);
  else return false;
}
template <class T>
[[gnu::always_inline]] inline bool flows_freely(const machine::pack<T>& adjoint) {
  bool all = !is_zero(adjoint);
  for (int i = 0; i < machine::pack<T>::width; ++i) all &= base::is_finite(adjoint.v[i]);
  return all;
}

// (In a pack some lanes may be 0.)
template <class T>
[[gnu::always_inline]] inline void flow(T& to, const T& partial, const T& adjoint) {
  to += partial * adjoint;
}
template <class T>
[[gnu::always_inline]] inline void flow(machine::pack<T>& to, const T& partial,
                                        machine::pack<T> adjoint) {
  const machine::pack<T> none(T(0));
  to = to + select(adjoint == none, none, machine::pack<T>(partial) * adjoint);
}

template <class T>
void flow_with_care(T& to, const T& partial, const T& adjoint) {
  to += chain_product(partial, adjoint);
}
template <class T>
void flow_with_care(machine::pack<T>& to, const T& partial, const machine::pack<T>& adjoint) {
  for (size_t i = 0; i < lanes<T, machine::pack<T>>; ++i)
    lane<T>(to, i) += chain_product(partial, lane<T>(adjoint, i));
}

}  // namespace tapeless::taped
