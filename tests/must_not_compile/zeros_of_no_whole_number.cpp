// expect: tapeless: zeros() takes extents: whole numbers, or axes that declare theirs
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

#ifdef MISTAKE
auto z = zeros(2.5);
#else
auto z = zeros(2);
#endif
