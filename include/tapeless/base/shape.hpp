// How data lies: the one place that knows. Data shows its members (Eigen's, std::mdspan's, those of
// a range); no other library is included.
#pragma once

#include <array>
#include <concepts>
#include <span>  // (and std::data, std::begin and the like: <iterator> brings streams along)
#include <type_traits>
#include <utility>

#include "tapeless/base/view.hpp"

namespace tapeless::base {

// Signs of a shape, or of distances between the elements.
template <class D>
concept has_extents = (
    requires(const D& d) { d.rows(); } || requires(const D& d) { d.shape(); } ||
    requires(const D& d) { d.dimensions(); } || requires(const D& d) { d.dimension(0); } ||
    requires(const D& d) { d.num_dimensions(); } || requires(const D& d) { d.ndim(); } ||
    requires(const D& d) { d.extent(0); });
template <class D>
concept has_shape = (
    has_extents<D> || requires(const D& d) { d.strides(); } ||
    requires(const D& d) { d.stride(); } || requires(const D& d) { d.stride(0); });

template <class D>
concept has_numbers = requires(D& d) {
  requires std::is_pointer_v<decltype(std::data(d))>;
  requires std::integral<std::remove_cvref_t<decltype(std::size(d))>>;
};

// One element behind the other: std::vector, std::array, std::span, an array.
template <class D>
concept plain_range = has_numbers<D> && !has_shape<D>;

// A range of numbers that do not lie one behind the other: std::list, std::deque, a view that
// computes them.
template <class D>
concept loose_range = !has_numbers<const D> && !has_shape<D> && requires(const D& d) {
  std::begin(d) != std::end(d);
  requires !requires { std::begin(*std::begin(d)); };
};

// A matrix in memory as Eigen has it: Matrix, Map, Ref, Block, a row, a column, a transpose.
template <class D>
concept matrix = requires(D& d, const D& same) {
  d.rows(), d.cols();
  requires std::integral<decltype(same.rowStride())> && std::integral<decltype(same.colStride())>;
  requires std::is_pointer_v<decltype(d.data())>;
};

// A matrix that is yet to be computed, such as 2 * m.
template <class D>
concept matrix_formula = !matrix<D> && requires(const D& d) {
  d.rows(), d.cols();
  requires matrix<std::remove_cvref_t<decltype(d.eval())>>;
};

// What has the interface of std::mdspan, and elements that can be addressed.
template <class D>
concept multi_span = requires(const D& d) {
  requires(D::rank() > 0);
  d.extent(0), d.stride(0);
  requires std::is_pointer_v<decltype(d.data_handle())>;
  requires std::is_lvalue_reference_v<typename D::reference>;
  requires D::is_always_strided();
};

template <class D>
inline constexpr bool is_view = false;
template <class T, int Rank>
inline constexpr bool is_view<view<T, Rank>> = true;

// How many extents a type knows, and what it says of each; `not_known` until run time.
template <class D>
inline constexpr auto known_extent = not_known;
template <class T, std::size_t Size>
inline constexpr auto known_extent<T[Size]> = static_cast<ptrdiff_t>(Size);
template <class T, std::size_t Size>
inline constexpr auto known_extent<std::array<T, Size>> = static_cast<ptrdiff_t>(Size);
template <class T, std::size_t Size>
requires(Size != std::dynamic_extent) inline constexpr auto known_extent<std::span<T, Size>> =
    static_cast<ptrdiff_t>(Size);

// The facts of a type of data: `number`, what it holds; `rank`, how many extents it tells (0: it is
// no data that can be read); `extents`, those that the type knows; `flat`, whether the compiler
// knows that everything lies in a row; of(data), the view.
template <class D>
struct shape {
  using number = D;
  static constexpr int rank = 0;
  static constexpr bool flat = false;
};

template <class D>
requires is_view<D>
struct shape<D> {
  using number = std::remove_cv_t<std::remove_pointer_t<decltype(D::first)>>;
  static constexpr int rank = D::rank;
  static constexpr bool flat = false;
  static constexpr extent_list<rank> extents = [] {
    extent_list<rank> e{};
    e.fill(not_known);
    return e;
  }();
  static constexpr const D& of(const D& v) { return v; }
};

template <plain_range D>
struct shape<D> {
  using number = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(std::declval<D&>()))>>;
  static constexpr int rank = 1;
  static constexpr bool flat = true;
  static constexpr extent_list<1> extents{known_extent<D>};

  static constexpr auto of(auto& d) {
    return row_major(std::data(d), extent_list<1>{static_cast<ptrdiff_t>(std::size(d))});
  }
};

template <loose_range D>
struct shape<D> {
  using number = std::remove_cvref_t<decltype(*std::begin(std::declval<const D&>()))>;
  static constexpr int rank = 1;
  static constexpr bool flat = false;
  static constexpr extent_list<1> extents{not_known};
};

