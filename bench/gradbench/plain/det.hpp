// Every cofactor is evaluated anew, as in the suite's own reference.
#pragma once

#include <bit>
#include <cstddef>
#include <vector>

namespace gradbench::plain::det {

// The determinant of the columns given and of the rows from `row` on, without one of them.
inline double minor(const std::vector<double>& a, std::size_t width, std::size_t row,
                    unsigned columns, std::size_t without) {
  if (columns == 0) return 1;
  if (row == without) ++row;
  if ((columns & (columns - 1)) == 0)
    return a[row * width + static_cast<std::size_t>(std::countr_zero(columns))];
  double sum = 0, sign = 1;
  for (unsigned left = columns; left != 0; left &= left - 1, sign = -sign) {
    const auto j = static_cast<std::size_t>(std::countr_zero(left));
    sum += sign * a[row * width + j] * minor(a, width, row + 1, columns & ~(1U << j), without);
  }
  return sum;
}

inline double primal(const std::vector<double>& a, std::size_t width) {
  return minor(a, width, 0, (1U << width) - 1, width);
}

inline void gradient(const std::vector<double>& a, std::size_t width, std::vector<double>& d_a) {
  for (std::size_t i = 0; i < width; ++i)
    for (std::size_t j = 0; j < width; ++j) {
      const unsigned others = ((1U << width) - 1) & ~(1U << j);
      d_a[i * width + j] = ((i + j) % 2 == 0 ? 1 : -1) * minor(a, width, 0, others, i);
    }
}

}  // namespace gradbench::plain::det
