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
};

template <capacity C>
struct frozen {
  static constexpr capacity room = C;

  base::several<node, C.nodes> nodes = {};
  base::several<output, C.outputs + 1> outputs = {};
  axis axes[max_axes] = {};
  base::several<input, C.inputs + 1> inputs = {};
  int order[max_axes] = {};
  int node_count = 0;
  int output_count = 0;
  int axis_count = 0;
  int input_count = 0;
  int written = 0;

  constexpr graph thaw() const {
    graph g;
    g.written = written;
    g.nodes.reserve(node_count);
    for (int i = 0; i < node_count; ++i) g.nodes.push(nodes[i]);
    for (int i = 0; i < output_count; ++i) g.outputs.push(outputs[i]);
    for (int i = 0; i < axis_count; ++i) g.axes.push(axes[i]);
    for (int i = 0; i < input_count; ++i) g.inputs.push(inputs[i]);
    for (int i = 0; i < axis_count; ++i) g.order.push(order[i]);
    return g;
  }
};

template <capacity C>
constexpr frozen<C> freeze(const graph& g) {
  frozen<C> f;
  f.node_count = g.nodes.size();
  f.output_count = g.outputs.size();
  f.axis_count = g.axes.size();
  f.input_count = g.inputs.size();
  f.written = g.written;
  if (f.node_count > C.nodes || f.output_count > C.outputs)
    return f;  // too small: the caller takes a larger one
  for (int i = 0; i < f.node_count; ++i) f.nodes[i] = g.nodes[i];
  for (int i = 0; i < f.output_count; ++i) f.outputs[i] = g.outputs[i];
  for (int i = 0; i < f.axis_count; ++i) f.axes[i] = g.axes[i];
  for (int i = 0; i < f.input_count; ++i) f.inputs[i] = g.inputs[i];
  for (int i = 0; i < g.order.size(); ++i) f.order[i] = g.order[i];
  return f;
}

}  // namespace tapeless::ir
