// Rows of a table, looked up by whole numbers, less a target each: the sum of squares and its
// gradient by the table, by hand.
#pragma once

#include <cstdint>
#include <thread>

#include "pack.hpp"

namespace hand {

struct embedding {
  static constexpr std::size_t wide = 32;

  const double* table;
  const double* target;
  const std::int32_t* which;
  double* gradient;
  std::size_t rows, observations;
};

inline double embedding_plain(const embedding& e) {
  constexpr std::size_t wide = embedding::wide;
  double value = 0;
  for (std::size_t i = 0; i < e.rows * wide; ++i) e.gradient[i] = 0;
  for (std::size_t s = 0; s < e.observations; ++s)
    for (std::size_t d = 0; d < wide; ++d) {
      const std::size_t at = static_cast<std::size_t>(e.which[s]) * wide + d;
      const double error = e.table[at] - e.target[s * wide + d];
      value += error * error;
      e.gradient[at] += 2 * error;
    }
  return value;
}

// One observation after the other. The table is larger than the caches: its rows are asked for
// some observations ahead.
inline void embedding_step(const embedding& e, std::size_t s, std::size_t ahead, pack& total) {
  constexpr std::size_t wide = embedding::wide;
  const std::size_t at = static_cast<std::size_t>(e.which[s]) * wide;
  const std::size_t next = static_cast<std::size_t>(e.which[ahead]) * wide;
  for (std::size_t d = 0; d < wide; d += lanes) {
    __builtin_prefetch(e.table + next + d);
    __builtin_prefetch(e.gradient + next + d, 1);
    const pack error = load(e.table + at + d) - load(e.target + s * wide + d);
    total += error * error;
    store(e.gradient + at + d, load(e.gradient + at + d) + 2 * error);
  }
}

inline double embedding_best(const embedding& e) {
  constexpr std::size_t distance = 12;
  pack total = {};
  std::memset(e.gradient, 0, e.rows * embedding::wide * sizeof(double));
  for (std::size_t s = 0; s < e.observations; ++s)
    embedding_step(e, s, std::min(s + distance, e.observations - 1), total);
  return sum(total);
}

// Those of the observations whose rows lie from `first` to before `end`, in order: a part of them
// is listed, without a branch, and then done.
inline double embedding_owned(const embedding& e, std::size_t first, std::size_t end) {
  constexpr std::size_t most = 1024, distance = 12;
  std::uint32_t listed[most];
  pack total = {};
  std::memset(e.gradient + first * embedding::wide, 0,
              (end - first) * embedding::wide * sizeof(double));
  for (std::size_t b = 0; b < e.observations; b += most) {
    std::size_t count = 0;
    for (std::size_t s = b; s < std::min(b + most, e.observations); ++s) {
      const auto row = static_cast<std::size_t>(e.which[s]);
      listed[count] = static_cast<std::uint32_t>(s);
      count += row >= first && row < end ? 1 : 0;
    }
    for (std::size_t k = 0; k < count; ++k)
      embedding_step(e, listed[k], listed[std::min(k + distance, count - 1)], total);
  }
  return sum(total);
}

inline double embedding_by_two(const embedding& e) {
  double other = 0;
  std::thread second([&] { other = embedding_owned(e, e.rows / 2, e.rows); });
  const double value = embedding_owned(e, 0, e.rows / 2);
  second.join();
  return value + other;
}

}  // namespace hand
