// expect: tapeless: checkpoint(): the function must return active numbers, or a range or a tuple of them
#include <tapeless/tape.hpp>
#include <tuple>

using number = tapeless::active<double>;
struct state {
  number place, speed;
};

#ifdef MISTAKE
const auto move = [](const number& x) { return state{x, x * x}; };
#else
const auto move = [](const number& x) { return std::tuple<number, number>(x, x * x); };
#endif
auto part(tapeless::tape<double>& t, const number& x) { return t.checkpoint(move, x); }
