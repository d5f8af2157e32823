// The front door of forward mode: jacobian(f, wrt(...)) and gauss_newton(residuals, wrt(...)).
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/gradient.hpp"

namespace tapeless {

// A formula with its Jacobian, compiled: an empty object that is called with data.
template <class Formula, class... Wanted>
class compiled_jacobian : public front::door<compiled_jacobian<Formula, Wanted...>,
                                             jacobian_program<Formula, Wanted...>> {
 public:
  // What a call returns that can not be computed.
  template <class T, class... Given>
  static constexpr auto nothing(const Given&... given) {
    return front::room_for_derivatives<jacobian_program<Formula, Wanted...>, T, Wanted...>(
        given...);
  }
  // (Inlined, because its name does not have the target: base/target.hpp.)
  template <class T, class... Given>
  [[gnu::always_inline]] static constexpr auto compute(const Given&... given) {
    return front::with_derivatives<jacobian_program<Formula, Wanted...>, T, Wanted...>(given...);
  }
};

// Compiles a formula, a number or a tensor, and how it changes with some inputs (forward mode: the
// cost grows with the number of their elements). In the result, r.value has the formula's axes, and
// r[input] has them followed by the input's: r[b][i] is d f[i] / d b for a scalar b.
template <class Formula, expr::input... Inputs>
constexpr auto jacobian(Formula, hana::tuple<Inputs...>) {
  using formula = decltype(expr::number_of<Formula>());
  if constexpr (!expr::operand<Formula>) return front::refused{};
  else
    return front::if_sound<compiled_jacobian<formula, Inputs...>, pass::jacobian, formula,
                           Inputs...>::compile();
}

template <expr::operand Formula, class... Other>
constexpr auto jacobian(Formula, Other...) {
  static_assert(front::told_before<Other...>,
                "tapeless: jacobian: the inputs are given in wrt(): jacobian(f, wrt(x, y))");
  return front::refused{};
}

// What a Gauss-Newton step needs. The parameters are all elements of the inputs in wrt(), in that
// order, tensors row-major.
template <class T, class Vector, class Matrix>
struct normal_equations {
  T value{};        // the sum of squares of the residuals
  Vector gradient;  // J^T r (half the gradient of the sum of squares)
  Matrix matrix;    // J^T J, row-major
};

// Residuals with their normal equations, compiled: an empty object that is called with data.
template <class Formula, class... Wanted>
class compiled_gauss_newton : public front::door<compiled_gauss_newton<Formula, Wanted...>,
                                                 gauss_newton_program<Formula, Wanted...>> {
  using P = gauss_newton_program<Formula, Wanted...>;
  static constexpr std::size_t count = sizeof...(Wanted);

 public:
  // What a call returns that can not be computed.
  template <class T, class... Given>
  static constexpr auto nothing(const Given&...) {
    return room_for<T>(0);
  }
  // (Inlined, because its name does not have the target: base/target.hpp.)
  template <class T, class... Given>
  [[gnu::always_inline]] static constexpr auto compute(const Given&... given) {
    const auto results = front::outputs<P, T>(given...);
    std::size_t first[count + 1] = {};  // where an input's parameters begin
    each_input([&]<std::size_t W>() {
      first[W + 1] = first[W] + elements(std::get<1 + W>(results)).size();
    });

    auto all = room_for<T>(first[count]);
    all.value = std::get<0>(results);
    each_input([&]<std::size_t A>() {
      std::size_t k = first[A];
      for (const T x : elements(std::get<1 + A>(results))) all.gradient[k++] = x;
      each_input([&]<std::size_t B>() {
        if constexpr (B >= A)
          put(all.matrix, first[count], elements(std::get<block(A, B)>(results)), first[A],
              first[A + 1], first[B], first[B + 1]);
      });
    });
    return all;
  }

 private:
  // The output of a block of J^T J: they follow the inputs', row by row from the diagonal on.
  static constexpr std::size_t block(std::size_t a, std::size_t b) {
    return 1 + count + a * count - a * (a + 1) / 2 + b;
  }

  template <class F>
  static constexpr void each_input(const F& f) {
    [&]<std::size_t... W>(std::index_sequence<W...>) { (f.template operator()<W>(), ...); }
    (std::make_index_sequence<count>{});
  }

  template <class Kept>
  static constexpr auto elements(const Kept& kept) {
    if constexpr (std::is_arithmetic_v<Kept>) return std::span<const Kept, 1>(&kept, 1);
    else return std::span(kept);
  }

  // How many parameters there are; -1 if that is known only at run time.
  static constexpr ptrdiff_t parameters = [] {
    ptrdiff_t total = 0;
    each_input([&]<std::size_t W>() {
      constexpr ptrdiff_t size = front::static_size<P, static_cast<int>(1 + W)>();
      if (size < 0 || total < 0) total = -1;
      else total += size == 0 ? 1 : size;
    });
    return total;
  }();

  template <class T>
  static constexpr auto room_for(std::size_t size) {
    if constexpr (parameters >= 0 && front::is_array<T>(parameters * parameters)) {
      constexpr auto known = static_cast<std::size_t>(parameters);
      return normal_equations<T, std::array<T, known>, std::array<T, known * known>>{};
    } else {
      normal_equations<T, std::vector<T>, std::vector<T>> all;
      all.gradient.resize(size);
      all.matrix.resize(size * size);
      return all;
    }
  }

  // A block into the matrix, and once more across the diagonal.
  template <class Matrix, class Block>
  static constexpr void put(Matrix& matrix, std::size_t size, const Block& block, std::size_t row,
                            std::size_t end_row, std::size_t column, std::size_t end_column) {
    auto x = block.begin();
    for (std::size_t i = row; i < end_row; ++i)
      for (std::size_t j = column; j < end_column; ++j, ++x)
        matrix[i * size + j] = matrix[j * size + i] = *x;
  }
};

// Compiles residuals (a tensor, or a number) and what a Gauss-Newton step needs of them: the sum of
// squares, J^T r and J^T J in one walk over the data, without storing J. (Nocedal & Wright,
// Numerical Optimization, section 10.3)
template <class Residuals, expr::input... Inputs>
constexpr auto gauss_newton(Residuals, hana::tuple<Inputs...>) {
  using formula = decltype(expr::number_of<Residuals>());
  if constexpr (!expr::operand<Residuals>) return front::refused{};
  else
    return front::if_sound<compiled_gauss_newton<formula, Inputs...>, pass::gauss_newton, formula,
                           Inputs...>::compile();
}

template <expr::operand Residuals, class... Other>
constexpr auto gauss_newton(Residuals, Other...) {
  static_assert(
      front::told_before<Other...>,
      "tapeless: gauss_newton: the inputs are given in wrt(): gauss_newton(residuals, wrt(x, y))");
  return front::refused{};
}

}  // namespace tapeless

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
