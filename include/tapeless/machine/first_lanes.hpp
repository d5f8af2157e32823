// The first `live` lanes of a pack, from memory and to it, fewer than there are; memory behind them
// is not touched. A lane that is not loaded is 1, a value that no function minds.
#pragma once

#include "tapeless/machine/pack.hpp"

namespace tapeless::machine {

// Not inlined, for it is long and seldom. It takes no pack: behind a function that takes or returns
// one, g++ 12 leaves the registers' upper halves in use, and then SSE code (some of libm) is slow
// for whoever called us. docs/decisions/017_targets_and_compilers.md
template <class T>
[[gnu::noinline, gnu::cold]] void copy_apart(const T* from, std::ptrdiff_t from_stride, T* to,
                                             std::ptrdiff_t to_stride, std::ptrdiff_t count) {
  for (std::ptrdiff_t i = 0; i < count; ++i) to[i * to_stride] = from[i * from_stride];
}

template <class T>
[[gnu::always_inline]] inline pack<T> gather_first(const T* from, std::ptrdiff_t stride,
                                                   std::ptrdiff_t live) {
  base::several<T, pack<T>::width> lanes;
  pack<T>(T(1)).store(lanes);
  copy_apart(from, stride, lanes, 1, live);
  return pack<T>::load(lanes);
}
template <class T>
[[gnu::always_inline]] inline void scatter_first(pack<T> p, T* to, std::ptrdiff_t stride,
                                                 std::ptrdiff_t live) {
  base::several<T, pack<T>::width> lanes;
  p.store(lanes);
  copy_apart(lanes, 1, to, stride, live);
}

// Neighbours: by the processor's own instructions, as <immintrin.h> does, which costs half a second
// a file.
#if defined(__AVX512F__)
template <std::integral Bits>
[[gnu::always_inline]] inline Bits first_bits(std::ptrdiff_t live) {
  return static_cast<Bits>((1U << live) - 1);
}
[[gnu::always_inline]] inline pack<double> load_first(const double* from, std::ptrdiff_t live) {
  return __builtin_ia32_loadupd512_mask(from, pack<double>(1).v, first_bits<unsigned char>(live));
}
[[gnu::always_inline]] inline pack<float> load_first(const float* from, std::ptrdiff_t live) {
  return __builtin_ia32_loadups512_mask(from, pack<float>(1).v, first_bits<unsigned short>(live));
}
[[gnu::always_inline]] inline void store_first(pack<double> p, double* to, std::ptrdiff_t live) {
  __builtin_ia32_storeupd512_mask(to, p.v, first_bits<unsigned char>(live));
}
[[gnu::always_inline]] inline void store_first(pack<float> p, float* to, std::ptrdiff_t live) {
  __builtin_ia32_storeups512_mask(to, p.v, first_bits<unsigned short>(live));
}
#elif defined(__AVX__)
typedef long long long_bits [[gnu::vector_size(32)]];
typedef int int_bits [[gnu::vector_size(32)]];

[[gnu::always_inline]] inline pack<double> load_first(const double* from, std::ptrdiff_t live) {
  const auto first = mask<double>::first(live);
  const pack<double> p = __builtin_ia32_maskloadpd256(reinterpret_cast<const doubles*>(from),
                                                      reinterpret_cast<long_bits>(first.v));
  return select(first, p, pack<double>(1));
}
[[gnu::always_inline]] inline pack<float> load_first(const float* from, std::ptrdiff_t live) {
  const auto first = mask<float>::first(live);
  const pack<float> p = __builtin_ia32_maskloadps256(reinterpret_cast<const floats*>(from),
                                                     reinterpret_cast<int_bits>(first.v));
  return select(first, p, pack<float>(1));
}
[[gnu::always_inline]] inline void store_first(pack<double> p, double* to, std::ptrdiff_t live) {
  __builtin_ia32_maskstorepd256(reinterpret_cast<doubles*>(to),
                                reinterpret_cast<long_bits>(mask<double>::first(live).v), p.v);
}
[[gnu::always_inline]] inline void store_first(pack<float> p, float* to, std::ptrdiff_t live) {
  __builtin_ia32_maskstoreps256(reinterpret_cast<floats*>(to),
                                reinterpret_cast<int_bits>(mask<float>::first(live).v), p.v);
}
#else
template <class T>
[[gnu::always_inline]] inline pack<T> load_first(const T* from, std::ptrdiff_t live) {
  return gather_first(from, 1, live);
}
template <class T>
[[gnu::always_inline]] inline void store_first(pack<T> p, T* to, std::ptrdiff_t live) {
  scatter_first(p, to, 1, live);
}
#endif

}  // namespace tapeless::machine
