// expect: tapeless: zeros() takes at least one extent
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
auto z = zeros();
#else
auto z = zeros(1);
#endif
