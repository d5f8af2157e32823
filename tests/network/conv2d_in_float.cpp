#include <boost/test/unit_test.hpp>

#include "network/convolution.hpp"

using namespace tapeless::layers;

namespace {

template <int Rows, int Columns, with With, int Outs = 3, int Ins = 2>
void check() {
  tapeless::tests::check_convolution<Rows, Columns, With, Outs, Ins, float>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(convolutions_in_float) {
  check<1, 4, with{}>();
  check<5, 3, with{.padding = same}>();
  check<4, 2, with{.stride = 2}>();
  check<3, 5, with{.stride = 2, .padding = same}>();
  check<3, 1, with{.stride = 3}>();
  check<2, 4, with{.stride = 3, .padding = same}>();
  check<3, 3, with{.padding = same, .groups = 2}, 4, 4>();
}
