// Eigen's matrices as data: each is read as it lies, or refused.
#include <boost/test/unit_test.hpp>

#include <Eigen/Dense>

#include <tapeless/interop/eigen.hpp>
#include <tapeless/tapeless.hpp>

#include "../support/sentence.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::sentence;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d">;
constexpr auto v = input<"v">(n);
constexpr auto X = input<"X">(n, d);

using columns = Eigen::MatrixXd;
using rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Every element has another weight, so that none is taken for another.
constexpr auto weighed = function(sum((n + 1_c) * v));
constexpr auto weighed_table = function(sum((10_c * n + d + 1_c) * X));

columns table(Eigen::Index height, Eigen::Index width) {
  columns m(height, width);
  for (Eigen::Index i = 0; i < height; ++i)
    for (Eigen::Index j = 0; j < width; ++j) m(i, j) = double(7 * i * i + 3 * j + 1);
  return m;
}

void check_vector(const auto& data) {
  double expected = 0;
  const Eigen::VectorXd same = data;
  for (Eigen::Index i = 0; i < same.size(); ++i) expected += double(i + 1) * same(i);
  BOOST_TEST(weighed(v = data) == expected);
}
void check_table(const auto& data) {
  double expected = 0;
  const columns same = data;
  for (Eigen::Index i = 0; i < same.rows(); ++i)
    for (Eigen::Index j = 0; j < same.cols(); ++j) expected += double(10 * i + j + 1) * same(i, j);
  BOOST_TEST(weighed_table(X = data) == expected);
}

}  // namespace

BOOST_AUTO_TEST_CASE(vectors) {
  const columns c = table(5, 4);
  const rows r = c;
  check_vector(c.col(1)), check_vector(r.col(1));
  check_vector(c.row(2).transpose()), check_vector(r.row(2).transpose());
  check_vector(c.diagonal()), check_vector(r.diagonal());
  check_vector(c.col(1).segment(1, 3)), check_vector(r.col(1).segment(1, 3));
  check_vector(c.col(0).reverse()), check_vector(c.col(0).array()), check_vector(2 * c.col(0));
  check_vector(c * c.row(0).transpose());
  BOOST_TEST(weighed(v = c.row(3)) == weighed(v = columns(c.row(3)).reshaped()));
  Eigen::VectorXd numbers = table(8, 1);
  check_vector(Eigen::Map<Eigen::VectorXd, 0, Eigen::InnerStride<2>>(numbers.data(), 4));
  check_vector(Eigen::Map<Eigen::VectorXd, 0, Eigen::InnerStride<>>(numbers.data(), 3,
                                                                    Eigen::InnerStride<>(3)));
  check_vector(numbers.head(3)), check_vector(numbers);
  check_vector(columns(numbers));  // a matrix of one column
  const Eigen::Ref<const Eigen::VectorXd, 0, Eigen::InnerStride<>> of_a_row(r.col(2));
  check_vector(of_a_row);
  check_vector(numbers.head(0));
}

BOOST_AUTO_TEST_CASE(tables) {
  const columns c = table(3, 4);
  rows r = c;
  check_table(c), check_table(r), check_table(c.transpose()), check_table(r.transpose());
  check_table(c.leftCols(2)), check_table(r.leftCols(2)), check_table(r.topRows(2));
  check_table(c.block(1, 1, 2, 3)), check_table(r.block(1, 1, 2, 3));
  check_table(2 * c + c), check_table(c.array()), check_table(c.rowwise().reverse());
  check_table(Eigen::Matrix<double, 3, 4>(c)), check_table(c.transpose() * c);
  check_table(Eigen::Map<rows, 0, Eigen::OuterStride<>>(r.data(), 3, 2, Eigen::OuterStride<>(4)));
  check_table(Eigen::Ref<const rows, 0, Eigen::OuterStride<>>(r.leftCols(3)));
  check_table(Eigen::Ref<const columns>(c.topRows(2)));
  check_table(c.topRows(1)), check_table(c.leftCols(1)), check_table(c.topRows(0));
  // A vector is read row-major.
  const Eigen::VectorXd flat = r.reshaped<Eigen::RowMajor>();
  BOOST_TEST(weighed_table(X = flat, d = 4) == weighed_table(X = r));
}

