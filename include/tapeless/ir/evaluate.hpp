// What a graph means, the slow and obvious way: every node as a whole tensor, element by element.
// It runs in constant evaluations, and it is what the tests compare the emitted code with.
#pragma once

#include "tapeless/base/wider.hpp"
#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

template <class T>
class evaluator {
 public:
  // Inputs in the order of the graph's table; extents of all its axes.
  constexpr evaluator(const graph& g, const T* const* inputs, const std::ptrdiff_t* extents,
                      const std::int32_t* const* wholes = nullptr)
      : g_(g), inputs_(inputs), extents_(extents), wholes_(wholes), values_(g.nodes.size()) {
    for (int i = 0; i < g.nodes.size(); ++i) evaluate(i);
  }

  // A node's tensor, row-major over its axes in the order of the graph's table.
  constexpr const base::list<T>& operator[](int node) const { return values_[node]; }

  // Writes an output, along the axes that it is laid out by.
  constexpr void write(const output& o, T* to) const {
    for (position at(*this, o.axes.set()); at.valid(); at.advance())
      to[offset(o.axes, o.axes, at)] = value(o.node, at);
  }

 private:
  // A step along every axis of a set, in row-major order.
  class position {
   public:
    constexpr position(const evaluator& e, axis_set axes) : e_(e), axes_(axes) {
      for (int a = 0; a < e.g_.axes.size(); ++a)
        if (axes.has(a) && e.extents_[a] == 0) valid_ = false;
    }
    constexpr bool valid() const { return valid_; }
    constexpr std::ptrdiff_t operator[](int axis) const {
      return step_[static_cast<unsigned>(axis)];
    }
    constexpr void set(int axis, std::ptrdiff_t step) { step_[static_cast<unsigned>(axis)] = step; }
    constexpr void advance() {
      for (int a = e_.g_.axes.size() - 1; a >= 0; --a) {
        if (!axes_.has(a)) continue;
        if (++step_[static_cast<unsigned>(a)] < e_.extents_[a]) return;
        step_[static_cast<unsigned>(a)] = 0;
      }
      valid_ = false;
    }

   private:
    const evaluator& e_;
    axis_set axes_;
    std::array<std::ptrdiff_t, max_axes> step_{};
    bool valid_ = true;
  };

  // The place of an element in a tensor walked by `walk` and laid out by `layout`.
  constexpr std::ptrdiff_t offset(const index_list& walk, const index_list& layout,
                                  const position& at) const {
    std::ptrdiff_t place = 0;
    for (int d = 0; d < walk.size; ++d) place = place * extents_[layout[d]] + step(walk[d], at);
    return place;
  }
  // What walks a dimension, at a position.
  constexpr std::ptrdiff_t step(int entry, const position& at) const {
    if (is_axis(entry)) return at[entry];
    return dividend(entry, at) / g_.subscripts[entry - max_axes].divisor;
  }
  constexpr std::ptrdiff_t dividend(int entry, const position& at) const {
    const subscript& s = g_.subscripts[entry - max_axes];
    std::ptrdiff_t z = s.constant;
    for (int t = 0; t < s.size; ++t) {
      const auto [of, is, times, axes] = s.terms[t];
      z += times * (is == subscript::kind::whole    ? whole_at(of, at)
                    : is == subscript::kind::extent ? extents_[of]
                                                    : at[of]);
    }
    return z;
  }
  constexpr std::ptrdiff_t whole_at(int which, const position& at) const {
    const whole& w = g_.wholes[which];
    const int value = static_cast<int>(w.value);
    if (w.is == whole::kind::number) return w.value;
    if (w.is == whole::kind::step) return at[value];
    if (w.is == whole::kind::extent) return extents_[value];
    if (w.is == whole::kind::read) {
      const index_list& layout = g_.inputs[value].axes;
      return inside(w.index, layout, at) ? wholes_[value][offset(w.index, layout, at)] : 0;
    }
    return combined(w.is, whole_at(w.left, at), whole_at(w.right, at));
  }
  constexpr bool inside(int entry, int axis, const position& at) const {
    const std::ptrdiff_t z = step(entry, at);
    if (z < 0 || z >= extents_[axis]) return false;
    return is_axis(entry) || dividend(entry, at) % g_.subscripts[entry - max_axes].divisor == 0;
  }
  // Whether there is an element where a tensor laid out by some axes is read.
  constexpr bool inside(const index_list& walk, const index_list& layout,
                        const position& at) const {
    for (int d = 0; d < walk.size; ++d)
      if (!inside(walk[d], layout[d], at)) return false;
    return true;
  }
  constexpr T value(int node, const position& at) const {
    std::ptrdiff_t place = 0;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (g_.nodes[node].axes.has(a)) place = place * extents_[a] + at[a];
    return values_[node][static_cast<int>(place)];
  }

  constexpr void evaluate(int id) {
    const node& n = g_.nodes[id];
    if (n.code == op::scatter) return scatter(id, n);
    for (position at(*this, n.axes); at.valid(); at.advance()) values_[id].push(element(n, at));
  }

