// The lanes of a pack as one number, and those of as many packs as it has lanes.
#include "tapeless/machine/sideways.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>

using namespace tapeless::machine;

namespace {

template <class T, class Combine>
void check(Combine combine) {
  constexpr int width = pack<T>::width;
  tapeless::base::several<pack<T>, width> p;
  for (int i = 0; i < width; ++i)
    for (int lane = 0; lane < width; ++lane)
      p[i].v[lane] = T(1) / static_cast<T>(1 + (7 * i + 3 * lane) % 11);
  const pack<T> each = sideways_each(p, combine);
  for (int i = 0; i < width; ++i) BOOST_TEST(each.v[i] == sideways(p[i], combine));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_as_alone_to_the_last_bit) {
  check<double>(std::plus{});
  check<float>(std::plus{});
  check<double>(std::multiplies{});
}

BOOST_AUTO_TEST_CASE(pairwise) {
  const pack<double> p = pack<double>::steps();
  constexpr int width = pack<double>::width;
  BOOST_TEST(sideways(p, std::plus{}) == width * (width - 1) / 2);
}
