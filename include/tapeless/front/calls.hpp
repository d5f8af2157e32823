// What computes: the emitted code, or in a constant evaluation the graph itself.
#pragma once

#include <cstddef>

#include "tapeless/emit/kernel.hpp"
#include "tapeless/ir/evaluate.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::front {

using std::ptrdiff_t;

// Memory for copies.
template <class X>
class scratch {
 public:
  explicit scratch(ptrdiff_t size) : memory_(static_cast<std::size_t>(size) * sizeof(X)) {}
  X* begin() { return reinterpret_cast<X*>(memory_.begin()); }

 private:
  machine::workspace memory_;
};

// The same in a constant evaluation.
template <class X>
class constant_scratch {
 public:
  constexpr explicit constant_scratch(ptrdiff_t size)
      : memory_(new X[static_cast<std::size_t>(size)]{}) {}
  constant_scratch(const constant_scratch&) = delete;
  constant_scratch& operator=(const constant_scratch&) = delete;
  constexpr ~constant_scratch() { delete[] memory_; }
  constexpr X* begin() { return memory_; }

 private:
  X* memory_;
};

template <class P, class T>
struct compiled_call : emit::call<P, T> {
  using emit::call<P, T>::top;

  constexpr const T* input_of(int i) const { return top.tensor[i]; }
  constexpr T* output_of(int o) const { return top.tensor[emit::tensors<P>::of_output(o)]; }
  constexpr ptrdiff_t* extents() { return top.extent; }
  // A small program becomes part of the caller: then its scalars need not go through memory.
  [[gnu::always_inline]] constexpr void run() {
    if (std::is_constant_evaluated()) evaluate();
    else if constexpr (P::plan.items.size <= 64) emit::kernel<P, T>(*this).run();
    else run_apart();
  }

 private:
  [[gnu::noinline]] void run_apart() { emit::kernel<P, T>(*this).run(); }

  constexpr void evaluate() {
    const ir::graph graph = P::graph.thaw();
    const ir::evaluator<T> values(graph, top.tensor, top.extent, this->whole);
    for (int o = 0; o < graph.outputs.size(); ++o) values.write(graph.outputs[o], output_of(o));
  }
};

}  // namespace tapeless::front
