#include "tapeless/network/names.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/network.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(of_two_parts) {
  static_assert(network::joined<"conv1", ".kernel">.view() == "conv1.kernel");
  static_assert(network::joined<"", "x">.view() == "x");
  static_assert(std::is_same_v<decltype(input<network::joined<"a", "b">>), decltype(input<"ab">)>);
}

BOOST_AUTO_TEST_CASE(numbers) {
  static_assert(network::digits<0>.view() == "0");
  static_assert(network::digits<9>.view() == "9");
  static_assert(network::digits<1024>.view() == "1024");
}

BOOST_AUTO_TEST_CASE(of_axes) {
  constexpr auto row = axis<"row", 3>;
  static_assert(network::name_of<decltype(row)>.view() == "row");
}
