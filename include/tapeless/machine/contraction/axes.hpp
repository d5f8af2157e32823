// A contraction is c[m, n] = sum over k of a[m, k] b[k, n], where m, n and k are any number of axes
// each. To memory an axis is how many steps it has, and how far apart they lie in each tensor: so a
// matrix product, its transposed forms and a convolution (whose filter steps through the image as
// the image's own axes do) are one thing, and nothing is copied into a form.
#pragma once

#include <cstddef>

#include "tapeless/base/several.hpp"

namespace tapeless::machine::contraction {

using std::ptrdiff_t;

// Distances are in elements; 0 in a tensor that the axis does not walk. (Without initial values: a
// call has five lists of them, and to fill those costs more than a small product.)
struct axis {
  ptrdiff_t extent;
  ptrdiff_t a, b, c;
};
inline constexpr axis single_step{1, 0, 0, 0};

// Outermost first.
struct axes {
  static constexpr int most = 32;

  base::several<axis, most> of;
  int size = 0;

  constexpr const axis& operator[](int i) const { return of[i]; }

  // Neighbours that step like one axis become one: (dx, channel) of an image is one run.
  constexpr void push(const axis& x) {
    if (x.extent == 1) return;
    if (size > 0 && steps_on(of[size - 1], x))
      of[size - 1] = {of[size - 1].extent * x.extent, x.a, x.b, x.c};
    else of[size++] = x;
  }
  // What lies nearest together goes inside.
  constexpr void push_by_distance(const axis& x) {
    if (x.extent == 1) return;
    int i = size++;
    for (; i > 0 && distance(of[i - 1]) < distance(x); --i) of[i] = of[i - 1];
    of[i] = x;
  }
  constexpr axis pop_innermost() { return size > 0 ? of[--size] : single_step; }
  // The innermost one, if its steps lie side by side in c. (An axis of one step is left out, and
  // what is innermost then may lie far apart.)
  constexpr axis pop_row_of_c() {
    return size > 0 && of[size - 1].c == 1 ? of[--size] : single_step;
  }
  constexpr ptrdiff_t steps() const {
    ptrdiff_t product = 1;
    for (int i = 0; i < size; ++i) product *= of[i].extent;
    return product;
  }

 private:
  static constexpr ptrdiff_t distance(const axis& x) {
    return (x.a < 0 ? -x.a : x.a) + (x.b < 0 ? -x.b : x.b);
  }
  static constexpr bool steps_on(const axis& outer, const axis& inner) {
    return outer.a == inner.a * inner.extent && outer.b == inner.b * inner.extent &&
           outer.c == inner.c * inner.extent;
  }
};

// Where a walk through all steps of some axes is, the innermost first.
class walk {
 public:
  constexpr explicit walk(const axes& over) : over_(over) {
    for (int i = 0; i < over.size; ++i) step_[i] = 0;
  }

  ptrdiff_t a = 0, b = 0, c = 0;

  constexpr void advance() {
    for (int i = over_.size - 1; i >= 0; --i) {
      const axis& x = over_[i];
      a += x.a, b += x.b, c += x.c;
      if (++step_[i] < x.extent) return;
      a -= x.a * x.extent, b -= x.b * x.extent, c -= x.c * x.extent;
      step_[i] = 0;
    }
  }
  constexpr void go_to(ptrdiff_t step) {
    a = b = c = 0;
    for (int i = over_.size - 1; i >= 0; --i) {
      const axis& x = over_[i];
      step_[i] = step % x.extent;
      step /= x.extent;
      a += x.a * step_[i], b += x.b * step_[i], c += x.c * step_[i];
    }
  }

 private:
  const axes& over_;
  base::several<ptrdiff_t, axes::most> step_;
};

}  // namespace tapeless::machine::contraction
