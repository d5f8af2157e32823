// emit/: a loop tree in, machine code out.
// Where a running kernel keeps its numbers. Everything in a frame is indexed by compile-time
// constants only, so that the compiler keeps it in registers.
#pragma once

#include <array>
#include <cstddef>

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

  constexpr int of(plan::shape s, int copies = 1) const {
    const int count = registers.of[static_cast<int>(s)] * copies;
    return count > 0 ? count : 1;
  }
};

// What the long sums of an outermost loop need beside registers.
template <class T, int Sums, int Numbers, int Packs, int Counters>
struct long_sums {
  several<bool, Sums> begun = {};  // whether a block has been added
  several<base::wider<T>, Numbers> number = {};
  several<several<base::wider<T>, pack<T>::width>, Packs> lanes = {};
  several<ptrdiff_t, Counters> count = {};  // of additions since the last block
};
struct no_long_sums {};

template <class T, int Numbers, int Packs, int Conditions, int Masks, int Axes, int Tensors,
          class Sums = no_long_sums>
struct frame {
  using number_type = T;

  several<T, Numbers> number;
  several<pack<T>, Packs> packs;
  several<bool, Conditions> condition;
  several<mask<T>, Masks> masks;
  // The current step along each axis; along the lane axis, that of the first lane.
  several<ptrdiff_t, Axes> at;
  several<ptrdiff_t, Axes> extent;
  several<T*, Tensors> tensor;  // the inputs, then the outputs, then the buffers
  [[no_unique_address]] Sums sums;
};

// A register as one number, to be a template argument: short symbol names compile faster.
constexpr int encode(plan::reg r) { return r.exists() ? 4 * r.id + static_cast<int>(r.shape) : -1; }
constexpr plan::shape shape_of(int encoded) { return static_cast<plan::shape>(encoded % 4); }
constexpr bool packed(int encoded) { return plan::reg{0, shape_of(encoded)}.packed(); }

// The u-th copy of a register in a frame that holds Unroll copies of each pack.
template <int R, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline auto& at(Frame& f) {
  constexpr int id = R / 4;
  if constexpr (shape_of(R) == plan::shape::number) return f.number[id];
  else if constexpr (shape_of(R) == plan::shape::pack) return f.packs[id * Unroll + U];
  else if constexpr (shape_of(R) == plan::shape::condition) return f.condition[id];
  else return f.masks[id * Unroll + U];
}

// The value of a register, in all lanes if Packed.
template <int R, bool Packed, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline auto read(Frame& f) {
  using T = typename Frame::number_type;
  if constexpr (Packed && shape_of(R) == plan::shape::number) return pack<T>(at<R, Unroll, U>(f));
  else if constexpr (Packed && shape_of(R) == plan::shape::condition)
    return mask<T>(at<R, Unroll, U>(f));
  else return at<R, Unroll, U>(f);
}

}  // namespace tapeless::emit
