// Eigen matrices of active numbers and of duals: include this before they are used.
#pragma once

#include <Eigen/Core>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/tape/functions.hpp"
#include "tapeless/tape/standard.hpp"

namespace tapeless::taped {

// What Eigen has to know of a number.
template <class Number, class T>
struct eigen_traits : Eigen::NumTraits<T> {
  using Real = Number;
  using NonInteger = Number;
  using Nested = const Number&;
  using Literal = T;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 1,
    AddCost = 5,
    MulCost = 5
  };
};

// An active number or a dual, not an expression of them.
template <class X>
concept matrix_element = std::same_as<X, finished_number<X>>;

}  // namespace tapeless::taped

namespace Eigen {

template <class T>
struct NumTraits<tapeless::active<T>> : tapeless::taped::eigen_traits<tapeless::active<T>, T> {};
template <class T, int Count>
struct NumTraits<tapeless::dual<T, Count>>
    : tapeless::taped::eigen_traits<tapeless::dual<T, Count>, T> {};

// A matrix of numbers times a plain number, and the other way round.
template <tapeless::taped::matrix_element X, class Operation>
struct ScalarBinaryOpTraits<X, typename X::value_type, Operation> {
  using ReturnType = X;
};
template <tapeless::taped::matrix_element X, class Operation>
struct ScalarBinaryOpTraits<typename X::value_type, X, Operation> {
  using ReturnType = X;
};

}  // namespace Eigen

namespace tapeless {

// What Eigen asks of a number that has no imaginary part.
template <taped::matrix_element X>
const X& conj(const X& x) {
  return x;
}
template <taped::matrix_element X>
const X& real(const X& x) {
  return x;
}
template <taped::matrix_element X>
X imag(const X&) {
  return typename X::value_type(0);
}
template <taped::matrix_element X>
X abs2(const X& x) {
  return x * x;
}

}  // namespace tapeless
