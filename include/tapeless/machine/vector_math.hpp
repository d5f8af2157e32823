// The widest vector type of the processor compiled for, and glibc's vector mathematics (libmvec) on
// it: at most 4 ulp, IEEE special values, no flag needed. libmvec is called by the symbols of its
// vector ABI, which an assembler label names. Without libmvec: libm, lane by lane.
#pragma once

#include <cmath>
#include <type_traits>

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
#define TAPELESS_VECTOR_FUNCTION(name)                                               \
  [[gnu::const]] doubles name(doubles) noexcept __asm__(TAPELESS_DOUBLES "_" #name); \
  [[gnu::const]] floats name(floats) noexcept __asm__(TAPELESS_FLOATS "_" #name "f");
#else
#define TAPELESS_VECTOR_FUNCTION(name)                             \
  inline doubles name(doubles x) {                                 \
    return lane_by_lane([](double l) { return std::name(l); }, x); \
  }                                                                \
  inline floats name(floats x) {                                   \
    return lane_by_lane([](float l) { return std::name(l); }, x);  \
  }
#endif

namespace vector_math {

TAPELESS_VECTOR_FUNCTION(exp)
TAPELESS_VECTOR_FUNCTION(log)
TAPELESS_VECTOR_FUNCTION(log1p)
TAPELESS_VECTOR_FUNCTION(expm1)
TAPELESS_VECTOR_FUNCTION(sin)
TAPELESS_VECTOR_FUNCTION(cos)
TAPELESS_VECTOR_FUNCTION(tan)
TAPELESS_VECTOR_FUNCTION(tanh)
TAPELESS_VECTOR_FUNCTION(asin)
TAPELESS_VECTOR_FUNCTION(acos)
TAPELESS_VECTOR_FUNCTION(atan)

#if defined(TAPELESS_LIBMVEC)
[[gnu::const]] doubles pow(doubles, doubles) noexcept __asm__(TAPELESS_DOUBLES "v_pow");
[[gnu::const]] floats pow(floats, floats) noexcept __asm__(TAPELESS_FLOATS "v_powf");
#else
inline doubles pow(doubles x, doubles y) {
  return lane_by_lane([](double l, double e) { return std::pow(l, e); }, x, y);
}
inline floats pow(floats x, floats y) {
  return lane_by_lane([](float l, float e) { return std::pow(l, e); }, x, y);
}
#endif

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
#undef TAPELESS_DOUBLES
#undef TAPELESS_FLOATS
#undef TAPELESS_BYTES
#undef TAPELESS_LIBMVEC

}  // namespace tapeless::machine
