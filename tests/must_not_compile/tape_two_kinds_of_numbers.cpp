// expect: tapeless: numbers of two kinds are in one expression
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
double product(const active<double>& p, const active<float>& q) { return (p * q).value(); }
#else
double product(const active<double>& p, const active<double>& q) { return (p * q).value(); }
#endif
