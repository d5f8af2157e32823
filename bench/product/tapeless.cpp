// sum(a * b, k), for matrices of all layouts.
#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto k = axis<"k">;

template <class T, bool ATurned, bool BTurned>
struct our_product {
  static constexpr auto a = [] {
    if constexpr (ATurned) return input<"a">(k, i);
    else return input<"a">(i, k);
  }();
  static constexpr auto b = [] {
    if constexpr (BTurned) return input<"b">(j, k);
    else return input<"b">(k, j);
  }();
  static constexpr auto formula = function(sum(a * b, k));

  static void run(bench::product::operands<T>& o) {
    formula(a = o.a, b = o.b, i = o.is.rows, k = o.is.terms, j = o.is.columns, out = o.c);
  }
};

template <class T, int Rows, int Terms, int Columns>
struct our_small_product {
  static constexpr auto rows = axis<"rows", Rows>;
  static constexpr auto terms = axis<"terms", Terms>;
  static constexpr auto columns = axis<"columns", Columns>;
  static constexpr auto a = input<"a">(rows, terms);
  static constexpr auto b = input<"b">(terms, columns);
  static constexpr auto formula = function(sum(a * b, terms));

  static void run(bench::product::operands<T>& o) { formula(a = o.a, b = o.b, out = o.c); }
};

[[maybe_unused]] const bool registered = [] {
  bench::product::rows<our_product, double>("tapeless");
  bench::product::rows<our_product, float>("tapeless");
  bench::product::small_rows<our_small_product, double>("tapeless");
  bench::product::small_rows<our_small_product, float>("tapeless");
  return true;
}();

}  // namespace
