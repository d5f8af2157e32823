// Layers as plain loops: what the formulas are compared with.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tapeless::tests {

using values = std::vector<double>;

// Numbers from -1 to 1 without an order.
inline values some_numbers(std::size_t count, std::int64_t kind) {
  values all;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(count); ++i)
    all.push_back(static_cast<double>((37 * i * i + 101 * i + 211 * kind) % 1009 - 504) / 504);
  return all;
}

inline double largest_difference(const auto& a, const auto& b) {
  double most = std::size(a) == std::size(b) ? 0 : INFINITY;
  for (std::size_t i = 0; i < std::size(a) && most < INFINITY; ++i)
    most = std::fmax(most, std::fabs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  return most;
}

struct image_shape {
  std::int64_t rows, columns, channels;
  std::size_t size() const { return static_cast<std::size_t>(rows * columns * channels); }
  std::size_t at(std::int64_t r, std::int64_t c, std::int64_t f) const {
    return static_cast<std::size_t>((r * columns + c) * channels + f);
  }
};

struct window_shape {
  std::int64_t rows, columns, stride;
  bool same;
};

inline std::int64_t steps(std::int64_t extent, std::int64_t size, const window_shape& w) {
  return w.same ? (extent + w.stride - 1) / w.stride : (extent - size) / w.stride + 1;
}
inline std::int64_t before(std::int64_t extent, std::int64_t size, const window_shape& w) {
  const std::int64_t whole = (steps(extent, size, w) - 1) * w.stride + size - extent;
  return w.same && whole > 0 ? whole / 2 : 0;
}

// use(row, column, r, c, a, b) for each window (row, column) and each place (r, c) in it that lies
// inside, which is the step (a, b) of the window.
inline void for_each_place(const image_shape& from, const window_shape& w, const auto& use) {
  const std::int64_t up = before(from.rows, w.rows, w), left = before(from.columns, w.columns, w);
  for (std::int64_t row = 0; row < steps(from.rows, w.rows, w); ++row)
    for (std::int64_t column = 0; column < steps(from.columns, w.columns, w); ++column)
      for (std::int64_t a = 0; a < w.rows; ++a)
        for (std::int64_t b = 0; b < w.columns; ++b) {
          const std::int64_t r = row * w.stride + a - up, c = column * w.stride + b - left;
          if (r >= 0 && r < from.rows && c >= 0 && c < from.columns) use(row, column, r, c, a, b);
        }
}

inline image_shape after(const image_shape& from, const window_shape& w, std::int64_t channels) {
  return {steps(from.rows, w.rows, w), steps(from.columns, w.columns, w), channels};
}

// A convolution y, and the derivatives of sum(g y).
struct convolution {
  values y, dx, d_kernel, d_bias;

  convolution(const image_shape& from, const window_shape& w, std::int64_t outs,
              std::int64_t groups, const values& x, const values& kernel, const values& bias,
              const values& g)
      : dx(x.size()), d_kernel(kernel.size()), d_bias(bias.size()) {
    const image_shape to = after(from, w, outs);
    const std::int64_t ins = from.channels / groups;
    y.resize(to.size());
    for (std::size_t k = 0; k < y.size(); ++k) {
      y[k] = bias[k % bias.size()];
      d_bias[k % bias.size()] += g[k];
    }
    for_each_place(from, w, [&](auto row, auto column, auto r, auto c, auto a, auto b) {
      for (std::int64_t o = 0; o < outs; ++o)
        for (std::int64_t i = 0; i < ins; ++i) {
          const std::size_t here = from.at(r, c, o / (outs / groups) * ins + i);
          const auto weight = static_cast<std::size_t>(((a * w.columns + b) * ins + i) * outs + o);
          y[to.at(row, column, o)] += x[here] * kernel[weight];
          dx[here] += g[to.at(row, column, o)] * kernel[weight];
          d_kernel[weight] += g[to.at(row, column, o)] * x[here];
        }
    });
  }
};

}  // namespace tapeless::tests
