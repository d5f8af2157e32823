// Numbers for things that are compared by them.
#pragma once

#include <cstdint>
#include <string_view>

namespace tapeless::base {

// One more value in a hash (the finaliser of SplitMix64: Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  std::uint64_t z = (seed ^ value) + 0x9E3779B97F4A7C15U + (seed << 6);
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

template <class... Values>
constexpr std::uint64_t hash_of(std::uint64_t first, Values... values) {
  std::uint64_t hash = mix(0, first);
  ((hash = mix(hash, static_cast<std::uint64_t>(values))), ...);
  return hash;
}
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size();
  for (const char letter : text) hash = mix(hash, static_cast<std::uint64_t>(letter));
  return hash;
}

}  // namespace tapeless::base
