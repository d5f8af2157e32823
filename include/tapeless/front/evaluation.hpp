// One call: data in, results out; by the emitted code, or in a constant evaluation by the graph
// itself.
#pragma once

#include <algorithm>

#include "tapeless/emit/kernel.hpp"
#include "tapeless/front/extents.hpp"
#include "tapeless/front/out_memory.hpp"
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

// Results of at most so many bytes whose extents are declared are arrays; larger ones do not belong
// on the stack.
inline constexpr std::size_t most_bytes_of_an_array = std::size_t{1} << 16;

template <class T>
constexpr bool is_array(ptrdiff_t size) {
  return size >= 0 && static_cast<std::size_t>(size) <= most_bytes_of_an_array / sizeof(T);
}

// Where an output is kept: a number, an array, a vector, or the caller's memory.
template <class T, ptrdiff_t Size>
struct kept {
  using type = std::conditional_t<is_array<T>(Size),
                                  std::array<T, static_cast<std::size_t>(is_array<T>(Size) ? Size : 0)>,
                                  std::vector<T>>;
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
      static_size<P, Output>() != 0 &&
      ((is_out_in_a_row<Given> && given_output<P, Given> == Output) || ...);
  using type =
      std::conditional_t<given, std::span<T>, typename kept<T, static_size<P, Output>()>::type>;
};

// A constant evaluation has pointers too, but no frame.
template <class P, class T>
struct constant_call {
  // Memory for copies; so has an emitted call.
  class scratch {
   public:
    constexpr explicit scratch(ptrdiff_t size) : memory_(new T[static_cast<std::size_t>(size)]{}) {}
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    constexpr ~scratch() { delete[] memory_; }
    constexpr T* begin() { return memory_; }

   private:
    T* memory_;
  };

  const T* input[P::graph.input_count + 1] = {};
  T* output[P::graph.output_count] = {};
  ptrdiff_t extent[P::graph.axis_count + 1] = {};

  constexpr void set_input(int i, const T* data) { input[i] = data; }
  constexpr void set_output(int o, T* data) { output[o] = data; }
  constexpr const T* input_of(int i) const { return input[i]; }
  constexpr T* output_of(int o) const { return output[o]; }
  constexpr ptrdiff_t* extents() { return extent; }
  constexpr void run() {
    const ir::graph graph = P::graph.thaw();
    const ir::evaluator<T> values(graph, input, extent);
    for (int o = 0; o < graph.outputs.size(); ++o) values.write(graph.outputs[o], output[o]);
  }
};

