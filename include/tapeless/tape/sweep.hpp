// The way back through a recording: every entry passes its adjoint on to its operands.
#pragma once

#include <utility>

#include "tapeless/tape/call.hpp"
#include "tapeless/tape/flow.hpp"
#include "tapeless/tape/memory.hpp"
#include "tapeless/tape/spread.hpp"

namespace tapeless::taped {

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
      const std::byte* const begin = m[c].begin();
      at.end = m[c].end();
      while (at.end != begin) at = back(at);
    }
  }

 private:
  // Passes one entry. (The memory that comes next is asked for: the processor does not see by
  // itself that this runs backwards.)
  [[gnu::always_inline]] static place back(place at) {
    __builtin_prefetch(at.end - 4096);
    const tag t = tag_before(at.end);
    switch (t) {
      case tag_of_statement<1, 0, 0>:
        return statement<1, 0, 0>(at);
      case tag_of_statement<2, 0, 0>:
        return statement<2, 0, 0>(at);
      case tag_of_statement<3, 0, 0>:
        return statement<3, 0, 0>(at);
      case tag_of_statement<4, 0, 0>:
        return statement<4, 0, 0>(at);
      case tag_of_statement<5, 0, 0>:
        return statement<5, 0, 0>(at);
      case tag_of_statement<6, 0, 0>:
        return statement<6, 0, 0>(at);
      case tag_of_statement<7, 0, 0>:
        return statement<7, 0, 0>(at);
      case tag_of_statement<8, 0, 0>:
        return statement<8, 0, 0>(at);
      case tag_of_statement<0, 2, 0>:
        return statement<0, 2, 0>(at);
      case tag_of_statement<0, 1, 1>:
        return statement<0, 1, 1>(at);
      case tag_of_statement<0, 0, 1>:
        return statement<0, 0, 1>(at);
      case tag_of_statement<1, 1, 0>:
        return statement<1, 1, 0>(at);
      case tag_of_statement<1, 0, 1>:
        return statement<1, 0, 1>(at);
      case tag_of_statement<2, 1, 0>:
        return statement<2, 1, 0>(at);
      case tag_of_statement<2, 0, 1>:
        return statement<2, 0, 1>(at);
      case tag_of_addition<1, 0, 0>:
        return addition<1, 0, 0>(at);
      case tag_of_addition<2, 0, 0>:
        return addition<2, 0, 0>(at);
      case tag_of_addition<3, 0, 0>:
        return addition<3, 0, 0>(at);
      case tag_of_addition<4, 0, 0>:
        return addition<4, 0, 0>(at);
      case tag_of_addition<5, 0, 0>:
        return addition<5, 0, 0>(at);
      case tag_of_addition<6, 0, 0>:
        return addition<6, 0, 0>(at);
      case tag_of_addition<7, 0, 0>:
        return addition<7, 0, 0>(at);
      case tag_of_addition<8, 0, 0>:
        return addition<8, 0, 0>(at);
      case tag_of_addition<0, 1, 0>:
        return addition<0, 1, 0>(at);
      case tag_of_addition<0, 0, 1>:
        return addition<0, 0, 1>(at);
      case tag_of_addition<1, 1, 0>:
        return addition<1, 1, 0>(at);
      case tag_of_addition<2, 1, 0>:
        return addition<2, 1, 0>(at);
      default:
        return seldom(at.end, at.here, t);
    }
  }
  template <size_t Stored, size_t Plus, size_t Minus>
  static constexpr tag tag_of_statement = make_tag(kind::statement,
                                                   operand_counts{Stored, Plus, Minus});
  template <size_t Stored, size_t Plus, size_t Minus>
  static constexpr tag tag_of_addition = make_tag(kind::addition,
                                                  operand_counts{Stored, Plus, Minus});

  // (Each in a function of its own: then this one needs no stack. Two pointers are given where one
  // place would have to be in memory.)
  [[gnu::noinline]] static place seldom(const std::byte* end, Adjoint* here, tag t) {
    switch (kind_of(t)) {
      case kind::statement:
        return long_statement(end, here, t);
      case kind::addition:
        return long_addition(end, here, t);
      case kind::relay:
        return relay({end, here});
      case kind::spread:
        return spread({end, here}, count_of(t));
      case kind::call:
        return call({end, here}, count_of(t));
      case kind::inputs:
        break;
    }
    return {end - smallest_bytes<T>, here - count_of(t)};
  }
  [[gnu::noinline]] static place long_statement(const std::byte* end, Adjoint* here, tag t) {
    const operand_counts n = operands_of(t);
    pass_statement({end, here}, n);
    return {end - bytes_of<T>(kind::statement, n), here - 1};
  }
  [[gnu::noinline]] static place long_addition(const std::byte* end, Adjoint* here, tag t) {
    const operand_counts n = operands_of(t);
    pass_addition({end, here}, n);
    return {end - bytes_of<T>(kind::addition, n), here};
  }

  // (The place moves on last, so that it does so where it is; and by a constant, or clang would
  // have one piece of code for all that takes the bytes from the counts.)
  template <size_t Stored, size_t Plus, size_t Minus>
  [[gnu::always_inline]] static place statement(place at) {
    constexpr operand_counts n{Stored, Plus, Minus};
    constexpr size_t bytes = bytes_of<T>(kind::statement, n);
    pass_statement(at, n);
    return {at.end - bytes, at.here - 1};
  }
  [[gnu::always_inline]] static void pass_statement(place at, operand_counts n) {
    Adjoint& here = at.here[-1];
    const Adjoint adjoint = here;
    if (flows_freely(adjoint)) [[likely]] {
      here = Adjoint(T(0));
      pass<kind::statement>({at.end, &here}, adjoint, n);
    } else if (!is_zero(adjoint)) {
      here = Adjoint(T(0));
      pass_with_care(at.end, &here, adjoint, make_tag(kind::statement, n));
    }
  }

  template <size_t Stored, size_t Plus, size_t Minus>
  [[gnu::always_inline]] static place addition(place at) {
    constexpr operand_counts n{Stored, Plus, Minus};
    constexpr size_t bytes = bytes_of<T>(kind::addition, n);
    pass_addition(at, n);
    return {at.end - bytes, at.here};
  }
  [[gnu::always_inline]] static void pass_addition(place at, operand_counts n) {
    const Adjoint adjoint = at.here[terms_before<kind::addition>(at.end, n).operand(n.all())];
    if (flows_freely(adjoint)) [[likely]]
      pass<kind::addition>(at, adjoint, n);
    else if (!is_zero(adjoint))
      pass_with_care(at.end, at.here, adjoint, make_tag(kind::addition, n));
  }

  template <kind K>
  [[gnu::always_inline]] static terms_entry<T> terms_before(const std::byte* end,
                                                            operand_counts n) {
    return {end - bytes_of<T>(K, n), n.stored};
  }

  // To the operands of the entry that ends here.
  template <kind K>
  [[gnu::always_inline]] static void pass(place at, const Adjoint& adjoint, operand_counts n) {
    const terms_entry<T> terms = terms_before<K>(at.end, n);
    for (size_t k = 0; k < n.stored; ++k)
      flow<T>(at.here[terms.operand(k)], terms.partial(k), adjoint);
    pass_to_units(terms, at.here, adjoint, n);
  }
  [[gnu::noinline]] static void pass_with_care(const std::byte* end, Adjoint* here, Adjoint adjoint,
                                               tag t) {
    const operand_counts n = operands_of(t);
    const terms_entry<T> terms{end - bytes_of<T>(kind_of(t), n), n.stored};
    for (size_t k = 0; k < n.stored; ++k)
      flow_with_care<T>(here[terms.operand(k)], terms.partial(k), adjoint);
    pass_to_units(terms, here, adjoint, n);
  }
  [[gnu::always_inline]] static void pass_to_units(const terms_entry<T>& terms, Adjoint* here,
                                                   const Adjoint& adjoint, operand_counts n) {
    size_t k = n.stored;
    for (const size_t end = k + n.plus; k < end; ++k) {
      Adjoint& to = here[terms.operand(k)];
      to = to + adjoint;
    }
    for (; k < n.all(); ++k) {
      Adjoint& to = here[terms.operand(k)];
      to = to - adjoint;
    }
  }

  [[gnu::noinline]] static place relay(place at) {
    at.end -= relay_bytes<T>;
    const index distance = stored_at<index>(at.end);
    const Adjoint adjoint = std::exchange(*--at.here, Adjoint(T(0)));
    flow<T>(*(at.here - distance), T(1), adjoint);
    return at;
  }

  [[gnu::noinline]] static place spread(place at, size_t runs) {
    const spread_entry<T> entry(at.end, runs);
    const Adjoint adjoint = std::exchange(*--at.here, Adjoint(T(0)));
    at.end = entry.begin();
    if (is_zero(adjoint)) return at;
    const bool care = !flows_freely(adjoint);
    const T* partial = entry.partials();
    for (size_t r = 0; r < runs; ++r) {
      const run run = entry.runs()[r];
      if (run.distance != 0)
        pass_to_run(at.here - run.distance, partial, run.length, adjoint, care);
      partial += run.length;
    }
    return at;
  }
  [[gnu::always_inline]] static void pass_to_run(Adjoint* to, const T* partial, size_t length,
                                                 const Adjoint& adjoint, bool care) {
    if (care) [[unlikely]]
      return pass_to_run_with_care(to, partial, length, adjoint);
    for (size_t k = 0; k < length; ++k) flow(to[k], partial[k], adjoint);
  }
  // (The adjoint is passed by value, so that the other one can stay in a register.)
  [[gnu::noinline]] static void pass_to_run_with_care(Adjoint* to, const T* partial, size_t length,
                                                      Adjoint adjoint) {
    for (size_t k = 0; k < length; ++k) flow_with_care(to[k], partial[k], adjoint);
  }

  [[gnu::noinline]] static place call(place at, size_t results) {
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
