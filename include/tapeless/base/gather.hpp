// Reads data of any shape in row-major order.
#pragma once

#include <string>
#include <string_view>

#include "tapeless/base/error.hpp"
#include "tapeless/base/shape.hpp"

namespace tapeless::base {

// Ranges in a range, such as a std::vector of vectors.
template <class D>
concept rows = plain_range<D> &&(shape_of<D>::rank > 1);

template <class D>
concept readable = (shape_of<D>::rank > 0);

// All extents of data. Throws when the rows of a range of ranges differ; the name is for that.
template <readable D>
constexpr auto extents_of(const D& data, std::string_view name) {
  if constexpr (viewable<const D>) {
    return view_of(data).extent;
  } else if constexpr (loose_range<D>) {
    ptrdiff_t count = 0;
    for (auto i = std::begin(data); i != std::end(data); ++i) ++count;
    return extent_list<1>{count};
  } else {
    extent_list<shape_of<D>::rank> all{static_cast<ptrdiff_t>(std::size(data))};
    for (ptrdiff_t i = 0; i < all[0]; ++i) {
      const auto of_row = extents_of(std::data(data)[i], name);
      for (std::size_t d = 0; d < of_row.size(); ++d) {
        if (i > 0 && all[d + 1] != of_row[d])
          fail("the data for \"" + std::string(name) + "\" has " + std::to_string(of_row[d]) +
               " values in row " + std::to_string(i) + ", but " + std::to_string(all[d + 1]) +
               " in row 0");
        all[d + 1] = of_row[d];
      }
    }
    return all;
  }
}

// use(number) for each number, the last axis fastest. (In a constant evaluation an address does not
// lead from one row to the next.)
template <readable D, class Use>
constexpr void for_each_number(const D& data, const Use& use) {
  if constexpr (rows<D>) {
    for (const auto& row : std::span(std::data(data), std::size(data))) for_each_number(row, use);
  } else if constexpr (loose_range<D>) {
    for (auto i = std::begin(data); i != std::end(data); ++i) use(*i);
  } else {
    view_of(data).for_each(use);
  }
}

// Whether the numbers lie in a row, so that they can be read where they are.
template <readable D>
constexpr bool lies_in_a_row(const D& data) {
  if constexpr (shape_of<D>::flat) return true;
  else if constexpr (!viewable<const D>) return false;
  else return !(rows<D> && std::is_constant_evaluated()) && view_of(data).in_a_row();
}

// Where the first number is, of those that lie in a row.
template <readable D>
constexpr auto first_of(const D& data) -> const number_in<D>* {
  if constexpr (viewable<const D>) return view_of(data).first;
  else return nullptr;
}

// What is read instead of the data: what a matrix formula becomes, else the data.
template <class D>
constexpr decltype(auto) settled(const D& data) {
  if constexpr (matrix_formula<D>) return data.eval();
  else return (data);
}

}  // namespace tapeless::base