template <class P, class T>
struct emitted_call : emit::call<P, T> {
  class scratch {
   public:
    explicit scratch(ptrdiff_t size) : memory_(static_cast<std::size_t>(size) * sizeof(T)) {}
    T* begin() { return reinterpret_cast<T*>(memory_.begin()); }

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
    } else if constexpr (base::shape_of<Data>::rank == 1) {
      const auto view = base::view_of(b.data);
      extents_.template give_size<slot>(view.count());
      set_input<slot>(b.data, view.count());
    } else {
      set_input<slot>(b.data, base::product(base::extents_of(b.data, Input::info.name)));
    }
  }
  template <class Axis>
  constexpr void take(const expr::extent_binding<Axis>& b) {
    extents_.template give<axis_of<P, Axis>()>(b.extent);
  }
  template <class Input, class Memory>
  constexpr void take(const expr::out_binding<Input, T, Memory>& b) {
    if constexpr (is_out_in_a_row<expr::out_binding<Input, T, Memory>>)
      memory_[P::compilation::template output_of<Input>()] = b.memory;
  }
  constexpr void take(expr::thread_option option) {
    if (option.number < 1) too_few_threads(option.number);
    if constexpr (requires { call_.threads; }) call_.threads = option.number;
  }

  constexpr void resolve(const Given&... given) {
    (give_shape(given), ...);
    extents_.resolve();
  }

  // Gives a result its memory and the call its address.
  template <int Output, class Kept>
  constexpr void place(Kept& kept) {
    const ptrdiff_t size = size_of<Output>();
    if constexpr (memory_given<Output>)
      if (static_cast<ptrdiff_t>(memory_[Output].size()) != size)
        out_memory<P>::wrong_size(Output, size, memory_[Output].size());
    if constexpr (std::is_same_v<Kept, std::span<T>>) kept = memory_[Output];
    else if constexpr (std::is_same_v<Kept, std::vector<T>>)
      kept.resize(static_cast<std::size_t>(size));
    if constexpr (std::is_same_v<Kept, T>) call_.set_output(Output, &kept);
    else call_.set_output(Output, kept.data());
  }

  // Computes everything. What does not lie in a row is copied before; a result whose memory an input
  // has too is computed elsewhere and copied afterwards.
  constexpr void run(const Given&... given) {
    if constexpr (!((is_scattered<Given> || is_out<Given>) || ...)) {
      call_.run();
    } else {
      out_memory<P>::check(call_.extents(), given...);
      typename Call::scratch memory(scattered_ + (overlapping(given) + ... + ptrdiff_t{0}));
      T* free = memory.begin();
      (copy_in(given, free), ...);
      (lend(given, free), ...);
      call_.run();
      (take_back(given), ...);
    }
  }

  // A scalar result is returned, and written to the caller's memory as well; so is a tensor if its
  // memory does not lie in a row.
  template <int Output, class Kept>
  constexpr void copy_out(const Kept& kept, const Given&... given) {
    if constexpr (std::is_same_v<Kept, T> && memory_given<Output>) memory_[Output][0] = kept;
    (copy_to<Output>(kept, given), ...);
  }

 private:
  template <int Output>
  static constexpr bool memory_given =
      ((is_out_in_a_row<Given> && given_output<P, Given> == Output) || ...);

  template <int Output>
  constexpr ptrdiff_t size_of() const {
    return out_memory<P>::size(Output, call_.extents());
  }

  template <int Slot, class Data>
  constexpr void set_input(const Data& data, ptrdiff_t size) {
    if (base::lies_in_a_row(data)) {
      call_.set_input(Slot, base::first_of(data));
    } else {
      call_.set_input(Slot, nullptr);
      scattered_ += size;
    }
  }

  template <class Other>
  constexpr void give_shape(const Other&) {}
  template <class Input, class Data>
  requires(base::shape_of<Data>::rank > 1)
  constexpr void give_shape(const expr::binding<Input, Data>& b) {
    constexpr int slot = slot_of<P, Input>();
    const auto extent = base::extents_of(b.data, Input::info.name);
    if constexpr (extent.size() == Input::info.axes.size) {
      extents_.template give_shape<slot>(extent);
    } else {
      const ptrdiff_t size = base::product(extent);
      if (size != *std::max_element(extent.begin(), extent.end()))
        complaint<P>::other_rank(slot, extent.data(), extent.size());
      extents_.template give_size<slot>(size);
    }
  }

  template <class Other>
  constexpr void copy_in(const Other&, T*&) {}
  template <class Input, class Data>
  requires is_scattered<expr::binding<Input, Data>>
  constexpr void copy_in(const expr::binding<Input, Data>& b, T*& free) {
    if (base::lies_in_a_row(b.data)) return;
    call_.set_input(slot_of<P, Input>(), free);
    base::for_each_number(b.data, [&free](const T& x) { *free++ = x; });
  }

  // How many elements a result has that is written to memory which is read as well.
  template <class Other>
  constexpr ptrdiff_t overlapping(const Other&) const {
    return 0;
  }
  template <class Input, class Memory>
  requires is_out_in_a_row<expr::out_binding<Input, T, Memory>>
  constexpr ptrdiff_t overlapping(const expr::out_binding<Input, T, Memory>& b) const {
    if (std::is_constant_evaluated()) return 0;  // there all is read before anything is written
    bool any = false;
    const auto look = [&]<int Slot>() {
      constexpr ir::index_list axes = P::graph.inputs[Slot].axes;
      if constexpr (axes.size > 0)
        any |= base::range_of(call_.input_of(Slot), extents_.template size<Slot>())
                   .meets(base::range_of(b.memory.data(), std::ssize(b.memory)));
    };
    [&]<int... Slot>(std::integer_sequence<int, Slot...>) {
      (look.template operator()<Slot>(), ...);
    }
    (std::make_integer_sequence<int, P::graph.input_count>{});
    return any ? std::ssize(b.memory) : 0;
  }

  template <class Other>
  constexpr void lend(const Other&, T*&) {}
  template <class Input, class Memory>
  requires is_out_in_a_row<expr::out_binding<Input, T, Memory>>
  constexpr void lend(const expr::out_binding<Input, T, Memory>& b, T*& free) {
    constexpr int output = P::compilation::template output_of<Input>();
    if constexpr (P::graph.outputs[output].axes.size > 0) {
      if (overlapping(b) == 0) return;
      call_.set_output(output, free);
      free += b.memory.size();
    }
  }

  template <class Other>
  constexpr void take_back(const Other&) {}
  template <class Input, class Memory>
  requires is_out_in_a_row<expr::out_binding<Input, T, Memory>>
  constexpr void take_back(const expr::out_binding<Input, T, Memory>& b) {
    constexpr int output = P::compilation::template output_of<Input>();
    if constexpr (P::graph.outputs[output].axes.size > 0) {
      const T* const made = call_.output_of(output);
      if (made != b.memory.data()) std::copy_n(made, b.memory.size(), b.memory.data());
    }
  }

  template <int Output, class Kept, class Other>
  static constexpr void copy_to(const Kept&, const Other&) {}
  template <int Output, class Kept, class Input, class View>
  requires(Output == P::compilation::template output_of<Input>() &&
           !is_out_in_a_row<expr::out_binding<Input, T, View>>)
  static constexpr void copy_to(const Kept& kept, const expr::out_binding<Input, T, View>& b) {
    const T* from = nullptr;
    if constexpr (std::is_same_v<Kept, T>) from = &kept;
    else from = kept.data();
    b.memory.for_each([&from](T& x) { x = *from++; });
  }


  [[noreturn, gnu::cold, gnu::noinline]] static void too_few_threads(int number) {
    base::fail("threads(" + std::to_string(number) + "): at least 1 thread is needed");
  }

  Call& call_;
  extents<P> extents_;
  T scalars_[P::graph.input_count + 1] = {};
  ptrdiff_t scattered_ = 0;  // elements of data that has to be copied
  std::span<T> memory_[P::graph.output_count] = {};
};

}  // namespace tapeless::front
