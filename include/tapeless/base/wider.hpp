// The type in which the parts of a long sum are added: its digits and its range are larger.
#pragma once

#include <type_traits>

namespace tapeless::base {

template <class T>
using wider = std::conditional_t<std::is_same_v<T, float>, double, long double>;

}  // namespace tapeless::base
