// In which order a formula first has its axes, by their names: what is read at subscripts as they
// stand there, and of a choice the values' axes before the condition's.
#pragma once

#include "tapeless/base/list.hpp"
#include "tapeless/expr/term_walk.hpp"

namespace tapeless::expr {

class axis_order {
 public:
  using names = base::list<std::string_view>;

  constexpr explicit axis_order(const term& root) : walk_(&root) {
    for (const term* t : walk_.terms()) of_.push(order_of(*t));
  }
  constexpr const names& result() const { return of_[of_.size() - 1]; }

 private:
  constexpr names order_of(const term& t) const {
    names z;
    if (t.code == op::count) return z;
    if (t.subscripts.exists && t.code != op::reindex) {
      add_subscripts(z, t);
      return z;
    }
    if (t.code == op::code_of<op::where>) add_all(z, t, 1), add_all(z, t, 2);
    for (unsigned k = 0; k < arity_of(t); ++k) add_all(z, t, k);
    if (t.code == op::reindex) return elsewhere(z, t);
    if (op::about.of[t.code].reduction) return without(z, t.axes);
    if (t.code != op::store) add_axes(z, t.axes);
    return z;
  }

  // The subscripts stand where the axes were that they replace.
  static constexpr names elsewhere(const names& from, const term& t) {
    names z;
    for (const std::string_view name : from) {
      const int d = place_of(name, t.axes);
      if (d < 0) add(z, name);
      else add_subscript(z, *t.subscripts.to[d]);
    }
    return z;
  }
  static constexpr names without(const names& from, const axis_list& reduced) {
    names z;
    for (const std::string_view name : from)
      if (reduced.size > 0 && place_of(name, reduced) < 0) z.push(name);
    return z;
  }
  static constexpr int place_of(std::string_view name, const axis_list& axes) {
    for (int d = 0; d < axes.size; ++d)
      if (axes.axis[static_cast<unsigned>(d)]->name == name) return d;
    return -1;
  }

  static constexpr void add(names& to, std::string_view name) {
    for (const std::string_view known : to)
      if (known == name) return;
    to.push(name);
  }
  static constexpr void add_axes(names& to, const axis_list& axes) {
    for (int d = 0; d < axes.size; ++d) add(to, axes.axis[static_cast<unsigned>(d)]->name);
  }
  static constexpr void add_subscripts(names& to, const term& t) {
    const int dimensions = t.input.exists ? t.input->axes.size : t.axes.size;
    for (int d = 0; d < dimensions; ++d) add_subscript(to, *t.subscripts.to[d]);
  }
  static constexpr void add_subscript(names& to, const term& t) {
    if (t.code == op::count) return;
    if (t.subscripts.exists) return add_subscripts(to, t);
    if (t.code == op::index || t.code == op::input) add_axes(to, t.axes);
    for (unsigned k = 0; k < arity_of(t); ++k) add_subscript(to, *t.operand[k]);
  }
  constexpr void add_all(names& to, const term& t, unsigned operand) const {
    for (const std::string_view name : of_[walk_.find(t.operand[operand])]) add(to, name);
  }

  term_walk walk_;
  base::list<names> of_;  // by term
};

}  // namespace tapeless::expr
