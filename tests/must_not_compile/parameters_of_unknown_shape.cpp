// expect: tapeless: parameters(): an input starts from data with a shape that only its own
#include <cstddef>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

// Has a shape, and does not say how far its elements are from each other.
template <bool Shaped>
struct block {
  const double* data() const { return numbers; }
  std::size_t size() const { return 2; }
  const int* shape() const requires Shaped { return extents; }
  double numbers[2] = {1, 2};
  int extents[1] = {2};
};

constexpr auto x = input<"x">(axis<"n">);

#ifdef MISTAKE
const auto theta = parameters(x = block<true>{});
#else
const auto theta = parameters(x = block<false>{});
#endif
