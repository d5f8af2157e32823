// Appends the Jacobian.
#pragma once

#include "tapeless/pass/tangent.hpp"

namespace tapeless::pass {

// The output of an input becomes how the value changes with it, along the value's axes and then the
// input's directions.
// @post every output has its node; the value's is unchanged.
constexpr ir::graph jacobian(const ir::graph& from) {
  ir::graph g = from;
  forward f(g, true);
  const ir::output value = g.outputs[0];
  for (int o = 1; o < g.outputs.size(); ++o) {
    const ir::index_list directions = f.directions(g.outputs[o].input);
    g.outputs[o].node = f.along(directions, value.node, g.outputs[o].input).node;
    g.outputs[o].axes = value.axes;
    for (int d = 0; d < directions.size; ++d) g.outputs[o].axes.push(directions[d]);
  }
  return g;
}

}  // namespace tapeless::pass
