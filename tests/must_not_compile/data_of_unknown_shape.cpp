// expect: tapeless: an input is bound to data with a shape that only its own library can read
#include <cstddef>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

// Has a shape, and does not say how far its elements are from each other.
template <bool Shaped>
struct block {
  constexpr const double* data() const { return numbers; }
  constexpr std::size_t size() const { return 4; }
  constexpr const int* shape() const requires Shaped { return extents; }
  double numbers[4];
  int extents[2] = {2, 2};
};

constexpr auto x = input<"x">(axis<"n">);
constexpr auto f = function(sum(x));

#ifdef MISTAKE
const double z = f(x = block<true>{{1, 2, 3, 4}});
#else
const double z = f(x = block<false>{{1, 2, 3, 4}});
#endif
