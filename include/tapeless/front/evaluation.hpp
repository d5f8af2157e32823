// One call: data in, results out; by the emitted code, or in a constant evaluation by the graph
// itself.
#pragma once

#include <algorithm>

#include "tapeless/emit/kernel.hpp"
#include "tapeless/front/extents.hpp"
#include "tapeless/front/result.hpp"
#include "tapeless/ir/evaluate.hpp"

namespace tapeless::front {

// How many elements an output has; 0 for a scalar, at_run_time if an extent is not known to the
// compiler.
template <class P, int Output>
consteval ptrdiff_t static_size() {
  constexpr ir::index_list axes = P::graph.outputs[Output].axes;
  if (axes.size == 0) return 0;
  ptrdiff_t size = 1;
  for (int d = 0; d < axes.size; ++d) {
    const auto extent = P::graph.axes[axes[d]].extent;
    if (extent < 0) return expr::at_run_time;
    size *= extent;
  }
  return size;
}

// Where an output is kept: a number, an array, a vector, or the caller's memory.
template <class T, ptrdiff_t Size>
struct kept {
  using type = std::array<T, static_cast<std::size_t>(Size)>;
};
template <class T>
struct kept<T, 0> {
  using type = T;
};
template <class T>
struct kept<T, expr::at_run_time> {
  using type = std::vector<T>;
};
template <class P, class T, int Output, class... Given>
struct kept_output {
  static constexpr bool given =
      static_size<P, Output>() != 0 && ((given_output<P, Given> == Output) || ...);
  using type =
      std::conditional_t<given, std::span<T>, typename kept<T, static_size<P, Output>()>::type>;
};

// A constant evaluation has pointers too, but no frame.
template <class P, class T>
struct constant_call {
  const T* input[P::graph.input_count + 1] = {};
  T* output[P::graph.output_count] = {};
  ptrdiff_t extent[P::graph.axis_count + 1] = {};

  constexpr void set_input(int i, const T* data) { input[i] = data; }
  constexpr void set_output(int o, T* data) { output[o] = data; }
  constexpr ptrdiff_t* extents() { return extent; }
  constexpr void run() {
    const ir::graph graph = P::graph.thaw();
    const ir::evaluator<T> values(graph, input, extent);
    for (int o = 0; o < graph.outputs.size(); ++o) values.write(graph.outputs[o], output[o]);
  }
};

template <class P, class T>
struct emitted_call : emit::call<P, T> {
  ptrdiff_t* extents() { return this->top.extent; }
  // A small program becomes part of the caller: then its scalars need not go through memory.
  [[gnu::always_inline]] void run() {
    if constexpr (P::plan.items.size <= 64) emit::kernel<P, T>(*this).run();
    else run_apart();
  }
  [[gnu::noinline]] void run_apart() { emit::kernel<P, T>(*this).run(); }
};

// Brings what was given to a call (one of the two above).
template <class P, class T, class Call, class... Given>
class evaluation {
 public:
  constexpr explicit evaluation(Call& call) : call_(call), extents_(call.extents()) {}

  template <class Input, class Data>
  constexpr void take(const expr::binding<Input, Data>& b) {
    constexpr int slot = slot_of<P, Input>();
    if constexpr (Input::info.axes.size == 0) {
      scalars_[slot] = static_cast<T>(b.data);
      call_.set_input(slot, &scalars_[slot]);
    } else {
      call_.set_input(slot, std::data(b.data));
      extents_.template give_size<slot>(static_cast<ptrdiff_t>(std::size(b.data)));
    }
  }
  template <class Axis>
  constexpr void take(const expr::extent_binding<Axis>& b) {
    extents_.template give<axis_of<P, Axis>()>(b.extent);
  }
  template <class Input>
  constexpr void take(const expr::out_binding<Input, T>& b) {
    memory_[P::compilation::template output_of<Input>()] = b.memory;
  }
  constexpr void take(expr::thread_option option) {
    if (option.number < 1) too_few_threads(option.number);
    if constexpr (requires { call_.threads; }) call_.threads = option.number;
  }

  constexpr void resolve() { extents_.resolve(); }

  // Gives a result its memory and the call its address.
  template <int Output, class Kept>
  constexpr void place(Kept& kept) {
    constexpr ir::index_list axes = P::graph.outputs[Output].axes;
    ptrdiff_t size = 1;
    for (int d = 0; d < axes.size; ++d) size *= call_.extents()[axes[d]];
    if constexpr (memory_given<Output>)
      if (static_cast<ptrdiff_t>(memory_[Output].size()) != size)
        wrong_memory(Output, size, memory_[Output].size());
    if constexpr (std::is_same_v<Kept, std::span<T>>) kept = memory_[Output];
    else if constexpr (std::is_same_v<Kept, std::vector<T>>)
      kept.resize(static_cast<std::size_t>(size));
    if constexpr (std::is_same_v<Kept, T>) call_.set_output(Output, &kept);
    else call_.set_output(Output, kept.data());
  }

  constexpr void run() { call_.run(); }

  // A scalar result is returned, and written to the caller's memory as well.
  template <int Output, class Kept>
  constexpr void copy_out(const Kept& kept) {
    if constexpr (std::is_same_v<Kept, T> && memory_given<Output>) memory_[Output][0] = kept;
  }

 private:
  template <int Output>
  static constexpr bool memory_given = ((given_output<P, Given> == Output) || ...);

  [[noreturn, gnu::cold, gnu::noinline]] static void wrong_memory(int output, ptrdiff_t needed,
                                                                  std::size_t size) {
    static constexpr auto input_of = [] {
      std::array<int, P::graph.output_count> all{};
      for (unsigned o = 0; o < all.size(); ++o) all[o] = P::graph.outputs[o].input;
      return all;
    }();
    const int input = input_of[static_cast<unsigned>(output)];
    const std::string what =
        input < 0 ? "the value"
                  : "the gradient by " + quoted(words<P>::inputs[static_cast<unsigned>(input)]);
    base::fail("the memory given to out() has " + std::to_string(size) + " values, but " + what +
               " has " + std::to_string(needed));
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void too_few_threads(int number) {
    base::fail("threads(" + std::to_string(number) + "): at least 1 thread is needed");
  }

  Call& call_;
  extents<P> extents_;
  T scalars_[P::graph.input_count + 1] = {};
  std::span<T> memory_[P::graph.output_count] = {};
};

}  // namespace tapeless::front
