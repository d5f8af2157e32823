// Twenty unit vectors, as far from each other as they can be, by three losses.
//
// It repeats the second part of Alan Reiner's article on TensorFlow for Toptal (2020): A maximises
// the smallest angle, B the smallest angle less the spread of each vector's smallest angle, C
// minimises the forces along the sphere (03_pairwise_force has that on the tape). All are formulas:
// twin axes read the same vectors along i and along j.
//
// From the start (cos k^2, sin k^2) the first steps are checked against a NumPy replay of the
// article's code, in double; later the paths are chaotic, and the angle at the end is checked.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t vectors = 20;
constexpr double radius = 0.999;  // the article's: at 1 the derivative of acos is infinite
constexpr double pi = 3.14159265358979323846;

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto d = axis<"d", 2>;
constexpr auto v = input<"v">(i, d);

// The angles between all pairs; a vector's angle with itself must not be the smallest.
constexpr auto angle = acos(sum(v(i, d) * v(j, d), d)) + where(i == j, 6.283185307179586_c, 0_c);
constexpr auto smallest = gradient(-min(angle), wrt(v));

constexpr auto nearest = min(angle, j);
constexpr auto spread = sum(square(nearest - mean(nearest)));
constexpr auto smallest_and_spread = gradient(0.3_c * spread - 0.7_c * min(nearest), wrt(v));

constexpr auto apart = v(i, d) - v(j, d);
constexpr auto squares = where(i != j, sum(square(apart), d), 1_c);
constexpr auto force = apart / (squares * sqrt(squares));
constexpr auto tangential = force - sum(v * force, d) / sum(square(v), d) * v;
constexpr auto net = sum(where(i != j, tangential, 0_c), j);
constexpr auto force_of_scalar_sums = gradient(sum(abs(sum(net, d))), wrt(v));
constexpr auto force_of_vector_sums = gradient(sum(sqrt(sum(square(net), d))), wrt(v));

// A start that anyone can repeat.
std::vector<double> start() {
  std::vector<double> at;
  for (int k = 1; k <= static_cast<int>(vectors); ++k) {
    at.push_back(radius * std::cos(k * k));
    at.push_back(radius * std::sin(k * k));
  }
  return at;
}

// The smallest angle between neighbours, in degrees.
double smallest_angle(const std::vector<double>& at) {
  std::vector<double> directions;
  for (std::size_t k = 0; k < at.size(); k += 2)
    directions.push_back(std::atan2(at[k + 1], at[k]) * 180 / pi);
  std::sort(directions.begin(), directions.end());
  double least = 360 + directions.front() - directions.back();
  for (std::size_t k = 1; k < directions.size(); ++k)
    least = std::min(least, directions[k] - directions[k - 1]);
  return least;
}

struct settings {
  const char* name;
  exponential_decay rate;
  int steps;
  double clip = 0;                               // 0: none
  double sign = 1;                               // the article maximises what A and B have negated
  std::vector<std::pair<int, double>> golden{};  // step, value before it
  double at_least;                               // degrees at the end
  const char* file;
};

std::string frame(const char* name, int step, const std::vector<double>& at) {
  char least[32];
  std::snprintf(least, sizeof least, "%.2f degrees", smallest_angle(at));
  std::string text = "$f" + std::to_string(step) + " << EOD\n";
  for (std::size_t k = 0; k < at.size(); k += 2)
    text += "0 0 " + std::to_string(at[k]) + " " + std::to_string(at[k + 1]) + "\n";
  return text + "EOD\nset title \"" + name + "\\n" + std::to_string(step) +
         " steps, smallest angle " + least + "\"\nplot $f" + std::to_string(step) +
         " with vectors lc rgb '#3465a4'\n";
}

template <class Loss>
bool run(const Loss& loss, const settings& s) {
  auto theta = parameters(v = start());
  sgd method{.learning_rate = s.rate};
  std::string frames;
  bool fine = true;
  double value = 0;
  for (int step = 1; step <= s.steps; ++step) {
    if ((step - 1) % (s.steps / 50) == 0) frames += frame(s.name, step - 1, theta[v]);
    auto now = loss(theta);
    value = s.sign * now.value;
    for (const auto& [at, golden] : s.golden)
      if (at == step && std::abs(value - golden) > 5e-9 * std::abs(golden)) {
        std::printf("%s, step %d: %.11g, in the replay %.11g\n", s.name, step, value, golden);
        fine = false;
      }
    if (s.clip > 0) clip_by_norm(now, s.clip);
    method.step(theta, now, [](auto& moved) { unit_rows(moved[v], 2, radius); });
  }
  const double end = smallest_angle(theta[v]);
  std::printf("%-36s %8.3f %8.3f %12.6g\n", s.name, smallest_angle(start()), end, value);
  frames += frame(s.name, s.steps, theta[v]);
  gnuplot::draw(s.file, "gif animate delay 12 size 480,520",
                "set size square\nset xrange [-1.1:1.1]\nset yrange [-1.1:1.1]\nunset key\n"
                "unset tics\nunset border\n" +
                    frames);
  return fine && end > s.at_least;
}

}  // namespace

int main() {
  const exponential_decay slow{.initial = 0.01, .rate = 0.995, .steps = 100, .staircase = true};
  const exponential_decay fast{.initial = 0.001, .rate = 0.7, .steps = 100, .staircase = true};
  std::printf("smallest angle, value of the loss      before    after\n");
  bool fine = run(smallest, {.name = "A: smallest angle",
                             .rate = slow,
                             .steps = 5000,
                             .sign = -1,
                             .golden = {{1, 0.06566814825},
                                        {2, 0.06765960073},
                                        {3, 0.07105727803},
                                        {10, 0.0926503981},
                                        {100, 0.1802447291},
                                        {1000, 0.2655037646},
                                        {5000, 0.314155857}},
                             .at_least = 15.5,
                             .file = "02_smallest_angle.gif"});
  fine &= run(smallest_and_spread, {.name = "B: and the spread of the minima",
                                    .rate = slow,
                                    .steps = 5000,
                                    .sign = -1,
                                    .golden = {{1, 0.01457855931},
                                               {2, 0.01650647718},
                                               {3, 0.01899087452},
                                               {10, 0.04235063334},
                                               {100, 0.1156032279},
                                               {5000, 0.2139089177}},
                                    .at_least = 14,
                                    .file = "02_spread.gif"});
  fine &= run(force_of_scalar_sums,
              {.name = "C: force, as the article computes it",
               .rate = fast,
               .steps = 500,
               .clip = 200,
               .golden = {{1, 12400.70317}, {2, 5217.384185}, {3, 1512.545568}, {5, 995.4042126}},
               .at_least = 14,
               .file = "02_force_scalar.gif"});
  fine &= run(force_of_vector_sums,
              {.name = "C: force, as its text means it",
               .rate = fast,
               .steps = 500,
               .clip = 200,
               .golden = {{1, 9772.990926}, {2, 4399.204562}, {3, 1451.972553}, {5, 632.0091002}},
               .at_least = 14,
               .file = "02_force_vector.gif"});
  std::printf("as far as can be: 18 degrees\n");
  return fine ? 0 : 1;
}
