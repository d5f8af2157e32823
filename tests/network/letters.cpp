// The model of example 13, small: its loss and gradients are those that PyTorch 2 has in double.
#include "examples/letters.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <string>
#include <tapeless/optimize.hpp>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr int length = 5, samples = 3;
constexpr auto word = axis<"word">;
constexpr auto place = axis<"place", length>;
constexpr auto letter = input<"letter", whole>(word, place);
constexpr auto next = input<"next", whole>(word, place);
constexpr auto counts = input<"counts">(word, place);
constexpr auto net =
    letters::model<length, 8, 2>(features(letter, place), features(place + 0_c, place));
constexpr auto loss = sum(cross_entropy(net, next) * counts) / sum(counts);

// What a gradient is known by: its length, and its product with cos 0, cos 1, ...
struct golden {
  const char* name;
  double length, product;
};
constexpr double golden_loss = 3.7990366025287887;
const golden golden_gradients[] = {
    {"letters.table", 0.30648053876346965, 0.642644253885994},
    {"places.table", 0.3171529387949502, 0.5292167346411943},
    {"norm1.gamma", 0.2439141140381341, 0.02838176538406838},
    {"norm1.beta", 0.22305036139742332, -0.37011432558287555},
    {"look1.query.kernel", 0.019270934189355222, -0.006147997870233374},
    {"look1.query.bias", 0.002495058066141891, 0.004259635567817862},
    {"look1.key.kernel", 0.0195703895265441, -0.0156758053052348},
    {"look1.key.bias", 7.389297299658235e-18, -6.4129547131462295e-18},
    {"look1.value.kernel", 0.26653716981473446, -0.01228448473120465},
    {"look1.value.bias", 0.1139168002566525, 0.07085063245319384},
    {"look1.out.kernel", 0.3500475614145663, 0.09383883460585185},
    {"look1.out.bias", 0.10349581231978275, 0.05040994838843128},
    {"norm2.gamma", 0.2642428535130022, -0.0999001201136834},
    {"norm2.beta", 0.2624962667099436, 0.07988212731826806},
    {"wide1.kernel", 0.25506285541998425, -0.10222530062727395},
    {"wide1.bias", 0.0930313800216708, 0.030638503076303555},
    {"narrow1.kernel", 0.0743228306713594, 0.022447401897350113},
    {"narrow1.bias", 0.030720130350141272, 0.023980249072371854},
    {"norm3.gamma", 0.03040485961121019, -0.0019597170074390196},
    {"norm3.beta", 0.039071914266391124, 0.006864489214879732},
    {"look2.query.kernel", 0.006917441749397829, 0.0007774726778697319},
    {"look2.query.bias", 0.0022494898844977068, -0.0023023039928131107},
    {"look2.key.kernel", 0.004846466973371079, -0.0007363446950367889},
    {"look2.key.bias", 4.051997478360193e-18, 1.0312508712900688e-18},
    {"look2.value.kernel", 0.07274982423214592, 0.0068857114767176516},
    {"look2.value.bias", 0.01568278647714713, -0.018210969281578192},
    {"look2.out.kernel", 0.11441056365024027, 0.026996209489485244},
    {"look2.out.bias", 0.017018244288431232, 0.017339260247983154},
    {"norm4.gamma", 0.12745251311640507, 0.02222244973336649},
    {"norm4.beta", 0.07999169751009184, -0.017659139131244422},
    {"wide2.kernel", 0.1415809416277223, 0.04869158353071426},
    {"wide2.bias", 0.031952927699830144, -0.009723064790770414},
    {"narrow2.kernel", 0.033099876226363616, 0.0016778655568387732},
    {"narrow2.bias", 0.011006112272052511, 0.01782072496392488},
    {"norm5.gamma", 0.6272176151793192, -0.6916158351223832},
    {"norm5.beta", 0.3612663684141804, 0.18917809202166305},
    {"next.kernel", 0.9798658719466291, -0.05761210058879446},
    {"next.bias", 0.2255791346558953, -0.012641868310016534},
};

}  // namespace

BOOST_AUTO_TEST_CASE(as_in_pytorch) {
  std::vector<int> before, after;
  std::vector<double> counted;
  for (int n = 0; n < samples; ++n)
    for (int s = 0; s < length; ++s) {
      before.push_back((7 * n + 5 * s * s + s) % letters::kinds);
      after.push_back((3 * n + 11 * s + 4) % letters::kinds);
      counted.push_back(s <= n + 2 ? 1 : 0);
    }

  auto theta = start<double>(net, layers::he{.seed = 1});
  int k = 0;
  for_each_part(net, [&](auto part) {
    const bool around_1 = std::string(part.info.name).ends_with("gamma");
    for (double& number : theta[part]) number = 0.5 * std::sin(1 + 0.7 * k++) + (around_1 ? 1 : 0);
  });

  const auto now = gradient(loss, wrt(net))(theta, letter = before, next = after, counts = counted);
  BOOST_TEST(now.value == golden_loss, boost::test_tools::tolerance(1e-13));

  std::map<std::string, golden> wanted;
  for (const golden& g : golden_gradients) wanted[g.name] = g;
  for_each_part(net, [&](auto part) {
    double squares = 0, product = 0;
    for (std::size_t i = 0; i < now[part].size(); ++i) {
      squares += now[part][i] * now[part][i];
      product += now[part][i] * std::cos(static_cast<double>(i));
    }
    const golden g = wanted.at(std::string(part.info.name));
    BOOST_TEST(std::abs(std::sqrt(squares) - g.length) <= 1e-12, g.name);
    BOOST_TEST(std::abs(product - g.product) <= 1e-12, g.name);
  });
}
