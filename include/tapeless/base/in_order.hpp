// As many expressions, one after the other, as there are: base::in_order{(f<I>(), 0)...}. (A fold
// does the same, but clang allows only 256 levels of a fold.)
#pragma once

#include <initializer_list>

namespace tapeless::base {

struct in_order {
  constexpr in_order(std::initializer_list<int>) {}
};

}  // namespace tapeless::base
