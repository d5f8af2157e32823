// A sum over samples of a loss of x w, and its gradient by w, by hand: the matrix x is read once.
#pragma once

#include <algorithm>

#include "pack.hpp"

namespace hand {

template <class T>
struct linear_model {
  const T *x, *y, *w;
  T* d_w;
  std::size_t samples;  // whole packs of them
};

template <class T>
using pack_of = decltype(load(static_cast<const T*>(nullptr)));

// What a loss adds to the value, and its slope, for a pack of samples.
template <class Pack>
struct value_and_slope {
  Pack value, slope;
};

struct squared_error {
  template <class Pack>
  static value_and_slope<Pack> at(Pack score, Pack y) {
    const Pack r = score - y;
    return {r * r, r + r};
  }
};

// Labels are 1 and -1.
struct logistic_loss {
  template <class Pack>
  static value_and_slope<Pack> at(Pack score, Pack y) {
    const Pack z = -y * score, zero = {}, one = zero + 1, e = exp(z < 0 ? z : -z);
    return {(z > 0 ? z : zero) + log1p(e), -y * (z < 0 ? e : one) / (1 + e)};
  }
};

template <class T>
double sum_of(pack_of<T> x) {
  double total = 0;
  for (std::size_t l = 0; l < sizeof x / sizeof(T); ++l) total += static_cast<double>(x[l]);
  return total;
}

// What reading alone costs: the sum of all entries.
template <class T>
double sum_of_entries(const T* x, std::size_t count) {
  constexpr std::size_t packs = 8, each = sizeof(pack_of<T>) / sizeof(T);
  pack_of<T> total[packs] = {};
  for (std::size_t e = 0; e + packs * each <= count; e += packs * each)
    for (std::size_t p = 0; p < packs; ++p) total[p] += load(x + e + p * each);
  for (std::size_t p = 1; p < packs; ++p) total[0] += total[p];
  return sum_of<T>(total[0]);
}

// The samples after the last whole pack.
template <class Loss, class T>
double add_rest(const linear_model<T>& m, std::size_t columns, std::size_t to_next_sample,
                std::size_t to_next_column) {
  constexpr std::size_t each = sizeof(pack_of<T>) / sizeof(T);
  const std::size_t first = m.samples / each * each, count = m.samples - first;
  const auto x = [&](std::size_t s, std::size_t c) {
    return m.x[(first + s) * to_next_sample + c * to_next_column];
  };
  pack_of<T> score = {}, y = {};
  for (std::size_t s = 0; s < count; ++s) {
    y[s] = m.y[first + s];
    for (std::size_t c = 0; c < columns; ++c) score[s] += m.w[c] * x(s, c);
  }
  const auto [loss, slope] = Loss::at(score, y);
  double value = 0;
  for (std::size_t s = 0; s < count; ++s) {
    value += static_cast<double>(loss[s]);
    for (std::size_t c = 0; c < columns; ++c) m.d_w[c] += slope[s] * x(s, c);
  }
  return value;
}

// Samples are rows. As many as a pack has lanes at a time: their scores are the lanes of one pack,
// and the rows are still in the first cache when their slopes add them to the gradient. Those of
// two steps ahead are asked for. (The last pack of a row begins in the one before, where that
// counts.)
template <std::size_t Columns, class Loss, class T>
double by_rows(const linear_model<T>& m) {
  using Pack = pack_of<T>;
  constexpr std::size_t each = sizeof(Pack) / sizeof(T), packs = (Columns + each - 1) / each;
  constexpr std::size_t twice = packs * each - Columns;
  const auto place = [](std::size_t c) { return c * each - (c + 1 == packs ? twice : 0); };
  Pack value = {}, w[packs], d_w[packs] = {};
  for (std::size_t c = 0; c < packs; ++c) w[c] = load(m.w + place(c));
  for (std::size_t l = 0; l < twice; ++l) w[packs - 1][l] = 0;

  for (std::size_t s = 0; s + each <= m.samples; s += each) {
    const T* x = m.x + s * Columns;
    Pack score[each] = {};
    for (std::size_t c = 0; c < packs; ++c)
      for (std::size_t r = 0; r < each; ++r) {
        const T* at = x + r * Columns + place(c);
        score[r] += w[c] * load(at);
        __builtin_prefetch(at + 2 * each * Columns);
      }
    const auto [loss, slope] = Loss::at(sums(score), load(m.y + s));
    value += loss;
    for (std::size_t c = 0; c < packs; ++c)
      for (std::size_t r = 0; r < each; ++r) d_w[c] += slope[r] * load(x + r * Columns + place(c));
  }
  for (std::size_t c = packs; c-- > 0;) store(m.d_w + place(c), d_w[c]);
  return sum_of<T>(value) + add_rest<Loss>(m, Columns, Columns, 1);
}

// Samples are columns: a sample a lane, several packs at a time. More of them where the matrix
// comes from memory, which likes longer runs.
template <std::size_t Columns, class Loss, class T>
double by_columns(const linear_model<T>& m) {
  using Pack = pack_of<T>;
  constexpr std::size_t each = sizeof(Pack) / sizeof(T);
  Pack value = {}, d_w[Columns] = {};
  const auto add = [&]<std::size_t... P>(std::size_t s, std::index_sequence<P...>) {
    const T* x = m.x + s;
    Pack score[] = {Pack{} * static_cast<T>(P)...};
    for (std::size_t c = 0; c < Columns; ++c)
      ((score[P] += m.w[c] * load(x + c * m.samples + P * each)), ...);
    const value_and_slope<Pack> at[] = {Loss::at(score[P], load(m.y + s + P * each))...};
    ((value += at[P].value), ...);
    for (std::size_t c = 0; c < Columns; ++c) {
      Pack d = d_w[c];
      ((d += at[P].slope * load(x + c * m.samples + P * each)), ...);
      d_w[c] = d;
    }
  };
  const bool far = m.samples * Columns * sizeof(T) > 40'000'000;
  std::size_t s = 0;
  if (far)
    for (; s + 16 * each <= m.samples; s += 16 * each) add(s, std::make_index_sequence<16>());
  for (; s + 4 * each <= m.samples; s += 4 * each) add(s, std::make_index_sequence<4>());
  for (; s + each <= m.samples; s += each) add(s, std::index_sequence<0>());
  for (std::size_t c = 0; c < Columns; ++c) m.d_w[c] = static_cast<T>(sum_of<T>(d_w[c]));
  return sum_of<T>(value) + add_rest<Loss>(m, Columns, 1, m.samples);
}

}  // namespace hand
