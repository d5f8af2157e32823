#include "tapeless/network/embedding.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

BOOST_AUTO_TEST_CASE(rows_of_a_table) {
  constexpr auto n = axis<"n">;
  constexpr auto t = axis<"t", 3>;
  constexpr auto words = input<"words", whole>(n, t);
  constexpr auto y = features(words, t) | embedding<"e", 4, 2>;
  static_assert(parameter_count(y) == 8);
  constexpr auto table = part<"e.table">(y);
  constexpr auto g = input<"g">(n, t, last_axis(y));
  const auto r = gradient(sum(y.formula * g), wrt(table, g))(
      words = std::vector<int>{3, 0, 3, 1, 1, 0}, table = numbers{1, 2, 3, 4, 5, 6, 7, 8},
      g = numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  BOOST_TEST(tt::largest_difference(r[g], numbers{7, 8, 1, 2, 7, 8, 3, 4, 3, 4, 1, 2}) == 0);
  BOOST_TEST(tt::largest_difference(r[table], numbers{14, 16, 16, 18, 0, 0, 6, 8}) == 0);
}
