#include "tapeless/network/dropout.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/network.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

BOOST_AUTO_TEST_CASE(nothing_in_inference) {
  constexpr auto k = axis<"k", 2>;
  constexpr auto flow = features(input<"x">(k), k);
  static_assert(
      std::is_same_v<decltype(flow | dropout(0.5_c)), std::remove_const_t<decltype(flow)>>);
}
