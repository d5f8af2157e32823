// plan/: a graph in, a loop tree out.
// The loop tree as plain data: what emit/ turns into machine code.
#pragma once

#include "tapeless/base/several.hpp"
#include "tapeless/ir/graph.hpp"

namespace tapeless::plan {

// A register: a number or a condition; one for all lanes, or one a lane (a pack). Top-level
// registers are all scalar.
enum class kind { number, pack, condition, pack_condition };

struct reg {
  int id = -1;
  plan::kind kind = plan::kind::number;

  constexpr bool exists() const { return id >= 0; }
  constexpr bool packed() const { return kind == kind::pack || kind == kind::pack_condition; }
  constexpr bool condition() const {
    return kind == kind::condition || kind == kind::pack_condition;
  }
};

struct register_count {
  int of[4] = {};

  constexpr reg fresh(kind s) { return {of[static_cast<int>(s)]++, s}; }
};

enum class action {
  compute,     // to = code(from...)
  number,      // to = a constant
  count,       // to = how many elements some axes have
  index,       // to = the step along an axis
  inside,      // to = whether a subscript is one
  load,        // to = an element of an input
  reload,      // to = an element of a buffer
  import,      // to = a top-level register
  accumulate,  // an accumulator takes one more value
  save,        // an element of a buffer = from
  store,       // an element of an output = from
  loop,        // a loop runs
  contract,    // a contraction runs
};

// What runs by itself, between straight pieces of code.
constexpr bool runs_apart(action a) { return a == action::loop || a == action::contract; }

struct item {
  plan::action action = plan::action::compute;
  op::code code = op::constant;
  reg to{};
  reg from[3] = {};
  int node = -1;    // the graph node that this is
  int target = -1;  // the input, buffer, accumulator, output, loop or contraction
};

// An item with at most one operand.
constexpr item make_item(plan::action a, reg to, reg from, int node, int target) {
  item i;
  i.action = a;
  i.to = to;
  i.from[0] = from;
  i.node = node;
  i.target = target;
  return i;
}
constexpr item make_loop_item(int loop) { return make_item(action::loop, {}, {}, -1, loop); }

struct range {
  int first = 0;
  int count = 0;
};

// Values that outlive the loop that makes them. An element is a number, or one a lane when
// `packed`: a pack, or several where each pack of a step has its own.
struct buffer {
  int node = -1;
  ir::index_list axes{};  // outermost first
  bool packed = false;
  int packs = 1;
  bool shared = false;  // between threads: made at the top level
  bool wide = false;    // of wider numbers (base/wider.hpp)
  int output = -1;      // it is this output's memory
  int behind = 0;  // along its first axis it has this step of the loop alone, and so many before
  int phase = 0;   // it lies so many elements behind a whole pack, as its loop's packs do
};

// Whether an item reads a buffer elsewhere. (A node that is one, and was kept, is read as it is.)
constexpr bool reads_elsewhere(const item& i, const ir::node& n, const buffer& b) {
  return i.action == action::reload && n.code == op::reindex && b.node != i.node;
}

// What a contraction multiplies, by the node that is read; in a buffer, or (-1) the caller's
// memory.
struct factor {
  int node = -1;
  int buffer = -1;
};
struct contraction {
  int node = -1;
  factor a{}, b{};  // b walks the columns: the innermost axis of the result
  int result = -1;  // a buffer
  reg times{};      // a number, if there is one
};

// A reduction while it runs: in a register, or in a buffer with one element for each of the
// result's. `packed`: each lane has its own partial result, and they are combined when the loop
// closes. A long sum is taken in blocks: their sums are added to a wider number, so that none of
// its digits are lost.
struct accumulator {
  int node = -1;
  reg partial{};
  reg result{};
  int partials = -1;  // the buffers, when the result is a tensor
  int results = -1;
  bool packed = false;
  int long_sum = -1;  // which of its outermost loop's, if it is one
  int wide = -1;      // the wider number, the pack of them, or the buffer
};

// How many sums of an outermost loop are long, and what they need.
struct long_sums {
  int count = 0;
  int numbers = 0;   // wider numbers
  int packs = 0;     // packs of wider numbers
  int counters = 0;  // of additions
};

struct loop {
  int axis = -1;
  bool lanes = false;     // steps by a pack
  int unroll = 1;         // packs a step
  bool is_short = false;  // few items; very few with those of loops inside
  bool writes = false;    // to outputs
  bool overlaps = false;  // it keeps rows alone, so packs may do again what others have done...
  int phase = 0;  // ...and but for the first and the last begin so many steps before whole ones
  bool by_rows = false;  // for each lane of the loop around it in turn, with lanes of its own
  range items{};
  range accumulators{};
  range blocks{};    // the long sums that are taken in blocks of this loop's steps...
  int counter = -1;  // ...counted from one run to the next, if they are those of an outer loop
  int behind = 0;  // so many steps before the first fill the buffers that have a few steps alone...
  int fill = 0;    // ...for which they run the first so many of the loops inside
};

// An outermost loop: it is cut into chunks, and chunks may run on several threads.
struct root {
  int loop = -1;
  int lane_axis = -1;
  int unroll = 1;
  register_count registers{};
  range imports{};
  plan::long_sums long_sums{};
};

struct tree {
  base::list<item> items;
  base::list<loop> loops;
  base::list<root> roots;
  base::list<buffer> buffers;
  base::list<accumulator> accumulators;
  base::list<contraction> contractions;
  base::list<int> blocks;  // accumulators, as `loop.blocks` has them
  register_count top_registers{};
  range top{};
};

template <class T, int N>
struct fixed {
  base::several<T, N> items = {};
  int size = 0;

  // (It grows on when it is full, and tells how large it should be.)
  constexpr range append(const base::list<T>& list) {
    const range added{size, list.size()};
    const T* const from = list.data();
    size += added.count;
    for (int i = 0; i < added.count && size <= N; ++i) items[added.first + i] = from[i];
    return added;
  }
  constexpr const T& operator[](int i) const { return items[i]; }
  constexpr base::list<T> part(range r) const {
    return base::list<T>::borrowed(items + r.first, r.count);
  }
};

struct capacity {
  int items = 0;
  int others = 0;
};

// A tree that outlives its constant evaluation.
template <capacity C>
struct frozen {
  fixed<item, C.items> items;
  fixed<loop, C.others> loops;
  fixed<root, C.others> roots;
  fixed<buffer, C.others> buffers;
  fixed<accumulator, C.others> accumulators;
  fixed<contraction, C.others> contractions;
  fixed<int, C.others> blocks;
  register_count top_registers{};
  range top{};

  constexpr explicit frozen(const tree& t) : top_registers(t.top_registers), top(t.top) {
    items.append(t.items);
    loops.append(t.loops);
    roots.append(t.roots);
    buffers.append(t.buffers);
    accumulators.append(t.accumulators);
    contractions.append(t.contractions);
    blocks.append(t.blocks);
  }
  constexpr bool complete() const {
    return items.size <= C.items && loops.size <= C.others && roots.size <= C.others &&
           buffers.size <= C.others && accumulators.size <= C.others &&
           contractions.size <= C.others && blocks.size <= C.others;
  }
};

}  // namespace tapeless::plan
