// What can be said in a call beside the data: where results go, how many threads work.
#pragma once

#include <iterator>
#include <span>

#include "tapeless/expr/input.hpp"

namespace tapeless {

namespace expr {

// The caller's memory for a gradient, or for the value when Input is void.
template <class Input, class T>
struct out_binding {
  std::span<T> memory;
};

template <class Input>
struct out_of {
  template <class Range>
  constexpr auto operator=(Range&& memory) const {
    using T = std::remove_pointer_t<decltype(std::data(memory))>;
    static_assert(!std::is_const_v<T>, "tapeless: out() needs memory that can be written");
    return out_binding<Input, T>{std::span<T>(std::data(memory), std::size(memory))};
  }
};

struct out_maker : out_of<void> {
  using out_of<void>::operator=;

  template <input Input>
  constexpr auto operator()(Input) const {
    return out_of<Input>{};
  }
};

struct thread_option {
  int number;
};

}  // namespace expr

// out(slope) = memory writes the gradient by slope into the caller's memory; out = memory, the
// value of a function.
inline constexpr expr::out_maker out{};

// The work is shared by so many threads, if compiled with OpenMP. The results have the same bits
// for any number.
constexpr auto threads(int number) { return expr::thread_option{number}; }

}  // namespace tapeless
