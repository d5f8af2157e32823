// The plan's items as plain data, ready to be template arguments.
#pragma once

#include <bit>

#include "tapeless/emit/walk.hpp"

namespace tapeless::emit {

using plan::action;

// Tensors of a frame: the inputs first, then the outputs, then the buffers.
template <class P>
struct tensors {
  static constexpr int inputs = P::graph.input_count;
  static constexpr int outputs = P::graph.output_count;
  static constexpr int buffers = P::plan.buffers.size;
  static constexpr int count = inputs + outputs + buffers;

  static constexpr int first_buffer = inputs + outputs;

  static constexpr int of_output(int o) { return inputs + o; }
  static constexpr int of_buffer(int b) {
    if (b < buffers && P::plan.buffers[b].output >= 0) return of_output(P::plan.buffers[b].output);
    return first_buffer + b;
  }
};

// (The largest members first: clang 14 to 22 misread those behind padding in a template argument.)
struct step_code {
  long long walk = 0;  // or the bits of a number, or the axes of a count
  long long layout = 0;
  base::link<op::own_rule> function{};  // a function of the user's own
  plan::action action = action::compute;
  op::code code = op::constant;
  int to = -1, x = -1, y = -1, w = -1;  // registers
  int tensor = -1;                      // or the axis of `index` and of `inside`
  bool packed = false;
  bool own = false;      // each pack of a step has an element of its own
  bool guarded = false;  // what is read may lie outside, where its value does not matter
  bool scatters = false;
  bool certain = false;         // it chooses, and by a condition that holds...
  bool certain_inside = false;  // ...where all that loops can know of borders lies inside
  bool asks = false;            // even where all that loops can know of borders lies inside
  bool waits = false;  // for the first step of a chunk: the memory of those before is another's

  // The same for all programs: without the registers.
  constexpr step_code anywhere() const {
    step_code s = *this;
    s.to = s.x = s.y = s.w = -1;
    return s;
  }
};

// Whether chunks of some loop begin before their first step.
template <class P>
inline constexpr bool takes_steps_before = [] {
  bool any = false;
  for (int l = 0; l < P::plan.loops.size; ++l) any = any || P::plan.loops[l].behind > 0;
  return any;
}();

template <class P>
constexpr void find_tensor(step_code& s, const plan::item& i) {
  const ir::node& n = P::graph.nodes[i.node];
  if (i.action == action::load) {
    s.tensor = i.target;
    s.walk = encode(n.index);
    s.layout = encode(P::graph.inputs[i.target].axes);
    s.guarded = n.guarded;
    return;
  }
  if (i.action == action::store) {
    s.tensor = tensors<P>::of_output(i.target);
    s.walk = s.layout = encode(n.index);
    return;
  }
  const int which =
      i.action == action::accumulate ? P::plan.accumulators[i.target].partials : i.target;
  if (which < 0) return;
  const plan::buffer& b = P::plan.buffers[which];
  const bool reindexed = reads_elsewhere(i, n, b);
  s.tensor = tensors<P>::of_buffer(which);
  const bool scatters = i.action == action::accumulate && n.code == op::scatter;
  s.scatters = scatters;
  s.walk = encode(scatters    ? ir::replaced(b.axes, n.axes, n.index)
                  : reindexed ? ir::replaced(b.axes, P::graph.nodes[n.operand[0]].axes, n.index)
                              : b.axes);
  s.layout = b.behind > 0 ? few_steps(encode(b.axes)) : encode(b.axes);
  s.packed = b.packed;
  s.own = b.packs > 1;
  s.guarded = reindexed && n.guarded;
  s.waits = i.action == action::save && b.shared && takes_steps_before<P>;
}

// Loops know where a subscript is inside if it steps with one of them, one by one.
template <class P>
constexpr bool asks_always(long long walk) {
  for (int d = 0; d < rank_of(walk); ++d) {
    const int entry = entry_at(walk, d);
    if (ir::is_axis(entry)) continue;
    const ir::subscript& s = subscript_at<P>(entry);
    if (!s.uneven_axes().empty() || s.axes().empty()) return true;
  }
  return false;
}

// Whether a condition holds where all that loops can know of borders lies inside. (One that was
// kept may be read where no loop knows of them.)
template <class P>
constexpr bool holds_inside(int condition) {
  for (int b = 0; b < P::plan.buffers.size; ++b)
    if (P::plan.buffers[b].node == condition) return false;
  const ir::node& n = P::graph.nodes[condition];
  if (n.code == op::code_of<op::both>)
    return holds_inside<P>(n.operand[0]) && holds_inside<P>(n.operand[1]);
  return n.code == op::inside && !asks_always<P>(encode(n.index));
}

// The row by which a reduction adds up.
constexpr op::code combining(op::code code) {
  return code == op::scatter ? op::code_of<op::sum> : code;
}

template <class P>
constexpr step_code step_code_of(const plan::item& i) {
  step_code s{.action = i.action,
              .code = combining(i.code),
              .to = encode(i.to),
              .x = encode(i.from[0]),
              .y = encode(i.from[1]),
              .w = encode(i.from[2])};
  if (i.action == action::compute && ir::is_own(i.code)) s.function = P::graph.nodes[i.node].own;
  if (i.action == action::compute && i.code == op::code_of<op::where>)
    s.certain_inside = holds_inside<P>(P::graph.nodes[i.node].operand[0]);
  if (i.action == action::loop || i.action == action::contract || i.action == action::compute ||
      i.action == action::import)
    return s;
  const ir::node& n = P::graph.nodes[i.node];
  if (i.action == action::number) s.walk = std::bit_cast<long long>(n.number);
  else if (i.action == action::count) s.walk = static_cast<long long>(n.over.bits);
  else if (i.action == action::index) s.tensor = n.index[0];
  else if (i.action == action::inside) s.tensor = n.input, s.walk = encode(n.index);
  else find_tensor<P>(s, i);
  if (s.guarded || i.action == action::inside) s.asks = asks_always<P>(s.walk);
  if (i.action == action::accumulate) s.to = encode(P::plan.accumulators[i.target].partial);
  return s;
}

}  // namespace tapeless::emit
