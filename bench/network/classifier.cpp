// The 18-layer network of example 11, by one image and in training.
#include <tapeless/network.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <boost/hana/for_each.hpp>
#include <memory>
#include <string_view>

#include "rows.hpp"

namespace {

using namespace tapeless::names;
using namespace tapeless::layers;
using bench::floats, bench::work;

// (Dropout is left out: the frameworks' rows have none, either.)
constexpr auto classifier = [](auto image) {
  return image                                                                           //
         | conv2d<"conv1", 32, 3, 3> | relu | batch_norm<"bn1"> | first_max_pool<2, 2>   //
         | conv2d<"conv2", 64, 3, 3> | relu | batch_norm<"bn2"> | first_max_pool<2, 2>   //
         | conv2d<"conv3", 128, 3, 3> | relu | batch_norm<"bn3"> | first_max_pool<2, 2>  //
         | flatten                                                                       //
         | dense<"dense1", 512> | relu | batch_norm<"bn4">                               //
         | dense<"dense2", 2>;
};

constexpr std::size_t side = 128, numbers_each = side * side * 3, batch_size = 25;
constexpr auto row = axis<"row", side>;
constexpr auto column = axis<"column", side>;
constexpr auto channel = axis<"channel", 3>;
constexpr auto pixels = input<"pixels">(row, column, channel);
constexpr auto net = classifier(features(pixels, row, column, channel));
constexpr auto side_of = input<"side_of">(last_axis(net));  // 1 for a cat, -1 for a dog
constexpr auto look = gradient(sum(side_of * softmax(net).formula), wrt(pixels));

constexpr auto image = axis<"image">;
constexpr auto photos = input<"photos">(image, row, column, channel);
constexpr auto label = input<"label", whole>(image);
constexpr auto learner = classifier(training(features(photos, row, column, channel), image));
constexpr auto fit =
    gradient(mean(cross_entropy(learner, label)), wrt(learner), statistics(learner));

// Kernels are made up, layer by layer; all else is as networks begin.
template <class Net>
auto made_up_parameters(Net network) {
  auto theta = start<float>(network, he{});
  const double ins[] = {27, 288, 576, 14 * 14 * 128, 512};
  unsigned layer = 0;
  for_each_part(network, [&](auto tensor) {
    if (!std::string_view(tensor.info.name).ends_with(".kernel")) return;
    theta[tensor] = bench::made_up_kernel(theta[tensor].size(), ins[layer], layer + 1);
    ++layer;
  });
  return theta;
}

struct trained {
  decltype(made_up_parameters(learner)) theta = made_up_parameters(learner);
  floats batch = bench::made_up(batch_size * numbers_each, 0, 1, 11);
  std::vector<int> labels;
  floats d_dense1 = floats(theta[part<"dense1.kernel">(learner)].size());
  rmsprop method{.learning_rate = 0.001, .epsilon_inside = true};
  int threads = 1;

  auto gradient() {
    return fit(theta, photos = batch, label = labels,
               out(part<"dense1.kernel">(learner)) = d_dense1, tapeless::threads(threads));
  }
  void step() {
    const auto now = gradient();
    method.step(theta, now);
    keep(theta, now, learner);
  }
};

}  // namespace

work bench::gradient_of_an_image(int threads) {
  const auto theta = std::make_shared<decltype(made_up_parameters(net))>(made_up_parameters(net));
  const auto photo = std::make_shared<floats>(made_up(numbers_each, 0, 1, 11));
  const auto slope = std::make_shared<floats>(numbers_each);
  const auto run = [=] {
    static constexpr float cat_or_dog[]{1, -1};
    return look(*theta, pixels = *photo, side_of = cat_or_dog, out(pixels) = *slope,
                tapeless::threads(threads))
        .value;
  };
  const double value = run();
  return {run, value, std::sqrt(sum_of_squares(*slope))};
}

work bench::training_step(int threads) {
  const auto all = std::make_shared<trained>();
  all->threads = all->method.threads = threads;
  for (std::size_t k = 0; k < batch_size; ++k) all->labels.push_back(static_cast<int>(k % 2));
  const auto now = all->gradient();
  double squares = 0;
  boost::hana::for_each(wrt(learner), [&](auto tensor) { squares += sum_of_squares(now[tensor]); });
  return {[all] { all->step(); }, now.value, std::sqrt(squares)};
}
