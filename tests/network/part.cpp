#include "tapeless/network/part.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/network.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(inputs_by_layer) {
  constexpr auto in = axis<"in", 3>;
  constexpr network::list<std::remove_const_t<decltype(in)>> axes{};
  static_assert(std::is_same_v<decltype(network::part_input<"d", ".kernel">(axes)),
                               decltype(input<"d.kernel">(in))>);
}
