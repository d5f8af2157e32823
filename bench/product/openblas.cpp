#include <cblas.h>

#include "problem.hpp"

namespace {

template <class T, bool ATurned, bool BTurned>
struct openblas_product {
  static void run(bench::product::operands<T>& o) {
    const auto [m, k, n] = o.is;
    const auto a = ATurned ? CblasTrans : CblasNoTrans, b = BTurned ? CblasTrans : CblasNoTrans;
    const auto gemm = [&] {
      if constexpr (sizeof(T) == 8) return &cblas_dgemm;
      else return &cblas_sgemm;
    }();
    gemm(CblasRowMajor, a, b, m, n, k, 1, o.a.data(), ATurned ? m : k, o.b.data(), BTurned ? k : n,
         0, o.c.data(), n);
  }
};
template <class T, int Rows, int Terms, int Columns>
struct openblas_small_product : openblas_product<T, false, false> {};

[[maybe_unused]] const bool registered = bench::in_main([] {
  openblas_set_num_threads(1);
  bench::product::rows<openblas_product, double>("OpenBLAS");
  bench::product::rows<openblas_product, float>("OpenBLAS");
  bench::product::small_rows<openblas_small_product, double>("OpenBLAS");
  bench::product::small_rows<openblas_small_product, float>("OpenBLAS");
});

}  // namespace
