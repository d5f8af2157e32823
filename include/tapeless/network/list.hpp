// Lists of types: the axes of a sample, the parts of a network.
#pragma once

#include <type_traits>

namespace tapeless::network {

template <class...>
struct list {};

template <class List>
inline constexpr int size_of = 0;
template <class... Items>
inline constexpr int size_of<list<Items...>> = sizeof...(Items);

// One after the other.
template <class... A, class... B>
constexpr list<A..., B...> operator+(list<A...>, list<B...>) {
  return {};
}

template <class First, class... Rest>
constexpr First first_of(list<First, Rest...>) {
  return {};
}
template <class First, class... Rest>
constexpr list<Rest...> rest_of(list<First, Rest...>) {
  return {};
}

// The items from the given place on, and those before it.
template <int Place, class... Items>
constexpr auto after(list<Items...> all) {
  if constexpr (Place == 0) return all;
  else return after<Place - 1>(rest_of(all));
}
template <int Place, class... Items>
constexpr auto before(list<Items...> all) {
  if constexpr (Place == 0) return list<>{};
  else return list<decltype(first_of(all))>{} + before<Place - 1>(rest_of(all));
}
template <int Place, class List>
using item = decltype(first_of(after<Place>(List{})));

// One after the other, without what is there already.
template <class... A>
constexpr list<A...> together(list<A...> all, list<>) {
  return all;
}
template <class... A, class First, class... Rest>
constexpr auto together(list<A...> all, list<First, Rest...>) {
  if constexpr ((std::is_same_v<A, First> || ...)) return together(all, list<Rest...>{});
  else return together(list<A..., First>{}, list<Rest...>{});
}

}  // namespace tapeless::network
