// Flow between the points of a grid whose conductivity depends on the state, k = c (1 + u^2): what
// comes to each inner point from its four neighbours, (k + k') (u' - u), is its residual. The sum
// of their squares and its gradient by u and c, by hand.
#pragma once

#include <algorithm>
#include <memory>
#include <new>

#include "pack.hpp"

namespace hand {

struct grid {
  const double* u;
  const double* c;
  double* d_u;
  double* d_c;
  std::size_t rows, columns;
};

// Twice the residual of a neighbour less one's own is what a face adds to both gradients.
inline double stencil_plain(const grid& g, double* k) {
  const std::size_t width = g.columns, size = g.rows * width;
  for (std::size_t p = 0; p < size; ++p) {
    k[p] = g.c[p] * (1 + g.u[p] * g.u[p]);
    g.d_u[p] = g.d_c[p] = 0;
  }
  double value = 0;
  for (std::size_t i = 1; i + 1 < g.rows; ++i)
    for (std::size_t j = 1; j + 1 < width; ++j) {
      const std::size_t p = i * width + j;
      const std::size_t neighbours[] = {p - width, p + width, p - 1, p + 1};
      double r = 0;
      for (const std::size_t q : neighbours) r += (k[q] + k[p]) * (g.u[q] - g.u[p]);
      value += r * r;
      for (const std::size_t q : neighbours) {
        const double by_u = 2 * r * (k[q] + k[p]), by_k = 2 * r * (g.u[q] - g.u[p]);
        g.d_u[q] += by_u + by_k * g.c[q] * 2 * g.u[q];
        g.d_c[q] += by_k * (1 + g.u[q] * g.u[q]);
        g.d_u[p] += by_k * g.c[p] * 2 * g.u[p] - by_u;
        g.d_c[p] += by_k * (1 + g.u[p] * g.u[p]);
      }
    }
  return value;
}

// One nest over rows, with the last four rows of k and the last three of twice the residuals.
class stencil_best {
 public:
  static double run(const grid& g) { return stencil_best(g).all(); }

 private:
  explicit stencil_best(const grid& g)
      : g_(g), width_((g.columns + lanes - 1) / lanes * lanes), rows_(make_rows(8 * width_)) {
    std::fill_n(rows_.get(), 8 * width_, 0.0);
  }

  struct freed {
    void operator()(double* p) const { ::operator delete (p, std::align_val_t{64}); }
  };
  using memory = std::unique_ptr<double, freed>;
  static memory make_rows(std::size_t n) {
    return memory(static_cast<double*>(::operator new (n * sizeof(double), std::align_val_t{64})));
  }

  double* k_row(std::size_t i) const { return rows_.get() + i % 4 * width_; }
  double* residual_row(std::size_t i) const { return rows_.get() + (4 + i % 3) * width_; }
  const double* zeros() const { return rows_.get() + 7 * width_; }

  double all() {
    for (std::size_t i = 0; i < 2; ++i) set_k(i);
    for (std::size_t i = 0; i < g_.rows; ++i) {
      if (i + 2 < g_.rows) {
        set_k(i + 2);
        set_residuals(i + 1);
      }
      set_gradient(i);
    }
    return sum(value_);
  }

  // Every pack of inner columns, aligned but for the first and the last; from which lane on it is
  // new, and how many lanes are.
  template <class F>
  void inner(const F& f) const {
    const std::size_t end = g_.columns - 1;
    std::size_t j = 1;
    f(j, 0, lanes - 1);
    for (j = lanes; j + lanes <= end; j += lanes) f(j);
    if (j < end) f(end - lanes, lanes - (end - j), lanes);
  }

  void set_k(std::size_t i) {
    const double *u = g_.u + i * g_.columns, *c = g_.c + i * g_.columns;
    double* k = k_row(i);
    const auto at = [=](std::size_t j) {
      const pack u_j = load(u + j);
      store(k + j, load(c + j) * (1 + u_j * u_j));
    };
    std::size_t j = 0;
    for (; j + lanes <= g_.columns; j += lanes) at(j);
    if (j < g_.columns) at(g_.columns - lanes);
  }

  void set_residuals(std::size_t i) {
    const double *u = g_.u + i * g_.columns, *above = u - g_.columns, *below = u + g_.columns;
    const double *k = k_row(i), *k_above = k_row(i - 1), *k_below = k_row(i + 1);
    double* twice = residual_row(i);
    pack total = {};
    const auto at = [&](std::size_t j) {
      const pack u_j = load(u + j), k_j = load(k + j);
      const auto flow = [=](const double* k_there, const double* u_there) {
        return (load(k_there) + k_j) * (load(u_there) - u_j);
      };
      const pack r = flow(k_above + j, above + j) + flow(k_below + j, below + j) +
                     flow(k + j - 1, u + j - 1) + flow(k + j + 1, u + j + 1);
      store(twice + j, 2 * r);
      return r * r;
    };
    inner([&](std::size_t j, auto... part) {
      const pack squares = at(j);
      if constexpr (sizeof...(part) == 0) total += squares;
      else add_some(total, squares, static_cast<std::size_t>(part)...);
    });
    value_ += total;
  }
  static void add_some(pack& to, pack x, std::size_t first, std::size_t end) {
    for (std::size_t l = first; l < end; ++l) to[l] += x[l];
  }

  // (In a border row the missing neighbour is the row itself, and its residuals are zero.)
  void set_gradient(std::size_t i) {
    const bool first = i == 0, last = i + 1 == g_.rows;
    const std::size_t up = first ? i : i - 1, down = last ? i : i + 1;
    const double *u = g_.u + i * g_.columns, *c = g_.c + i * g_.columns;
    const double *above = g_.u + up * g_.columns, *below = g_.u + down * g_.columns;
    const double *k = k_row(i), *k_above = k_row(up), *k_below = k_row(down);
    const double* r = first || last ? zeros() : residual_row(i);
    const double* r_above = up == 0 ? zeros() : residual_row(up);
    const double* r_below = down + 1 == g_.rows ? zeros() : residual_row(down);
    double *d_u = g_.d_u + i * g_.columns, *d_c = g_.d_c + i * g_.columns;

    const auto at = [=](std::size_t j) {
      const pack u_j = load(u + j), k_j = load(k + j), r_j = load(r + j);
      pack by_u = {}, by_k = {};
      const auto add = [&](const double* k_there, const double* u_there, const double* r_there) {
        const pack d = load(r_there) - r_j;
        by_u += (load(k_there) + k_j) * d;
        by_k -= (load(u_there) - u_j) * d;
      };
      add(k_above + j, above + j, r_above + j);
      add(k_below + j, below + j, r_below + j);
      add(k + j - 1, u + j - 1, r + j - 1);
      add(k + j + 1, u + j + 1, r + j + 1);
      store(d_u + j, by_u + by_k * load(c + j) * (2 * u_j));
      store(d_c + j, by_k * (1 + u_j * u_j));
    };
    inner([&](std::size_t j, auto...) { at(j); });
    const auto border = [=](std::size_t j, std::size_t next) {
      const double by_k = (u[j] - u[next]) * r[next];
      d_u[j] = (k[j] + k[next]) * r[next] + by_k * c[j] * 2 * u[j];
      d_c[j] = by_k * (1 + u[j] * u[j]);
    };
    border(0, 1);
    border(g_.columns - 1, g_.columns - 2);
  }

  grid g_;
  std::size_t width_;
  memory rows_;
  pack value_ = {};
};

}  // namespace hand
