// tape/: any C++ over numbers that remember how they came about.
// How a recording lies in memory: the names of statements, and the entries that hold their partial
// derivatives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>

namespace tapeless::taped {

using std::size_t;
using std::uint32_t;
using std::uint64_t;

// A statement's name (tape/names.hpp). 0 means none: a passive number, on which nothing depends.
using index = uint64_t;

// Set in a number that alone knows its statement: nobody has read it yet, so that x += y may be
// added to the statement of x, instead of being a new one.
inline constexpr index unread = index{1} << 63;

// An operand is stored as its offset from the statement, in 32 bits: -1 is the one before. (A test
// makes the reach shorter.)
using offset = std::int32_t;
template <class T>
inline constexpr int reach_bits = 31;

template <class T>
[[gnu::always_inline]] constexpr bool is_near(index distance) {
  return distance >> reach_bits<T> == 0;
}

// What an entry is: the highest three bits of its tag, which is the last thing in it.
enum class kind : uint32_t {
  statement,  // a number that depends on others
  addition,   // x += something
  inputs,     // `count` independent numbers
  relay,      // a copy of a number that is out of reach
  spread,     // a number with operands that lie in `count` runs
  call,       // `count` results of anything else: it knows itself how to go back
};

using tag = uint32_t;
inline constexpr int count_bits = 29;
inline constexpr size_t most_in_a_tag = (size_t{1} << count_bits) - 1;
[[gnu::always_inline]] constexpr tag make_tag(kind k, size_t count) {
  return static_cast<tag>(k) << count_bits | static_cast<tag>(count);
}
[[gnu::always_inline]] constexpr size_t count_of(tag t) { return t & most_in_a_tag; }

// The operands of a statement or an addition. Where the derivative is 1 or -1 it is not stored.
struct operand_counts {
  size_t stored, plus, minus;

  [[gnu::always_inline]] constexpr size_t all() const { return stored + plus + minus; }
};
inline constexpr size_t most_units = 15;  // with 1, and with -1

// They stand in place of the count, the lowest bits of each first, and behind those what tells an
// addition from a statement: where there are few operands the numbers of both are small, and one
// switch over them is one jump.
inline constexpr tag addition_bit = 1 << 7;
[[gnu::always_inline]] constexpr tag make_tag(kind k, operand_counts n) {
  const size_t low = n.stored % 16 | n.plus % 4 << 4 | n.minus % 2 << 6;
  const size_t high = n.plus / 4 | n.minus / 2 << 2 | n.stored / 16 << 5;
  return make_tag(kind::statement, high << 8 | low) | (k == kind::addition ? addition_bit : 0);
}
[[gnu::always_inline]] constexpr operand_counts operands_of(tag t) {
  const size_t low = t % 128, high = count_of(t) / 256;
  return {high / 32 * 16 + low % 16, high % 4 * 4 + low / 16 % 4, high / 4 % 8 * 2 + low / 64};
}
[[gnu::always_inline]] constexpr kind kind_of(tag t) {
  const auto k = static_cast<kind>(t >> count_bits);
  return k == kind::statement && (t & addition_bit) != 0 ? kind::addition : k;
}

// Entries begin where a tag may begin, and plain numbers lie in them as they come. Others want to
// lie where they may.
template <class T>
inline constexpr size_t unit = std::is_trivially_copyable_v<T> ? alignof(tag)
                                                               : std::max(alignof(T), alignof(tag));
template <class T>
[[gnu::always_inline]] constexpr size_t rounded_to_unit(size_t bytes) {
  return (bytes + unit<T> - 1) / unit<T> * unit<T>;
}

// What lies at an address in an entry.
template <class X>
[[gnu::always_inline]] inline decltype(auto) stored_at(const std::byte* at) {
  if constexpr (std::is_trivially_copyable_v<X>) {
    X x;
    std::memcpy(&x, at, sizeof x);
    return x;
  } else {
    return *reinterpret_cast<const X*>(at);
  }
}
template <class X>
[[gnu::always_inline]] inline std::byte* store(std::byte* at, const X& x) {
  if constexpr (std::is_trivially_copyable_v<X>) std::memcpy(at, &x, sizeof x);
  else ::new (at) X(x);
  return at + sizeof x;
}

// The same, apart from its neighbours: compilers would bring them together in a register for packs
// before, and that costs more than it saves.
template <class X>
struct [[gnu::packed]] lone {
  volatile X x;
};
template <class X>
[[gnu::always_inline]] inline std::byte* store_alone(std::byte* at, const X& x) {
  if constexpr (!std::is_trivially_copyable_v<X>) return store(at, x);
  else reinterpret_cast<lone<X>*>(at)->x = x;
  return at + sizeof x;
}

// The tag of the entry that ends here.
[[gnu::always_inline]] inline tag tag_before(const std::byte* end) {
  return stored_at<tag>(end - sizeof(tag));
}

// The entry of a statement: its partial derivatives, the offsets of its operands (those with a
// derivative, those with 1, those with -1), the tag. An addition has the offset of its target after
// those of the operands.
template <class T>
[[gnu::always_inline]] constexpr size_t bytes_of(kind k, operand_counts n) {
  const size_t offsets = n.all() + (k == kind::addition ? 1 : 0);
  return rounded_to_unit<T>(n.stored * sizeof(T) + offsets * sizeof(offset) + sizeof(tag));
}

// A look at one, which begins here.
template <class T>
struct terms_entry {
  const std::byte* begin;
  size_t stored;

  [[gnu::always_inline]] decltype(auto) partial(size_t k) const {
    return stored_at<T>(begin + k * sizeof(T));
  }
  [[gnu::always_inline]] offset operand(size_t k) const {
    return stored_at<offset>(begin + stored * sizeof(T) + k * sizeof(offset));
  }
};

// A relay: the distance, as an index; the tag.
template <class T>
inline constexpr size_t relay_bytes = rounded_to_unit<T>(sizeof(index) + sizeof(tag));

// An entry that says nothing.
template <class T>
inline constexpr size_t smallest_bytes = rounded_to_unit<T>(sizeof(tag));

}  // namespace tapeless::taped
