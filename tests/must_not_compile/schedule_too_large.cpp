// expect: tapeless: a learning-rate schedule holds at most four numbers, by value
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

#ifdef MISTAKE
schedule rate = [all = std::vector{0.1}](double) { return all[0]; };
#else
schedule rate = [first = 0.1](double) { return first; };
#endif
