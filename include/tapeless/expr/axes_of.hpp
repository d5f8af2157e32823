// Which axes a formula has, by their names: for mistakes that can be told where they are made.
#pragma once

#include "tapeless/expr/operators.hpp"
#include "tapeless/expr/term_walk.hpp"

namespace tapeless::expr {

class axes_walk {
 public:
  constexpr explicit axes_walk(const term& root) : walk_(&root) {
    for (const term* t : walk_.terms()) sets_.push(axes_of(*t));
  }

  constexpr bool has(std::string_view name) const {
    for (int a = 0; a < names_.size(); ++a)
      if (names_[a] == name) return (sets_[sets_.size() - 1] >> a & 1U) != 0;
    return false;
  }
  constexpr bool shares_one_with(const axes_walk& other) const {
    for (const std::string_view name : names_)
      if (has(name) && other.has(name)) return true;
    return false;
  }

 private:
  using set = std::uint64_t;

  constexpr set one(std::string_view name) {
    int a = 0;
    while (a < names_.size() && names_[a] != name) ++a;
    if (a == names_.size()) names_.push(name);
    return a < 64 ? set{1} << a : 0;
  }
  constexpr set all(const axis_list& list) {
    set s = 0;
    for (unsigned d = 0; d < static_cast<unsigned>(list.size); ++d) s |= one(list.axis[d]->name);
    return s;
  }

  constexpr set axes_of(const term& t) {
    if (t.code == op::count) return 0;
    if (t.code == op::index) return all(t.axes);
    set operands = 0;
    for (unsigned k = 0; k < arity_of(t); ++k) operands |= sets_[walk_.find(t.operand[k])];
    if (t.subscripts.exists) return (operands & ~all(t.axes)) | all_subscripts(t);
    if (t.code == op::input) return all(t.axes);
    if (!op::about.of[t.code].reduction) return operands;
    return t.axes.size == 0 ? 0 : operands & ~all(t.axes);
  }

  constexpr set all_subscripts(const term& t) {
    const axis_list& dimensions = t.input.exists ? t.input->axes : t.axes;
    set s = 0;
    for (int d = 0; d < dimensions.size; ++d) s |= axes_of_subscript(*t.subscripts.to[d]);
    return s;
  }
  constexpr set axes_of_subscript(const term& t) {
    if (t.code == op::count) return 0;
    if (t.subscripts.exists) return all_subscripts(t);
    set s = t.code == op::index || t.code == op::input ? all(t.axes) : 0;
    for (unsigned k = 0; k < arity_of(t); ++k) s |= axes_of_subscript(*t.operand[k]);
    return s;
  }

  term_walk walk_;
  base::list<std::string_view> names_;
  base::list<set> sets_;  // by term: the axes it has, by their places among the names
};

template <operand F, axis Axis>
inline constexpr bool has_axis = axes_walk(decltype(formula_of<F>())::term).has(Axis::info.name);

template <bool AreAxes, class... Axes>
consteval bool name_once() {
  if constexpr (AreAxes) return all_differ<Axes...>();
  else return true;
}

// Whether it has what may be no axes at all.
template <class F, class... Axes>
inline constexpr bool has_axes = false;
template <class F, axis... Axes>
inline constexpr bool has_axes<F, Axes...> = (has_axis<F, Axes> && ...);

template <operand F, operand G>
inline constexpr bool share_an_axis =
    axes_walk(decltype(formula_of<F>())::term)
        .shares_one_with(axes_walk(decltype(formula_of<G>())::term));

}  // namespace tapeless::expr
