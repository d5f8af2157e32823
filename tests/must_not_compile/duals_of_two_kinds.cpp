// expect: tapeless: numbers of two kinds are in one expression
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
double product(const dual<double, 2>& p, const dual<double, 3>& q) { return value(p * q); }
#else
double product(const dual<double, 2>& p, const dual<double, 2>& q) { return value(p * q); }
#endif
