// Numbers of 16 bits in files, as what they are in float.
#pragma once

#include <bit>
#include <cstdint>

namespace tapeless::interop {

// IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction.
inline float widened_half(std::uint16_t bits) {
  const std::uint32_t sign = (bits & 0x8000U) << 16, exponent = bits >> 10 & 0x1FU,
                      fraction = bits & 0x3FFU;
  if (exponent == 0) {
    const float small = static_cast<float>(fraction) * 0x1p-24F;
    return sign == 0 ? small : -small;
  }
  const std::uint32_t wide = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
  return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

// bfloat16: the upper half of a float.
inline float widened_bfloat16(std::uint16_t bits) {
  return std::bit_cast<float>(std::uint32_t{bits} << 16);
}

}  // namespace tapeless::interop
