// expect: tapeless: dual<T, Count> is for T = float or double
#include <tapeless/tape.hpp>

#ifdef MISTAKE
tapeless::dual<int, 2> x;
#else
tapeless::dual<double, 2> x;
#endif
