// Takes a parameter through an optimizer's rule, pack after pack: value, gradient and moments are
// read once and written once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "tapeless/machine/pack.hpp"
#include "tapeless/machine/parallel.hpp"

namespace tapeless::optimizing {

// Every number of every parameter goes through this one function, so that a scalar gets the bits
// that it would get in the middle of a long tensor, however the compiler contracts products.
template <class T, class Rule>
[[gnu::noinline]] void advance(const Rule rule, T* value, const T* gradient, T* moments,
                               std::ptrdiff_t packs) {
  using pack = machine::pack<T>;
  constexpr std::ptrdiff_t width = pack::width;
  constexpr auto each = std::make_index_sequence<Rule::moments>{};
  for (; packs > 0; --packs) {
    pack p = pack::load(value);
    [&]<std::size_t... M>(std::index_sequence<M...>) {
      std::array<pack, Rule::moments> m{pack::load(moments + M * width)...};
      rule(p, pack::load(gradient), m);
      (m[M].store(moments + M * width), ...);
    }
    (each);
    p.store(value);
    value += width;
    gradient += width;
    moments += Rule::moments * width;
  }
}

// What is left when a tensor has been cut into packs, as one pack. Dead lanes are 1.
template <class T, class Rule>
void advance_some(const Rule& rule, T* value, const T* gradient, T* moments, std::size_t live) {
  using pack = machine::pack<T>;
  alignas(pack) std::array<T, pack::width> values, gradients;
  pack(T(1)).store(values.data());
  pack(T(1)).store(gradients.data());
  std::copy_n(value, live, values.data());
  std::copy_n(gradient, live, gradients.data());
  advance(rule, values.data(), gradients.data(), moments, 1);
  std::copy_n(values.data(), live, value);
}

template <class T, class Rule>
void advance_all(const Rule& rule, std::span<T> value, const T* gradient, T* moments, int threads) {
  using pack = machine::pack<T>;
  constexpr std::ptrdiff_t chunk = 4096;
  const auto size = static_cast<std::ptrdiff_t>(value.size());
  const std::ptrdiff_t packs = size / pack::width, whole = packs * pack::width;
  machine::for_each_chunk((packs + chunk - 1) / chunk, threads, [&](std::ptrdiff_t c, int) {
    const std::ptrdiff_t first = c * chunk, begin = first * pack::width;
    advance(rule, value.data() + begin, gradient + begin, moments + begin * Rule::moments,
            std::min(chunk, packs - first));
  });
  if (whole < size)
    advance_some(rule, value.data() + whole, gradient + whole, moments + whole * Rule::moments,
                 static_cast<std::size_t>(size - whole));
}

}  // namespace tapeless::optimizing
