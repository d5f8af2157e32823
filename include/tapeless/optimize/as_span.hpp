// A scalar is a tensor with one number: whatever is done to tensors is done to both.
#pragma once

#include <concepts>
#include <iterator>
#include <span>

#include "tapeless/base/shape.hpp"

namespace tapeless::optimizing {

template <std::floating_point Number>
std::span<Number> as_span(Number& scalar) {
  return {&scalar, 1};
}

template <class Range>
auto as_span(Range& tensor) {
  static_assert(base::shape_of<Range>::flat,
                "tapeless: a range or a row-major matrix is needed, whose numbers lie in a row");
  return std::span(std::data(tensor), std::size(tensor));
}

}  // namespace tapeless::optimizing
