// expect: tapeless: checkpoint(): the function must return active numbers
#include <tapeless/tape.hpp>

using namespace tapeless;

auto z(tape<double>& t, const active<double>& v) {
#ifdef MISTAKE
  return t.checkpoint([](const auto& x) { return x.value() * x.value(); }, v);
#else
  return t.checkpoint([](const auto& x) { return x * x; }, v);
#endif
}
