// The network of 18 layers that tells photos of cats from photos of dogs.
#pragma once

#include <tapeless/network.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "image.hpp"
#include "numpy.hpp"

namespace cat_dog {

using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<float>;

inline constexpr std::size_t side = 128, numbers_each = side * side * 3;
inline constexpr auto row = axis<"row", side>;
inline constexpr auto column = axis<"column", side>;
inline constexpr auto channel = axis<"channel", 3>;

// (Of equal numbers in a pool the first is taken, as in TensorFlow: what flat parts of a photo
// become are equal.)
// clang-format off
inline constexpr auto classifier = [](auto image) {
  return image
       | conv2d<"conv1", 32, 3, 3>  | relu | batch_norm<"bn1"> | first_max_pool<2, 2> | dropout(0.25_c)
       | conv2d<"conv2", 64, 3, 3>  | relu | batch_norm<"bn2"> | first_max_pool<2, 2> | dropout(0.25_c)
       | conv2d<"conv3", 128, 3, 3> | relu | batch_norm<"bn3"> | first_max_pool<2, 2> | dropout(0.25_c)
       | flatten
       | dense<"dense1", 512>       | relu | batch_norm<"bn4"> | dropout(0.5_c)
       | dense<"dense2", 2>;
};
// clang-format on

// The kernel of the first dense layer, 25,088 by 512, is the product of two thin matrices in whole
// numbers, and a scale between them.
inline numbers dense1_kernel(const numpy::archive& file) {
  const auto left = file.read<signed char>("dense1.left");
  const auto scale = file.read("dense1.scale");
  const auto right = file.read<signed char>("dense1.right");
  const std::size_t rank = scale.size(), rows = left.size() / rank, columns = right.size() / rank;
  numbers kernel;
  std::vector<double> sums(columns);
  for (std::size_t i = 0; i < rows; ++i) {
    std::fill(sums.begin(), sums.end(), 0);
    for (std::size_t r = 0; r < rank; ++r) {
      const double factor = left[i * rank + r] * static_cast<double>(scale[r]);
      for (std::size_t j = 0; j < columns; ++j) sums[j] += factor * right[r * columns + j];
    }
    for (const double sum : sums) kernel.push_back(static_cast<float>(sum));
  }
  return kernel;
}

// Weights as they are shipped, or all of them as they are.
inline auto load(const auto& net, const std::string& path) {
  const numpy::archive file(path);
  auto theta = start<float>(net, he{});
  for_each_part(net, [&](auto tensor) {
    const std::string_view name = tensor.info.name;
    const bool thin = name == "dense1.kernel" && file.has("dense1.left");
    numbers all = thin ? dense1_kernel(file) : file.read(name);
    if (all.size() != theta[tensor].size())
      throw std::runtime_error(path + ": " + std::string(name) + " is of another size");
    theta[tensor] = std::move(all);
  });
  return theta;
}

// A photo as the network sees it, from 0 to 1.
inline numbers see(const std::string& path) {
  numbers photo = image::square(image::read(path), side);
  for (float& x : photo) x /= 255;
  return photo;
}

}  // namespace cat_dog
