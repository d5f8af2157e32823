// Whether all numbers of a tensor are finite: one walk over them, in vectors.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <span>

#include "tapeless/base/finite.hpp"
#include "tapeless/machine/pack.hpp"
#include "tapeless/machine/parallel.hpp"

namespace tapeless::optimizing {

template <class Pack, class T>
bool all_finite(const T* numbers, std::ptrdiff_t packs) {
  auto all = machine::mask<T>(true).v;
  for (std::ptrdiff_t i = 0; i < packs; ++i)
    all &= below_0_if_finite(Pack::load(numbers + i * Pack::width));
  bool each = true;
  for (int lane = 0; lane < Pack::width; ++lane) each = each && all[lane] < 0;
  return each;
}

template <class T, class Pack = machine::pack<T>>
bool all_finite(std::span<const T> numbers, int threads) {
  constexpr std::ptrdiff_t chunk = 4096;
  const std::ptrdiff_t packs = std::ssize(numbers) / Pack::width;
  std::atomic<bool> all = true;
  machine::for_each_chunk((packs + chunk - 1) / chunk, threads, [&](std::ptrdiff_t c, int) {
    const std::ptrdiff_t first = c * chunk;
    if (!all_finite<Pack>(numbers.data() + first * Pack::width, std::min(chunk, packs - first)))
      all = false;
  });
  const auto rest = numbers.subspan(static_cast<std::size_t>(packs * Pack::width));
  return all && std::all_of(rest.begin(), rest.end(), base::is_finite<T>);
}

}  // namespace tapeless::optimizing