  constexpr void scatter(int id, const node& n) {
    for (position at(*this, n.axes); at.valid(); at.advance()) values_[id].push(T{});
    index_list layout;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (n.axes.has(a)) layout.push(a);
    for (position at(*this, n.over); at.valid(); at.advance())
      values_[id][static_cast<int>(offset(n.index, layout, at))] += value(n.operand[0], at);
  }

  constexpr T element(const node& n, const position& at) const {
    if (n.code == op::constant) return static_cast<T>(n.number);
    if (n.code == op::index) return static_cast<T>(step(n.index[0], at));
    if (n.code == op::input) return read(n, at);
    if (n.code == op::inside) return static_cast<T>(inside(n.index[0], n.input, at));
    if (n.code == op::store) return value(n.operand[0], at);
    if (n.code == op::count) return elements<T>(n.over);
    if (n.code == op::reindex) return reindexed(n, at);
    if (about(n).reduction) return reduced(n, at);
    T x[3]{};
    for (int k = 0; k < n.arity(); ++k) x[k] = value(n.operand[k], at);
    return is_own(n.code) ? (*n.own)(x) : rules[static_cast<unsigned>(n.code)](x);
  }

  constexpr T read(const node& n, const position& at) const {
    const index_list& layout = g_.inputs[n.input].axes;
    if (n.guarded && !inside(n.index, layout, at)) return T{};
    return inputs_[n.input][offset(n.index, layout, at)];
  }

  constexpr T reindexed(const node& n, const position& at) const {
    position from(*this, {});
    int d = 0;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (!g_.nodes[n.operand[0]].axes.has(a)) continue;
      if (n.guarded && !inside(n.index[d], a, at)) return T{};
      from.set(a, step(n.index[d++], at));
    }
    return value(n.operand[0], from);
  }

  constexpr T reduced(const node& n, const position& outer) const {
    const auto [start, combine] = reductions[static_cast<unsigned>(summing(n.code))];
    wide z = start;
    for (position at(*this, n.over); at.valid(); at.advance()) {
      position inner = at;
      for (int a = 0; a < g_.axes.size(); ++a)
        if (n.axes.has(a)) inner.set(a, outer[a]);
      const T x = value(n.operand[0], inner);
      const T y = n.code == op::contraction ? value(n.operand[1], inner) : T(1);
      if (n.unless_zero && (x == 0 || y == 0)) continue;
      z = combine(z, static_cast<wide>(x) * static_cast<wide>(y));
    }
    if (n.code == op::contraction && n.operand[2] >= 0)
      z = z * static_cast<wide>(value(n.operand[2], outer));
    return static_cast<T>(n.code == op::code_of<op::mean> ? z / elements<wide>(n.over) : z);
  }

  static constexpr op::code summing(op::code code) {
    return code == op::contraction ? op::code_of<op::sum> : code;
  }

  template <class Number>
  constexpr Number elements(axis_set axes) const {
    Number product = 1;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (axes.has(a)) product *= static_cast<Number>(extents_[a]);
    return product;
  }

  using rule = T (*)(const T*);
  using wide = base::wider<T>;
  struct reduction {
    wide start;
    wide (*combine)(wide, wide);
  };

  template <class Row>
  static constexpr T rule_of([[maybe_unused]] const T* x) {
    if constexpr (Row::reduction || is_own(op::code_of<Row>)) return {};
    else if constexpr (Row::of_conditions && Row::arity == 1)
      return static_cast<T>(Row::value(x[0] != 0));
    else if constexpr (Row::of_conditions) return static_cast<T>(Row::value(x[0] != 0, x[1] != 0));
    else if constexpr (std::is_same_v<Row, op::chosen>) return Row::value(x[0], x[1] != 0);
    else if constexpr (Row::arity == 1) return static_cast<T>(Row::value(x[0]));
    else if constexpr (Row::arity == 2) return static_cast<T>(Row::value(x[0], x[1]));
    else return static_cast<T>(Row::value(x[0] != 0, x[1], x[2]));
  }
  template <class Row>
  static constexpr wide combine_of(wide z, [[maybe_unused]] wide x) {
    if constexpr (requires { Row::start; }) return Row::combine(z, x);
    else return z;
  }
  template <class Row>
  static constexpr reduction reduction_of() {
    if constexpr (requires { Row::start; })
      return {static_cast<wide>(Row::start), &combine_of<Row>};
    else return {wide{}, nullptr};
  }
  template <class... Rows>
  static constexpr std::array<rule, sizeof...(Rows)> rules_of(op::table<Rows...>) {
    return {&rule_of<Rows>...};
  }
  template <class... Rows>
  static constexpr std::array<reduction, sizeof...(Rows)> reductions_of(op::table<Rows...>) {
    return {reduction_of<Rows>()...};
  }

  static constexpr auto rules = rules_of(op::all{});
  static constexpr auto reductions = reductions_of(op::all{});

  const graph& g_;
  const T* const* inputs_;
  const std::ptrdiff_t* extents_;
  const std::int32_t* const* wholes_;  // by input, of those that hold whole numbers
  base::list<base::list<T>> values_;
};

}  // namespace tapeless::ir
