// machine/: what the computer has.
// As many numbers as one register holds, one sample a lane.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/mixed.hpp"
#include "tapeless/base/several.hpp"
#include "tapeless/base/target.hpp"
#include "tapeless/machine/vector_math.hpp"

namespace tapeless::machine {

// g++ makes one instruction of a multiplication and an addition, wherever they are written; clang
// does where it is told to, and not before they are in one function.
#if defined(__clang__)
#define TAPELESS_FUSE _Pragma("clang fp contract(fast)")
#else
#define TAPELESS_FUSE
#endif

// A pack has the target in its name, and with it whatever takes or holds one: files that are
// compiled for several processors may be linked into one program.
template <class T, std::uint64_t Target = base::target>
struct mask;
template <class T, std::uint64_t Target = base::target>
struct pack;

template <class T, std::uint64_t Target>
struct pack {
  using number = T;

  static constexpr int width = register_bytes / static_cast<int>(sizeof(T));

  native<T> v;

  pack() = default;
  [[gnu::always_inline]] pack(native<T> n) : v(n) {}
  [[gnu::always_inline]] pack(T x) : v(x - native<T>{}) {}

  [[gnu::always_inline]] static pack load(const T* from) { return read(from); }
  [[gnu::always_inline]] void store(T* to) const { write(v, to); }

  // The whole numbers of the rows: 2 * x, 1 - x.
  [[gnu::always_inline]] pack(std::integral auto whole) : pack(static_cast<T>(whole)) {}

  // 0, 1, 2, ...
  [[gnu::always_inline]] static pack steps() {
    pack p;
    for (int i = 0; i < width; ++i) p.v[i] = static_cast<T>(i);
    return p;
  }

  [[gnu::always_inline]] friend pack operator-(pack x) { TAPELESS_FUSE return -x.v; }
  [[gnu::always_inline]] friend pack operator+(pack x, pack y) { TAPELESS_FUSE return x.v + y.v; }
  [[gnu::always_inline]] friend pack operator-(pack x, pack y) { TAPELESS_FUSE return x.v - y.v; }
  [[gnu::always_inline]] friend pack operator*(pack x, pack y) { TAPELESS_FUSE return x.v * y.v; }
  [[gnu::always_inline]] friend pack operator/(pack x, pack y) { return x.v / y.v; }

  [[gnu::always_inline]] friend mask<T> operator<(pack x, pack y) { return x.v < y.v; }
  [[gnu::always_inline]] friend mask<T> operator<=(pack x, pack y) { return x.v <= y.v; }
  [[gnu::always_inline]] friend mask<T> operator>(pack x, pack y) { return x.v > y.v; }
  [[gnu::always_inline]] friend mask<T> operator>=(pack x, pack y) { return x.v >= y.v; }
  [[gnu::always_inline]] friend mask<T> operator==(pack x, pack y) { return x.v == y.v; }
  [[gnu::always_inline]] friend mask<T> operator!=(pack x, pack y) { return x.v != y.v; }

  [[gnu::always_inline]] friend pack abs(pack x) {
    return reinterpret_cast<native<T>>(bits_of(x) & ~sign_bit());
  }
  // By their bits, as base::is_nan and base::is_finite.
  [[gnu::always_inline]] friend mask<T> is_nan(pack x) { return bits_of(abs(x)) > infinity(); }
  [[gnu::always_inline]] friend mask<T> is_finite(pack x) {
    return (bits_of(x) & infinity()) != infinity();
  }
  // Whole numbers, below 0 where a lane is finite. (SSE2 cannot compare those of 64 bits.)
  [[gnu::always_inline]] friend auto below_0_if_finite(pack x) {
    return (bits_of(x) & infinity()) - infinity();
  }
  [[gnu::always_inline]] friend pack sqrt(pack x) { return vector_math::sqrt(x.v); }
  // libmvec takes the lanes whose result is subnormal or 0 one by one, and every softmax has such
  // lanes: they are squares of exp(x / 2) here. docs/decisions/006.md
  [[gnu::always_inline]] friend pack exp(pack x) {
    constexpr bool wide = sizeof(T) == 8;
    const mask<T> tiny = is_below(x, T(wide ? -708 : -87));
    const pack half =
        select(is_below(x, T(wide ? -1400 : -160)), pack(T(wide ? -700 : -80)), x / pack(T(2)));
    const pack e = vector_math::exp(select(tiny, half, x).v);
    return select(tiny, e * e, e);
  }
  [[gnu::always_inline]] friend pack log(pack x) { return vector_math::log(x.v); }
  [[gnu::always_inline]] friend pack log2(pack x) { return vector_math::log2(x.v); }
  [[gnu::always_inline]] friend pack log10(pack x) { return vector_math::log10(x.v); }
  [[gnu::always_inline]] friend pack log1p(pack x) { return vector_math::log1p(x.v); }
  [[gnu::always_inline]] friend pack exp2(pack x) { return vector_math::exp2(x.v); }
  [[gnu::always_inline]] friend pack exp10(pack x) { return vector_math::exp10(x.v); }
  [[gnu::always_inline]] friend pack expm1(pack x) { return vector_math::expm1(x.v); }
  [[gnu::always_inline]] friend pack sin(pack x) { return vector_math::sin(x.v); }
  [[gnu::always_inline]] friend pack cos(pack x) { return vector_math::cos(x.v); }
  [[gnu::always_inline]] friend pack tan(pack x) { return vector_math::tan(x.v); }
  [[gnu::always_inline]] friend pack asin(pack x) { return vector_math::asin(x.v); }
  [[gnu::always_inline]] friend pack acos(pack x) { return vector_math::acos(x.v); }
  [[gnu::always_inline]] friend pack atan(pack x) { return vector_math::atan(x.v); }
  [[gnu::always_inline]] friend pack sinh(pack x) { return vector_math::sinh(x.v); }
  [[gnu::always_inline]] friend pack cosh(pack x) { return vector_math::cosh(x.v); }
  [[gnu::always_inline]] friend pack asinh(pack x) { return vector_math::asinh(x.v); }
  [[gnu::always_inline]] friend pack acosh(pack x) { return vector_math::acosh(x.v); }
  [[gnu::always_inline]] friend pack atanh(pack x) { return vector_math::atanh(x.v); }
  [[gnu::always_inline]] friend pack cbrt(pack x) { return vector_math::cbrt(x.v); }
  [[gnu::always_inline]] friend pack erf(pack x) { return vector_math::erf(x.v); }
  [[gnu::always_inline]] friend pack erfc(pack x) { return vector_math::erfc(x.v); }
  [[gnu::always_inline]] friend pack atan2(pack y, pack x) { return vector_math::atan2(y.v, x.v); }
  [[gnu::always_inline]] friend pack hypot(pack x, pack y) { return vector_math::hypot(x.v, y.v); }
  [[gnu::always_inline]] friend pack copysign(pack x, pack y) {
    const auto sign = sign_bit();
    return reinterpret_cast<native<T>>((bits_of(x) & ~sign) | (bits_of(y) & sign));
  }
  [[gnu::always_inline]] friend pack high_half(pack x) {
    using bit = std::conditional_t<sizeof(T) == 8, long long, int>;
    constexpr bit low = (bit{1} << (std::numeric_limits<T>::digits + 1) / 2) - 1;
    return reinterpret_cast<native<T>>(bits_of(x) & ~low);
  }
  // A function of numbers, for each lane.
  [[gnu::always_inline]] pack each(auto of_number, auto... others) const {
    return lane_by_lane(of_number, v, others.v...);
  }
  [[gnu::always_inline]] friend pack pow(pack x, pack y) { return vector_math::pow(x.v, y.v); }
  [[gnu::always_inline]] friend pack uniform(pack key, pack counter) {
    constexpr int bits = base::random_bits<T>;
    const words all = base::mixed(words_of(key), words_of(counter)) >> (32 - bits);
    return __builtin_convertvector(reinterpret_cast<signed_words>(all), native<T>) *
           (T(1) / static_cast<T>(std::uint32_t{1} << bits));
  }

