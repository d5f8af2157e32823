// The widest vector type of the processor compiled for, and glibc's vector mathematics (libmvec) on
// it: at most 4 ulp, IEEE special values, no flag needed. libmvec is called by the symbols of its
// vector ABI, which an assembler label names. Without libmvec: libm, lane by lane.
#pragma once

#include <cmath>
#include <type_traits>

#include "tapeless/base/exp10.hpp"

#if defined(__AVX512F__)
#define TAPELESS_BYTES 64
#define TAPELESS_DOUBLES "_ZGVeN8v"
#define TAPELESS_FLOATS "_ZGVeN16v"
#elif defined(__AVX2__)
#define TAPELESS_BYTES 32
#define TAPELESS_DOUBLES "_ZGVdN4v"
#define TAPELESS_FLOATS "_ZGVdN8v"
#elif defined(__AVX__)
#define TAPELESS_BYTES 32
#define TAPELESS_DOUBLES "_ZGVcN4v"
#define TAPELESS_FLOATS "_ZGVcN8v"
#else
#define TAPELESS_BYTES 16
#define TAPELESS_DOUBLES "_ZGVbN2v"
#define TAPELESS_FLOATS "_ZGVbN4v"
#endif

#if defined(__x86_64__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#define TAPELESS_LIBMVEC
#endif
#endif

namespace tapeless::machine {

inline constexpr int register_bytes = TAPELESS_BYTES;

typedef double doubles [[gnu::vector_size(TAPELESS_BYTES)]];
typedef float floats [[gnu::vector_size(TAPELESS_BYTES)]];

// The same in memory, at any address that its elements may have.
typedef double doubles_anywhere
    [[gnu::vector_size(TAPELESS_BYTES), gnu::aligned(8), gnu::may_alias]];
typedef float floats_anywhere [[gnu::vector_size(TAPELESS_BYTES), gnu::aligned(4), gnu::may_alias]];

[[gnu::always_inline]] inline doubles read(const double* from) {
  return *reinterpret_cast<const doubles_anywhere*>(from);
}
[[gnu::always_inline]] inline floats read(const float* from) {
  return *reinterpret_cast<const floats_anywhere*>(from);
}
[[gnu::always_inline]] inline void write(doubles x, double* to) {
  *reinterpret_cast<doubles_anywhere*>(to) = x;
}
[[gnu::always_inline]] inline void write(floats x, float* to) {
  *reinterpret_cast<floats_anywhere*>(to) = x;
}

template <class T>
using native = std::conditional_t<std::is_same_v<T, float>, floats, doubles>;

// f of each lane.
template <class V>
[[gnu::always_inline]] inline V lane_by_lane(auto f, V x, auto... others) {
  constexpr int lanes = sizeof(V) / sizeof(x[0]);
  for (int i = 0; i < lanes; ++i) x[i] = f(x[i], others[i]...);
  return x;
}

#if defined(TAPELESS_LIBMVEC)
#define TAPELESS_VECTOR_FUNCTION(home, name)                                         \
  [[gnu::const]] doubles name(doubles) noexcept __asm__(TAPELESS_DOUBLES "_" #name); \
  [[gnu::const]] floats name(floats) noexcept __asm__(TAPELESS_FLOATS "_" #name "f");
#define TAPELESS_VECTOR_FUNCTION_OF_TWO(name)                                                  \
  [[gnu::const]] doubles name(doubles, doubles) noexcept __asm__(TAPELESS_DOUBLES "v_" #name); \
  [[gnu::const]] floats name(floats, floats) noexcept __asm__(TAPELESS_FLOATS "v_" #name "f");
#else
#define TAPELESS_VECTOR_FUNCTION(home, name)                      \
  template <class V>                                              \
  inline V name(V x) {                                            \
    return lane_by_lane([](auto l) { return home::name(l); }, x); \
  }
#define TAPELESS_VECTOR_FUNCTION_OF_TWO(name)                                  \
  template <class V>                                                           \
  inline V name(V x, V y) {                                                    \
    return lane_by_lane([](auto l, auto m) { return std::name(l, m); }, x, y); \
  }
#endif

namespace vector_math {

TAPELESS_VECTOR_FUNCTION(std, exp)
TAPELESS_VECTOR_FUNCTION(std, expm1)
TAPELESS_VECTOR_FUNCTION(std, log)
TAPELESS_VECTOR_FUNCTION(std, log2)
TAPELESS_VECTOR_FUNCTION(std, log10)
TAPELESS_VECTOR_FUNCTION(std, log1p)
TAPELESS_VECTOR_FUNCTION(std, sin)
TAPELESS_VECTOR_FUNCTION(std, cos)
TAPELESS_VECTOR_FUNCTION(std, tan)
TAPELESS_VECTOR_FUNCTION(std, asin)
TAPELESS_VECTOR_FUNCTION(std, acos)
TAPELESS_VECTOR_FUNCTION(std, atan)
TAPELESS_VECTOR_FUNCTION(std, sinh)
TAPELESS_VECTOR_FUNCTION(std, cosh)
TAPELESS_VECTOR_FUNCTION(std, asinh)
TAPELESS_VECTOR_FUNCTION(std, acosh)
TAPELESS_VECTOR_FUNCTION(std, atanh)
TAPELESS_VECTOR_FUNCTION(std, cbrt)
TAPELESS_VECTOR_FUNCTION(std, erf)
TAPELESS_VECTOR_FUNCTION(std, erfc)
TAPELESS_VECTOR_FUNCTION(std, exp2)
TAPELESS_VECTOR_FUNCTION(base, exp10)

TAPELESS_VECTOR_FUNCTION_OF_TWO(pow)
TAPELESS_VECTOR_FUNCTION_OF_TWO(atan2)
TAPELESS_VECTOR_FUNCTION_OF_TWO(hypot)

// The processor's own square root: std::sqrt would look at each lane for errno's sake.
template <class V>
[[gnu::always_inline]] inline V sqrt(V x) {
#if defined(__x86_64__) && defined(__AVX__)
  V root;
  if constexpr (std::is_same_v<V, doubles>)
    __asm__("vsqrtpd {%1, %0|%0, %1}" : "=v"(root) : "v"(x));
  else __asm__("vsqrtps {%1, %0|%0, %1}" : "=v"(root) : "v"(x));
  return root;
#elif defined(__x86_64__)
  V root;
  if constexpr (std::is_same_v<V, doubles>) __asm__("sqrtpd {%1, %0|%0, %1}" : "=x"(root) : "x"(x));
  else __asm__("sqrtps {%1, %0|%0, %1}" : "=x"(root) : "x"(x));
  return root;
#else
  return lane_by_lane([](auto lane) { return std::sqrt(lane); }, x);
#endif
}

}  // namespace vector_math

#undef TAPELESS_VECTOR_FUNCTION
#undef TAPELESS_VECTOR_FUNCTION_OF_TWO
#undef TAPELESS_DOUBLES
#undef TAPELESS_FLOATS
#undef TAPELESS_BYTES
#undef TAPELESS_LIBMVEC

}  // namespace tapeless::machine
