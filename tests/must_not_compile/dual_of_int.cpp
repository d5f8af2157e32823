// expect: tapeless: dual<T, Count> is for T = float or double
// lines: 17 with g++, 20 with clang
#include <tapeless/tape.hpp>

#ifdef MISTAKE
tapeless::dual<int, 2> x;
#else
tapeless::dual<double, 2> x;
#endif
