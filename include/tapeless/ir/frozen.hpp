// A graph that outlives its constant evaluation: arrays of fixed capacity. Every step of the
// pipeline is a constant evaluation of its own, from a frozen graph to a frozen graph, so no
// compiler limit on one evaluation is met.
#pragma once

#include "tapeless/base/several.hpp"
#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

struct capacity {
  int nodes = 0;
  int inputs = 0;
  int outputs = 0;
  int subscripts = 0;
  int wholes = 0;
  int lengths = 0;
};

template <capacity C>
struct frozen {
  static constexpr capacity room = C;

  base::several<node, C.nodes> nodes = {};
  base::several<output, C.outputs + 1> outputs = {};
  axis axes[max_axes] = {};
  base::several<input, C.inputs + 1> inputs = {};
  int order[max_axes] = {};
  base::several<subscript, C.subscripts + 1> subscripts = {};
  base::several<whole, C.wholes + 1> wholes = {};
  base::several<length, C.lengths + 1> lengths = {};
  int node_count = 0;
  int output_count = 0;
  int axis_count = 0;
  int input_count = 0;
  int subscript_count = 0;
  int whole_count = 0;
  int length_count = 0;
  int written = 0;

  // Whether there was room for everything.
  constexpr bool complete() const {
    return node_count <= C.nodes && input_count <= C.inputs && output_count <= C.outputs &&
           subscript_count <= C.subscripts && whole_count <= C.wholes && length_count <= C.lengths;
  }
  // What it needs.
  constexpr capacity size() const {
    return {node_count, input_count, output_count, subscript_count, whole_count, length_count};
  }

  // Nothing is copied: this must live longer, and a pass copies what it changes.
  constexpr graph thaw() const {
    return {base::list<node>::borrowed(nodes, node_count),
            base::list<output>::borrowed(outputs, output_count),
            base::list<axis>::borrowed(axes, axis_count),
            base::list<input>::borrowed(inputs, input_count),
            base::list<int>::borrowed(order, axis_count),
            base::list<subscript>::borrowed(subscripts, subscript_count),
            base::list<whole>::borrowed(wholes, whole_count),
            base::list<length>::borrowed(lengths, length_count),
            written};
  }
};

template <capacity C>
constexpr frozen<C> freeze(const graph& g) {
  frozen<C> f;
  f.node_count = g.nodes.size();
  f.output_count = g.outputs.size();
  f.axis_count = g.axes.size();
  f.input_count = g.inputs.size();
  f.subscript_count = g.subscripts.size();
  f.whole_count = g.wholes.size();
  f.length_count = g.lengths.size();
  f.written = g.written;
  if (!f.complete()) return f;  // the caller takes a larger one
  for (int i = 0; i < f.node_count; ++i) f.nodes[i] = g.nodes[i];
  for (int i = 0; i < f.output_count; ++i) f.outputs[i] = g.outputs[i];
  for (int i = 0; i < f.axis_count; ++i) f.axes[i] = g.axes[i];
  for (int i = 0; i < f.input_count; ++i) f.inputs[i] = g.inputs[i];
  for (int i = 0; i < g.order.size(); ++i) f.order[i] = g.order[i];
  for (int i = 0; i < f.subscript_count; ++i) f.subscripts[i] = g.subscripts[i];
  for (int i = 0; i < f.whole_count; ++i) f.wholes[i] = g.wholes[i];
  for (int i = 0; i < f.length_count; ++i) f.lengths[i] = g.lengths[i];
  return f;
}

}  // namespace tapeless::ir
