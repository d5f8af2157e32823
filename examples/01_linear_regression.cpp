// Weight from height: a straight line, fitted by plain gradient descent, RMSprop and Adam.
//
// It repeats the first experiment of Alan Reiner's article on TensorFlow for Toptal (2020), whose
// losses were published to one decimal. The 150 rows here are our own; they have the same five sums
// as the original's; loss and gradient depend on nothing else, so the same losses must come out.
//
//   01_linear_regression              checks all 125 losses; returns 1 if one of them is not met
//   01_linear_regression people.csv   the same descents on your own heights (in) and weights (lb)
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "csv.hpp"
#include "gnuplot.hpp"

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;

constexpr auto loss = mean(square(slope * height + intercept - weight));
constexpr auto fit = gradient(loss, wrt(slope, intercept));

constexpr int steps = 25;
constexpr float rate = 2e-5f;

struct people {
  std::vector<float> heights, weights;
};

struct line {
  float slope, intercept;
};

struct descent {
  std::array<float, steps> losses;  // each before its step
  line end;
};

// All computing is done in float, as in the original.
descent descend(const people& p, line at, float intercept_rate) {
  descent d{};
  for (float& before : d.losses) {
    const auto [value, d_slope, d_intercept] =
        fit(slope = at.slope, intercept = at.intercept, height = p.heights, weight = p.weights);
    before = value;
    at.slope -= rate * d_slope;
    at.intercept -= intercept_rate * d_intercept;
  }
  d.end = at;
  return d;
}

// The same by an optimizer, with its own rate for both.
template <class Method>
std::vector<float> losses_by(Method method, const people& p, line& at, int count,
                             std::vector<line>* path = nullptr) {
  auto theta = parameters(slope = at.slope, intercept = at.intercept);
  std::vector<float> losses;
  for (int step = 0; step < count; ++step) {
    if (path != nullptr) path->push_back({theta[slope], theta[intercept]});
    const auto now = fit(theta, height = p.heights, weight = p.weights);
    losses.push_back(now.value);
    method.step(theta, now);
  }
  at = {theta[slope], theta[intercept]};
  return losses;
}

struct fitted_line {
  double slope, intercept, loss;
};

// The least squares from the five sums: what any descent can reach at best.
fitted_line least_squares(const std::vector<double>& h, const std::vector<double>& w) {
  const auto count = static_cast<double>(h.size());
  double sum_h = 0, sum_w = 0, sum_hh = 0, sum_hw = 0, sum_ww = 0;
  for (std::size_t i = 0; i < h.size(); ++i) {
    sum_h += h[i];
    sum_w += w[i];
    sum_hh += h[i] * h[i];
    sum_hw += h[i] * w[i];
    sum_ww += w[i] * w[i];
  }
  const double a = (count * sum_hw - sum_h * sum_w) / (count * sum_hh - sum_h * sum_h);
  const double b = (sum_w - a * sum_h) / count;
  return {a, b, (sum_ww - a * sum_hw - b * sum_w) / count};
}

constexpr std::array<double, steps> published_1{
    2680.5, 1642.0, 1026.2, 661.1, 444.7, 316.3, 240.2, 195.1, 168.4, 152.5, 143.1, 137.5, 134.2,
    132.2,  131.1,  130.4,  130.0, 129.7, 129.6, 129.5, 129.5, 129.4, 129.4, 129.4, 129.4};
constexpr std::array<double, steps> published_2{
    5276.8, 3180.5, 1937.6, 1200.6, 763.7, 504.6, 351.0, 259.9, 206.0, 173.9, 155.0, 143.7, 137.0,
    133.1,  130.7,  129.3,  128.5,  128.0, 127.7, 127.6, 127.5, 127.4, 127.4, 127.3, 127.3};

const std::vector<double> published_rmsprop{
    2680.5, 936.1, 423.3, 236.4, 167.0, 142.2, 133.9, 131.3, 130.6, 130.4, 130.4, 130.4, 130.4,
    130.4,  130.4, 130.4, 130.4, 130.4, 130.4, 130.4, 130.4, 130.4, 130.4, 130.4, 130.4};
const std::vector<double> published_adam{
    2680.5, 2023.1, 1467.0, 1012.6, 659.0, 402.5, 236.6, 150.7, 130.9, 159.7, 217.9, 286.6, 350.1,
    397.0,  421.5,  422.3,  402.1,  366.0, 320.3, 271.4, 224.9, 185.5, 156.0, 137.8, 130.6, 132.7,
    141.6,  154.0,  167.0,  177.8,  184.8, 186.9, 184.3, 177.8, 168.5, 158.2, 148.3, 140.0, 134.1,
    131.0,  130.4,  131.9,  134.7,  137.8, 140.6, 142.4, 143.0, 142.4, 140.7, 138.4};

// Whether a loss prints as the published one; at a rounding boundary float may fall to either side.
bool agrees(float ours, double published) {
  constexpr double boundary = 0.001;
  return std::abs(static_cast<double>(ours) - published) <= 0.05 + boundary;
}

void print_line(const char* name, const fitted_line& l) {
  std::printf("%-24s slope %.4f  intercept %.3f  loss %.2f\n", name, l.slope, l.intercept, l.loss);
}
void print_line(const char* name, const descent& d) {
  const double reached = static_cast<double>(d.losses.back());
  print_line(name, fitted_line{static_cast<double>(d.end.slope),
                               static_cast<double>(d.end.intercept), reached});
}

