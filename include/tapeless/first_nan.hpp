// Where the first NaN or infinity of a call comes from.
#pragma once

#include "tapeless/base/cpp20.hpp"

#include <array>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/sentence.hpp"
#include "tapeless/front/slow_call.hpp"
#include "tapeless/gradient.hpp"
#include "tapeless/ir/in_words.hpp"

namespace tapeless {

// What first_nan() found. `sentence` names the result that is not finite, the part of the formula
// where that begins, its element, and what it is computed from.
struct nan_found {
  bool found = false;
  std::string sentence;

  explicit operator bool() const { return found; }
  friend std::ostream& operator<<(std::ostream& to, const nan_found& n) { return to << n.sentence; }
};

namespace front {

// Follows what is not finite from a result to where it begins, in numbers of all nodes.
template <class T>
class nan_search {
  using step_list = std::array<std::ptrdiff_t, ir::max_axes>;

 public:
  nan_search(const ir::graph& graph, const ir::evaluator<T>& values, const std::ptrdiff_t* extents)
      : g_(graph), values_(values), extents_(extents) {}

  nan_found operator()() const {
    for (const ir::output& o : g_.outputs)
      for (const element& e : elements(o.node))
        if (!base::is_finite(e.value)) return {true, told(o, e)};
    return {false, "all results are finite"};
  }

 private:
  // An element of a node: its place along every axis of the graph.
  struct element {
    int node;
    step_list at;
    T value;
  };

  element at(int node, const step_list& steps) const {
    std::ptrdiff_t place = 0;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (g_.nodes[node].axes.has(a)) place = place * extents_[a] + steps[index(a)];
    return {node, steps, values_[node][static_cast<int>(place)]};
  }
  static constexpr std::size_t index(int axis) { return static_cast<std::size_t>(axis); }

  // All elements that differ along some axes.
  std::vector<element> elements(int node, ir::axis_set along, step_list from) const {
    std::vector<element> all;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (along.has(a)) {
        if (extents_[a] == 0) return all;
        from[index(a)] = 0;
      }
    do all.push_back(at(node, from));
    while (advance(along, from));
    return all;
  }
  std::vector<element> elements(int node) const {
    return elements(node, g_.nodes[node].axes, step_list{});
  }
  bool advance(ir::axis_set along, step_list& steps) const {
    for (int a = g_.axes.size() - 1; a >= 0; --a) {
      if (!along.has(a)) continue;
      if (++steps[index(a)] < extents_[a]) return true;
      steps[index(a)] = 0;
    }
    return false;
  }

  // The elements of an operand that an element is computed from. (Of what is read by subscripts
  // all: the first of them that is not finite will do.)
  std::vector<element> sources(const element& e, int k) const {
    const ir::node& n = g_.nodes[e.node];
    const ir::node& operand = g_.nodes[n.operand[k]];
    if (n.code == op::reindex || n.code == op::scatter) return elements(n.operand[k]);
    return elements(n.operand[k], operand.axes - n.axes, e.at);
  }

  // Where it begins: nothing that it is computed from is not finite.
  element origin(element e) const {
    for (int k = 0; k < operands(e); ++k) {
      if (!counts(e, k)) continue;
      for (const element& from : sources(e, k))
        if (!base::is_finite(from.value)) return origin(from);
    }
    return e;
  }
  // Of where(c, x, y) only what it chose.
  bool counts(const element& e, int k) const {
    const ir::node& n = g_.nodes[e.node];
    if (ir::about(n).name != "where" || k == 0) return true;
    return (at(n.operand[0], e.at).value != 0) == (k == 1);
  }
  int operands(const element& e) const {
    const ir::node& n = g_.nodes[e.node];
    return n.operand[0] < 0 ? 0 : n.arity();
  }

  std::string told(const ir::output& o, const element& result) const {
    const element first = origin(result);
    const std::string what =
        o.input >= 0 ? base::joined({"the gradient by ", base::in_quotes(g_.inputs[o.input].name)})
        : &o == &g_.outputs[0] ? "the value"
                               : ir::name_of(g_, static_cast<int>(&o - &g_.outputs[0]));
    std::string text =
        what + " is " + base::printed(static_cast<double>(result.value)) + place(result);
    if (g_.nodes[first.node].code == op::input)
      return text + ": " +
             base::joined({"input ", base::in_quotes(g_.inputs[g_.nodes[first.node].input].name)}) +
             " holds " + base::printed(static_cast<double>(first.value)) + place(first);
    text += "; it begins in " + words_.of(first.node) + place(first);
    return text + causes(first);
  }
  // " at n = 17, d = 2"
  std::string place(const element& e) const {
    std::string text;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (g_.nodes[e.node].axes.has(a))
        text += (text.empty() ? " at " : ", ") + std::string(g_.axes[a].name) + " = " +
                std::to_string(e.at[index(a)]);
    return text;
  }
  // ", where x[n] is -1": of what it is computed from, if that is one number each.
  std::string causes(const element& e) const {
    std::string text;
    for (int k = 0; k < operands(e); ++k) {
      const auto from = sources(e, k);
      if (from.size() != 1 || g_.nodes[from[0].node].code == op::constant) continue;
      text += (text.empty() ? ", where " : " and ") + words_.of(from[0].node) + " is " +
              base::printed(static_cast<double>(from[0].value));
    }
    return text;
  }

  const ir::graph& g_;
  const ir::evaluator<T>& values_;
  const std::ptrdiff_t* extents_;
  ir::words words_{g_};
};

}  // namespace front

// Looks for the first result of a call that is not finite, the value before the gradients, and
// where that begins: first_nan(fit, height = h, theta). It computes every part of the formula as a
// whole tensor, the slow and obvious way: for when something is wrong, not for loops.
template <front::compiled_formula Compiled, class... Given>
nan_found first_nan(Compiled f, const Given&... given) {
  using P = typename Compiled::program;
  if constexpr ((front::bundle<Given> || ...)) {
    return std::apply([f](const auto&... each) { return first_nan(f, each...); },
                      std::tuple_cat(front::unbundled<P>(given)...));
  } else {
    using T = typename front::number<Given...>::type;
    nan_found found;
    front::look_at_call<front::as_derived<P>, T>(
        [&found](const ir::graph& g, const ir::evaluator<T>& values,
                 const std::ptrdiff_t* extents) {
          found = front::nan_search<T>(g, values, extents)();
        },
        given...);
    return found;
  }
}

}  // namespace tapeless

// See <tapeless/gradient.hpp>.
namespace tapeless::names {

using tapeless::nan_found;

}  // namespace tapeless::names
