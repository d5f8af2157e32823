// What Gauss and Newton need of residuals r with the Jacobian J, which is not stored: the value
// becomes the sum of squares, the output of an input its part of J^T r; behind them are the blocks
// of J^T J, row by row from the diagonal on. (Nocedal, Wright, Numerical Optimization,
// section 10.3)
#pragma once

#include "tapeless/pass/tangent.hpp"

namespace tapeless::pass {

class normal_equations {
 public:
  constexpr explicit normal_equations(const ir::graph& from)
      : g_(from),
        forward_(g_),
        residuals_{g_.outputs[0].node},
        all_(g_.nodes[residuals_.node].axes) {
    const int wanted = g_.outputs.size() - 1;
    for (int o = 1; o <= wanted; ++o) columns_.push(column_of(g_.outputs[o].input));
    write_gradient();
    for (int a = 0; a < wanted; ++a)
      for (int b = a; b < wanted; ++b) write_block(columns_[a], columns_[b]);
  }

  constexpr const ir::graph& result() const { return g_; }

 private:
  // How the residuals change with an input along its directions, and once more along others: a
  // block of J^T J has both.
  struct column {
    ir::index_list directions, others;
    tangent once, again;
  };

  constexpr column column_of(int input) {
    column c;
    c.directions = c.others = forward_.directions(input);
    c.once = c.again = forward_.along(c.directions, residuals_.node, input);
    if (c.directions.size == 0) return c;
    c.others = forward_.directions(input);
    c.again = forward_.along(c.others, residuals_.node, input);
    return c;
  }

  constexpr int sum_of_products(tangent x, tangent y) {
    return forward_.build().reduce(op::code_of<op::sum>, forward_.product(x, y), all_);
  }

  constexpr void write_gradient() {
    g_.outputs[0].node = sum_of_products(residuals_, residuals_);
    g_.outputs[0].axes = {};
    for (int o = 1; o < g_.outputs.size(); ++o) {
      g_.outputs[o].node = sum_of_products(residuals_, columns_[o - 1].once);
      g_.outputs[o].axes = columns_[o - 1].directions;
    }
  }

  constexpr void write_block(const column& a, const column& b) {
    ir::output block{sum_of_products(a.once, b.again), -1, a.directions};
    for (int d = 0; d < b.others.size; ++d) block.axes.push(b.others[d]);
    g_.outputs.push(block);
  }

  ir::graph g_;
  forward forward_;
  tangent residuals_;
  ir::axis_set all_;
  base::list<column> columns_;
};

// @post every output has its node.
constexpr ir::graph gauss_newton(const ir::graph& g) { return normal_equations(g).result(); }

}  // namespace tapeless::pass
