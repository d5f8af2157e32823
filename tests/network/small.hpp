// A network of 1,698 parameters with numbers from a rule of whole numbers, and what TensorFlow,
// PyTorch and NumPy agree that it computes.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "tapeless/network.hpp"
#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace small_network {

using numbers = std::vector<double>;
using namespace tapeless::names;

inline constexpr auto classifier = [](auto x) {
  using namespace tapeless::layers;
  return x | conv2d<"conv1", 4, 3, 3> | relu | batch_norm<"bn1"> | max_pool<2, 2> |
         conv2d<"conv2", 8, 3, 3> | relu | batch_norm<"bn2"> | max_pool<2, 2> |
         conv2d<"conv3", 8, 3, 3> | relu | batch_norm<"bn3"> | max_pool<2, 2> |  //
         flatten | dense<"dense1", 16> | relu | batch_norm<"bn4"> |              //
         dense<"dense2", 2>;
};

inline constexpr auto row = axis<"row", 32>;
inline constexpr auto column = axis<"column", 32>;
inline constexpr auto channel = axis<"channel", 3>;
inline constexpr auto pixels = input<"pixels">(row, column, channel);
inline constexpr auto net = classifier(features(pixels, row, column, channel));
static_assert(parameter_count(net) == 1698);

// The numbers of a tensor: base + scale v(i), i its row-major index.
struct rule {
  std::string_view tensor;
  std::int64_t kind;
  double base, scale;
};
inline constexpr rule rules[] = {
    {"conv1.kernel", 1, 0, 0.35},  {"conv1.bias", 2, 0, 0.1},   {"bn1.gamma", 3, 1, 0.3},
    {"bn1.beta", 4, 0, 0.2},       {"bn1.mean", 5, 0.3, 0.2},   {"bn1.variance", 6, 0.5, 0.3},
    {"conv2.kernel", 7, 0, 0.3},   {"conv2.bias", 8, 0, 0.1},   {"bn2.gamma", 9, 1, 0.3},
    {"bn2.beta", 10, 0, 0.2},      {"bn2.mean", 11, 0.3, 0.2},  {"bn2.variance", 12, 0.5, 0.3},
    {"conv3.kernel", 13, 0, 0.2},  {"conv3.bias", 14, 0, 0.1},  {"bn3.gamma", 15, 1, 0.3},
    {"bn3.beta", 16, 0, 0.2},      {"bn3.mean", 17, 0.3, 0.2},  {"bn3.variance", 18, 0.5, 0.3},
    {"dense1.kernel", 19, 0, 0.3}, {"dense1.bias", 20, 0, 0.1}, {"bn4.gamma", 21, 1, 0.3},
    {"bn4.beta", 22, 0, 0.2},      {"bn4.mean", 23, 0.3, 0.2},  {"bn4.variance", 24, 0.5, 0.3},
    {"dense2.kernel", 25, 0, 0.5}, {"dense2.bias", 26, 0, 0.1},
};

inline double number_of(const rule& r, std::int64_t i) {
  const std::int64_t whole = (37 * i * i + 101 * i + 211 * r.kind) % 1009 - 504;
  return r.base + r.scale * (static_cast<double>(whole) / 504);
}

inline numbers image(std::int64_t which) {
  numbers all;
  for (std::int64_t i = 0; i < 32 * 32 * 3; ++i)
    all.push_back(number_of({"", 31 + which, 0.5, 0.5}, i));
  return all;
}

inline auto weights() {
  auto theta = start<double>(net, tapeless::layers::he{});
  const auto fill = [&](auto tensor) {
    const auto* r = std::find_if(std::begin(rules), std::end(rules), [&](const rule& of) {
      return of.tensor == decltype(tensor)::info.name;
    });
    std::int64_t i = 0;
    for (double& x : theta[tensor]) x = number_of(*r, i++);
  };
  for_each_part(net, fill);
  return theta;
}

// What is known of a tensor.
struct summary {
  std::string_view name;
  double sum, sum_of_sizes, norm;
  numbers first;
  double last;
};

inline summary summary_of(const auto& tensor) {
  summary s{"", 0, 0, 0, {}, 0};
  for (const double x : tensor) {
    s.sum += x;
    s.sum_of_sizes += std::fabs(x);
    s.norm += x * x;
    s.last = x;
  }
  s.norm = std::sqrt(s.norm);
  return s;
}

// How far a tensor is from what it should be, as a part of its norm (or of its sum of sizes).
inline double distance(const auto& tensor, const summary& expected) {
  const summary found = summary_of(tensor);
  double most =
      std::max({std::fabs(found.sum - expected.sum) / expected.sum_of_sizes,
                std::fabs(found.sum_of_sizes - expected.sum_of_sizes) / expected.sum_of_sizes,
                std::fabs(found.norm - expected.norm) / expected.norm,
                std::fabs(found.last - expected.last) / expected.norm});
  for (std::size_t i = 0; i < expected.first.size(); ++i)
    most = std::max(most, std::fabs(tensor[i] - expected.first[i]) / expected.norm);
  return most;
}

}  // namespace small_network
