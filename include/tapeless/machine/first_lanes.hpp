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

// The place of an element that need not be there. (Pointers may not leave their array.)
template <class T>
[[gnu::always_inline]] inline const T* place_at(const T* tensor, std::ptrdiff_t element) {
  const auto bytes = static_cast<std::uintptr_t>(element) * sizeof(T);
  return reinterpret_cast<const T*>(reinterpret_cast<std::uintptr_t>(tensor) + bytes);
}

// The lanes from `first` to before `end`; the others, at places that need not be there, are 1.
template <class T>
[[gnu::always_inline]] inline pack<T> gather_between(const T* from, std::ptrdiff_t stride,
                                                     std::ptrdiff_t first, std::ptrdiff_t end) {
  base::several<T, pack<T>::width> lanes;
  pack<T>(T(1)).store(lanes);
  if (first < end)
    copy_apart(place_at(from, first * stride), stride, lanes + first, 1, end - first);
  return pack<T>::load(lanes);
}

// Neighbours: by the processor's own instructions, as <immintrin.h> does, which costs half a second
// a file.
#if defined(__AVX512F__)
template <std::integral Bits>
[[gnu::always_inline]] inline Bits first_bits(std::ptrdiff_t live) {
  return static_cast<Bits>((1U << live) - 1);
}
template <std::integral Bits>
[[gnu::always_inline]] inline Bits bits_between(std::ptrdiff_t first, std::ptrdiff_t end) {
  return static_cast<Bits>(first_bits<Bits>(end) & ~first_bits<Bits>(first));
}
[[gnu::always_inline]] inline pack<double> load_between(const double* from, std::ptrdiff_t first,
                                                        std::ptrdiff_t end) {
  return __builtin_ia32_loadupd512_mask(from, pack<double>(1).v,
                                        bits_between<unsigned char>(first, end));
}
[[gnu::always_inline]] inline pack<float> load_between(const float* from, std::ptrdiff_t first,
                                                       std::ptrdiff_t end) {
  return __builtin_ia32_loadups512_mask(from, pack<float>(1).v,
                                        bits_between<unsigned short>(first, end));
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

template <class T>
[[gnu::always_inline]] inline mask<T> lanes_between(std::ptrdiff_t first, std::ptrdiff_t end) {
  return mask<T>::first(end) && !mask<T>::first(first);
}
[[gnu::always_inline]] inline pack<double> load_between(const double* from, std::ptrdiff_t first,
                                                        std::ptrdiff_t end) {
  const auto between = lanes_between<double>(first, end);
  const pack<double> p = __builtin_ia32_maskloadpd256(reinterpret_cast<const doubles*>(from),
                                                      reinterpret_cast<long_bits>(between.v));
  return select(between, p, pack<double>(1));
}
[[gnu::always_inline]] inline pack<float> load_between(const float* from, std::ptrdiff_t first,
                                                       std::ptrdiff_t end) {
  const auto between = lanes_between<float>(first, end);
  const pack<float> p = __builtin_ia32_maskloadps256(reinterpret_cast<const floats*>(from),
                                                     reinterpret_cast<int_bits>(between.v));
  return select(between, p, pack<float>(1));
}

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
[[gnu::always_inline]] inline pack<T> load_between(const T* from, std::ptrdiff_t first,
                                                   std::ptrdiff_t end) {
  return gather_between(from, 1, first, end);
}
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
