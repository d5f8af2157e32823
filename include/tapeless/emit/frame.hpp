// emit/: a loop tree in, machine code out.
// Where a running kernel keeps its numbers. Everything in a frame is indexed by compile-time
// constants only, so that the compiler keeps it in registers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "tapeless/base/several.hpp"
#include "tapeless/base/wider.hpp"
#include "tapeless/machine/pack.hpp"
#include "tapeless/plan/plan.hpp"

namespace tapeless::emit {

using base::several;
using machine::mask;
using machine::pack;
using std::ptrdiff_t;

// The sizes of a frame's registers; `copies` packs are held for each pack of a step.
struct frame_size {
  plan::register_count registers{};

  constexpr int of(plan::kind s, int copies = 1) const {
    const int count = registers.of[static_cast<int>(s)] * copies;
    return count > 0 ? count : 1;
  }
};

// What the long sums of an outermost loop need beside registers.
template <class Pack, int Sums, int Numbers, int Packs, int Counters>
struct long_sums {
  using wide = base::wider<typename Pack::number>;

  several<bool, Sums> begun = {};  // whether a block has been added
  several<wide, Numbers> number = {};
  several<several<wide, Pack::width>, Packs> lanes = {};
  several<ptrdiff_t, Counters> count = {};  // of additions since the last block
};
struct no_long_sums {};

// An operand that is not there.
struct nothing {};

// Registers, by kind.
template <class Pack, int Numbers, int Packs, int Conditions, int Masks>
struct registers {
  using number_type = typename Pack::number;

  several<number_type, Numbers> number;
  several<Pack, Packs> packs;
  several<bool, Conditions> condition;
  several<mask<number_type>, Masks> masks;
  several<emit::nothing, 1> none;
};

template <class Pack, int Numbers, int Packs, int Conditions, int Masks, int Axes, int Tensors,
          class Sums = no_long_sums>
struct frame : registers<Pack, Numbers, Packs, Conditions, Masks> {
  // The current step along each axis; along the lane axis, that of the first lane.
  several<ptrdiff_t, Axes> at;
  several<ptrdiff_t, Axes> extent;
  several<typename Pack::number*, Tensors>
      tensor;                        // the inputs, then the outputs, then the buffers
  const std::int32_t* const* whole;  // by input: of those that hold whole numbers
  ptrdiff_t first_row, end_row;      // of the tables that are scattered to (scatter.hpp)
  ptrdiff_t first_step;              // of the chunk, if it takes some before it (run_body)
  [[no_unique_address]] Sums sums;
};

// A register as one number, to be a template argument (short symbol names compile faster): its
// place, whether it is local to a straight piece of code (locals.hpp), its kind. -1: none.
constexpr int encode(plan::reg r) { return r.exists() ? 8 * r.id + static_cast<int>(r.kind) : -1; }
constexpr int encode_local(int place, int kind) { return 8 * place + 4 + kind; }
constexpr bool is_local(int encoded) { return (encoded & 4) != 0; }
constexpr int place_of(int encoded) { return encoded / 8; }
constexpr plan::kind kind_of(int encoded) { return static_cast<plan::kind>(encoded % 4); }
constexpr bool packed(int encoded) { return plan::reg{0, kind_of(encoded)}.packed(); }

// The u-th copy of a register in a frame, or among locals, that holds Unroll copies of each pack.
template <int R, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline auto& at(Frame& f) {
  constexpr int id = place_of(R);
  if constexpr (R < 0) return f.none[0];
  else if constexpr (kind_of(R) == plan::kind::number) return f.number[id];
  else if constexpr (kind_of(R) == plan::kind::pack) return f.packs[id * Unroll + U];
  else if constexpr (kind_of(R) == plan::kind::condition) return f.condition[id];
  else return f.masks[id * Unroll + U];
}

}  // namespace tapeless::emit
