// Vectors that are to stay on a sphere, as the rows of a tensor.
#pragma once

#include <cstddef>
#include <string>

#include "tapeless/optimize/settings.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless {

// Brings each row to the length; a row of zeros stays. After a step:
// opt.step(theta, r, [](auto& now) { unit_rows(now[vectors], 2); })
template <class Tensor>
void unit_rows(Tensor&& tensor, std::ptrdiff_t columns, double length = 1) {
  const optimizing::settings must_be("unit_rows");
  must_be.at_least_1("columns", columns);
  must_be.at_least_0("length", length);
  const auto width = static_cast<std::size_t>(columns);
  const auto numbers = optimizing::as_span(tensor);
  if (numbers.size() % width != 0)
    base::fail("unit_rows: " + std::to_string(numbers.size()) + " values are no rows of " +
               std::to_string(columns));
  for (std::size_t begin = 0; begin < numbers.size(); begin += width) {
    const auto row = numbers.subspan(begin, width);
    const double norm = optimizing::norm(row);
    if (norm > 0) optimizing::change_norm(row, norm, length);
  }
}

}  // namespace tapeless
