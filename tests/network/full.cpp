// The classifier of 18 layers in double, attacked as in examples/11_adversarial, against what
// TensorFlow computes in double.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "examples/numpy.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

constexpr auto classifier = [](auto x) {
  return x | conv2d<"conv1", 32, 3, 3> | relu | batch_norm<"bn1"> | first_max_pool<2, 2> |
         conv2d<"conv2", 64, 3, 3> | relu | batch_norm<"bn2"> | first_max_pool<2, 2> |
         conv2d<"conv3", 128, 3, 3> | relu | batch_norm<"bn3"> | first_max_pool<2, 2> |  //
         flatten | dense<"dense1", 512> | relu | batch_norm<"bn4"> |                     //
         dense<"dense2", 2>;
};

constexpr auto row = axis<"row", 128>;
constexpr auto column = axis<"column", 128>;
constexpr auto channel = axis<"channel", 3>;
constexpr auto pixels = input<"pixels">(row, column, channel);
constexpr auto net = classifier(features(pixels, row, column, channel));
constexpr auto side = input<"side">(last_axis(net));
constexpr auto fit = gradient(sum(side * softmax(net).formula), wrt(pixels));

using numbers = std::vector<double>;

numbers wide(const std::vector<float>& of) { return {of.begin(), of.end()}; }

// The product of two matrices of whole numbers, and a scale between them, rounded to float.
numbers dense1_kernel(const numpy::archive& file) {
  const auto left = file.read<signed char>("dense1.left");
  const auto right = file.read<signed char>("dense1.right");
  const auto scale = file.read("dense1.scale");
  numbers kernel(left.size() / 32 * 512);
  for (std::size_t i = 0; i < left.size() / 32; ++i) {
    for (std::size_t r = 0; r < 32; ++r)
      for (std::size_t j = 0; j < 512; ++j)
        kernel[i * 512 + j] +=
            left[i * 32 + r] * static_cast<double>(scale[r]) * right[r * 512 + j];
    for (std::size_t j = 0; j < 512; ++j)
      kernel[i * 512 + j] = static_cast<float>(kernel[i * 512 + j]);
  }
  return kernel;
}

auto weights() {
  const numpy::archive file(TAPELESS_DATA "cat_dog.npz");
  auto theta = start<double>(net, he{});
  for_each_part(net, [&](auto tensor) {
    const std::string_view name = tensor.info.name;
    theta[tensor] = name == "dense1.kernel" ? dense1_kernel(file) : wide(file.read(name));
  });
  return theta;
}

struct state {
  double cat, norm;
  int positive, negative;
};

void attack(const char* photo, double sign, const std::vector<state>& expected) {
  static const auto theta = weights();
  numbers image = wide(numpy::read(std::string(TAPELESS_DATA) + photo));
  for (const state& s : expected) {
    const auto r = fit(theta, pixels = image, side = numbers{sign, -sign});
    BOOST_TEST(std::fabs((1 + sign * r.value) / 2 - s.cat) < 1e-5);
    double norm = 0;
    int positive = 0, negative = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
      const double g = r[pixels][i];
      norm += g * g;
      positive += g > 0;
      negative += g < 0;
      image[i] = std::fmin(std::fmax(image[i] - (g > 0) / 255. + (g < 0) / 255., 0), 1);
      // What the pools drop reaches nothing.
      if (i / (128 * 3) >= 126 || i / 3 % 128 >= 126) BOOST_REQUIRE(g == 0);
    }
    BOOST_TEST(std::fabs(std::sqrt(norm) - s.norm) < 1e-4 * s.norm);
    // (After steps a few signs depend on the last digits.)
    const int differ = &s == expected.data() ? 0 : 10;
    BOOST_TEST(std::abs(positive - s.positive) <= differ);
    BOOST_TEST(std::abs(negative - s.negative) <= differ);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(cat_to_dog) {
  attack("cat_input.npy", 1,
         {{0.9116350657435668, 0.7481998389567117, 23748, 23880},
          {0.6675523442610239, 1.8617361309565092, 23767, 23861},
          {0.31052246387611243, 1.6720734272923976, 23879, 23749},
          {0.10331807359593159, 0.751289210521395, 23895, 23733},
          {0.03140758745679386, 0.23822936584967808, 23693, 23935}});
}
BOOST_AUTO_TEST_CASE(dog_to_cat) {
  attack("dog_input.npy", -1,
         {{0.012963271321232392, 0.15097698568513288, 23840, 23788},
          {0.2018087796862696, 1.851540150305747, 23810, 23818},
          {0.7985959155169634, 1.9184988036643453, 23814, 23814},
          {0.9839310305252023, 0.1844147420028284, 23887, 23741},
          {0.9989556783825234, 0.012646863443533456, 23838, 23790}});
}
