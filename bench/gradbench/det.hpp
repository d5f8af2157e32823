// det: a determinant by its minors along the first row, det M = sum_j (-1)^j M_0j det(minor_j), and
// no minor remembered: about 1.7 l! products. A program of recursion, so it is for the tape.
// Source: GradBench's eval "det", from cmpad (Bell).
#pragma once

#include <bit>
#include <cstddef>
#include <span>

namespace gradbench::det {

// Those columns of a matrix that a minor has: a bit for each.
using columns = unsigned;
constexpr columns first(std::size_t width) { return (1U << width) - 1; }
constexpr std::size_t front(columns c) { return static_cast<std::size_t>(std::countr_zero(c)); }
constexpr columns rest(columns c) { return c & (c - 1); }

// Three rows are one statement: a third less memory on a tape than by the recursion below.
template <class Number>
Number of_three(const Number* p, std::size_t width, columns c) {
  const Number *q = p + width, *r = q + width;
  const std::size_t i = front(c), j = front(rest(c)), k = front(rest(rest(c)));
  return p[i] * (q[j] * r[k] - q[k] * r[j]) - p[j] * (q[i] * r[k] - q[k] * r[i]) +
         p[k] * (q[i] * r[j] - q[j] * r[i]);
}

template <class Number>
Number of_minor(const Number* row, std::size_t width, columns c) {
  const int size = std::popcount(c);
  if (size == 1) return row[front(c)];
  if (size == 3) return of_three(row, width, c);
  Number sum = 0;
  bool minus = false;
  for (columns left = c; left != 0; left = rest(left), minus = !minus) {
    const std::size_t j = front(left);
    const Number minor = of_minor(row + width, width, c & ~(1U << j));
    if (minus) sum -= row[j] * minor;
    else sum += row[j] * minor;
  }
  return sum;
}

template <class Number>
Number determinant(std::span<const Number> a, std::size_t width) {
  return of_minor(a.data(), width, first(width));
}

}  // namespace gradbench::det
