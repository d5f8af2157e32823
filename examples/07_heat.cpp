// How well a plate conducts heat, in each of its 200 x 200 cells, from how hot spots spread on it.
//
// The plate is heated in spots, and its temperature is taken three times while they spread; four
// times in all, with the spots elsewhere. So every cell is beside a spot once. The data is made
// here, with noise, from a plate that is known; so the answer is, too.
//
// A step in time is a formula. So is a step back in time, of the adjoint: the derivative of the
// loss by the temperature. The loops over time are plain loops. The tape would run both of them by
// itself: it checks a gradient here, and takes ten times as long, for it keeps books of every cell.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "gnuplot.hpp"
#include "terminal.hpp"

namespace {

using namespace tapeless::names;
using tapeless::active, tapeless::tape;

constexpr std::size_t side = 200;
constexpr std::size_t steps = 60, between_looks = 20;
constexpr int exposures = 4;
constexpr double noise = 0.001;  // the middle of a spot begins at 1
constexpr int iterations = 80, between_lines = 20;

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto temperature = input<"temperature">(i, j);
constexpr auto conductivity = input<"conductivity">(i, j);

// Heat flows through faces. Along an axis there is one less of them than of cells, and each
// conducts as its two cells do on average.
constexpr auto below = axis<"below">(extent(i) - 1_c);
constexpr auto beside = axis<"beside">(extent(j) - 1_c);
constexpr auto up =
    (conductivity(below, j) + conductivity(below + 1_c, j)) / 2_c * diff(temperature, i, below);
constexpr auto left =
    (conductivity(i, beside) + conductivity(i, beside + 1_c)) / 2_c * diff(temperature, j, beside);

// What a cell gets is what comes through its faces; at the border there is none.
constexpr auto gain = padded(at(up, below = i), 0_c) - padded(at(up, below = i - 1_c), 0_c) +
                      padded(at(left, beside = j), 0_c) - padded(at(left, beside = j - 1_c), 0_c);
constexpr auto next = temperature + gain / 8_c;
constexpr auto step = function(next);

// A step back takes the adjoint from after a step to before it. The slopes by the conductivity, the
// same in all steps, are those found so far and what this step adds to them.
constexpr auto adjoint = input<"adjoint">(i, j);
constexpr auto slopes = input<"slopes">(i, j);
constexpr auto step_back =
    gradient(sum(next * adjoint) + sum(conductivity * slopes), wrt(temperature, conductivity));

// What one look tells, and what it adds to the adjoint.
constexpr auto seen = input<"seen">(i, j);
constexpr auto misfit = sum(square(temperature - seen));
constexpr auto look = function(misfit);
constexpr auto look_back = gradient(misfit + sum(temperature * adjoint), wrt(temperature));

// Noise is rough, plates are not.
constexpr auto roughness = gradient(0.002_c * (sum(square(diff(conductivity, i, below))) +
                                               sum(square(diff(conductivity, j, beside)))),
                                    wrt(conductivity));

using field = std::vector<double>;

// f(row, column) of each cell.
template <class F>
field field_of(const F& f) {
  field all;
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column)
      all.push_back(f(static_cast<double>(row), static_cast<double>(column)));
  return all;
}

double bump(double down, double right, double width) {
  return std::exp(-(down * down + right * right) / (2 * width * width));
}

// What is to be found: one part conducts better than the rest, another worse.
field true_conductivity() {
  return field_of([](double row, double column) {
    return 1 + 0.8 * bump(row - 70, column - 60, 25) - 0.6 * bump(row - 130, column - 135, 30);
  });
}

// Spots lie 20 cells apart; from one exposure to another they move by half of that.
field spots(int number) {
  const double down = number % 2 * 10, right = number / 2 * 10;
  return field_of([down, right](double row, double column) {
    return bump(std::remainder(row - down, 20), std::remainder(column - right, 20), 4);
  });
}

struct exposure {
  std::vector<field> at;    // the temperature before each step, and after the last
  std::vector<field> seen;  // what was measured then; empty where nothing was
};

bool is_look(std::size_t time) { return time > 0 && time % between_looks == 0; }

void spread(const field& c, std::vector<field>& at) {
  for (std::size_t k = 0; k < steps; ++k)
    step(temperature = at[k], conductivity = c, i = side, out = at[k + 1]);
}

exposure measure(int number, const field& truth, std::mt19937_64& engine) {
  std::normal_distribution<double> error(0, noise);
  exposure e{std::vector<field>(steps + 1, spots(number)), std::vector<field>(steps + 1)};
  spread(truth, e.at);
  for (std::size_t k = 0; k <= steps; ++k)
    if (is_look(k))
      for (const double t : e.at[k]) e.seen[k].push_back(t + error(engine));
  return e;
}

