// network/: layers, which are plain functions over formulas.
// The names of what a layer makes: "conv1" and ".kernel" are "conv1.kernel".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "tapeless/base/text.hpp"

namespace tapeless::network {

template <base::text First, base::text Second>
inline constexpr auto joined = [] {
  char letters[First.view().size() + Second.view().size() + 1]{};
  char* const next = std::copy_n(First.letters, First.view().size(), letters);
  std::copy_n(Second.letters, Second.view().size(), next);
  return base::text(letters);
}();

// A whole number, 0 or more, in decimal digits.
template <std::int64_t Number>
inline constexpr auto digits = [] {
  constexpr std::size_t count = [] {
    std::size_t places = 1;
    for (std::int64_t rest = Number; rest > 9; rest /= 10) ++places;
    return places;
  }();
  char letters[count + 1]{};
  std::int64_t rest = Number;
  for (std::size_t place = count; place-- > 0; rest /= 10)
    letters[place] = static_cast<char>('0' + rest % 10);
  return base::text(letters);
}();

// The name of an axis or an input, as a template argument again.
template <class Named>
inline constexpr auto name_of = base::text<Named::info.name.size() + 1>(Named::info.name);

}  // namespace tapeless::network
