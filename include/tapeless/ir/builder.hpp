// Adds nodes to a graph: each only once (hash-consing), simplified (simplify.hpp). A derivative
// rule computes with handles, and so writes nodes.
#pragma once

#include <bit>

#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

class builder;
constexpr int simplified(builder& b, const node& n);  // (simplify.hpp)

// A node as a number: what the rows of op/ compute with.
struct value {
  builder* in = nullptr;
  int id = -1;
  double number = 0;  // when `in` is null: a constant that has not met its graph yet

  constexpr value() = default;
  constexpr value(builder* b, int node) : in(b), id(node) {}
  constexpr value(double constant) : number(constant) {}
};

class builder {
 public:
  // `expected`: roughly how many nodes there will be, so that the table of them need not grow.
  constexpr explicit builder(graph& g, int expected = 0) : g_(g) {
    make_table(expected > g_.nodes.size() ? expected : g_.nodes.size());
  }

  constexpr const node& operator[](int id) const { return nodes_[id]; }
  constexpr bool is_written(int id) const { return id < g_.written; }
  constexpr value handle(int id) { return {this, id}; }

  constexpr int constant(double number) {
    node n;
    n.number = number;
    return unique(n);
  }

  constexpr int apply(op::code code, int x, int y = -1, int w = -1) {
    node n;
    n.code = code;
    n.operand[0] = x, n.operand[1] = y, n.operand[2] = w;
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) n.axes.bits |= nodes_[n.operand[k]].axes.bits;
    if (op::about.of[n.code].commutative && x > y) n.operand[0] = y, n.operand[1] = x;
    const int simpler = simplified(*this, n);
    return simpler >= 0 ? simpler : unique(n);
  }

  // A function of the user's own; none: a derivative that is not known.
  constexpr int own(base::link<op::own_rule> rule, int x, int y = -1) {
    node n;
    n.code = y < 0 ? op::code_of<op::own> : op::code_of<op::own_of_two>;
    n.own = rule;
    if (rule.exists) n.number = std::bit_cast<double>(rule->hash);
    n.operand[0] = x, n.operand[1] = y;
    n.axes = nodes_[x].axes;
    if (y >= 0) n.axes = n.axes | nodes_[y].axes;
    return unique(n);
  }

  // Reduces x over some axes. Along an axis that x lacks it is repeated: its sum is a product with
  // the extent, and so on.
  constexpr int reduce(op::code code, int x, axis_set over) {
    const axis_set axes = nodes_[x].axes;
    const axis_set repeated = over - axes;
    if (code == op::code_of<op::variance> && repeated == over) return constant(0);
    if (!repeated.empty()) {
      const int inner = reduce(code, x, over & axes);
      if (code == op::code_of<op::sum>) return apply(mul, count(repeated), inner);
      if (code == op::code_of<op::product>) return apply(pow, inner, count(repeated));
      if (code == op::code_of<op::logsumexp>)
        return apply(add, inner, apply(op::code_of<op::log>, count(repeated)));
      return inner;
    }
    if (over.empty()) return x;
    node n;
    n.code = code;
    n.operand[0] = x;
    n.over = over;
    n.axes = axes - over;
    return unique(n);
  }

  // How many elements the axes have together.
  constexpr int count(axis_set axes) {
    double known = 1;
    axis_set unknown;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (!axes.has(a)) continue;
      if (g_.axes[a].extent == at_run_time) unknown = unknown | axis_set::of(a);
      else known *= static_cast<double>(g_.axes[a].extent);
    }
    const int factor = constant(known);
    if (unknown.empty()) return factor;
    node n;
    n.code = op::count;
    n.over = unknown;
    return apply(op::code_of<op::mul>, factor, unique(n));
  }

  // `guarded`: see node.
  constexpr int read(int input, index_list index, bool guarded = false) {
    node n;
    n.code = op::input;
    n.input = input;
    n.index = index;
    n.axes = axes_of(g_, index);
    n.guarded = guarded && !(index == g_.inputs[input].axes);  // (its own steps lie inside)
    return unique(n);
  }

  // With whose steps what is read along an entry changes.
  constexpr axis_set axes_along(int entry) const { return axes_of(g_, entry); }

  // How many elements some axes have together.
  constexpr double elements(axis_set axes) const { return ir::elements(g_, axes); }

  // A subscript as an entry of an index list.
  constexpr int entry(const subscript& s) {
    if (s.size == 1 && s == step_along(s.terms[0].of)) return s.terms[0].of;
    return max_axes + base::place_in(g_.subscripts, s);
  }

  // One more axis, whose extent is made of others; its loops go beside those of another axis.
  constexpr int add_axis(const subscript& extent, int beside) {
    const ir::reach r = reach(extent);
    axis made{"'"};
    if (r.known) made.extent = r.least;
    else made.length = length_of(extent);
    g_.axes.push(made);
    const int last = g_.axes.size() - 1;
    base::list<int> order;
    for (const int a : g_.order) {
      order.push(a);
      if (a == beside) order.push(last);
    }
    g_.order = order;
    return last;
  }

  // Whether a subscript is a step along an axis; -1: it always is.
  constexpr int inside(const subscript& s, int axis) {
    const int e = entry(s);
    if (is_axis(e) && same_extent(g_, e, axis)) return -1;
    const ir::reach r = reach(s);
    if (s.divisor == 1 && r.known && r.least >= 0 && r.greatest < g_.axes[axis].extent) return -1;
    return inside_at(e, axis);
  }
  // A condition that always holds.
  constexpr int yes() { return apply(op::code_of<op::equal>, constant(0), constant(0)); }

  constexpr int inside_or_yes(int entry, int axis) {
    const int condition = inside(subscript_of(g_, entry), axis);
    return condition < 0 ? yes() : condition;
  }
  constexpr int inside_at(int entry, int axis) {
    node n;
    n.code = op::inside;
    n.index.push(entry);
    n.input = axis;
    n.axes = axes_of(g_, entry);
    return unique(n);
  }

  // A subscript as a number.
  constexpr int number(const subscript& s) {
    constexpr auto div = op::code_of<op::div>;
    int z = constant(static_cast<double>(s.constant));
    for (int t = 0; t < s.size; ++t) {
      const subscript::term& term = s.terms[t];
      const int x = term.is == subscript::kind::extent ? count(axis_set::of(term.of))
                    : term.is == subscript::kind::step ? index(term.of)
                                                       : index(entry(whole_at(term.of, term.axes)));
      z = apply(add, z, apply(mul, constant(static_cast<double>(term.times)), x));
    }
    return s.divisor == 1 ? z : apply(div, z, constant(static_cast<double>(s.divisor)));
  }

  // Which element it is of those along some axes, the last of the graph's table innermost.
  constexpr int place_along(axis_set axes) {
    int place = -1;
    for (; !axes.empty(); axes = axes - axis_set::of(axes.first())) {
      const int a = axes.first();
      if (place >= 0) place = apply(mul, place, count(axis_set::of(a)));
      place = extend(add, place, index(a));
    }
    return place;
  }

  // A step along an axis, or a whole number of the table, as a number.
  constexpr int index(int entry) {
    node n;
    n.code = op::index;
    n.index.push(entry);
    n.axes = axes_of(g_, entry);
    return unique(n);
  }

  // The place of a whole number in the graph's table.
  constexpr int whole(const ir::whole& w) { return base::place_in(g_.wholes, w); }

  // A subscript of extents, in the graph's table of lengths.
  constexpr int length_of(const subscript& s) {
    using kind = ir::length::kind;
    int sum = length({.value = s.constant});
    for (int t = 0; t < s.size; ++t) {
      const int extent = length({.is = kind::extent, .value = original_of(g_, s.terms[t].of)});
      const int times = length({.value = s.terms[t].times});
      sum = length({.is = kind::plus,
                    .left = sum,
                    .right = length({.is = kind::times, .left = times, .right = extent})});
    }
    return sum;
  }
  constexpr int length(const ir::length& l) { return base::place_in(g_.lengths, l); }

  // A subscript as a whole number.
  constexpr int whole_of(const subscript& s) {
    using kind = ir::whole::kind;
    int sum = s.constant != 0 || s.size == 0 ? whole({.value = s.constant}) : -1;
    axis_set axes;
    for (int t = 0; t < s.size; ++t) {
      const auto [of, is, times, term_axes] = s.terms[t];
      int x = of;
      if (is != subscript::kind::whole)
        x = whole({.is = is == subscript::kind::step ? kind::step : kind::extent,
                   .value = of,
                   .axes = term_axes});
      if (times != 1)
        x = whole(
            {.is = kind::times, .left = whole({.value = times}), .right = x, .axes = term_axes});
      axes = axes | term_axes;
      sum = sum < 0 ? x : whole({.is = kind::plus, .left = sum, .right = x, .axes = axes});
    }
    return sum;
  }
  // A subscript divided by a number, and rounded down.
  constexpr subscript quotient(const subscript& s, std::int64_t by) {
    const int divided = whole_of(s), divisor = whole({.value = by});
    return whole_at(
        whole({.is = ir::whole::kind::over, .left = divided, .right = divisor, .axes = s.axes()}),
        s.axes());
  }

  // Between which numbers a subscript is, as far as extents are known.
  constexpr ir::reach reach(const subscript& s) const {
    return reach_of(
        s, [this](int a) { return g_.axes[a].extent; },
        [this](int w) { return reach_of_whole(w); });
  }

  // One more factor or term, where there may be none yet (-1).
  constexpr int extend(op::code code, int so_far, int x) {
    return so_far < 0 ? x : apply(code, so_far, x);
  }

  // The tensor x read elsewhere: dimension d, the d-th of x's axes in the graph's table, is walked
  // by index[d]. An input is read where it lies.
  constexpr int reindex(int x, index_list index, bool guarded = false) {
    const node of = nodes_[x];
    if (of.axes == axes_of(g_, index) && in_order(index)) return x;
    if (of.code == op::index) {
      const index_list composed = compose(of.index, of.axes, index);
      if (composed.size == 1) return number(subscript_of(g_, composed[0]));
    }
    if (of.code == op::input) {
      const index_list composed = compose(of.index, of.axes, index);
      if (composed.size == of.index.size) return read(of.input, composed, of.guarded || guarded);
    }
    node n;
    n.code = op::reindex;
    n.operand[0] = x;
    n.index = index;
    n.axes = axes_of(g_, index);
    n.guarded = guarded;
    return unique(n);
  }

  // A tensor over some axes, 0 but where x is added: at index, of which the d-th entry is for the
  // d-th of the axes in the graph's table.
  constexpr int scatter(int x, axis_set axes, const index_list& index) {
    node n;
    n.code = op::scatter;
    n.operand[0] = x;
    n.index = index;
    n.axes = axes;
    n.over = axes_of(g_, index) | g_.nodes[x].axes;
    return unique(n);
  }

  // An index list in which the d-th of some axes is replaced by instead[d]; shorter, if one of the
  // subscripts would not be one.
  constexpr index_list compose(const index_list& index, axis_set axes, const index_list& instead) {
    index_list composed;
    for (int d = 0; d < index.size; ++d) {
      const subscript s = moved(subscript_of(g_, index[d]), {axes, instead});
      if (!s.exists) return composed;
      composed.push(entry(s));
    }
    return composed;
  }

  // The sum of x y over some axes, which both have; times a number, if there is one. `unless_zero`:
  // see node.
  constexpr int contract(int x, int y, axis_set over, int times, bool unless_zero) {
    node n;
    n.code = op::contraction;
    n.operand[0] = x, n.operand[1] = y, n.operand[2] = times;
    n.over = over;
    n.axes = (nodes_[x].axes | nodes_[y].axes) - over;
    n.unless_zero = unless_zero;
    return unique(n);
  }

  // A node of another graph; `at` knows where its operands are in this one.
  constexpr int copy(const node& from, const int* at) {
    int x[3] = {-1, -1, -1};
    for (int k = 0; k < 3 && from.operand[k] >= 0; ++k) x[k] = at[from.operand[k]];
    if (from.code == op::scatter) return scatter(x[0], from.axes, from.index);
    if (from.code == op::contraction)
      return contract(x[0], x[1], from.over, x[2], from.unless_zero);
    if (op::about.of[from.code].reduction) return reduce(from.code, x[0], from.over);
    if (from.code == op::reindex) return reindex(x[0], from.index, from.guarded);
    if (from.code == op::count) return count(from.over);
    if (is_own(from.code)) return own(from.own, x[0], x[1]);
    return x[0] < 0 ? unique(from) : apply(from.code, x[0], x[1], x[2]);
  }

  static constexpr bool in_order(const index_list& index) {
    for (int d = 1; d < index.size; ++d)
      if (index[d - 1] >= index[d]) return false;
    return !has_subscripts(index);
  }

 private:
  // What the steps along some axes are replaced by: those of the d-th of them by instead[d]. (Not a
  // template argument: clang 14 does not find templates that call each other.)
  struct replacement {
    axis_set axes;
    const index_list& instead;
  };
  constexpr subscript step_in(const replacement& by, int axis) const {
    if (!by.axes.has(axis)) return step_along(axis);
    return subscript_of(g_, by.instead[(by.axes & axis_set::before(axis)).size()]);
  }

  // A subscript with the steps along axes replaced, in its whole numbers, too.
  constexpr subscript moved(const subscript& s, const replacement& by) {
    const auto instead = [&](int axis) { return step_in(by, axis); };
    bool all_stay = true;
    for (int t = 0; t < s.size; ++t)
      all_stay =
          all_stay && (s.terms[t].is != subscript::kind::whole || stays(s.terms[t].axes, instead));
    if (all_stay) return substituted(s, instead);
    if (s.divisor != 1) return no_subscript();
    subscript z = fixed_subscript(s.constant);
    for (int t = 0; t < s.size; ++t) {
      const subscript::term& term = s.terms[t];
      if (term.is == subscript::kind::step) z = z + term.times * instead(term.of);
      else if (term.is == subscript::kind::extent) z.add(term);
      else if (const int w = moved_whole(term.of, by); w < 0) return no_subscript();
      else z = z + term.times * whole_at(w, g_.wholes[w].axes);
    }
    return z;
  }
  // The place of a whole number with the steps along axes replaced; -1: there is none.
  constexpr int moved_whole(int place, const replacement& by) {
    ir::whole w = g_.wholes[place];
    if (stays(w.axes, [&](int axis) { return step_in(by, axis); })) return place;
    if (w.is == ir::whole::kind::step) {
      const subscript s = step_in(by, static_cast<int>(w.value));
      return s.exists && s.divisor == 1 ? whole_of(s) : -1;
    }
    w.axes = {};
    if (w.is == ir::whole::kind::read) {
      for (int d = 0; d < w.index.size; ++d) {
        const subscript s = moved(subscript_of(g_, w.index[d]), by);
        if (!s.exists) return -1;
        w.index.entry[d] = static_cast<short>(entry(s));
      }
      w.axes = axes_of(g_, w.index);
    } else {
      w.left = moved_whole(w.left, by);
      w.right = moved_whole(w.right, by);
      if (w.left < 0 || w.right < 0) return -1;
      w.axes = g_.wholes[w.left].axes | g_.wholes[w.right].axes;
    }
    return whole(w);
  }
  constexpr ir::reach reach_of_whole(int place) const {
    using kind = ir::whole::kind;
    const ir::whole w = g_.wholes[place];
    if (w.is == kind::number) return {w.value, w.value};
    if (w.is == kind::read) return {0, 0, false};
    if (w.is == kind::step || w.is == kind::extent) {
      const std::int64_t e = g_.axes[static_cast<int>(w.value)].extent;
      return {w.is == kind::step ? 0 : e, w.is == kind::step ? e - 1 : e, e >= 0};
    }
    const ir::reach a = reach_of_whole(w.left), b = reach_of_whole(w.right);
    if (w.is == kind::plus) return a + b;
    if (w.is == kind::minus) return a + multiple(-1, b);
    const auto fixed = [](const ir::reach& r) { return r.known && r.least == r.greatest; };
    if (w.is == kind::times && fixed(a)) return multiple(a.least, b);
    if (!fixed(b) || (w.is != kind::times && b.least <= 0)) return {0, 0, false};
    if (w.is == kind::times) return multiple(b.least, a);
    if (w.is == kind::rest) return {0, b.least - 1};
    return {base::quotient(a.least, b.least), base::quotient(a.greatest, b.least), a.known};
  }

  static constexpr op::code add = op::code_of<op::add>, mul = op::code_of<op::mul>,
                            pow = op::code_of<op::pow>;

  using word = std::uint64_t;
  static constexpr std::uint32_t hash(const node& n) {
    word h = static_cast<word>(n.code) << 32 ^ static_cast<word>(n.operand[0]);
    h = h * 0x9E3779B97F4A7C15U ^ static_cast<word>(n.operand[1]) << 32 ^
        static_cast<word>(n.operand[2]);
    h = h * 0xC2B2AE3D27D4EB4FU ^ (n.over.bits << 32 | n.over.bits >> 32) ^ n.axes.bits;
    h = h * 0x165667B19E3779F9U ^ static_cast<word>(n.input) ^ std::bit_cast<word>(n.number);
    h *= 0x9E3779B97F4A7C15U;
    if (n.index.size > 0) h = (h ^ static_cast<word>(n.index[0]) << 40) * 0xC2B2AE3D27D4EB4FU;
    return static_cast<std::uint32_t>(h >> 32);
  }
  static constexpr bool same(const node& a, const node& b) {
    return a.code == b.code && a.operand[0] == b.operand[0] && a.operand[1] == b.operand[1] &&
           a.operand[2] == b.operand[2] && a.over.bits == b.over.bits &&
           a.axes.bits == b.axes.bits && a.input == b.input &&
           std::bit_cast<std::uint64_t>(a.number) == std::bit_cast<std::uint64_t>(b.number) &&
           a.index == b.index && a.guarded == b.guarded && a.unless_zero == b.unless_zero;
  }

  // The place of n: an equal node's if there is one, else at the end.
  constexpr int unique(const node& n) {
    const int size = g_.nodes.size();
    if (size >= room_) make_table(2 * size);
    int slot = static_cast<int>(hash(n)) & mask_;
    while (at_[slot] != 0 && !same(nodes_[at_[slot] - 1], n)) slot = (slot + 1) & mask_;
    if (at_[slot] != 0) return at_[slot] - 1;
    g_.nodes.push(n);
    nodes_ = g_.nodes.data();
    at_[slot] = size + 1;
    return size;
  }
  constexpr void make_table(int expected) {
    int size = 32;
    while (3 * size <= 4 * expected + 4) size *= 2;
    table_ = base::list<int>(size);
    at_ = table_.data();
    nodes_ = g_.nodes.data();
    mask_ = size - 1;
    room_ = size / 4 * 3;
    for (int i = 0; i < g_.nodes.size(); ++i) {
      int slot = static_cast<int>(hash(nodes_[i])) & mask_;
      while (at_[slot] != 0) slot = (slot + 1) & mask_;
      at_[slot] = i + 1;
    }
  }

  graph& g_;
  base::list<int> table_;        // by hash: the place of a node, and one; 0 is free
  int* at_ = nullptr;            // its slots
  int mask_ = 0;                 // its size, less one
  int room_ = 0;                 // so many nodes it is for
  const node* nodes_ = nullptr;  // the graph's
};

}  // namespace tapeless::ir

#include "tapeless/ir/simplify.hpp"
