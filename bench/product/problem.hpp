// Products of matrices, for us and for rivals: data, and a check of some elements.
#pragma once

#include <limits>
#include <string>

#include "../problem.hpp"

namespace bench::product {

struct shape {
  int rows, terms, columns;
};
inline constexpr shape squares[] = {{256, 256, 256}, {512, 512, 512}, {1024, 1024, 1024}};
// Those of networks, the last of which is the classifier's on a batch of 25 images.
inline constexpr shape of_networks[] = {
    {256, 64, 128}, {256, 128, 128}, {128, 64, 300}, {25, 25088, 512}};

// Row-major a and b, or turned: then they are held as columns by rows.
template <class T>
struct operands {
  shape is;
  bool a_turned = false, b_turned = false;
  std::vector<T, aligned_allocator<T>> a = some(is.rows * is.terms, 91);
  std::vector<T, aligned_allocator<T>> b = some(is.terms * is.columns, 92);
  std::vector<T, aligned_allocator<T>> c = some(is.rows * is.columns, 93);

  std::string name() const {
    return "matrices " + std::to_string(is.rows) + " x " + std::to_string(is.terms) + " x " +
           std::to_string(is.columns) +
           (a_turned   ? ", a turned"
            : b_turned ? ", b turned"
                       : "") +
           (sizeof(T) == 8 ? ", double" : ", float");
  }
  static std::vector<T, aligned_allocator<T>> some(int size, unsigned seed) {
    const numbers drawn = uniform(static_cast<std::size_t>(size), -1, 1, seed);
    return {drawn.begin(), drawn.end()};
  }

  // What the benchmark is worth nothing without.
  void must_be_right(const char* by) const {
    for (int i = 0; i < is.rows; i += 1 + is.rows / 17)
      for (int j = 0; j < is.columns; j += 1 + is.columns / 19) {
        double exact = 0;
        for (int k = 0; k < is.terms; ++k)
          exact += static_cast<double>(a[at(a_turned, i, k, is.rows, is.terms)]) *
                   static_cast<double>(b[at(b_turned, k, j, is.terms, is.columns)]);
        const double error =
            std::abs(exact - static_cast<double>(c[at(false, i, j, is.rows, is.columns)]));
        if (error <= static_cast<double>(std::numeric_limits<T>::epsilon()) * is.terms) continue;
        std::printf("%s by %s differs by %.3g\n", name().c_str(), by, error);
        std::exit(1);
      }
  }
  static std::size_t at(bool turned, int i, int j, int rows, int columns) {
    return static_cast<std::size_t>(turned ? j * rows + i : i * columns + j);
  }
};

template <class T, class Run>
void row(operands<T>& o, const char* by, const Run& run) {
  run(o);
  o.must_be_right(by);
  variant(o.name(), by, [&o, run] {
    run(o);
    return o.c.data();
  });
}

// Rows for all shapes, but the small ones; `Of<T, a turned, b turned>::run(operands)`.
template <template <class, bool, bool> class Of, class T>
void rows(const char* by) {
  const auto one = [by]<bool A, bool B>(const shape& s, std::bool_constant<A>,
                                        std::bool_constant<B>) {
    row(*new operands<T>{s, A, B}, by, [](operands<T>& o) { Of<T, A, B>::run(o); });
  };
  constexpr std::bool_constant<false> plain;
  constexpr std::bool_constant<true> turned;
  for (const shape& s : squares) one(s, plain, plain);
  one(squares[1], turned, plain);
  one(squares[1], plain, turned);
  for (const shape& s : of_networks) one(s, plain, plain);
}

// And for small ones, whose extents are declared; `Of<T, shape>::run(operands)`.
template <template <class, int, int, int> class Of, class T>
void small_rows(const char* by) {
  const auto one =
      [by]<int Rows, int Terms, int Columns>(std::integer_sequence<int, Rows, Terms, Columns>) {
        row(*new operands<T>{{Rows, Terms, Columns}}, by,
            [](operands<T>& o) { Of<T, Rows, Terms, Columns>::run(o); });
      };
  one(std::integer_sequence<int, 8, 8, 8>{});
  one(std::integer_sequence<int, 16, 16, 16>{});
  one(std::integer_sequence<int, 24, 24, 24>{});
  one(std::integer_sequence<int, 33, 29, 37>{});
}

}  // namespace bench::product
