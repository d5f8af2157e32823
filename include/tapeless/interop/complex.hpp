// std::complex of active numbers and of duals: what <complex> has for double and not for other
// numbers. (Its functions, exp(z), log(z), abs(z), ..., work without, by the functions of the
// numbers inside. The standard promises nothing of complex numbers that are not made of float,
// double or long double: libstdc++ and libc++ do what one hopes.)
#pragma once

#include <complex>
#include <concepts>
#include <type_traits>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/tape.hpp"

namespace tapeless {

namespace taped {

// A number that is assigned to, as the parts of complex numbers are.
template <class A>
concept complex_part = number<A> && std::same_as<A, finished_number<A>>;

// What stands beside a complex number and becomes its real part: a plain number, or an expression.
template <class X, class A>
concept real_beside = fits<X, value_type_of<A>> && !std::same_as<X, A>;

}  // namespace taped

template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator+(const std::complex<A>& z, const X& x) {
  return z + A(x);
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator+(const X& x, const std::complex<A>& z) {
  return A(x) + z;
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator-(const std::complex<A>& z, const X& x) {
  return z - A(x);
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator-(const X& x, const std::complex<A>& z) {
  return A(x) - z;
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator*(const std::complex<A>& z, const X& x) {
  return {z.real() * x, z.imag() * x};
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator*(const X& x, const std::complex<A>& z) {
  return {x * z.real(), x * z.imag()};
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator/(const std::complex<A>& z, const X& x) {
  return {z.real() / x, z.imag() / x};
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> operator/(const X& x, const std::complex<A>& z) {
  return A(x) / z;
}

// A whole power is multiplied out, so z may be 0.
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> pow(const std::complex<A>& z, const X& x) {
  if constexpr (std::is_integral_v<X>) {
    const auto size = static_cast<unsigned long long>(x);
    return x < 0 ? A(1) / taped::multiplied_out(z, 0 - size) : taped::multiplied_out(z, size);
  } else {
    return exp(x * log(z));
  }
}
template <taped::complex_part A, taped::real_beside<A> X>
std::complex<A> pow(const X& x, const std::complex<A>& z) {
  return std::pow(std::complex<A>(x), z);
}

// (The standard's own have the value of a real base by real numbers alone, and so no derivative by
// its imaginary part.)
template <taped::complex_part A>
std::complex<A> pow(const std::complex<A>& z, const A& x) {
  return std::pow(z, std::complex<A>(x));
}
template <taped::complex_part A>
std::complex<A> pow(const A& x, const std::complex<A>& z) {
  return std::pow(std::complex<A>(x), z);
}

}  // namespace tapeless