// Adds the misfit of one exposure to the loss, and its slopes to the gradient.
template <class Gradients>
void add(const field& c, exposure& e, Gradients& loss) {
  spread(c, e.at);
  field& d = loss[conductivity];
  field after(c.size());  // the adjoint
  for (std::size_t k = steps; k > 0; --k) {
    if (is_look(k)) {
      loss.value += look(temperature = e.at[k], seen = e.seen[k], i = side);
      look_back(temperature = e.at[k], seen = e.seen[k], adjoint = after, i = side,
                out(temperature) = after);
    }
    step_back(temperature = e.at[k - 1], conductivity = c, adjoint = after, slopes = d, i = side,
              out(temperature) = after, out(conductivity) = d);
  }
}

auto loss_of(const field& c, std::vector<exposure>& all) {
  auto loss = roughness(conductivity = c, i = side);
  for (exposure& e : all) add(c, e, loss);
  return loss;
}

// The slopes of one exposure by the tape.
field slopes_by_tape(const field& c, const exposure& e) {
  using numbers = std::vector<active<double>>;
  tape<double> t;
  const numbers conducts = t.inputs(c);
  const auto until_next_look = [](numbers at, const numbers& by) {
    for (std::size_t k = 0; k < between_looks; ++k)
      at = step(temperature = at, conductivity = by, i = side);
    return at;
  };
  numbers now(e.at[0].begin(), e.at[0].end());
  active<double> loss = 0;
  for (std::size_t k = between_looks; k <= steps; k += between_looks) {
    now = t.checkpoint(until_next_look, now, conducts);
    loss += look(temperature = now, seen = e.seen[k], i = side);
  }
  return t.gradient(loss);
}

// The length of x - y beside that of y.
double relative_error(const field& x, const field& y) {
  double error = 0, size = 0;
  for (std::size_t k = 0; k < y.size(); ++k) {
    error += (x[k] - y[k]) * (x[k] - y[k]);
    size += y[k] * y[k];
  }
  return std::sqrt(error / size);
}

// A flat plate is smooth, so all that the gradient has is the exposure's.
double difference_from_tape(const field& flat, std::vector<exposure> one) {
  const auto by_hand = loss_of(flat, one);
  return relative_error(by_hand[conductivity], slopes_by_tape(flat, one[0]));
}

std::string panel(const char* title, const char* range, const field& f) {
  std::string text = "$data << EOD\n";
  for (std::size_t k = 0; k < f.size(); ++k) {
    char number[32];
    std::snprintf(number, sizeof number, "%.3f", f[k]);
    (text += number) += (k + 1) % side == 0 ? "\n" : " ";
  }
  return text + "EOD\nset title '" + title + "'\nset cbrange " + range +
         "\nplot $data matrix with image notitle\n";
}

void draw(const exposure& e, const field& truth, const field& found) {
  gnuplot::draw_svg("07_heat.svg",
                    "set multiplot layout 2,2\nset size square\nunset tics\n"
                    "set xrange [0:199]\nset yrange [199:0]\nset palette defined "
                    "(0 '#204a87', 1 '#eeeeec', 2 '#f57900')\n" +
                        panel("a plate, heated", "[0:1]", e.at.front()) +
                        panel("as seen at the end", "[0:0.6]", e.seen.back()) +
                        panel("its conductivity", "[0.4:1.8]", truth) +
                        panel("as found", "[0.4:1.8]", found) + "unset multiplot\n");
}

}  // namespace

int main() {
  const field truth = true_conductivity(), flat(side * side, 1);
  std::mt19937_64 engine(1);
  std::vector<exposure> all;
  for (int number = 0; number < exposures; ++number) all.push_back(measure(number, truth, engine));

  const double difference = difference_from_tape(flat, {all[0]});
  std::printf("a gradient by hand and by the tape differ by %.1e\n", difference);

  auto theta = parameters(conductivity = flat);
  adam method{.learning_rate = cosine_decay{.initial = 0.05, .steps = iterations}};
  std::printf("step         loss  error of the conductivity\n");
  for (int n = 0;; ++n) {
    const auto now = loss_of(theta[conductivity], all);
    if (n % between_lines == 0)
      std::printf("%4d %12.4f %10.2f %%\n", n, now.value,
                  100 * relative_error(theta[conductivity], truth));
    if (n == iterations) break;
    method.step(theta, now);
    terminal::show_progress(n % between_lines + 1, between_lines,
                            "steps, loss " + std::to_string(now.value));
  }
  draw(all[3], truth, theta[conductivity]);
  return difference < 1e-12 && relative_error(theta[conductivity], truth) < 0.01 ? 0 : 1;
}
