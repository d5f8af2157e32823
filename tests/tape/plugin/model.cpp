// What a plug-in does with numbers of its host. (See ../plugin.cpp.)
#include "tapeless/tape.hpp"

using number = tapeless::active<double>;

extern "C" [[gnu::visibility("default")]] void model(const number& x, number& y) { y = x * x; }

extern "C" [[gnu::visibility("default")]] double slope_of_own_tape(const number& x) {
  tapeless::tape<double> own;
  const number p = own.input(5);
  return own.gradient(number(p * p + x))[0];
}
