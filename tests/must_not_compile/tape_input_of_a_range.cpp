// expect: tapeless: input() takes one number; inputs() takes a range of them
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

#ifdef MISTAKE
auto start(tape<double>& t, const std::vector<double>& v) { return t.input(v); }
#else
auto start(tape<double>& t, const std::vector<double>& v) { return t.inputs(v); }
#endif
