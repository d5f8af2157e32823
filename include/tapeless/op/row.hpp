// A row is an operation: its value and its derivative, side by side. Numbers, SIMD packs, graph
// handles and the tape all read the same row. In every rule x, y, w are the operands, z the result
// and g the gradient of the loss by z; `adjoint` gives the gradient by each operand. Rows use whole
// numbers only (x / 2, not 0.5 * x), so that float stays float.
#pragma once

#include <array>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tapeless::op {

// What a result is like where operands or derivatives are not ordinary numbers. (pass/singular.hpp
// asks, to know where a derivative may be infinite.)
using nature = unsigned;
inline constexpr nature nonnegative = 1;
inline constexpr nature bounded = 2;   // finite, whatever the operands are
inline constexpr nature pole = 4;      // may be infinite where the operands are not
inline constexpr nature steep = 8;     // may be finite where a derivative is infinite
inline constexpr nature forgets = 16;  // may be finite where an operand is infinite
inline constexpr nature selects = 32;  // is one of its operands; the others do not matter

// What the compiler wants to know of an operation beside its mathematics.
struct elementwise {
  static constexpr bool reduction = false;
  static constexpr bool composite =
      false;  // `value` is written with other rows, and the compiler replaces it by them
  static constexpr bool condition = false;  // the result is true or false, and has no derivative
  static constexpr bool of_conditions = false;  // the operands are true or false
  static constexpr bool commutative = false;
  static constexpr nature is = 0;
  static constexpr int cost = 1;  // in additions, roughly
};
struct unary : elementwise {
  static constexpr int arity = 1;
};
struct binary : elementwise {
  static constexpr int arity = 2;
};
struct ternary : elementwise {
  static constexpr int arity = 3;
};

// Takes a tensor and the axes it is reduced `over`.
struct reducing : elementwise {
  static constexpr bool reduction = true;
  static constexpr bool averages = false;  // the result is divided by the count
  static constexpr int arity = 1;
};

template <class... Gradients>
constexpr auto grads(Gradients... gradients) {
  return std::array<std::common_type_t<Gradients...>, sizeof...(Gradients)>{gradients...};
}

template <class... Rows>
struct table {
  static constexpr int size = sizeof...(Rows);

  // (__is_same: all rows are asked for each, and std::is_same_v would be a variable for each pair.)
  template <class Row>
  static constexpr int index_of() {
    int i = 0;
    (void)((__is_same(Row, Rows) || (++i, false)) || ...);
    return i;
  }
};

// The row at a place of a table, without a recursion over it.
template <int Place, class Row>
struct placed {};
template <class Places, class Table>
struct places;
template <int... Place, class... Rows>
struct places<std::integer_sequence<int, Place...>, table<Rows...>> : placed<Place, Rows>... {};
template <int Place, class Row>
Row row_at(const placed<Place, Row>&);

}  // namespace tapeless::op
