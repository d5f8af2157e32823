// A node as the formula that one would write for it: log(x[n]) * (a + 1).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "tapeless/ir/print.hpp"

namespace tapeless::ir {

// Writes nodes with what they are computed from, some steps down.
class words {
 public:
  explicit words(const graph& g) : g_(g) {}

  std::string of(int node, int depth = 5) const { return written(node, depth).first; }

 private:
  // How tightly the outermost sign of a text binds.
  enum binding { either, both, compared, sum, product, sign, whole };
  using text = std::pair<std::string, binding>;

  static text between(std::string_view name) {
    if (name == "add") return {" + ", sum};
    if (name == "sub") return {" - ", sum};
    if (name == "mul") return {" * ", product};
    if (name == "div") return {" / ", product};
    if (name == "less") return {" < ", compared};
    if (name == "less_equal") return {" <= ", compared};
    if (name == "equal") return {" == ", compared};
    if (name == "both") return {" && ", both};
    if (name == "either") return {" || ", either};
    return {"", whole};
  }

  text written(int id, int depth) const {
    const node& n = g_.nodes[id];
    const std::string_view name = about(n).name;
    if (n.code == op::constant) return {shortest(n.number), n.number < 0 ? sign : whole};
    if (n.code == op::index) return {names(g_, n.index), whole};
    if (n.code == op::count) return {"extent(" + names(g_, n.over) + ")", whole};
    if (n.code == op::inside)
      return {names(g_, n.index) + " inside " + std::string(g_.axes[n.input].name), compared};
    if (n.code == op::input) {
      const std::string input(g_.inputs[n.input].name);
      return {n.index.size == 0 ? input : input + "[" + names(g_, n.index) + "]", whole};
    }
    if (depth == 0) return {"...", whole};
    if (n.code == op::reindex)
      return {tight(n.operand[0], depth, whole) + "[" + names(g_, n.index) + "]", whole};
    if (name == "neg") return {"-" + tight(n.operand[0], depth, sign), sign};
    if (name == "not") return {"!" + tight(n.operand[0], depth, sign), sign};
    const auto [mark, binds] = between(name);
    if (!mark.empty()) {
      const auto right = static_cast<binding>(binds + 1);  // a - (b - c)
      return {tight(n.operand[0], depth, binds) + mark + tight(n.operand[1], depth, right), binds};
    }
    return {std::string(name) + "(" + arguments(n, depth) + ")", whole};
  }

  std::string arguments(const node& n, int depth) const {
    std::string all;
    for (int k = 0; k < n.arity(); ++k)
      if (n.operand[k] >= 0) all += (k == 0 ? "" : ", ") + written(n.operand[k], depth - 1).first;
    if (about(n).reduction) all += ", " + names(g_, n.over);
    return all;
  }
  std::string tight(int id, int depth, binding least) const {
    auto [inner, binds] = written(id, depth - 1);
    return binds < least ? "(" + inner + ")" : inner;
  }

  const graph& g_;
};

}  // namespace tapeless::ir
