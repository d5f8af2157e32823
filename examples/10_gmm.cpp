// Which clusters do these points come from? A mixture of four Gaussians, each with a shape of its
// own, found by L-BFGS.
//
// Its parameters are those of ADBench and GradBench, and none of them needs a bound. Weights are
// softmax(alpha). The inverse of a covariance is Q'Q, with Q a lower triangle: exp(q) on the
// diagonal, so that it stays positive, and l packed below it, column by column. No matrix is
// inverted, and the logarithm of a determinant is a sum of q.
//
// The points are made here, so what is found can be compared with what they were made from.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t dimensions = 2, clusters = 4, points = 600, starts = 5;
constexpr double pi = 3.14159265358979323846;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", clusters>;
constexpr auto i = axis<"i", dimensions>;
constexpr auto j = twin<"j">(i);
constexpr auto entry = axis<"entry", dimensions*(dimensions - 1) / 2>;
constexpr auto x = input<"x">(n, i);
constexpr auto alpha = input<"alpha">(k);
constexpr auto mu = input<"mu">(k, i);
constexpr auto q = input<"q">(k, i);
constexpr auto l = input<"l">(k, entry);

// (Above the diagonal there is nothing to read.)
constexpr auto lower = padded(l(k, j*(2_c * extent(i) - j - 1_c) / 2_c + i - j - 1_c), 0_c);
constexpr auto Q = where(j < i, lower, where(i == j, exp(q), 0_c));
constexpr auto z = sum(where(j <= i, Q*(x(n, j) - mu(k, j)), 0_c), j);
constexpr auto density = alpha + sum(q, i) - 0.5_c * sum(square(z), i);  // its logarithm
constexpr auto likelihood = mean(logsumexp(density, k)) - logsumexp(alpha);

// Wishart's prior, gamma = 1 and m = 0. Without it a Gaussian that shrinks onto one point is as
// likely as you please.
constexpr auto prior = -0.5_c * (sum(exp(2_c * q)) + sum(square(l))) / extent(n);
constexpr auto loss = -likelihood - prior;

constexpr auto memberships = function(softmax(density, k));
constexpr auto weights = function(softmax(alpha));

using numbers = std::vector<double>;

// One standard deviation around a centre: radii, and by what angle the long one is turned.
struct ellipse {
  double weight, x, y, along, across, angle;
};

const std::vector<ellipse> truth{{0.40, 0, 0, 2.0, 0.5, 0.6},
                                 {0.25, 1, 0, 1.5, 0.3, -1.0},
                                 {0.20, -4, 3, 0.8, 0.6, 0.3},
                                 {0.15, 4, -2, 1.2, 0.4, 1.4}};

numbers draw_points(std::mt19937& random) {
  numbers weight, drawn;
  for (const ellipse& e : truth) weight.push_back(e.weight);
  std::discrete_distribution<std::size_t> which(weight.begin(), weight.end());
  std::normal_distribution<double> normal;
  for (std::size_t p = 0; p < points; ++p) {
    const ellipse& e = truth[which(random)];
    const double u = e.along * normal(random), v = e.across * normal(random);
    drawn.push_back(e.x + u * std::cos(e.angle) - v * std::sin(e.angle));
    drawn.push_back(e.y + u * std::sin(e.angle) + v * std::cos(e.angle));
  }
  return drawn;
}

// Circles around points of the data. Each is drawn with a probability that grows with the square of
// its distance from those before (k-means++): so no cluster is likely to be left without.
auto start(const numbers& data, std::mt19937& random) {
  numbers centres, odds(points, 1e9);
  while (centres.size() < clusters * dimensions) {
    const std::size_t p = std::discrete_distribution<std::size_t>(odds.begin(), odds.end())(random);
    const double cx = data[2 * p], cy = data[2 * p + 1];
    centres.insert(centres.end(), {cx, cy});
    for (std::size_t s = 0; s < points; ++s) {
      const double far = std::hypot(data[2 * s] - cx, data[2 * s + 1] - cy);
      odds[s] = std::min(odds[s], far * far);
    }
  }
  return parameters(alpha = numbers(clusters), mu = centres, q = numbers(clusters * dimensions),
                    l = numbers(clusters));
}

