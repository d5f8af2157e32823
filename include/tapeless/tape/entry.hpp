// tape/: any C++ over numbers that remember how they came about.
// How a recording lies in memory: the names of statements, and the entries that hold their partial
// derivatives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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

// An operand is stored as its distance in statements, in 32 bits. (A test makes the reach shorter.)
template <class T>
inline constexpr int reach_bits = 32;

template <class T>
constexpr bool is_near(index distance) {
  return distance >> reach_bits<T> == 0;
}

// What an entry is. Its tag, the last thing in it, is `count << 3 | kind`.
enum class kind : uint32_t {
  inputs,     // `count` independent numbers
  statement,  // a number with `count` operands
  addition,   // x += something with `count` operands
  relay,      // a copy of a number that is out of reach
  spread,     // a number with operands that lie in `count` runs
  call,       // anything else: it knows itself how to go back
};

using tag = uint32_t;
constexpr tag make_tag(kind k, size_t count) {
  return static_cast<tag>(count << 3) | static_cast<tag>(k);
}
constexpr kind kind_of(tag t) { return static_cast<kind>(t & 7); }
constexpr size_t count_of(tag t) { return t >> 3; }
inline constexpr size_t most_in_a_tag = (size_t{1} << 29) - 1;

// Entries begin where a T or an index may begin.
template <class T>
inline constexpr size_t unit = std::max(alignof(T), alignof(index));

template <class T>
constexpr size_t rounded_to_unit(size_t bytes) {
  return (bytes + unit<T> - 1) / unit<T> * unit<T>;
}

// A statement: its partial derivatives, the distances to its operands, the tag. An addition has the
// distance to its target after those of the operands.
template <class T>
constexpr size_t bytes_of(kind k, size_t operands) {
  const size_t distances = operands + (k == kind::addition ? 1 : 0);
  return rounded_to_unit<T>(operands * sizeof(T) + distances * sizeof(uint32_t) + sizeof(tag));
}

// A relay: the distance, the tag.
template <class T>
inline constexpr size_t relay_bytes = rounded_to_unit<T>(sizeof(index) + sizeof(tag));

// The tag of the entry that ends here.
inline tag& tag_before(std::byte* end) { return *(reinterpret_cast<tag*>(end) - 1); }

}  // namespace tapeless::taped
