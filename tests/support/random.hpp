// Data that is the same everywhere: std::uniform_real_distribution differs between standard
// libraries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace tapeless::tests {

struct interval {
  double low = -2;
  double high = 2;
};

class random_numbers {
 public:
  explicit random_numbers(std::uint32_t seed = 1) : engine_(seed) {}

  double in(interval range) {
    return range.low +
           (range.high - range.low) * (static_cast<double>(engine_()) + 0.5) / 4294967296.0;
  }
  template <class T = double>
  std::vector<T> tensor(std::size_t size, interval range = {}) {
    std::vector<T> numbers(size);
    for (T& number : numbers) number = static_cast<T>(in(range));
    return numbers;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace tapeless::tests
