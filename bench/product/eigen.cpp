#include <Eigen/Dense>

#include "problem.hpp"

namespace {

template <class T, int Rows, int Columns, bool Turned>
auto matrix(T* data, int rows, int columns) {
  constexpr int order = Turned && Columns != 1 ? Eigen::ColMajor : Eigen::RowMajor;
  return Eigen::Map<Eigen::Matrix<T, Rows, Columns, order>>(data, rows, columns);
}

template <class T, bool ATurned, bool BTurned>
struct eigen_product {
  static void run(bench::product::operands<T>& o) {
    constexpr int any = Eigen::Dynamic;
    matrix<T, any, any, false>(o.c.data(), o.is.rows, o.is.columns).noalias() =
        matrix<T, any, any, ATurned>(o.a.data(), o.is.rows, o.is.terms) *
        matrix<T, any, any, BTurned>(o.b.data(), o.is.terms, o.is.columns);
  }
};

template <class T, int Rows, int Terms, int Columns>
struct eigen_small_product {
  static void run(bench::product::operands<T>& o) {
    matrix<T, Rows, Columns, false>(o.c.data(), Rows, Columns).noalias() =
        matrix<T, Rows, Terms, false>(o.a.data(), Rows, Terms) *
        matrix<T, Terms, Columns, false>(o.b.data(), Terms, Columns);
  }
};

[[maybe_unused]] const bool registered = [] {
  Eigen::setNbThreads(1);
  bench::product::rows<eigen_product, double>("Eigen");
  bench::product::rows<eigen_product, float>("Eigen");
  bench::product::small_rows<eigen_small_product, double>("Eigen");
  bench::product::small_rows<eigen_small_product, float>("Eigen");
  return true;
}();

}  // namespace
