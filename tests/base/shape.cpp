#include "tapeless/base/shape.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <deque>
#include <list>
#include <span>
#include <string>
#include <vector>

using namespace tapeless::base;

namespace {

template <class D>
constexpr int rank = shape_of<D>::rank;

// Ranges, and ranges in ranges.
static_assert(rank<std::vector<double>> == 1 && shape_of<std::vector<double>>::flat);
static_assert(rank<const std::span<const float>&> == 1);
static_assert(rank<double[3]> == 1 && shape_of<double[3]>::extents[0] == 3);
static_assert(rank<const double (&)[2][3]> == 2 && shape_of<double[2][3]>::extents[1] == 3);
static_assert(rank<std::vector<std::array<double, 4>>> == 2);
static_assert(shape_of<std::vector<std::array<double, 4>>>::extents ==
              extent_list<2>{not_known, 4});
static_assert(shape_of<std::array<std::array<double, 4>, 2>>::extents == extent_list<2>{2, 4});
static_assert(shape_of<std::span<double, 5>>::extents[0] == 5);
static_assert(shape_of<std::span<double>>::extents[0] == not_known);
static_assert(std::is_same_v<number_in<const float (&)[2][2][2]>, float>);
static_assert(viewable<std::array<std::array<double, 4>, 2>>);
static_assert(!viewable<std::vector<std::vector<double>>>);
static_assert(rank<std::vector<std::vector<double>>> == 2);

// What is no data.
static_assert(rank<double> == 0 && rank<double*> == 0);
static_assert(!strange<double> && !strange<std::deque<double>>);

// What is copied, because it does not lie in a row.
static_assert(rank<std::deque<double>> == 1 && rank<std::list<double>> == 1 &&
              rank<std::vector<bool>> == 1);

// Signs of a shape beside data() and size().
struct numbers {
  double* data() const { return nullptr; }
  std::size_t size() const { return 0; }
};
struct with_stride : numbers {
  int stride(int) const { return 2; }
};
struct with_dimensions : numbers {
  int num_dimensions() const { return 2; }
};
struct with_rows : numbers {
  int rows() const { return 2; }
};
static_assert(rank<numbers> == 1 && !strange<numbers>);
static_assert(strange<with_stride> && strange<with_dimensions> && strange<with_rows>);

// An mdspan whose elements are computed has no memory that could be read.
template <class Reference>
struct span_of_axes {
  using reference = Reference;
  static constexpr std::size_t rank() { return 2; }
  static constexpr bool is_always_strided() { return true; }
  static constexpr std::size_t static_extent(std::size_t d) {
    return d == 0 ? std::dynamic_extent : 3;
  }
  std::size_t extent(std::size_t) const { return 3; }
  std::size_t stride(std::size_t) const { return 7; }
  double* data_handle() const { return nullptr; }
};
static_assert(rank<span_of_axes<double&>> == 2 && strange<span_of_axes<double>>);
static_assert(shape_of<span_of_axes<double&>>::extents == extent_list<2>{not_known, 3});

// Columns and rows, as Eigen shows them.
struct column_major {
  static constexpr int RowsAtCompileTime = 2, ColsAtCompileTime = -1;
  int rows() const { return 2; }
  int cols() const { return 3; }
  int rowStride() const { return 1; }
  int colStride() const { return 5; }
  const double* data() const { return nullptr; }
};
static_assert(rank<column_major> == 2 && !shape_of<column_major>::flat);
static_assert(shape_of<column_major>::extents == extent_list<2>{2, not_known});

}  // namespace

BOOST_AUTO_TEST_CASE(views) {
  const column_major matrix;
  const auto v = view_of(matrix);
  BOOST_TEST(v.extent == (extent_list<2>{2, 3}));
  BOOST_TEST(v.stride == (extent_list<2>{1, 5}));
  double table[2][3] = {};
  const auto t = view_of(table);
  BOOST_TEST(t.first == &table[0][0]);
  BOOST_TEST(t.extent == (extent_list<2>{2, 3}));
  BOOST_TEST(t.in_a_row());
  const std::vector<std::array<double, 2>> none;
  BOOST_TEST(view_of(none).count() == 0);
}
