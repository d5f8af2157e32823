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
  constexpr int last = 20;
  std::vector<double> start(last + 1), least(start.size(), -10), most(start.size(), 10);
  for (const int fixed : {0, 1}) least[fixed] = most[fixed] = 0;  // at rest at 0
  for (const int fixed : {last - 1, last}) start[fixed] = least[fixed] = most[fixed] = 1;

  auto theta = parameters(place = start);
  minimize(effort, wrt(place), theta, lbfgs{}, stop{.gradient_norm = 1e-10},
           bounds(place, least, most));
  // Through (0, 0), (1, 0), (N - 1, 1), (N, 1), as Lagrange has it.
  constexpr double N = last;
  for (int k = 0; k <= last; ++k) {
    const double by_3 = k * (k - 1.) * (k - N) / ((N - 1) * (N - 2) * -1);
    const double by_4 = k * (k - 1.) * (k - N + 1) / (N * (N - 1));
    BOOST_TEST(theta[place][static_cast<std::size_t>(k)] == by_3 + by_4,
               boost::test_tools::tolerance(1e-6));
  }
}
