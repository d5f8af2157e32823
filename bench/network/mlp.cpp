// A network of two hidden layers, 64-128-128-1, on a batch of 256: value and all gradients. By hand
// with Eigen's products, and glibc's vector tanh.
#include <tapeless/tapeless.hpp>

#include <Eigen/Dense>

#include "../hand/pack.hpp"
#include "../problem.hpp"

namespace {

using namespace tapeless::names;
using numbers = bench::numbers;

constexpr int batch = 256, inputs = 64, hidden = 128;

constexpr auto sample = axis<"sample">;
constexpr auto in = axis<"in", inputs>;
constexpr auto first = axis<"first", hidden>;
constexpr auto second = axis<"second", hidden>;
constexpr auto x = input<"x">(sample, in);
constexpr auto y = input<"y">(sample);
constexpr auto w1 = input<"w1">(in, first);
constexpr auto b1 = input<"b1">(first);
constexpr auto w2 = input<"w2">(first, second);
constexpr auto b2 = input<"b2">(second);
constexpr auto w3 = input<"w3">(second);
constexpr auto b3 = input<"b3">;
constexpr auto h1 = tanh(matmul(x, w1, in) + b1);
constexpr auto h2 = tanh(matmul(h1, w2, first) + b2);
constexpr auto guess = dot(h2, w3, second) + b3;
constexpr auto misfit = gradient(mean(square(guess - y)), wrt(w1, b1, w2, b2, w3, b3));

struct weights {
  numbers w1 = bench::normal(inputs * hidden, 0, 0.1, 83), b1 = bench::normal(hidden, 0, 0.1, 84);
  numbers w2 = bench::normal(hidden * hidden, 0, 0.1, 85), b2 = bench::normal(hidden, 0, 0.1, 86);
  numbers w3 = bench::normal(hidden, 0, 0.1, 87);
  double b3 = 0.1;
};

using matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using row = Eigen::RowVectorXd;

auto as_matrix(const numbers& x, int rows, int columns) {
  return Eigen::Map<const matrix>(x.data(), rows, columns);
}
auto as_matrix(numbers& x, int rows, int columns) {
  return Eigen::Map<matrix>(x.data(), rows, columns);
}
auto as_row(const numbers& x) { return Eigen::Map<const row>(x.data(), std::ssize(x)); }
auto as_row(numbers& x) { return Eigen::Map<row>(x.data(), std::ssize(x)); }

// A layer's tanh, in place.
void squash(matrix& m, const numbers& bias) {
  m.rowwise() += as_row(bias);
  for (double* at = m.data(); at < m.data() + m.size(); at += hand::lanes)
    hand::store(at, hand::tanh(hand::load(at)));
}
// The gradient by what went into it.
void pass_back(matrix& g, const matrix& z) { g.array() *= 1 - z.array().square(); }

double by_hand(const numbers& xs, const numbers& ys, const weights& w, weights& d) {
  static matrix z1(batch, hidden), z2(batch, hidden), g1(batch, hidden), g2(batch, hidden);
  const auto data = as_matrix(xs, batch, inputs), weights1 = as_matrix(w.w1, inputs, hidden),
             weights2 = as_matrix(w.w2, hidden, hidden);
  z1.noalias() = data * weights1;
  squash(z1, w.b1);
  z2.noalias() = z1 * weights2;
  squash(z2, w.b2);
  Eigen::VectorXd r = z2 * as_row(w.w3).transpose();
  r.array() += w.b3 - Eigen::Map<const Eigen::ArrayXd>(ys.data(), batch);
  const double value = r.squaredNorm() / batch;
  r *= 2.0 / batch;
  d.b3 = r.sum();
  as_row(d.w3).noalias() = r.transpose() * z2;
  g2.noalias() = r * as_row(w.w3);
  pass_back(g2, z2);
  as_row(d.b2) = g2.colwise().sum();
  as_matrix(d.w2, hidden, hidden).noalias() = z1.transpose() * g2;
  g1.noalias() = g2 * weights2.transpose();
  pass_back(g1, z1);
  as_row(d.b1) = g1.colwise().sum();
  as_matrix(d.w1, inputs, hidden).noalias() = data.transpose() * g1;
  return value;
}

[[maybe_unused]] const bool registered = bench::in_main([] {
  Eigen::setNbThreads(1);
  static const numbers xs = bench::normal(batch * inputs, 0, 1, 81);
  static const numbers ys = bench::normal(batch, 0, 1, 82);
  static const weights w;
  static weights ours_by, hand_by;
  const auto ours = [] {
    const auto fit = misfit(x = xs, y = ys, w1 = w.w1, b1 = w.b1, w2 = w.w2, b2 = w.b2, w3 = w.w3,
                            b3 = w.b3, out(w1) = ours_by.w1, out(b1) = ours_by.b1,
                            out(w2) = ours_by.w2, out(b2) = ours_by.b2, out(w3) = ours_by.w3);
    ours_by.b3 = fit[b3];
    return fit.value;
  };
  const auto theirs = [] { return by_hand(xs, ys, w, hand_by); };
  bench::must_agree("network: value", ours(), theirs(), 1);
  bench::must_agree("network: d w1", ours_by.w1, hand_by.w1, 1);
  bench::must_agree("network: d b1", ours_by.b1, hand_by.b1, 1);
  bench::must_agree("network: d w2", ours_by.w2, hand_by.w2, 1);
  bench::must_agree("network: d b2", ours_by.b2, hand_by.b2, 1);
  bench::must_agree("network: d w3", ours_by.w3, hand_by.w3, 1);
  bench::must_agree("network: d b3", ours_by.b3, hand_by.b3, 1);
  bench::variant("network 64-128-128-1", "by hand", theirs);
  bench::variant("network 64-128-128-1", "tapeless", ours);
});

}  // namespace
