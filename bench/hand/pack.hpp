#pragma once

#include <cstddef>
#include <cstring>

#if defined(__AVX512F__)
#define HAND_PACK_BYTES 64
#define HAND_LIBMVEC "_ZGVeN8v_"
#elif defined(__AVX2__)
#define HAND_PACK_BYTES 32
#define HAND_LIBMVEC "_ZGVdN4v_"
#else
#define HAND_PACK_BYTES 16
#define HAND_LIBMVEC "_ZGVbN2v_"
#endif

namespace hand {

using pack [[gnu::vector_size(HAND_PACK_BYTES)]] = double;

inline constexpr std::size_t lanes = sizeof(pack) / sizeof(double);

[[gnu::const]] pack exp(pack) noexcept asm(HAND_LIBMVEC "exp");
[[gnu::const]] pack log(pack) noexcept asm(HAND_LIBMVEC "log");
[[gnu::const]] pack log1p(pack) noexcept asm(HAND_LIBMVEC "log1p");
[[gnu::const]] pack sin(pack) noexcept asm(HAND_LIBMVEC "sin");
[[gnu::const]] pack cos(pack) noexcept asm(HAND_LIBMVEC "cos");
[[gnu::const]] pack tanh(pack) noexcept asm(HAND_LIBMVEC "tanh");

inline pack load(const double* from) {
  pack to;
  std::memcpy(&to, from, sizeof to);
  return to;
}

inline pack load_some(const double* from, std::size_t count) {
  pack to = {};
  std::memcpy(&to, from, count * sizeof(double));
  return to;
}

inline void store(double* to, pack from) { std::memcpy(to, &from, sizeof from); }

// The lanes of two packs in a row, from the last of the first on.
inline pack one_before(pack last, pack x) {
#if HAND_PACK_BYTES == 64
  return __builtin_shufflevector(last, x, 7, 8, 9, 10, 11, 12, 13, 14);
#elif HAND_PACK_BYTES == 32
  return __builtin_shufflevector(last, x, 3, 4, 5, 6);
#else
  return __builtin_shufflevector(last, x, 1, 2);
#endif
}

inline double sum(pack x) {
  for (std::size_t half = lanes / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) x[i] += x[i + half];
  return x[0];
}

}  // namespace hand

#undef HAND_LIBMVEC
#undef HAND_PACK_BYTES