// Prints both descents, if wanted beside the published one; returns how many losses agree.
int print_losses(const descent& run_1, const descent& run_2, bool compare) {
  int agreed = 0;
  std::printf(compare ? "step     run 1  published      run 2  published\n"
                      : "step     run 1      run 2\n");
  for (std::size_t i = 0; i < steps; ++i) {
    const auto ours_1 = run_1.losses[i], ours_2 = run_2.losses[i];
    std::printf("%4zu %9.1f", i + 1, static_cast<double>(ours_1));
    if (compare) std::printf(" %10.1f", published_1[i]);
    std::printf(" %10.1f", static_cast<double>(ours_2));
    if (compare) std::printf(" %10.1f", published_2[i]);
    std::printf("\n");
    agreed += agrees(ours_1, published_1[i]) + agrees(ours_2, published_2[i]);
  }
  return agreed;
}

// Both optimizers from the start of run 1; returns how many losses agree with the published ones.
int run_optimizers(const people& p, line start, bool compare) {
  int agreed = 0;
  const auto show = [&](const char* name, auto method, const std::vector<double>& published) {
    line at = start;
    const auto losses = losses_by(method, p, at, static_cast<int>(published.size()));
    for (std::size_t i = 0; i < losses.size(); ++i) agreed += agrees(losses[i], published[i]);
    print_line(name, fitted_line{static_cast<double>(at.slope), static_cast<double>(at.intercept),
                                 static_cast<double>(losses.back())});
  };
  show("RMSprop, 25 steps", rmsprop{.learning_rate = 0.1}, published_rmsprop);
  if (compare) std::printf("  published              slope 5.32  intercept -180.74  loss 130.4\n");
  show("Adam, 50 steps", adam{.learning_rate = 0.1}, published_adam);
  if (compare) std::printf("  published              slope 5.29  intercept -180.77  loss 138.4\n");
  return agreed;
}

// The data, the lines along Adam's way from the start, and the least squares.
void draw(const people& p, line start, const fitted_line& best) {
  std::vector<line> path;
  line at = start;
  losses_by(adam{.learning_rate = 0.1}, p, at, 12, &path);
  std::string script = "$data << EOD\n";
  for (std::size_t i = 0; i < p.heights.size(); ++i)
    script += std::to_string(p.heights[i]) + " " + std::to_string(p.weights[i]) + "\n";
  script +=
      "EOD\nset title 'Weight by height: a line by Adam, and the best'\nset xlabel 'height "
      "(in)'\nset ylabel 'weight (lb)'\nset key left top\n"
      "plot $data with points pt 7 ps 0.5 lc rgb '#888a85' title 'people'";
  const auto add = [&script](double a, double b, const std::string& style) {
    script += ", " + std::to_string(a) + " * x + " + std::to_string(b) + " with lines " + style;
  };
  for (std::size_t i = 0; i < path.size(); ++i)
    add(static_cast<double>(path[i].slope), static_cast<double>(path[i].intercept),
        i == 0 ? "lw 2 lc rgb '#cc0000' title 'start'"
               : std::string("lc rgb '#fcaf3e' ") + (i == 1 ? "title 'steps of Adam'" : "notitle"));
  add(best.slope, best.intercept, "lw 2 lc rgb '#204a87' title 'least squares'");
  gnuplot::draw_svg("01_linear_regression.svg", script + "\n");
}

int run(const std::string& path, bool compare) {
  const auto columns = csv::last_columns(path, 2);
  const people p{{columns[0].begin(), columns[0].end()}, {columns[1].begin(), columns[1].end()}};
  const fitted_line best = least_squares(columns[0], columns[1]);
  std::printf("weight = slope * height + intercept, from %zu people\n", p.heights.size());
  if (compare)
    std::printf(
        "The rows are our own and have the same five sums as the original's (of h, w,\n"
        "h*h, h*w and w*w), so all 125 published losses must come out to one decimal.\n");

  const line start_1{static_cast<float>(best.slope), -180};
  const line start_2{5, static_cast<float>(best.intercept)};
  std::printf(
      "\nGradient descent, rate 2e-5; the intercept's step is taken 1000 times as long.\n"
      "run 1 starts at (%.4f, -180), run 2 at (5, %.3f)\n\n",
      best.slope, best.intercept);
  const descent run_1 = descend(p, start_1, 1000 * rate);
  const descent run_2 = descend(p, start_2, 1000 * rate);
  int agreed = print_losses(run_1, run_2, compare);

  if (!std::isfinite(run_1.losses.back() + run_2.losses.back()))
    std::printf("\nThe steps are too long for these numbers: the losses grow without end.\n");

  std::printf("\n");
  print_line("run 1 ends at", run_1);
  if (compare) std::printf("  published              slope 5.44  intercept -188.81  loss 129.4\n");
  print_line("run 2 ends at", run_2);
  if (compare) std::printf("  published              slope 5.86  intercept -218.09  loss 127.3\n");
  print_line("run 1 without the 1000", descend(p, start_1, rate));
  print_line("run 2 without the 1000", descend(p, start_2, rate));
  print_line("least squares", best);
  if (compare) std::printf("  published              slope 6.04  intercept -230.5  loss 127.1\n");

  std::printf("\nOptimizers, rate 0.1, from the start of run 1\n");
  agreed += run_optimizers(p, start_1, compare);
  if (compare) std::printf("\n%d of 125 losses agree with the published ones\n", agreed);
  draw(p, start_1, best);
  return compare && agreed < 125 ? 1 : 0;
}

int main(int count, char** arguments) {
  try {
    return run(count > 1 ? arguments[1] : DATA "height_weight.csv", count < 2);
  } catch (const csv::error& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
