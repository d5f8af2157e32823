// Whole numbers that look random, one for each pair of whole numbers: a counter-based generator, as
// in Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (2011).
#pragma once

#include <cstdint>

namespace tapeless::base {

// Each bit of x changes half of the result's, on average: multiplications by odd numbers and shifts
// (the constants are Ellis', "hash-prospector", 2018). `Bits` is a number of 32 bits without sign,
// or a vector of them.
template <class Bits>
[[gnu::always_inline]] constexpr Bits mixed(Bits x) {
  x ^= x >> 16;
  x *= 0x7FEB352DU;
  x ^= x >> 15;
  x *= 0x846CA68BU;
  return x ^ x >> 16;
}
// (The key is asked twice: else two keys would have the same numbers in another order.)
template <class Bits>
[[gnu::always_inline]] constexpr Bits mixed(Bits key, Bits counter) {
  return mixed<Bits>(mixed<Bits>(counter + mixed<Bits>(key)) + key * 0x9E3779B9U);
}

// How many of the 32 bits a number from 0 to below 1 has, so that it is never rounded to 1.
template <class T>
inline constexpr int random_bits = sizeof(T) == 4 ? 24 : 31;

template <class T>
constexpr T uniform(T key, T counter) {
  const auto bits = [](T x) { return static_cast<std::uint32_t>(static_cast<std::int64_t>(x)); };
  const std::uint32_t all = mixed(bits(key), bits(counter)) >> (32 - random_bits<T>);
  return static_cast<T>(all) / static_cast<T>(std::uint32_t{1} << random_bits<T>);
}

}  // namespace tapeless::base
