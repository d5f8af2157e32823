// 1,797 handwritten digits of 8 by 8 pixels (data/README.md says whose), some of them held out.
#pragma once

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "csv.hpp"

namespace digits {

inline constexpr std::size_t side = 8, pixels_each = side * side, kinds = 10, trained = 1437;

struct data {
  std::vector<float> pixels;  // from 0 to 1
  std::vector<int> labels;
};

inline data load() {
  const auto columns = csv::last_columns(DATA "digits.csv", pixels_each + 1);
  data all;
  for (std::size_t k = 0; k < columns[0].size(); ++k) {
    for (std::size_t p = 0; p < pixels_each; ++p)
      all.pixels.push_back(static_cast<float>(columns[p][k]) / 16);
    all.labels.push_back(static_cast<int>(columns[pixels_each][k]));
  }
  return all;
}

// The places of images, shuffled: those to learn from, and those held out.
struct places {
  std::vector<int> learned, held_out;

  places(const data& all, std::mt19937& random) : learned(all.labels.size()) {
    std::iota(learned.begin(), learned.end(), 0);
    std::shuffle(learned.begin(), learned.end(), random);
    held_out.assign(learned.begin() + trained, learned.end());
    learned.resize(trained);
  }
};

struct wrong {
  int place, guess;
};
inline std::vector<wrong> mistakes(const std::vector<int>& guesses, const data& all,
                                   const std::vector<int>& where) {
  std::vector<wrong> some;
  for (std::size_t k = 0; k < where.size(); ++k)
    if (guesses[k] != all.labels[static_cast<std::size_t>(where[k])])
      some.push_back({where[k], guesses[k]});
  return some;
}

// What is greatest in each row of scores.
inline std::vector<int> greatest(const auto& scores) {
  std::vector<int> found;
  for (auto row = scores.begin(); row != scores.end(); row += kinds)
    found.push_back(static_cast<int>(std::max_element(row, row + kinds) - row));
  return found;
}

// An image as a block of data for gnuplot.
inline std::string block(const std::string& name, const float* pixels) {
  std::string lines = name + " << EOD\n";
  for (std::size_t p = 0; p < pixels_each; ++p)
    lines += std::to_string(pixels[p]) + (p % side == side - 1 ? "\n" : " ");
  return lines + "EOD\n";
}

}  // namespace digits
