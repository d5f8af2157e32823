// The code of docs/data.md.
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless::names;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d">;
constexpr auto samples = input<"samples">(n, d);
constexpr auto weights = input<"weights">(d);
constexpr auto squares = gradient(sum(square(sum(samples * weights, d))), wrt(samples));

}  // namespace

BOOST_AUTO_TEST_CASE(the_page) {
  const double table[2][3] = {{1, 2, 3}, {4, 5, 6}};
  const std::vector<double> numbers{1, 2, 3, 4, 5, 6}, ones{1, 1, 1};
  const auto from_table = squares(samples = table, weights = ones);
  const auto from_numbers = squares(samples = numbers, weights = ones);
  BOOST_TEST(from_table.value == 36 + 225);
  BOOST_TEST(from_numbers.value == from_table.value);

  double d_table[2][3];
  const auto r = squares(samples = table, weights = ones, out(samples) = d_table);
  BOOST_TEST(d_table[1][2] == 30);
  BOOST_TEST(r[samples][5] == 30);

  std::vector<double> same = numbers;
  (void)function(samples - mean(samples))(samples = same, d = 3, out = same);
  BOOST_TEST(same == std::vector<double>({-2.5, -1.5, -0.5, 0.5, 1.5, 2.5}));
}
