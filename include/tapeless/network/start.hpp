// What a network starts from, and where its numbers are kept: theta = start<float>(net, glorot{}).
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "tapeless/base/hash.hpp"
#include "tapeless/network/parts.hpp"
#include "tapeless/optimize/parameters.hpp"

namespace tapeless {

namespace layers {

// Kernels are uniform random numbers. What flows through relu keeps its size (He et al., 2015), or
// what flows through other layers, both ways (Glorot and Bengio, 2010). Each tensor's numbers
// depend on the seed and its name alone.
struct he {
  std::uint64_t seed = 0;
  static double reach(std::int64_t ins, std::int64_t) {
    return std::sqrt(6 / static_cast<double>(ins));
  }
};
struct glorot {
  std::uint64_t seed = 0;
  static double reach(std::int64_t ins, std::int64_t outs) {
    return std::sqrt(6 / static_cast<double>(ins + outs));
  }
};

}  // namespace layers

namespace network {

template <class T>
void fill(std::vector<T>&, zeros, auto, std::uint64_t) {}
template <class T>
void fill(std::vector<T>& all, ones, auto, std::uint64_t) {
  all.assign(all.size(), 1);
}
// (Not std::uniform_real_distribution, whose numbers are each library's own.)
template <class T, std::int64_t Ins, std::int64_t Outs>
void fill(std::vector<T>& all, spread<Ins, Outs>, auto rule, std::uint64_t name) {
  std::mt19937_64 random(base::hash_of(rule.seed, name));
  const double reach = rule.reach(Ins, Outs);
  for (T& x : all)
    x = static_cast<T>(reach * (std::ldexp(static_cast<double>(random() >> 11), -52) - 1));
}

template <class T, class Part>
auto begun(auto rule) {
  using input = typename Part::input;
  std::vector<T> all(static_cast<std::size_t>(numbers_in<input>));
  fill(all, typename Part::start{}, rule, base::hash_of(input::info.name));
  return input{} = std::move(all);
}

}  // namespace network

// All inputs of a network with what they start from, in one parameters().
template <class T, network::features X, class Rule>
auto start(X, Rule rule) {
  return [rule]<class... Parts>(network::list<Parts...>) {
    return parameters(network::begun<T, Parts>(rule)...);
  }(typename X::parts{});
}

}  // namespace tapeless
