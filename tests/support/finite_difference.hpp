// The derivative from values alone, in long double: the five-point rule is exact to about 1e-12.
#pragma once

namespace tapeless::tests {

template <class Function>
long double finite_difference(Function f, long double x, long double step) {
  return (8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / (12 * step);
}

}  // namespace tapeless::tests
