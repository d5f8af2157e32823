// base/: what the language lacks.
// A string that can be a template argument: the names of inputs and axes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tapeless::base {

template <std::size_t N>
struct text {
  char letters[N]{};

  constexpr text(const char (&literal)[N]) { std::copy_n(literal, N, letters); }
  constexpr explicit text(std::string_view of) { std::copy_n(of.begin(), N - 1, letters); }
  constexpr std::string_view view() const { return {letters, N - 1}; }
};

}  // namespace tapeless::base
