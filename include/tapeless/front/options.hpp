// What can be said in a call beside the data: where results go, how many threads work.
#pragma once

#include <span>
#include <type_traits>
#include <utility>

#include "tapeless/base/shape.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/expr/refused.hpp"

namespace tapeless {

namespace expr {

// The caller's memory for a gradient, or for the value when Input is void: a std::span, a
// base::shaped_span of a row-major matrix, or a base::view of memory that may not lie in a row.
template <class Input, class T, class Memory = std::span<T>>
struct out_binding {
  Memory memory;
};

// A range that owns its numbers.
template <class Range>
concept container = requires {
  typename Range::allocator_type;
};

template <class Range>
consteval bool check_memory() {
  constexpr bool there = base::viewable<std::remove_reference_t<Range>>;
  static_assert(there,
                "tapeless: out() needs memory of float or double, in a row or at even distances");
  if constexpr (there) {
    using first = decltype(base::view_of(std::declval<Range&>()).first);
    constexpr bool writable = !std::is_const_v<std::remove_pointer_t<first>>;
    static_assert(writable, "tapeless: out() needs memory that can be written");
    constexpr bool remains = std::is_lvalue_reference_v<Range> || !container<Range>;
    static_assert(remains,
                  "tapeless: out() needs memory that is still there after the call, not a "
                  "temporary container");
    return writable && remains;
  }
  return false;
}

template <class Input>
struct out_of {
  template <class Range>
  constexpr auto operator=(Range&& memory) const {
    if constexpr (check_memory<Range>()) {
      using T = base::number_in<Range>;
      const auto view = base::view_of(memory);
      constexpr int rank = base::shape_of<Range>::rank;
      const std::span<T> row(view.first, static_cast<std::size_t>(view.count()));
      if constexpr (!base::shape_of<Range>::flat)
        return out_binding<Input, T, std::remove_const_t<decltype(view)>>{view};
      else if constexpr (rank > 1)
        return out_binding<Input, T, base::shaped_span<T, rank>>{{row, view.extent}};
      else return out_binding<Input, T>{row};
    } else {
      return refused{};
    }
  }
};

struct out_maker : out_of<void> {
  using out_of<void>::operator=;

  template <formula Wanted>
  constexpr auto operator()(Wanted) const {
    return out_of<Wanted>{};
  }
};

struct thread_option {
  int number;
};
struct unchecked_option {};

}  // namespace expr

// out(slope) = memory writes the gradient by slope into the caller's memory; out(f) = memory, a
// formula of also(f); out = memory, the value of a function.
inline constexpr expr::out_maker out{};

// The work is shared by so many threads, if compiled with OpenMP. The results have the same bits
// for any number.
constexpr auto threads(int number) { return expr::thread_option{number}; }

// Whole numbers in subscripts are taken as they are, though they might lead outside: for who has
// looked at them.
inline constexpr expr::unchecked_option unchecked{};

}  // namespace tapeless
