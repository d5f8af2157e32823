// One call: data in, results out.
#pragma once

#include <algorithm>

#include "tapeless/front/calls.hpp"
#include "tapeless/front/extents.hpp"
#include "tapeless/front/kept.hpp"
#include "tapeless/front/out_memory.hpp"
#include "tapeless/machine/as_if_read.hpp"

namespace tapeless::front {

// Brings what was given to a call (calls.hpp).
template <class P, class T, class Call, class... Given>
class evaluation {
 public:
  constexpr explicit evaluation(Call& call) : call_(call), extents_(call.extents()) {}

  template <class Input, class Data>
  constexpr void take(const expr::binding<Input, Data>& b) {
    constexpr int slot = slot_of<P, Input>();
    if constexpr (Input::info.is_whole) {
      take_whole<slot>(b.data);
    } else if constexpr (Input::info.axes.size == 0) {
      scalars_[slot] = static_cast<T>(b.data);
      call_.set_input(slot, &scalars_[slot]);
    } else if constexpr (base::shape_of<Data>::rank == 1) {
      const ptrdiff_t size = base::extents_of(b.data, Input::info.name)[0];
      extents_.template give_size<slot>(size);
      set_input<slot>(b.data, size);
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
      memory_[output_by<Input>] = b.memory;
  }
  constexpr void take(expr::thread_option option) {
    if (option.number < 1) too_few_threads(option.number);
    if constexpr (requires { call_.threads; }) call_.threads = option.number;
  }
  constexpr void take(expr::unchecked_option) {}

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
        out_memory<P>::complain.wrong_size(Output, size, memory_[Output].size());
    if constexpr (std::is_same_v<Kept, std::span<T>>) kept = memory_[Output];
    else if constexpr (std::is_same_v<Kept, std::vector<T>>)
      kept.resize(static_cast<std::size_t>(size));
    if constexpr (std::is_same_v<Kept, T>) call_.set_output(Output, &kept);
    else call_.set_output(Output, kept.data());
  }

  // Computes everything. What does not lie in a row is copied before; a result whose memory an
  // input has too is computed elsewhere and copied afterwards.
  constexpr void run(const Given&... given) {
    if constexpr (!has_wholes && !has_copies) call_.run();
    else if (std::is_constant_evaluated()) run_with<constant_scratch>(given...);
    else run_with<scratch>(given...);
  }

  // A scalar result is returned, and written to the caller's memory as well; so is a tensor if its
  // memory does not lie in a row.
  template <int Output, class Kept>
  constexpr void copy_out(const Kept& kept, const Given&... given) {
    if constexpr (std::is_same_v<Kept, T>) {
      if (!std::is_constant_evaluated()) machine::as_if_read(kept);
    }
    if constexpr (std::is_same_v<Kept, T> && memory_given<Output>) memory_[Output][0] = kept;
    (copy_to<Output>(kept, given), ...);
  }

 private:
  template <int Output>
  static constexpr bool memory_given =
      ((is_out_in_a_row<Given> && given_output<P, Given> == Output) || ...);

  template <class Input>
  static constexpr int output_by = P::compilation::template output_of<Input>();
  template <class Input, class Memory>
  static constexpr bool is_tensor_in_a_row =
      is_out_in_a_row<expr::out_binding<Input, T, Memory>>&& P::graph.outputs[output_by<Input>]
          .axes.size > 0;

  template <int Output>
  constexpr ptrdiff_t size_of() const {
    return out_memory<P>::template size<Output>(call_.extents());
  }

  template <int Slot, class Data>
  constexpr void set_input(const Data& data, ptrdiff_t size) {
    if (is_read_in_place(data)) {
      if constexpr (std::is_same_v<base::number_in<Data>, T>)
        call_.set_input(Slot, base::first_of(data));
    } else {
      call_.set_input(Slot, nullptr);
      scattered_ += size;
    }
  }
  template <class Data>
  static constexpr bool is_read_in_place(const Data& data) {
    return std::is_same_v<base::number_in<Data>, T> && base::lies_in_a_row(data);
  }

  static constexpr bool has_wholes = P::graph.whole_count > 0;
  static constexpr bool has_copies = ((is_scattered<Given> || is_out<Given>) || ...);

  template <template <class> class Scratch>
  constexpr void run_with(const Given&... given) {
    if constexpr (has_wholes) {
      Scratch<std::int32_t> wholes(narrowed_);
      std::int32_t* free = wholes.begin();
      (narrow(given, free), ...);
      if constexpr (!(std::is_same_v<Given, expr::unchecked_option> || ...))
        extents_.check_gathered(call_.whole);
      run_with_copies<Scratch>(given...);
    } else {
      run_with_copies<Scratch>(given...);
    }
  }
  template <template <class> class Scratch>
  constexpr void run_with_copies(const Given&... given) {
    if constexpr (!has_copies) {
      call_.run();
    } else {
      out_memory<P>::check(call_.extents(), given...);
      Scratch<T> memory(scattered_ + (overlapping(given) + ... + ptrdiff_t{0}));
      T* free = memory.begin();
      (copy_in(given, free), ...);
      (lend(given, free), ...);
      call_.run();
      (take_back(given), ...);
    }
  }

