// Whether a number is finite, infinite or NaN, read from its bits: a compiler that was told
// -ffast-math answers x != x and std::isnan(x) without looking.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace tapeless::base {

// Whether the compiler was told so. It may find that a NaN is less than a number, then.
inline constexpr bool finite_only = __FINITE_MATH_ONLY__ != 0;

// The size of a float or double as a whole number that grows with it: all bits but the sign.
template <std::floating_point T>
constexpr auto bits_of_size(T x) {
  static_assert(std::numeric_limits<T>::is_iec559 && sizeof(T) <= sizeof(std::uint64_t));
  using bits = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
  return std::bit_cast<bits>(x) & bits{std::numeric_limits<bits>::max() >> 1};
}

// A whole number that is less where x is. (-0 and 0 have one.)
template <std::floating_point T>
requires(sizeof(T) <= sizeof(std::uint64_t)) constexpr auto rank(T x) {
  using number = std::make_signed_t<decltype(bits_of_size(x))>;
  const auto size = static_cast<number>(bits_of_size(x));
  return std::bit_cast<number>(x) < 0 ? -size : size;
}

// x to half of its digits, so that its square is exact.
template <std::floating_point T>
requires(sizeof(T) <= sizeof(std::uint64_t)) constexpr T high_half(T x) {
  using bits = decltype(bits_of_size(x));
  constexpr int low = (std::numeric_limits<T>::digits + 1) / 2;
  return std::bit_cast<T>(std::bit_cast<bits>(x) & (~bits{0} << low));
}

// Beyond all finite numbers, and before all NaNs.
template <std::floating_point T>
inline constexpr auto bits_of_infinity = bits_of_size(std::numeric_limits<T>::max()) + 1;

// (Where the compiler may look, x != x is one instruction.)
template <std::floating_point T>
constexpr bool is_nan(T x) {
#if __FINITE_MATH_ONLY__
  return bits_of_size(x) > bits_of_infinity<T>;
#else
  return x != x;
#endif
}
template <std::floating_point T>
constexpr bool is_inf(T x) {
  return bits_of_size(x) == bits_of_infinity<T>;
}
template <std::floating_point T>
constexpr bool is_finite(T x) {
  return bits_of_size(x) < bits_of_infinity<T>;
}

// The numbers of x87 have bits that mean nothing; only tests ask these.
constexpr bool is_inf(long double x) { return x == x && x - x != 0; }
constexpr bool is_finite(long double x) { return x - x == 0; }
constexpr bool is_nan(long double x) { return is_nan(static_cast<double>(x)); }
constexpr long double high_half(long double x) {
  return static_cast<long double>(static_cast<float>(x));
}

}  // namespace tapeless::base
