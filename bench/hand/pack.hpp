#pragma once

#include <cstddef>
#include <cstring>
#include <utility>

#if defined(__AVX512F__)
#define HAND_PACK_BYTES 64
#define HAND_LIBMVEC "_ZGVeN8v_"
#define HAND_LIBMVEC_FLOAT "_ZGVeN16v_"
#elif defined(__AVX2__)
#define HAND_PACK_BYTES 32
#define HAND_LIBMVEC "_ZGVdN4v_"
#define HAND_LIBMVEC_FLOAT "_ZGVdN8v_"
#else
#define HAND_PACK_BYTES 16
#define HAND_LIBMVEC "_ZGVbN2v_"
#define HAND_LIBMVEC_FLOAT "_ZGVbN4v_"
#endif

namespace hand {

using pack [[gnu::vector_size(HAND_PACK_BYTES)]] = double;
using float_pack [[gnu::vector_size(HAND_PACK_BYTES)]] = float;

inline constexpr std::size_t lanes = sizeof(pack) / sizeof(double);

[[gnu::const]] pack exp(pack) noexcept asm(HAND_LIBMVEC "exp");
[[gnu::const]] pack log(pack) noexcept asm(HAND_LIBMVEC "log");
[[gnu::const]] pack log1p(pack) noexcept asm(HAND_LIBMVEC "log1p");
[[gnu::const]] pack sin(pack) noexcept asm(HAND_LIBMVEC "sin");
[[gnu::const]] pack cos(pack) noexcept asm(HAND_LIBMVEC "cos");
[[gnu::const]] pack tanh(pack) noexcept asm(HAND_LIBMVEC "tanh");
[[gnu::const]] float_pack exp(float_pack) noexcept asm(HAND_LIBMVEC_FLOAT "expf");
[[gnu::const]] float_pack log1p(float_pack) noexcept asm(HAND_LIBMVEC_FLOAT "log1pf");

inline pack load(const double* from) {
  pack to;
  std::memcpy(&to, from, sizeof to);
  return to;
}

inline float_pack load(const float* from) {
  float_pack to;
  std::memcpy(&to, from, sizeof to);
  return to;
}

inline pack load_some(const double* from, std::size_t count) {
  pack to = {};
  std::memcpy(&to, from, count * sizeof(double));
  return to;
}

inline void store(double* to, pack from) { std::memcpy(to, &from, sizeof from); }
inline void store(float* to, float_pack from) { std::memcpy(to, &from, sizeof from); }

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

// Of each 2 * Step lanes of two packs, the second half of a and the first of b change places.
template <std::size_t Step, class Pack>
void exchange(Pack& a, Pack& b) {
  [&]<std::size_t... L>(std::index_sequence<L...>) {
    constexpr std::size_t count = sizeof...(L);
    const Pack first = __builtin_shufflevector(a, b, ((L & Step) != 0 ? count + L - Step : L)...);
    b = __builtin_shufflevector(a, b, ((L & Step) != 0 ? count + L : L + Step)...);
    a = first;
  }
  (std::make_index_sequence<sizeof(Pack) / sizeof(a[0])>());
}

// Columns for rows: as many packs as one has lanes.
template <std::size_t Step = 1, std::size_t Lanes>
[[gnu::always_inline]] inline void turn(pack (&x)[Lanes]) {
  for (std::size_t i = 0; i < Lanes; ++i)
    if ((i & Step) == 0) exchange<Step>(x[i], x[i + Step]);
  if constexpr (2 * Step < Lanes) turn<2 * Step>(x);
}

// The sum of each of as many packs as one has lanes, in a lane each.
template <std::size_t Step = 1, class Pack, std::size_t Lanes>
Pack sums(Pack (&x)[Lanes]) {
  for (std::size_t i = 0; i < Lanes; i += 2 * Step) {
    exchange<Step>(x[i], x[i + Step]);
    x[i] += x[i + Step];
  }
  if constexpr (2 * Step < Lanes) sums<2 * Step>(x);
  return x[0];
}

inline double sum(pack x) {
  for (std::size_t half = lanes / 2; half > 0; half /= 2)
    for (std::size_t i = 0; i < half; ++i) x[i] += x[i + half];
  return x[0];
}

}  // namespace hand

#undef HAND_LIBMVEC
#undef HAND_LIBMVEC_FLOAT
#undef HAND_PACK_BYTES
