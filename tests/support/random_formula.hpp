// Formulas grown from seeds at compile time. The same seed grows a formula over inputs, and a
// computation over numbers.
#pragma once

#include <cmath>
#include <cstdint>
#include <tuple>

#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

// The next random number after a seed (splitmix64).
constexpr std::uint64_t mixed(std::uint64_t seed) {
  seed += 0x9e3779b97f4a7c15;
  seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
  seed = (seed ^ (seed >> 27)) * 0x94d049bb133111eb;
  return seed ^ (seed >> 31);
}

// What a leaf can be beside an input, and how a choice is made.
struct of_formulas {
  using half = decltype(literals::operator""_c<'0', '.', '5' > ());
  using two = decltype(literals::operator""_c<'2'>());

  template <bool IsHalf, class Any>
  static constexpr auto constant() {
    if constexpr (IsHalf) return half{};
    else return two{};
  }
  static constexpr auto choose(auto condition, auto yes, auto no) {
    return where(condition, yes, no);
  }
  static constexpr auto cube(auto x) { return pow(x, literals::operator""_c<'3'>()); }
};
struct of_numbers {
  template <bool IsHalf, class Number>
  static Number constant() {
    return IsHalf ? 0.5 : 2;
  }
  static auto choose(bool condition, const auto& yes, const auto& no) {
    return condition ? yes : no;
  }
  static auto cube(const auto& x) { return pow(x, 3); }
};

// An input or a constant.
template <class World, std::uint64_t Random, class First, class... Others>
constexpr auto leaf(const First& first, const Others&... others) {
  constexpr std::uint64_t place = Random % (sizeof...(Others) + 2);
  if constexpr (place == 0) return World::template constant<Random / 1000 % 2 == 0, First>();
  else return std::get<place - 1>(std::tuple(first, others...));
}

// A formula of some inputs. Its operations are smooth but for a few points, and nothing grows
// beyond reason.
template <class World, std::uint64_t Seed, int Depth, class First, class... Others>
constexpr auto grown(const First& first, const Others&... others) {
  constexpr std::uint64_t random = mixed(Seed), choice = random % 23;
  if constexpr (Depth == 0) {
    return leaf<World, random>(first, others...);
  } else {
    // (Templates, so that only what is called is grown.)
    const auto x = [&](auto...) {
      return grown<World, mixed(Seed + 1), Depth - 1>(first, others...);
    };
    const auto y = [&](auto...) {
      return grown<World, mixed(Seed + 2), Depth - 1>(first, others...);
    };
    const auto half = World::template constant<true, First>();
    if constexpr (choice == 0) return sin(x());
    else if constexpr (choice == 1) return cos(x());
    else if constexpr (choice == 2) return tanh(x());
    else if constexpr (choice == 3) return atan(x());
    else if constexpr (choice == 4) return sigmoid(x());
    else if constexpr (choice == 5) return softplus(x());
    else if constexpr (choice == 6) return exp(tanh(x()));
    else if constexpr (choice == 7) return log(square(x()) + half);
    else if constexpr (choice == 8) return sqrt(square(x()) + half);
    else if constexpr (choice == 9) return abs(x());
    else if constexpr (choice == 10) return relu(x() + half);
    else if constexpr (choice == 11) return World::cube(tanh(x()));
    else if constexpr (choice == 12) return square(sin(x()));
    else if constexpr (choice == 13) return max(x(), y());
    else if constexpr (choice == 14) return min(x(), y());
    else if constexpr (choice == 15) return World::choose(x() < y(), sin(x()), square(y()));
    else if constexpr (choice == 16) return x() / (square(y()) + half);
    else if constexpr (choice == 17) return pow(exp(tanh(x())), tanh(y()));
    else if constexpr (choice == 18) return x() * sin(x()) - y() * x();
    else if constexpr (choice == 19) return x() - y();
    else if constexpr (choice == 20) return x() + y();
    else return x() * tanh(y());
  }
}

}  // namespace tapeless::tests
