// Second derivatives of a function of a vector: by two tapes, and by differences of gradients.
#pragma once

#include <cstddef>
#include <vector>

#include "taped.hpp"

namespace tapeless::tests {

// All second derivatives, row by row.
template <class T, class F>
std::vector<T> hessian_by_tapes(const F& f, const std::vector<T>& at) {
  tape<T> outer;
  const std::vector<active<T>> x = outer.inputs(at);
  tape<active<T>> inner;
  const std::vector<active<active<T>>> u = inner.inputs(x);
  const active<active<T>> z = f(u);
  return outer.jacobian(inner.gradient(z));
}

// The differences of gradients.
template <class F>
std::vector<long double> hessian_by_differences(const F& f, const std::vector<double>& at) {
  std::vector<long double> all;
  for (std::size_t i = 0; i < at.size(); ++i)
    for (std::size_t k = 0; k < at.size(); ++k) {
      const auto slope = [&](long double moved) -> long double {
        std::vector<double> there = at;
        there[k] = static_cast<double>(moved);
        return slopes_by_tape<double>(f, there)[i];
      };
      all.push_back(finite_difference(slope, at[k], 0x1p-10L));
    }
  return all;
}

template <class F>
void check_hessian(const F& f, const std::vector<double>& at) {
  const std::vector<double> hessian = hessian_by_tapes<double>(f, at);
  check_near(hessian, hessian_by_differences(f, at), 1e-8L);
  const std::size_t n = at.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < i; ++k)
      BOOST_TEST(near(hessian[i * n + k], hessian[k * n + i], 1e-12L));
}

}  // namespace tapeless::tests
