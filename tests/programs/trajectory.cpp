// The smoothest way from rest to rest: the sum of squared accelerations is least where fourth
// differences are 0, on a cubic.
#include <boost/test/unit_test.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless::names;

namespace {

constexpr auto t = axis<"t">;
constexpr auto step = axis<"step">(extent(t) - 2_c);
constexpr auto place = input<"place">(t);
constexpr auto acceleration = place(step + 2_c) - 2_c * place(step + 1_c) + place(step);
constexpr auto effort = sum(square(acceleration));

}  // namespace

BOOST_AUTO_TEST_CASE(a_cubic) {
  constexpr std::size_t last = 20;
  std::vector<double> start(last + 1), least(start.size(), -10), most(start.size(), 10);
  for (const std::size_t fixed : {0U, 1U}) least[fixed] = most[fixed] = 0;  // at rest at 0
  for (const std::size_t fixed : {last - 1, last}) start[fixed] = least[fixed] = most[fixed] = 1;

  auto theta = parameters(place = start);
  minimize(effort, wrt(place), theta, lbfgs{}, stop{.gradient_norm = 1e-10},
           bounds(place, least, most));
  // Through (0, 0), (1, 0), (N - 1, 1), (N, 1), as Lagrange has it.
  constexpr double N = last;
  for (std::size_t k = 0; k <= last; ++k) {
    const auto at = static_cast<double>(k);
    const double by_3 = at * (at - 1) * (at - N) / ((N - 1) * (N - 2) * -1);
    const double by_4 = at * (at - 1) * (at - N + 1) / (N * (N - 1));
    BOOST_TEST(theta[place][k] == by_3 + by_4, boost::test_tools::tolerance(1e-6));
  }
}