// Ranges in a range: double[2][3] and std::vector<std::array<double, 3>> lie in a row, the rows of
// a std::vector<std::vector<double>> each on its own.
template <plain_range D>
requires plain_range<std::remove_pointer_t<decltype(std::data(std::declval<D&>()))>>
struct shape<D> {
  using row = std::remove_pointer_t<decltype(std::data(std::declval<D&>()))>;
  using inner = shape<std::remove_cv_t<row>>;
  using number = typename inner::number;
  static constexpr int rank = 1 + inner::rank;
  static constexpr bool flat = false;
  static constexpr extent_list<rank> extents = [] {
    extent_list<rank> e{};
    e[0] = known_extent<D>;
    for (std::size_t d = 1; d < rank; ++d) e[d] = inner::extents[d - 1];
    return e;
  }();
  // Rows of a size that the type knows, without anything between them.
  static constexpr bool one_block = [] {
    ptrdiff_t size = 1;
    for (std::size_t d = 1; d < rank; ++d) size *= extents[d] > 0 ? extents[d] : 0;
    return sizeof(row) == static_cast<std::size_t>(size) * sizeof(number);
  }();

  static constexpr auto of(auto& d) requires one_block {
    extent_list<rank> e = extents;
    e[0] = static_cast<ptrdiff_t>(std::size(d));
    return row_major(e[0] > 0 ? first(*std::data(d)) : nullptr, e);
  }

 private:
  static constexpr auto* first(auto& d) {
    if constexpr (plain_range<std::remove_reference_t<decltype(*std::data(d))>>)
      return first(*std::data(d));
    else return std::data(d);
  }
};

template <matrix D>
struct shape<D> {
  using number = std::remove_cv_t<std::remove_pointer_t<decltype(std::declval<D&>().data())>>;
  static constexpr bool is_vector = [] {
    if constexpr (requires { D::IsVectorAtCompileTime; }) return bool(D::IsVectorAtCompileTime);
    else return false;
  }();
  static constexpr ptrdiff_t known_rows = [] {
    if constexpr (requires { D::RowsAtCompileTime; }) return ptrdiff_t{D::RowsAtCompileTime};
    else return not_known;
  }();
  static constexpr ptrdiff_t known_cols = [] {
    if constexpr (requires { D::ColsAtCompileTime; }) return ptrdiff_t{D::ColsAtCompileTime};
    else return not_known;
  }();
  static constexpr int rank = is_vector ? 1 : 2;
  static constexpr extent_list<rank> extents = [] {
    if constexpr (!is_vector) return extent_list<2>{known_rows, known_cols};
    else
      return extent_list<1>{known_rows < 0 || known_cols < 0 ? not_known : known_rows * known_cols};
  }();
  static constexpr bool flat = [] {
    if constexpr (!requires { typename D::PlainObject; }) return false;
    else if constexpr (is_vector) return D::InnerStrideAtCompileTime == 1;
    else return bool(D::IsRowMajor) && std::is_same_v<D, typename D::PlainObject>;
  }();

  static auto of(auto& d) {
    using T = std::remove_pointer_t<decltype(d.data())>;
    const ptrdiff_t rows = d.rows(), cols = d.cols(), down = d.rowStride(), right = d.colStride();
    if constexpr (is_vector) return view<T, 1>{d.data(), {rows * cols}, {rows == 1 ? right : down}};
    else return view<T, 2>{d.data(), {rows, cols}, {down, right}};
  }
};

template <multi_span D>
struct shape<D> {
  using T = std::remove_pointer_t<decltype(std::declval<D&>().data_handle())>;
  using number = std::remove_cv_t<T>;
  static constexpr int rank = static_cast<int>(D::rank());
  static constexpr bool flat = false;
  static constexpr extent_list<rank> extents = [] {
    extent_list<rank> e{};
    for (std::size_t d = 0; d < rank; ++d) {
      e[d] = not_known;
      if constexpr (requires { D::static_extent(d); })
        if (D::static_extent(d) != std::dynamic_extent)
          e[d] = static_cast<ptrdiff_t>(D::static_extent(d));
    }
    return e;
  }();

  static constexpr auto of(const D& data) {
    view<T, rank> v{data.data_handle(), {}, {}};
    for (std::size_t d = 0; d < rank; ++d) {
      v.extent[d] = static_cast<ptrdiff_t>(data.extent(d));
      v.stride[d] = static_cast<ptrdiff_t>(data.stride(d));
    }
    return v;
  }
};

// Computed before it is read: it holds the numbers of what it becomes.
template <matrix_formula D>
struct shape<D> : shape<std::remove_cvref_t<decltype(std::declval<const D&>().eval())>> {
  static constexpr bool flat = false;
};

template <class D>
using shape_of = shape<std::remove_cvref_t<D>>;
template <class D>
using number_in = typename shape_of<D>::number;

// Data that has a shape which nobody here can read.
template <class D>
concept strange = shape_of<D>::rank == 0 && has_shape<std::remove_cvref_t<D>> &&
                  !std::is_arithmetic_v<std::remove_cvref_t<D>>;

// Data whose numbers lie where a view says.
template <class D>
concept viewable = !matrix_formula<std::remove_cvref_t<D>> && requires {
  shape_of<D>::of(std::declval<D&>());
};

template <viewable D>
constexpr auto view_of(D& data) {
  return shape_of<D>::of(data);
}

}  // namespace tapeless::base