  // Whole numbers are read where they lie if they are int, else from a copy.
  template <int Slot, class Data>
  constexpr void take_whole(const Data& data) {
    if constexpr (base::shape_of<Data>::rank == 0) {
      ++narrowed_;
    } else {
      const ptrdiff_t size = base::product(base::extents_of(data, tables_of<P>.inputs[Slot]));
      if constexpr (base::shape_of<Data>::rank == 1) extents_.template give_size<Slot>(size);
      if (is_ready(data)) set_whole<Slot>(data);
      else narrowed_ += size;
    }
  }
  template <int Slot, class Data>
  constexpr void set_whole(const Data& data) {
    if constexpr (std::is_same_v<base::number_in<Data>, std::int32_t>)
      call_.whole[Slot] = base::first_of(data);
  }
  template <class Other>
  constexpr void narrow(const Other&, std::int32_t*&) {}
  template <class Input, class Data>
  constexpr void narrow(const expr::binding<Input, Data>& b, std::int32_t*& free) {
    if constexpr (Input::info.is_whole) {
      const auto visit = [&b](const auto& use) {
        if constexpr (base::shape_of<Data>::rank == 0) use(b.data);
        else base::for_each_number(b.data, use);
      };
      if constexpr (base::shape_of<Data>::rank > 0)
        if (is_ready(b.data)) return;
      call_.whole[slot_of<P, Input>()] = free;
      free = front::narrow(Input::info.name, visit, free);
    }
  }

  template <class Other>
  constexpr void give_shape(const Other&) {}
  template <class Input, class Data>
  constexpr void give_shape(const expr::binding<Input, Data>& b) {
    if constexpr (base::shape_of<Data>::rank > 1) {
      constexpr int slot = slot_of<P, Input>();
      const auto extent = base::extents_of(b.data, Input::info.name);
      if constexpr (extent.size() == Input::info.axes.size)
        extents_.template give_shape<slot>(extent);
      else extents_.template give_size<slot>(size_of_vector(slot, extent));
    }
  }

  // Extents of which all but one are 1.
  static constexpr ptrdiff_t size_of_vector(int slot, const auto& extent) {
    const ptrdiff_t size = base::product(extent);
    if (size != *std::max_element(extent.begin(), extent.end()))
      other_rank(tables_of<P>.words(), slot, extent.data(), extent.size());
    return size;
  }

  template <class Other>
  constexpr void copy_in(const Other&, T*&) {}
  template <class Input, class Data>
  constexpr void copy_in(const expr::binding<Input, Data>& b, T*& free) {
    if constexpr (is_scattered<expr::binding<Input, Data>> && !Input::info.is_whole) {
      if (is_read_in_place(b.data)) return;
      call_.set_input(slot_of<P, Input>(), free);
      base::for_each_number(b.data, [&free](const auto& x) { *free++ = static_cast<T>(x); });
    }
  }

  // How many elements a result has that is written to memory which is read as well.
  template <class Other>
  constexpr ptrdiff_t overlapping(const Other&) const {
    return 0;
  }
  template <class Input, class Memory>
  constexpr ptrdiff_t overlapping(const expr::out_binding<Input, T, Memory>& b) const {
    if constexpr (is_tensor_in_a_row<Input, Memory>) {
      // In a constant evaluation all is read before anything is written.
      if (!std::is_constant_evaluated() && is_read(b.memory)) return std::ssize(b.memory);
    }
    return 0;
  }

  bool is_read(const std::span<T>& memory) const {
    const auto written = base::range_of(memory.data(), std::ssize(memory));
    bool any = false;
    const auto look = [&]<int Slot>() {
      constexpr ir::index_list axes = P::graph.inputs[Slot].axes;
      if constexpr (axes.size > 0 && !P::graph.inputs[Slot].is_whole)
        any |= written.meets(base::range_of(call_.input_of(Slot), extents_.template size<Slot>()));
    };
    [&]<int... Slot>(std::integer_sequence<int, Slot...>) {
      (look.template operator()<Slot>(), ...);
    }
    (std::make_integer_sequence<int, P::graph.input_count>{});
    return any;
  }

  template <class Other>
  constexpr void lend(const Other&, T*&) {}
  template <class Input, class Memory>
  constexpr void lend(const expr::out_binding<Input, T, Memory>& b, T*& free) {
    if constexpr (is_tensor_in_a_row<Input, Memory>) {
      if (overlapping(b) == 0) return;
      call_.set_output(output_by<Input>, free);
      free += b.memory.size();
    }
  }

  template <class Other>
  constexpr void take_back(const Other&) {}
  template <class Input, class Memory>
  constexpr void take_back(const expr::out_binding<Input, T, Memory>& b) {
    if constexpr (is_tensor_in_a_row<Input, Memory>) {
      const T* const made = call_.output_of(output_by<Input>);
      if (made != b.memory.data()) std::copy_n(made, b.memory.size(), b.memory.data());
    }
  }

  template <int Output, class Kept, class Other>
  static constexpr void copy_to(const Kept&, const Other&) {}
  template <int Output, class Kept, class Input, int Rank>
  static constexpr void copy_to(const Kept& kept,
                                const expr::out_binding<Input, T, base::view<T, Rank>>& b) {
    if constexpr (Output == output_by<Input>) {
      const T* from = nullptr;
      if constexpr (std::is_same_v<Kept, T>) from = &kept;
      else from = kept.data();
      b.memory.for_each([&from](T& x) { x = *from++; });
    }
  }

  [[noreturn, gnu::cold, gnu::noinline]] static void too_few_threads(int number) {
    base::fail("threads(" + std::to_string(number) + "): at least 1 thread is needed");
  }

  Call& call_;
  extents<P> extents_;
  T scalars_[P::graph.input_count + 1] = {};
  ptrdiff_t scattered_ = 0;  // elements of data that has to be copied
  ptrdiff_t narrowed_ = 0;   // and of whole numbers
  std::span<T> memory_[P::graph.output_count] = {};
};

}  // namespace tapeless::front