BOOST_AUTO_TEST_CASE(shapes_are_compared) {
  const columns c = table(3, 4);
  BOOST_TEST(sentence([&] { weighed_table(X = c, d = 6); }) ==
             "tapeless: input \"X\" has 4 along axis \"d\", which is 6 (as given in the call)");
  constexpr auto four = axis<"four", 4>;
  constexpr auto three = axis<"three", 3>;
  constexpr auto Y = input<"Y">(three, four);
  constexpr auto total = function(sum(Y));
  BOOST_TEST(total(Y = c) == c.sum());
  BOOST_TEST(sentence([&] { total(Y = c.transpose()); }) ==
             "tapeless: input \"Y\" has 4 along axis \"three\", which is 3 (as declared)");
  constexpr auto Z = input<"Z">(n, d);
  constexpr auto product = function(sum(X * Z));
  BOOST_TEST(product(X = c, Z = c) == c.squaredNorm());
  BOOST_TEST(sentence([&] { product(X = c, Z = c.transpose()); }) ==
             "tapeless: input \"Z\" has 4 along axis \"n\", which is 3 (from input \"X\")");
  BOOST_TEST(sentence([&] { weighed(v = c); }) ==
             "tapeless: input \"v\" has 1 axis, but its data is 3 x 4");
}

BOOST_AUTO_TEST_CASE(results) {
  constexpr auto by_v = gradient(sum(v * v), wrt(v));
  constexpr auto by_X = gradient(sum(X * X), wrt(X));
  const columns c = table(3, 4);
  columns into = columns::Zero(4, 4), expected = into;
  const Eigen::VectorXd x = c.row(1);
  const auto r = by_v(v = x, out(v) = into.row(2));
  expected.row(2) = 2 * x.transpose();
  BOOST_TEST((into == expected));
  BOOST_TEST(r[v] == std::vector<double>(into.row(2).begin(), into.row(2).end()));
  columns whole(3, 4);
  (void)by_X(X = c, out(X) = whole);
  BOOST_TEST((whole == 2 * c));
  rows bigger = rows::Zero(5, 6);
  (void)by_X(X = c, out(X) = bigger.block(1, 1, 3, 4));
  BOOST_TEST((bigger.block(1, 1, 3, 4) == 2 * c));
  BOOST_TEST(bigger.sum() == 2 * c.sum());
  // The same memory, read and written.
  whole = c;
  (void)by_X(X = whole, out(X) = whole);
  BOOST_TEST((whole == 2 * c));
  whole = c;
  (void)by_v(v = whole.row(0), out(v) = whole.row(0));
  BOOST_TEST((whole.row(0) == 2 * c.row(0)));
  BOOST_TEST((whole.row(1) == c.row(1)));
}

BOOST_AUTO_TEST_CASE(results_of_another_shape) {
  constexpr auto by_v = gradient(sum(v * v), wrt(v));
  constexpr auto by_X = gradient(sum(X * X), wrt(X));
  const columns c = table(3, 4);
  columns wrong = columns::Zero(4, 3);
  BOOST_TEST(sentence([&] { (void)by_X(X = c, out(X) = wrong); }) ==
             "tapeless: the memory given to out() is 4 x 3, but the gradient by \"X\" is 3 x 4");
  rows also_wrong = rows::Zero(4, 3);
  BOOST_TEST(sentence([&] { (void)by_X(X = c, out(X) = also_wrong); }) ==
             "tapeless: the memory given to out() is 4 x 3, but the gradient by \"X\" is 3 x 4");
  rows right(3, 4);
  BOOST_TEST(by_X(X = c, out(X) = right)[X].data() == right.data());
  BOOST_TEST((right == 2 * c));
  BOOST_TEST(sentence([&] { (void)by_v(v = c.reshaped(), out(v) = wrong); }) ==
             "tapeless: the memory given to out() is 4 x 3, but the gradient by \"v\" has another "
             "number of axes");
  const Eigen::Map<Eigen::VectorXd, 0, Eigen::InnerStride<>> one_place(wrong.data(), 3,
                                                                       Eigen::InnerStride<>(0));
  auto memory = one_place;
  BOOST_TEST(sentence([&] { (void)by_v(v = c.col(0), out(v) = memory); }) ==
             "tapeless: the memory given to out() has several elements of the gradient by \"v\" at "
             "one place");
  BOOST_TEST(wrong.sum() == 0);
}
