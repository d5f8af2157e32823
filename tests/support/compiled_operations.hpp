// The operations of operations.hpp as compiled formulas. Each is compiled once, for all tests that
// look at its results: most of the time that these take to compile.
#pragma once

#include <vector>

namespace tapeless::tests {

// A value and its derivatives by the operands: numbers, or one for each element.
template <class X>
struct evaluated {
  X value, by_x, by_y;
};

// By packs of a tensor's elements (operations_in_packs.cpp), for T float and double.
template <class T>
evaluated<std::vector<T>> in_packs(const char* name, const std::vector<T>& x);
template <class T>
evaluated<std::vector<T>> in_packs(const char* name, const std::vector<T>& x,
                                   const std::vector<T>& y);

// Of single numbers (operations_alone.cpp), for T float and double.
template <class T>
evaluated<T> alone(const char* name, T x);
template <class T>
evaluated<T> alone(const char* name, T x, T y);

}  // namespace tapeless::tests
