// The coefficients of x^2 + 2 x + 3 from twenty samples, by Nadam.
//
// From Jason Brownlee's article on TensorFlow's automatic differentiation
// (machinelearningmastery.com, 2022): the loss is the sum of squares, the rate 0.01. The samples
// and the start are those of a published run (annieco29/deep_learning_exploratory, PyTorch), which
// ended at (1.0005, 1.9987, 2.9609) after 1000 steps; a float64 replay gives more digits.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);
constexpr auto power = 2_c - k;  // columns x^2, x, 1
constexpr auto predicted = sum(where(power == 2_c, square(x), where(power == 1_c, x, 1_c)) * w, k);
constexpr auto fit = gradient(sum(square(predicted - y)), wrt(w));

const std::vector<double> samples{6.76457351,   3.60076742,  1.53340905,  -9.70640829, 4.27438767,
                                  5.48833490,   9.16696967,  -3.12516642, -2.76972387, 5.82446225,
                                  -0.239484799, 5.63484415,  1.90892547,  12.9879854,  11.7225204,
                                  -4.37248105,  -6.21550207, -6.39719938, -5.01989191, -7.68530854};

struct step {
  int number;
  double loss_before;
  std::array<double, 3> after;
};

constexpr std::array<step, 6> golden{{
    {1, 3882.29509957, {1.03656451778, -0.0355354822167, -1.25143548222}},
    {2, 3668.29679105, {1.04403186542, -0.0277894256233, -1.24392057085}},
    {3, 3527.69695279, {1.0508002711, -0.0205986737397, -1.23707762275}},
    {10, 2870.0330435, {1.09465176264, 0.0321888082567, -1.19140952853}},
    {100, 1096.63263635, {1.09871360494, 0.768484676444, -0.798661498757}},
    {1000, 0.0156100299844, {1.00050094917, 1.99867265748, 2.96095481382}},
}};

bool near(double ours, double theirs) {
  return std::abs(ours - theirs) <= 1e-9 * std::max(1.0, std::abs(theirs));
}

// The way of the loss, and where it leads.
void draw(const std::string& losses, const std::vector<double>& values,
          const std::vector<double>& found) {
  std::string script = "$loss << EOD\n" + losses + "EOD\n$samples << EOD\n";
  for (std::size_t i = 0; i < samples.size(); ++i)
    script += gnuplot::number(samples[i]) + " " + gnuplot::number(values[i]) + "\n";
  script +=
      "EOD\nset multiplot layout 2,1\nset title 'Twenty samples of x^2 + 2 x + 3, by Nadam'\n"
      "set xlabel 'step'\nset ylabel 'sum of squares'\nset logscale y\nset format y '10^{%T}'\n"
      "plot $loss with lines lw 2 lc rgb '#3465a4' notitle\n"
      "unset logscale\nset format y '%g'\nunset title\nset xlabel 'x'\nset ylabel 'y'\n"
      "set key top center\nset samples 400\n"
      "plot x**2 + 2 * x + 3 with lines lw 5 lc rgb '#d3d7cf' title 'x^2 + 2 x + 3', "
      "1.0260 * x**2 - 0.0461 * x - 1.2620 with lines dt 2 lc rgb '#cc0000' title 'start', " +
      gnuplot::number(found[0]) + " * x**2 + " + gnuplot::number(found[1]) + " * x + " +
      gnuplot::number(found[2]) +
      " with lines lw 2 lc rgb '#204a87' title 'after 1000 steps', "
      "$samples with points pt 7 lc rgb '#888a85' title 'samples'\nunset multiplot\n";
  gnuplot::draw_svg("04_polynomial.svg", script);
}

}  // namespace

int main() {
  std::vector<double> values;
  for (const double s : samples) values.push_back(s * s + 2 * s + 3);

  auto theta = parameters(w = std::vector{1.0260, -0.0461, -1.2620});
  nadam method{.learning_rate = 0.01};
  std::string losses;
  int wrong = 0;
  std::printf("step  loss before          x^2            x            1\n");
  for (int number = 1; number <= 1000; ++number) {
    const auto now = fit(theta, x = samples, y = values);
    method.step(theta, now);
    losses += std::to_string(number) + " " + gnuplot::number(now.value) + "\n";
    for (const step& s : golden) {
      if (s.number != number) continue;
      const auto& at = theta[w];
      const bool agrees = near(now.value, s.loss_before) && near(at[0], s.after[0]) &&
                          near(at[1], s.after[1]) && near(at[2], s.after[2]);
      wrong += agrees ? 0 : 1;
      std::printf("%4d %12.6g %12.9f %12.9f %12.9f%s\n", number, now.value, at[0], at[1], at[2],
                  agrees ? "" : "  differs from the replay");
    }
  }
  draw(losses, values, theta[w]);
  return wrong == 0 ? 0 : 1;
}