 private:
  // Whole numbers of 32 bits, one a lane.
  typedef std::uint32_t words [[gnu::vector_size(4 * width)]];
  typedef std::int32_t signed_words [[gnu::vector_size(4 * width)]];
  [[gnu::always_inline]] static words words_of(pack x) {
    return reinterpret_cast<words>(__builtin_convertvector(x.v, signed_words));
  }

  [[gnu::always_inline]] static mask<T> is_below(pack x, T limit) {
    if constexpr (base::finite_only) return x < pack(limit) && !is_nan(x);
    else return x < pack(limit);
  }
  [[gnu::always_inline]] static auto bits_of(pack x) {
    return reinterpret_cast<typename mask<T>::native>(x.v);
  }
  [[gnu::always_inline]] static auto sign_bit() {
    return reinterpret_cast<typename mask<T>::native>(-native<T>{});
  }
  [[gnu::always_inline]] static auto infinity() {
    using bit = std::conditional_t<sizeof(T) == 8, long long, int>;
    return typename mask<T>::native{} + static_cast<bit>(base::bits_of_infinity<T>);
  }
};

// A condition for each lane: all bits set, or none.
template <class T, std::uint64_t Target>
struct mask {
  using native = decltype(machine::native<T>{} < machine::native<T>{});

  native v;

  mask() = default;
  [[gnu::always_inline]] mask(native n) : v(n) {}
  [[gnu::always_inline]] mask(bool all) : v(all ? ~native{} : native{}) {}

  // The first `live` lanes.
  [[gnu::always_inline]] static mask first(std::ptrdiff_t live) {
    return pack<T>::steps() < pack<T>(static_cast<T>(live));
  }

  [[gnu::always_inline]] friend mask operator!(mask x) { return ~x.v; }
  [[gnu::always_inline]] friend mask operator&&(mask x, mask y) { return x.v & y.v; }
  [[gnu::always_inline]] friend mask operator||(mask x, mask y) { return x.v | y.v; }
  [[gnu::always_inline]] friend pack<T> select(mask c, pack<T> yes, pack<T> no) {
    return c.v ? yes.v : no.v;
  }
};

// Lanes that are `stride` apart in memory. (In one expression: written one by one, g++ puts them
// together in memory, and waits there.)
template <class T>
[[gnu::always_inline]] inline pack<T> gather(const T* from, std::ptrdiff_t stride) {
  return [&]<std::ptrdiff_t... Lane>(std::integer_sequence<std::ptrdiff_t, Lane...>)
      __attribute__((always_inline)) {
    return pack<T>(native<T>{from[Lane * stride]...});
  }
  (std::make_integer_sequence<std::ptrdiff_t, pack<T>::width>{});
}
template <class T>
[[gnu::always_inline]] inline void scatter(pack<T> p, T* to, std::ptrdiff_t stride) {
  for (int i = 0; i < pack<T>::width; ++i) to[i * stride] = p.v[i];
}

#undef TAPELESS_FUSE

}  // namespace tapeless::machine
