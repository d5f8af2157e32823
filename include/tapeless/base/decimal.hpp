// The double nearest to a decimal literal's characters, exactly rounded, at compile time: 0.5_c,
// 1e-3_c, 1'000_c.
#pragma once

#include <bit>
#include <cstdint>

namespace tapeless::base {

// A natural number of up to 4096 bits, in 32-bit limbs, the smallest first.
class natural {
 public:
  constexpr explicit natural(std::uint32_t value = 0) { limbs_[0] = value; }

  constexpr void multiply_add(std::uint32_t factor, std::uint32_t addend) {
    std::uint64_t carry = addend;
    for (int i = 0; i < used_ || carry != 0; ++i) {
      const std::uint64_t product = std::uint64_t{limbs_[i]} * factor + carry;
      limbs_[i] = static_cast<std::uint32_t>(product);
      carry = product >> 32;
      if (i >= used_) used_ = i + 1;
    }
  }
  constexpr int bits() const {
    int top = used_;
    while (top > 0 && limbs_[top - 1] == 0) --top;
    return top == 0 ? 0 : 32 * top - std::countl_zero(limbs_[top - 1]);
  }
  constexpr void shift_left(int places) {
    for (; places >= 31; places -= 31) multiply_add(1U << 31, 0);
    multiply_add(1U << places, 0);
  }
  constexpr bool at_least(const natural& other) const {
    for (int i = limbs - 1; i >= 0; --i)
      if (limbs_[i] != other.limbs_[i]) return limbs_[i] > other.limbs_[i];
    return true;
  }
  constexpr void subtract(const natural& other) {
    std::int64_t borrow = 0;
    for (int i = 0; i < limbs; ++i) {
      const std::int64_t difference = std::int64_t{limbs_[i]} - other.limbs_[i] + borrow;
      limbs_[i] = static_cast<std::uint32_t>(difference);
      borrow = difference < 0 ? -1 : 0;
    }
  }

 private:
  static constexpr int limbs = 128;
  std::uint32_t limbs_[limbs]{};
  int used_ = 1;
};

// One that a double holds exactly, or else one that is too large.
class exact_natural {
 public:
  constexpr void multiply_add(std::uint32_t factor, std::uint32_t addend) {
    if (fits()) value_ = value_ * factor + addend;
  }
  constexpr bool fits() const { return value_ >> 53 == 0; }
  constexpr double value() const { return static_cast<double>(value_); }

 private:
  std::uint64_t value_ = 0;
};

// A literal as digits * 10^exponent; `readable` is false for what is not a plain decimal number of
// moderate size.
template <class Natural = natural>
struct decimal {
  Natural digits{};
  int exponent = 0;
  bool readable = true;
};

template <class Natural = natural>
constexpr decimal<Natural> read_decimal(const char* letters, int size) {
  decimal<Natural> d;
  int count = 0;
  int i = 0;
  bool point = false;
  if (size > 1 && letters[0] == '0' && letters[1] != '.' && letters[1] != 'e' && letters[1] != 'E')
    d.readable = false;
  for (; i < size && letters[i] != 'e' && letters[i] != 'E'; ++i) {
    if (letters[i] == '\'') continue;
    if (letters[i] == '.') {
      point = true;
    } else if (letters[i] >= '0' && letters[i] <= '9' && ++count <= 60) {
      d.digits.multiply_add(10, static_cast<std::uint32_t>(letters[i] - '0'));
      if (point) --d.exponent;
    } else {
      d.readable = false;
    }
  }
  if (i == size) return d;
  const bool minus = ++i < size && letters[i] == '-';
  if (i < size && (letters[i] == '-' || letters[i] == '+')) ++i;
  int power = 0;
  for (; i < size && power < 1000; ++i)
    if (letters[i] != '\'') power = 10 * power + (letters[i] - '0');
  d.exponent += minus ? -power : power;
  if (d.exponent > 240 || d.exponent < -290) d.readable = false;
  return d;
}

// What nearly all literals are: digits that a double holds, and a power of ten that it holds too.
// Then one operation is exactly rounded (Clinger, How to read floating point numbers accurately,
// 1990).
constexpr bool is_short(const decimal<exact_natural>& d) {
  return d.digits.fits() && -22 <= d.exponent && d.exponent <= 22;
}
constexpr double nearest_double(const decimal<exact_natural>& d) {
  constexpr double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                     1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                     1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  return d.exponent < 0 ? d.digits.value() / power_of_ten[-d.exponent]
                        : d.digits.value() * power_of_ten[d.exponent];
}

// The others: long division, one bit at a time, until 55 bits and a sticky bit are known; then
// round half to even.
constexpr double nearest_double(decimal<> d) {
  if (d.digits.bits() == 0) return 0;
  natural divisor(1);
  for (int i = 0; i < d.exponent; ++i) d.digits.multiply_add(10, 0);
  for (int i = 0; i > d.exponent; --i) divisor.multiply_add(10, 0);

  int scale = d.digits.bits() - divisor.bits();
  if (scale > 0) divisor.shift_left(scale);
  if (scale < 0) d.digits.shift_left(-scale);
  std::uint64_t quotient = 0;
  int exponent = scale + 1;
  while (quotient >> 54 == 0) {
    --exponent;
    quotient <<= 1;
    if (d.digits.at_least(divisor)) {
      d.digits.subtract(divisor);
      quotient |= 1;
    }
    d.digits.shift_left(1);
  }
  const bool sticky = d.digits.bits() != 0;
  // quotient now holds 55 bits, worth quotient * 2^exponent: 53 to keep, a half, a quarter.
  std::uint64_t kept = quotient >> 2;
  const std::uint64_t rest = (quotient & 3U) << 1 | (sticky ? 1U : 0U);
  exponent += 2;
  if (rest > 4 || (rest == 4 && (kept & 1U) != 0)) ++kept;
  double value = static_cast<double>(kept);
  for (; exponent > 0; --exponent) value *= 2;
  for (; exponent < 0; ++exponent) value /= 2;
  return value;
}

}  // namespace tapeless::base