// The covariance is R R', where R is the inverse of Q: another lower triangle.
std::vector<ellipse> ellipses_of(const auto& theta) {
  const auto weight = weights(theta);
  std::vector<ellipse> found;
  for (std::size_t c = 0; c < clusters; ++c) {
    const double a = std::exp(-theta[q][2 * c]), b = std::exp(-theta[q][2 * c + 1]);
    const double r = -theta[l][c] * a * b;
    const double xx = a * a, xy = a * r, yy = r * r + b * b;
    const double middle = (xx + yy) / 2, apart = std::hypot((xx - yy) / 2, xy);
    found.push_back({weight[c], theta[mu][2 * c], theta[mu][2 * c + 1], std::sqrt(middle + apart),
                     std::sqrt(middle - apart), std::atan2(2 * xy, xx - yy) / 2});
  }
  return found;
}

const ellipse& nearest(const std::vector<ellipse>& all, const ellipse& to) {
  return *std::min_element(all.begin(), all.end(), [&to](const ellipse& e, const ellipse& f) {
    return std::hypot(e.x - to.x, e.y - to.y) < std::hypot(f.x - to.x, f.y - to.y);
  });
}

bool near(const ellipse& e, const ellipse& f) {
  const double turned = std::abs(std::remainder(e.angle - f.angle, pi));
  return std::abs(e.weight - f.weight) < 0.05 && std::hypot(e.x - f.x, e.y - f.y) < 0.3 &&
         std::abs(std::log(e.along / f.along)) < 0.2 &&
         std::abs(std::log(e.across / f.across)) < 0.2 && turned < 0.3;
}

bool compare(const std::vector<ellipse>& found) {
  std::printf("         weight        centre        radii   angle\n");
  bool fine = true;
  for (const ellipse& t : truth) {
    const ellipse& f = nearest(found, t);
    for (const auto& [name, e] : {std::pair("true", t), std::pair("found", f)})
      std::printf("  %-5s  %6.3f  %6.2f %6.2f  %5.2f %5.2f  %6.2f\n", name, e.weight, e.x, e.y,
                  e.along, e.across, std::remainder(e.angle, pi));
    fine = near(f, t) && fine;
  }
  return fine;
}

// A point's colour is mixed from those of the clusters that it may belong to. (Memberships have k
// before n, as their formula has.)
void draw(const numbers& data, const std::vector<ellipse>& found, const auto& belongs) {
  constexpr double colours[clusters][3] = {{32, 74, 135}, {206, 92, 0}, {78, 154, 6}, {164, 0, 0}};
  std::string script = "$points << EOD\n";
  const auto text = [](auto... all) { return ((std::to_string(all) + " ") + ...) + "\n"; };
  for (std::size_t p = 0; p < points; ++p) {
    int colour = 0;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      double mixed = 0;
      for (std::size_t c = 0; c < clusters; ++c)
        mixed += belongs[c * points + p] * colours[c][channel];
      colour = 256 * colour + static_cast<int>(mixed);
    }
    script += text(data[2 * p], data[2 * p + 1], colour);
  }
  for (const auto& [name, all] : {std::pair("EOD\n$truth", &truth), {"EOD\n$found", &found}}) {
    script += std::string(name) + " << EOD\n";
    for (const double deviations : {1.0, 2.0})
      for (const ellipse& e : *all)
        script +=
            text(e.x, e.y, 2 * deviations * e.along, 2 * deviations * e.across, e.angle * 180 / pi);
  }
  gnuplot::draw_svg(
      "10_gmm.svg",
      script +
          "EOD\nset size ratio -1\nset style fill transparent solid 0 border\n"
          "plot $points using 1:2:3 with points pt 7 ps 0.5 lc rgb variable notitle, "
          "$truth with ellipses units xx fs empty lc rgb '#babdb6' lw 2 title 'true', "
          "$found with ellipses units xx fs empty lc rgb '#2e3436' title 'found'\n");
}

}  // namespace

int main() {
  std::mt19937 random(9);
  const numbers data = draw_points(random);

  // One start in six ends in a minimum where clusters share a Gaussian.
  auto best = start(data, random);
  double least = INFINITY;
  for (std::size_t from = 1; from <= starts; ++from) {
    auto theta = start(data, random);
    const auto end =
        minimize(loss, wrt(alpha, mu, q, l), x = data, theta, lbfgs{}, stop{.gradient_norm = 1e-6});
    std::printf("start %zu: loss %.4f after %d steps, %s\n", from, end.value,
                static_cast<int>(end.iterations), std::string(to_string(end.why)).c_str());
    if (end.value < least) {
      least = end.value;
      best = theta;
    }
  }
  const std::vector<ellipse> found = ellipses_of(best);
  draw(data, found, memberships(best, x = data));
  return compare(found) ? 0 : 1;
}
