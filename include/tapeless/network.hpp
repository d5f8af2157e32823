// Networks: layers are functions from features to features, x | layer.
//
//   constexpr auto classifier = [](auto x) {
//     return x | conv2d<"conv1", 32, 3, 3> | relu | max_pool<2, 2> | flatten | dense<"dense1", 2>;
//   };
//   constexpr auto net = classifier(features(pixels, row, column, channel));
//   constexpr auto loss = mean(cross_entropy(net, label));
//   constexpr auto fit = gradient(loss, wrt(net));
//   auto theta = start<float>(net, he{});
//
// Layers and rules of starting are in tapeless::layers, for `using namespace` beside
// tapeless::names. Functions are found without.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/base/cpp20.hpp"
#include "tapeless/network/activation.hpp"
#include "tapeless/network/attention.hpp"
#include "tapeless/network/batch_norm.hpp"
#include "tapeless/network/conv2d.hpp"
#include "tapeless/network/dense.hpp"
#include "tapeless/network/dropout.hpp"
#include "tapeless/network/embedding.hpp"
#include "tapeless/network/layer_norm.hpp"
#include "tapeless/network/parts.hpp"
#include "tapeless/network/pool.hpp"
#include "tapeless/network/start.hpp"
#include "tapeless/network/statistics.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
