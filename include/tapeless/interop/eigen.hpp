// Eigen matrices of active numbers: include this before they are used.
#pragma once

#include <Eigen/Core>

#include "tapeless/tape/functions.hpp"
#include "tapeless/tape/standard.hpp"

namespace Eigen {

template <class T>
struct NumTraits<tapeless::active<T>> : NumTraits<T> {
  using Real = tapeless::active<T>;
  using NonInteger = tapeless::active<T>;
  using Nested = const tapeless::active<T>&;
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

// A matrix of active numbers times a plain number, and the other way round.
template <class T, class Operation>
struct ScalarBinaryOpTraits<tapeless::active<T>, T, Operation> {
  using ReturnType = tapeless::active<T>;
};
template <class T, class Operation>
struct ScalarBinaryOpTraits<T, tapeless::active<T>, Operation> {
  using ReturnType = tapeless::active<T>;
};

}  // namespace Eigen

namespace tapeless {

// What Eigen asks of a number that has no imaginary part.
template <class T>
const active<T>& conj(const active<T>& x) {
  return x;
}
template <class T>
const active<T>& real(const active<T>& x) {
  return x;
}
template <class T>
active<T> imag(const active<T>&) {
  return T(0);
}
template <class T>
active<T> abs2(const active<T>& x) {
  return x * x;
}

}  // namespace tapeless
