// What computes: the emitted code, or in a constant evaluation the graph itself.
#pragma once

#include <cstddef>

#include "tapeless/emit/kernel.hpp"
#include "tapeless/ir/evaluate.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::front {

using std::ptrdiff_t;

// A constant evaluation has pointers too, but no frame.
template <class P, class T>
struct constant_call {
  // Memory for copies; so has an emitted call.
  template <class X>
  class scratch {
   public:
    constexpr explicit scratch(ptrdiff_t size) : memory_(new X[static_cast<std::size_t>(size)]{}) {}
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    constexpr ~scratch() { delete[] memory_; }
    constexpr X* begin() { return memory_; }

   private:
    X* memory_;
  };

  const T* input[P::graph.input_count + 1] = {};
  T* output[P::graph.output_count] = {};
  ptrdiff_t extent[P::graph.axis_count + 1] = {};
  const std::int32_t* whole[P::graph.input_count + 1] = {};

  constexpr void set_input(int i, const T* data) { input[i] = data; }
  constexpr void set_output(int o, T* data) { output[o] = data; }
  constexpr const T* input_of(int i) const { return input[i]; }
  constexpr T* output_of(int o) const { return output[o]; }
  constexpr ptrdiff_t* extents() { return extent; }
  constexpr void run() {
    const ir::graph graph = P::graph.thaw();
    const ir::evaluator<T> values(graph, input, extent, whole);
    for (int o = 0; o < graph.outputs.size(); ++o) values.write(graph.outputs[o], output[o]);
  }
};

template <class P, class T>
struct emitted_call : emit::call<P, T> {
  template <class X>
  class scratch {
   public:
    explicit scratch(ptrdiff_t size) : memory_(static_cast<std::size_t>(size) * sizeof(X)) {}
    X* begin() { return reinterpret_cast<X*>(memory_.begin()); }

   private:
    machine::workspace memory_;
  };

  const T* input_of(int i) const { return this->top.tensor[i]; }
  T* output_of(int o) const { return this->top.tensor[emit::tensors<P>::of_output(o)]; }
  ptrdiff_t* extents() { return this->top.extent; }
  // A small program becomes part of the caller: then its scalars need not go through memory.
  [[gnu::always_inline]] void run() {
    if constexpr (P::plan.items.size <= 64) emit::kernel<P, T>(*this).run();
    else run_apart();
  }
  [[gnu::noinline]] void run_apart() { emit::kernel<P, T>(*this).run(); }
};

}  // namespace tapeless::front
