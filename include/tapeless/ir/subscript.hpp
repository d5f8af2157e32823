// What walks a dimension of a tensor, where that is more than an axis.
#pragma once

#include <cstdint>
#include <utility>

#include "tapeless/ir/axis_set.hpp"

namespace tapeless::ir {

// (constant + a sum of whole multiples of steps along axes and of extents) / divisor. Terms are in
// one order, so equal subscripts have equal members. Where one with a divisor is read, it divides
// exactly.
struct subscript {
  enum class kind { step, extent, whole };
  struct term {
    int of = -1;  // an axis, or the place of a whole number in the graph's table
    kind is = kind::step;
    std::int64_t times = 0;
    axis_set axes{};  // whose steps it changes with

    constexpr bool steps(int axis) const { return is == kind::step && of == axis; }
    friend constexpr bool operator==(const term& a, const term& b) {
      return a.of == b.of && a.is == b.is && a.times == b.times;
    }
  };
  static constexpr int most_terms = 8;

  std::int64_t constant = 0;
  std::int64_t divisor = 1;
  term terms[most_terms] = {};
  int size = 0;
  bool exists = true;  // false: there is none, for it would have too many terms, or not be affine

  constexpr std::int64_t times(int axis) const {
    for (int t = 0; t < size; ++t)
      if (terms[t].steps(axis)) return terms[t].times;
    return 0;
  }
  // The axes with whose steps it changes; and those with which it does so unevenly.
  constexpr axis_set axes() const {
    axis_set all;
    for (int t = 0; t < size; ++t) all = all | terms[t].axes;
    return all;
  }
  constexpr axis_set uneven_axes() const {
    axis_set all;
    for (int t = 0; t < size; ++t)
      if (terms[t].is == kind::whole || divisor != 1) all = all | terms[t].axes;
    return all;
  }
  constexpr bool is_constant() const { return size == 0; }

  constexpr void add(term more) {
    int t = 0;
    while (t < size && before(terms[t], more)) ++t;
    if (t < size && !before(more, terms[t])) {
      terms[t].times += more.times;
      if (terms[t].times == 0) erase(t);
      return;
    }
    if (more.times == 0) return;
    if (size == most_terms) {
      exists = false;
      return;
    }
    for (int k = size++; k > t; --k) terms[k] = terms[k - 1];
    terms[t] = more;
  }

  friend constexpr bool operator==(const subscript& a, const subscript& b) {
    if (a.constant != b.constant || a.divisor != b.divisor || a.size != b.size) return false;
    for (int t = 0; t < a.size; ++t)
      if (!(a.terms[t] == b.terms[t])) return false;
    return true;
  }

 private:
  static constexpr bool before(const term& a, const term& b) {
    return a.is != b.is ? a.is < b.is : a.of < b.of;
  }
  constexpr void erase(int t) {
    for (--size; t < size; ++t) terms[t] = terms[t + 1];
    terms[size] = {};
  }
};

constexpr bool has_whole_numbers(const subscript& s) {
  for (int t = 0; t < s.size; ++t)
    if (s.terms[t].is == subscript::kind::whole) return true;
  return false;
}
constexpr subscript no_subscript() {
  subscript s;
  s.exists = false;
  return s;
}
constexpr subscript fixed_subscript(std::int64_t constant) {
  subscript s;
  s.constant = constant;
  return s;
}
constexpr subscript one_term(const subscript::term& term) {
  subscript s;
  s.add(term);
  return s;
}
constexpr subscript step_along(int axis) {
  subscript s;
  s.add({axis, subscript::kind::step, 1, axis_set::of(axis)});
  return s;
}
constexpr subscript extent_along(int axis) {
  subscript s;
  s.add({axis, subscript::kind::extent, 1});
  return s;
}

// The whole number at a place of the graph's table.
constexpr subscript whole_at(int place, axis_set axes) {
  subscript s;
  s.add({place, subscript::kind::whole, 1, axes});
  return s;
}

// (A multiple of the divisor undoes it.)
constexpr subscript operator*(std::int64_t times, subscript s) {
  if (!s.exists) return s;
  if (times % s.divisor == 0) times /= s.divisor, s.divisor = 1;
  else if (times != 1) return no_subscript();
  if (times == 0) return fixed_subscript(0);
  s.constant *= times;
  for (int t = 0; t < s.size; ++t) s.terms[t].times *= times;
  return s;
}
// (Only one of the two may have a divisor: a / d + b is (a + d b) / d.)
constexpr subscript operator+(subscript a, subscript b) {
  if (!a.exists || !b.exists || (a.divisor != 1 && b.divisor != 1)) return no_subscript();
  if (b.divisor != 1) std::swap(a, b);
  b = a.divisor * b;
  a.constant += b.constant;
  for (int t = 0; t < b.size; ++t) a.add(b.terms[t]);
  return a;
}
constexpr subscript operator-(const subscript& a, const subscript& b) { return a + -1 * b; }

// Whether the steps along some axes are not replaced.
template <class Instead>
constexpr bool stays(axis_set axes, const Instead& instead) {
  for (; !axes.empty(); axes = axes - axis_set::of(axes.first()))
    if (!(instead(axes.first()) == step_along(axes.first()))) return false;
  return true;
}

// s with the step along an axis replaced by another subscript.
template <class Instead>
constexpr subscript substituted(const subscript& s, const Instead& instead) {
  subscript z = fixed_subscript(s.constant);
  for (int t = 0; t < s.size && z.exists; ++t) {
    const subscript::term& term = s.terms[t];
    if (term.is != subscript::kind::step && !stays(term.axes, instead)) return no_subscript();
    z = z + (term.is == subscript::kind::step ? term.times * instead(term.of) : one_term(term));
  }
  if (!z.exists || s.divisor == 1) return z;
  if (z.divisor != 1) return no_subscript();
  z.divisor = s.divisor;
  return z;
}

// The least and the greatest that something is.
struct reach {
  std::int64_t least = 0, greatest = 0;
  bool known = true;  // false: it depends on what is not

  friend constexpr reach operator+(const reach& a, const reach& b) {
    return {a.least + b.least, a.greatest + b.greatest, a.known && b.known};
  }
};
constexpr reach multiple(std::int64_t times, const reach& r) {
  if (times < 0) return {times * r.greatest, times * r.least, r.known};
  return {times * r.least, times * r.greatest, r.known};
}

// Those of a subscript while every step runs through its axis; extent(axis) is -1 when it is not
// known, whole(place) says what a whole number is.
template <class Extent, class Whole>
constexpr reach reach_of(const subscript& s, const Extent& extent, const Whole& whole) {
  reach r{s.constant, s.constant};
  for (int t = 0; t < s.size; ++t) {
    const subscript::term& term = s.terms[t];
    if (term.is == subscript::kind::whole) {
      r = r + multiple(term.times, whole(term.of));
      continue;
    }
    const std::int64_t e = extent(term.of);
    r = r + multiple(term.times, term.is == subscript::kind::extent ? reach{e, e, e >= 0}
                                                                    : reach{0, e - 1, e >= 0});
  }
  const auto floor = [&s](std::int64_t x) { return (x - (x < 0 ? s.divisor - 1 : 0)) / s.divisor; };
  return {floor(r.least), floor(r.greatest), r.known};
}
template <class Extent>
constexpr reach reach_of(const subscript& s, const Extent& extent) {
  return reach_of(s, extent, [](int) { return reach{0, 0, false}; });
}

}  // namespace tapeless::ir
