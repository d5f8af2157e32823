// A short name for a type. A derivative's own name has all inputs in it, compilers spend quadratic
// time on the symbols of functions that carry it, and a kernel has a hundred of those
// (docs/decisions/004_short_names.md has the measurement). So kernels carry a number, the hash of
// formula and inputs, and this header remembers which type the number stands for.
#pragma once

#include <cstdint>
#include <type_traits>

namespace tapeless::base {

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif

// Declares meaning_of for its number; a namer defines it. Two types with one number would define it
// twice, and not compile.
template <std::uint64_t Number>
struct short_name {
  friend constexpr auto meaning_of(short_name);
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

template <class Type, std::uint64_t Number>
struct namer {
  friend constexpr auto meaning_of(short_name<Number>) { return std::type_identity<Type>{}; }
  using name = short_name<Number>;
};

template <class Name>
using meaning = typename decltype(meaning_of(Name{}))::type;

}  // namespace tapeless::base
