// The small network with stored statistics: what it says of an image, the gradient by the pixels,
// and four steps of an attack in both directions.
#include <boost/test/unit_test.hpp>
#include <map>

#include "network/small.hpp"

namespace tt = small_network;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto p = tapeless::layers::softmax(tt::net);
constexpr auto side = input<"side">(last_axis(tt::net));
constexpr auto fit = gradient(sum(side * p.formula), wrt(tt::pixels, side));
const numbers cat_less_dog{1, -1};

bool near(double a, double b) { return std::fabs(a - b) < 1e-10; }

}  // namespace

BOOST_AUTO_TEST_CASE(logits) {
  const auto l = function(tt::net.formula)(tt::weights(), tt::pixels = tt::image(0));
  BOOST_TEST(near(l[0], -0.005066319428327474));
  BOOST_TEST(near(l[1], -0.41706745210439594));
}

BOOST_AUTO_TEST_CASE(gradient_by_the_image) {
  const auto r = fit(tt::weights(), tt::pixels = tt::image(0), side = cat_less_dog);
  BOOST_TEST(near(r[side][0], 0.6015676157181543));
  BOOST_TEST(near(r[side][1], 0.39843238428184563));
  BOOST_TEST(near(r.value, 0.20313523143630868));
  const auto& g = r[tt::pixels];
  BOOST_TEST(tt::distance(g, tt::summary{"",
                                         -0.14605353733967769,
                                         42.31613110670264,
                                         1.3188371795004392,
                                         {0.0013449108476795003, 0.0011770199682412546,
                                          0.0007851581750970854},
                                         0.0}) < 1e-10);
  BOOST_TEST(std::count_if(g.begin(), g.end(), [](double x) { return x > 0; }) == 1324);
  BOOST_TEST(std::count_if(g.begin(), g.end(), [](double x) { return x < 0; }) == 1313);
  // Nothing reads the last two rows and columns: the second pool drops an odd one.
  for (std::size_t i = 0; i < g.size(); ++i)
    if (i / 96 >= 30 || i / 3 % 32 >= 30) BOOST_REQUIRE(g[i] == 0);
}

namespace {

// Steps of 1/255 against the difference of probabilities, times a sign.
void attack(double sign, const std::vector<double>& p_cat, const std::map<int, int>& moves,
            const tt::summary& after) {
  const auto theta = tt::weights();
  const numbers start = tt::image(0);
  numbers image = start;
  for (const double expected : p_cat) {
    const auto r = fit(theta, tt::pixels = image,
                       side = numbers{sign * cat_less_dog[0], sign * cat_less_dog[1]});
    BOOST_TEST(near(r[side][0], expected));
    if (expected == p_cat.back()) break;
    for (std::size_t i = 0; i < image.size(); ++i) {
      const double g = r[tt::pixels][i];
      image[i] = std::clamp(image[i] + (g < 0) / 255. - (g > 0) / 255., 0., 1.);
    }
  }
  BOOST_TEST(tt::distance(image, after) < 1e-10);
  std::map<int, int> found;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const double steps = 255 * (image[i] - start[i]);
    if (std::fabs(steps - std::round(steps)) < 1e-9) ++found[static_cast<int>(std::round(steps))];
  }
  BOOST_TEST((found == moves));
}

}  // namespace

BOOST_AUTO_TEST_CASE(to_dog) {
  attack(1,
         {0.6015676157181543, 0.5182358633063399, 0.41895260750373353, 0.3549043033027392,
          0.2907084303558514},
         {{-4, 682}, {-2, 419}, {0, 843}, {2, 379}, {4, 726}},
         {"",
          1511.656279178338,
          1511.656279178338,
          31.614756591820395,
          {0.4674486461251168, 0.6043534080298787, 0.8146708683473389},
          0.8809523809523809});
}
BOOST_AUTO_TEST_CASE(to_cat) {
  attack(-1,
         {0.6015676157181543, 0.6795781008677245, 0.7570622927049723, 0.764768143405093,
          0.7836723108307866},
         {{-4, 415}, {-3, 1}, {-2, 633}, {-1, 28}, {0, 891}, {1, 25}, {2, 648}, {4, 403}},
         {"",
          1511.285982726424,
          1511.285982726424,
          31.61589912021641,
          {0.4988211951447245, 0.6357259570494864, 0.8460434173669467},
          0.8809523809523809});
}
