// What terms read, and where: along axes, or at subscripts.
#pragma once

#include "tapeless/ir/term_tables.hpp"

namespace tapeless::ir {

// A read of elements that are not there.
struct outside_read {
  std::string_view input{};  // or a formula
  std::string_view axis{};
  std::int64_t extent = 0, least = 0, greatest = 0;
};

class term_reads : public term_tables {
 protected:
  // What is read, and where.
  struct read_place {
    int input = -1;  // or a formula
    index_list declared{};
    index_list index{};
  };

  constexpr read_place read_of(const expr::term& t) {
    const int input = input_of(*t.input);
    return {input, g_.inputs[input].axes,
            t.subscripts.exists ? subscripts_of(t, g_.inputs[input].axes) : index_of(t, input)};
  }
  // A formula over some axes, of which some are replaced.
  constexpr read_place read_elsewhere(const expr::term& t, axis_set axes) {
    index_list declared, given;
    for (unsigned d = 0; d < static_cast<unsigned>(t.axes.size); ++d)
      declared.push(axis_of(*t.axes.axis[d]));
    if (problem_ != problem::none) return {};
    given = subscripts_of(t, declared);
    if (t.code == op::inside) return {-1, declared, given};
    if (!axes.includes(declared.set())) report(problem::axis_not_there);
    if (problem_ != problem::none) return {};
    read_place r;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (!axes.has(a)) continue;
      int entry = a;
      for (int d = 0; d < declared.size; ++d)
        if (declared[d] == a) entry = given[d];
      if (r.index.size == max_rank) report(problem::too_many_axes);
      if (problem_ != problem::none) return {};
      r.declared.push(a);
      r.index.push(entry);
    }
    return r;
  }

  constexpr int inside(const read_place& r) {
    int all = -1;
    for (int d = 0; d < r.index.size; ++d) {
      const int here = build_.inside(ir::subscript_of(g_, r.index[d]), r.declared[d]);
      if (here >= 0) all = build_.extend(op::code_of<op::both>, all, here);
    }
    return all >= 0 ? all : build_.yes();
  }

  constexpr index_list index_of(const expr::term& t, int input) {
    index_list index;
    for (unsigned d = 0; d < static_cast<unsigned>(t.axes.size); ++d) {
      const int a = axis_of(*t.axes.axis[d]);
      if (a < 0) return index;
      must_be_along(a, g_.inputs[input].axes[static_cast<int>(d)]);
      index.push(a);
    }
    return index;
  }
  // An axis whose extent only the data tells walks what was declared over it or its twin.
  constexpr void must_be_along(int axis, int declared) {
    const ir::axis& a = g_.axes[original_of(axis)];
    if (a.extent == at_run_time && a.length < 0 && !same_extent(g_, axis, declared))
      report(problem::read_along_other_extent);
  }

  constexpr index_list subscripts_of(const expr::term& t, const index_list& declared) {
    index_list index;
    for (int d = 0; d < declared.size; ++d) {
      const subscript s = subscript_of(*t.subscripts.to[d]);
      if (!s.exists) report(problem::not_a_subscript);
      if (problem_ != problem::none) return index;
      index.push(build_.entry(s));
      const bool may_be_outside = t.guarded || t.code == op::inside;
      if (is_axis(index[d]) && !may_be_outside) must_be_along(index[d], declared[d]);
    }
    return index;
  }
  constexpr subscript subscript_of(const expr::term& t) {
    if (t.code == op::constant)
      return expr::is_whole(t.number) ? fixed_subscript(static_cast<std::int64_t>(t.number))
                                      : no_subscript();
    if (t.code == op::index || t.code == op::count) {
      const int a = axis_of(*t.axes.axis[0]);
      if (a < 0) return no_subscript();
      if (t.code == op::index) return step_along(a);
      return g_.axes[a].extent >= 0 ? fixed_subscript(g_.axes[a].extent)
                                    : extent_along(original_of(a));
    }
    if (t.code == op::input) return t.input->is_whole ? whole_read(t) : no_subscript();
    if (t.code == op::code_of<op::neg>) return -1 * subscript_of(*t.operand[0]);
    const bool product = t.code == op::code_of<op::mul>;
    const whole::kind is = kind_of_whole(t.code);
    if (is == whole::kind::number) return no_subscript();
    const subscript x = subscript_of(*t.operand[0]), y = subscript_of(*t.operand[1]);
    if (!x.exists || !y.exists) return no_subscript();
    if (product && x.is_constant()) return x.constant * y;
    if (product && y.is_constant()) return y.constant * x;
    if (t.code == op::code_of<op::add>) return x + y;
    if (t.code == op::code_of<op::sub>) return x - y;
    return whole_subscript({.is = is,
                            .left = build_.whole_of(x),
                            .right = build_.whole_of(y),
                            .axes = x.axes() | y.axes()});
  }
  static constexpr whole::kind kind_of_whole(op::code code) {
    if (code == op::code_of<op::add>) return whole::kind::plus;
    if (code == op::code_of<op::sub>) return whole::kind::minus;
    if (code == op::code_of<op::mul>) return whole::kind::times;
    if (code == op::code_of<op::div>) return whole::kind::over;
    return code == op::rest ? whole::kind::rest : whole::kind::number;
  }
  constexpr subscript whole_subscript(const whole& w) { return whole_at(build_.whole(w), w.axes); }
  // What an input of whole numbers holds.
  constexpr subscript whole_read(const expr::term& t) {
    const read_place r = read_of(t);
    if (problem_ != problem::none) return no_subscript();
    must_be_inside(r);
    return whole_subscript({.is = whole::kind::read,
                            .value = r.input,
                            .index = r.index,
                            .axes = axes_of(g_, r.index)});
  }
  // What the compiler can know of the elements that are read.
  constexpr void must_be_inside(const read_place& read) {
    const auto extent = [this](int a) { return g_.axes[a].extent; };
    for (int d = 0; d < read.index.size; ++d) {
      const std::int64_t declared = extent(read.declared[d]);
      const reach r = build_.reach(ir::subscript_of(g_, read.index[d]));
      bool empty = false;
      for (int a = 0; a < g_.axes.size(); ++a)
        empty = empty || (axes_of(g_, read.index[d]).has(a) && extent(a) == 0);
      if (empty || !r.known || declared < 0 || (r.least >= 0 && r.greatest < declared)) continue;
      outside_ = {read.input < 0 ? "a formula" : g_.inputs[read.input].name,
                  g_.axes[read.declared[d]].name, declared, r.least, r.greatest};
      return report(problem::read_outside);
    }
  }

  outside_read outside_;
};

}  // namespace tapeless::ir
