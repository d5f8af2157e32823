#pragma once

namespace tapeless::base {

// An array of so many. (g++'s -Wsign-conversion minds an int as the bound of an array.)
template <class T, int Count>
using several = T[static_cast<unsigned>(Count)];

}  // namespace tapeless::base
