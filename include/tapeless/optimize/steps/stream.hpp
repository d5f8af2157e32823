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

// The moments of a parameter lie in blocks of as many numbers as the widest pack holds: files that
// are compiled for several processors may share an optimizer. In a block: the first moment of all
// its numbers, their second moment, ...
template <class T>
inline constexpr std::ptrdiff_t block = 64 / sizeof(T);

// Every number of every parameter goes through this one function, so that a scalar gets the bits
// that it would get in the middle of a long tensor, however the compiler contracts products.
template <class Pack, class T, class Rule>
[[gnu::noinline]] void advance(const Rule rule, T* value, const T* gradient, T* moments,
                               std::ptrdiff_t blocks) {
  constexpr auto each = std::make_index_sequence<Rule::moments>{};
  for (; blocks > 0; --blocks) {
    for (std::ptrdiff_t i = 0; i < block<T>; i += Pack::width) {
      Pack p = Pack::load(value + i);
      [&]<std::size_t... M>(std::index_sequence<M...>) {
        std::array<Pack, Rule::moments> m{Pack::load(moments + M * block<T> + i)...};
        rule(p, Pack::load(gradient + i), m);
        (m[M].store(moments + M * block<T> + i), ...);
      }
      (each);
      p.store(value + i);
    }
    value += block<T>;
    gradient += block<T>;
    moments += Rule::moments * block<T>;
  }
}

// What is left when a tensor has been cut into blocks, as one block. Dead lanes are 1.
template <class Pack, class T, class Rule>
void advance_some(const Rule& rule, T* value, const T* gradient, T* moments, std::size_t live) {
  alignas(Pack) std::array<T, block<T>> values, gradients;
  values.fill(T(1));
  gradients.fill(T(1));
  std::copy_n(value, live, values.data());
  std::copy_n(gradient, live, gradients.data());
  advance<Pack>(rule, values.data(), gradients.data(), moments, 1);
  std::copy_n(values.data(), live, value);
}

template <class T, class Rule, class Pack = machine::pack<T>>
void advance_all(const Rule& rule, std::span<T> value, const T* gradient, T* moments, int threads) {
  constexpr std::ptrdiff_t chunk = 4096;
  const std::ptrdiff_t blocks = std::ssize(value) / block<T>, whole = blocks * block<T>;
  machine::for_each_chunk((blocks + chunk - 1) / chunk, threads, [&](std::ptrdiff_t c, int) {
    const std::ptrdiff_t first = c * chunk, begin = first * block<T>;
    advance<Pack>(rule, value.data() + begin, gradient + begin, moments + begin * Rule::moments,
                  std::min(chunk, blocks - first));
  });
  if (whole < std::ssize(value))
    advance_some<Pack>(rule, value.data() + whole, gradient + whole,
                       moments + whole * Rule::moments,
                       static_cast<std::size_t>(std::ssize(value) - whole));
}

}  // namespace tapeless::optimizing
