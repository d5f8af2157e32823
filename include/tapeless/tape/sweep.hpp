// The way back through a recording: every entry passes its adjoint on to its operands.
#pragma once

#include <memory>

#include "tapeless/machine/pack.hpp"
#include "tapeless/tape/call.hpp"
#include "tapeless/tape/number.hpp"
#include "tapeless/tape/spread.hpp"

namespace tapeless::taped {

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
T& lane(Adjoint& adjoint, size_t i) {
  return reinterpret_cast<T*>(&adjoint)[i];
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

// Where nothing flows an infinite derivative does no harm.
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

// Goes back over a whole recording. The adjoints are contiguous, and each is 0 again when its
// statement has passed it on; only those of inputs stay.
template <class T, class Adjoint>
class sweep {
 public:
  // Where the sweep is: behind an entry, and at the adjoint of the next statement. (A value, to
  // stay in registers.)
  struct place {
    const std::byte* end;
    Adjoint* here;
  };

  static void over(const memory& m, Adjoint* end_of_adjoints) {
    place at{nullptr, end_of_adjoints};
    for (size_t c = m.in_use(); c-- > 0;) {
      at.end = m[c].end();
      while (at.end != m[c].begin()) at = back(at);
    }
  }

 private:
  // Passes one entry.
  [[gnu::always_inline]] static place back(place at) {
    const tag t = *(reinterpret_cast<const tag*>(at.end) - 1);
    switch (t) {
      case make_tag(kind::statement, 1):
        return statement<1>(at);
      case make_tag(kind::statement, 2):
        return statement<2>(at);
      case make_tag(kind::statement, 3):
        return statement<3>(at);
      case make_tag(kind::statement, 4):
        return statement<4>(at);
      case make_tag(kind::addition, 1):
        return addition<1>(at);
      case make_tag(kind::addition, 2):
        return addition<2>(at);
      case make_tag(kind::addition, 3):
        return addition<3>(at);
      default:
        return seldom(at, t);
    }
  }

  [[gnu::noinline]] static place seldom(place at, tag t) {
    const size_t count = count_of(t);
    switch (kind_of(t)) {
      case kind::statement:
        return statement<0>(at, count);
      case kind::addition:
        return addition<0>(at, count);
      case kind::relay:
        return relay(at);
      case kind::spread:
        return spread(at, count);
      case kind::call:
        return call(at, count);
      case kind::inputs:
        break;
    }
    return {at.end - rounded_to_unit<T>(sizeof(tag)), at.here - count};
  }

  template <size_t Known>
  [[gnu::always_inline]] static place statement(place at, size_t count = Known) {
    at.end -= bytes_of<T>(kind::statement, count);
    const Adjoint adjoint = *--at.here;
    if (!is_zero(adjoint)) {
      *at.here = Adjoint(T(0));
      pass<Known>(at, adjoint, count);
    }
    return at;
  }

  template <size_t Known>
  [[gnu::always_inline]] static place addition(place at, size_t count = Known) {
    at.end -= bytes_of<T>(kind::addition, count);
    const auto target = reinterpret_cast<const uint32_t*>(at.end + count * sizeof(T))[count];
    const Adjoint adjoint = *(at.here - target);
    if (!is_zero(adjoint)) pass<Known>(at, adjoint, count);
    return at;
  }

  // To the operands of the entry that begins here.
  template <size_t Known>
  [[gnu::always_inline]] static void pass(place at, const Adjoint& adjoint, size_t count) {
    if constexpr (Known > 0) count = Known;
    const T* const partial = reinterpret_cast<const T*>(at.end);
    const auto* const distance = reinterpret_cast<const uint32_t*>(partial + count);
    for (size_t k = 0; k < count; ++k) flow(*(at.here - distance[k]), partial[k], adjoint);
  }

  static place relay(place at) {
    at.end -= relay_bytes<T>;
    const index distance = *reinterpret_cast<const index*>(at.end);
    const Adjoint adjoint = std::exchange(*--at.here, Adjoint(T(0)));
    flow(*(at.here - distance), T(1), adjoint);
    return at;
  }

  static place spread(place at, size_t runs) {
    const spread_entry<T> entry(at.end, runs);
    const Adjoint adjoint = std::exchange(*--at.here, Adjoint(T(0)));
    at.end = entry.begin();
    if (is_zero(adjoint)) return at;
    const T* partial = entry.partials();
    for (size_t r = 0; r < runs; ++r) {
      const run run = entry.runs()[r];
      Adjoint* const to = at.here - run.distance;
      if (run.distance != 0)
        for (size_t k = 0; k < run.length; ++k) flow(to[k], partial[k], adjoint);
      partial += run.length;
    }
    return at;
  }

  static place call(place at, size_t results) {
    const call_entry entry(at.end);
    at = {entry.begin(), at.here - results};
    bool flows = false;
    for (size_t r = 0; r < results; ++r) flows = flows || !is_zero(at.here[r]);
    if (!flows) return at;
    entry.back<T>({reinterpret_cast<T*>(at.here), lanes<T, Adjoint>, results});
    std::fill_n(at.here, results, Adjoint(T(0)));
    return at;
  }
};

}  // namespace tapeless::taped
