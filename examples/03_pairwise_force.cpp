// Twenty vectors on a sphere push each other apart until they are as far from each other as they
// can be.
//
// It repeats the third technique of Alan Reiner's article on TensorFlow for Toptal (2020): each
// vector is pushed by all others with the inverse square of the distance, and what is minimised is
// the push along the sphere. The loss is written as the article writes it, with two loops and an
// `if`, over any number type; on the tape it has a gradient. The same loss as a formula (twin axes)
// must have the same one.
//
// The article's loss adds up all components of the tangential pushes of a vector before it takes
// their size: a scalar sum. Its text means the size of the vector sum. Both work; here are both.
#include <tapeless/tapeless.hpp>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t vectors = 20;
constexpr double radius = 0.999;
constexpr double pi = 3.14159265358979323846;

// Vector arithmetic over any number type.
template <class A>
using vec = std::vector<A>;
template <class A>
vec<A> operator-(const vec<A>& x, const vec<A>& y) {
  vec<A> z(x.size());
  for (std::size_t d = 0; d < x.size(); ++d) z[d] = x[d] - y[d];
  return z;
}
template <class A>
vec<A> operator*(const A& factor, const vec<A>& x) {
  vec<A> z(x.size());
  for (std::size_t d = 0; d < x.size(); ++d) z[d] = factor * x[d];
  return z;
}
template <class A>
void operator+=(vec<A>& x, const vec<A>& y) {
  for (std::size_t d = 0; d < x.size(); ++d) x[d] += y[d];
}
template <class A>
A dot(const vec<A>& x, const vec<A>& y) {
  A z = 0;
  for (std::size_t d = 0; d < x.size(); ++d) z += x[d] * y[d];
  return z;
}

enum class push { scalar_sum, vector_sum };

template <class A>
A size_of(const vec<A>& pushes, push which) {
  using std::abs, std::sqrt;
  if (which == push::vector_sum) return sqrt(dot(pushes, pushes));
  A total = 0;
  for (const A& component : pushes) total += component;
  return abs(total);
}

// The article's calc_loss, to be minimised.
template <class A>
A calc_loss(const std::vector<vec<A>>& v, push which) {
  using std::sqrt;
  A loss = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    vec<A> net(v[i].size());
    for (std::size_t j = 0; j < v.size(); ++j) {
      if (i == j) continue;
      const vec<A> apart = v[i] - v[j];
      const A squares = dot(apart, apart);
      const A scale = 1.0 / (squares * sqrt(squares));
      const vec<A> force = scale * apart;
      const A radial = dot(v[i], force) / dot(v[i], v[i]);
      net += force - radial * v[i];
    }
    loss += size_of(net, which);
  }
  return loss;
}

// The same as a formula, for the vector sum.
constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto d = axis<"d">;
constexpr auto v = input<"v">(i, d);
constexpr auto apart = v(i, d) - v(j, d);
constexpr auto squares = where(i != j, sum(square(apart), d), 1_c);
constexpr auto force = apart / (squares * sqrt(squares));
constexpr auto tangential = force - sum(v * force, d) / sum(square(v), d) * v;
constexpr auto net = sum(where(i != j, tangential, 0_c), j);
constexpr auto formula_of_scalar_sum = gradient(sum(abs(sum(net, d))), wrt(v));
constexpr auto formula_of_vector_sum = gradient(sum(sqrt(sum(square(net), d))), wrt(v));

struct evaluation {
  double loss;
  std::vector<double> gradient;
};

evaluation on_the_tape(tape<double>& t, const std::vector<double>& at, push which) {
  t.rewind();
  const std::size_t dimensions = at.size() / vectors;
  const auto inputs = t.inputs(at, "v");
  std::vector<vec<active<double>>> rows;
  for (auto row = inputs.begin(); row != inputs.end(); row += static_cast<long>(dimensions))
    rows.emplace_back(row, row + static_cast<long>(dimensions));
  const active<double> loss = calc_loss(rows, which);
  return {loss.value(), t.gradient(loss)};
}

evaluation by_formula(const std::vector<double>& at, push which) {
  const auto evaluate = [&at](const auto& f) {
    auto r = f(v = at, i = vectors);
    return evaluation{r.value, r[v]};
  };
  return which == push::scalar_sum ? evaluate(formula_of_scalar_sum)
                                   : evaluate(formula_of_vector_sum);
}

double norm_of(const std::vector<double>& x) {
  double sum_of_squares = 0;
  for (const double e : x) sum_of_squares += e * e;
  return std::sqrt(sum_of_squares);
}

void scale_rows(std::vector<double>& at) {
  const std::size_t dimensions = at.size() / vectors;
  for (std::size_t row = 0; row < at.size(); row += dimensions) {
    const std::vector<double> one(at.begin() + static_cast<long>(row),
                                  at.begin() + static_cast<long>(row + dimensions));
    const double scale = radius / norm_of(one);
    for (std::size_t k = row; k < row + dimensions; ++k) at[k] *= scale;
  }
}

// Between all pairs of vectors, in degrees, the smallest first.
std::vector<double> angles(const std::vector<double>& at) {
  const std::size_t dimensions = at.size() / vectors;
  std::vector<double> all;
  for (std::size_t a = 0; a < vectors; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      double cosine = 0;
      for (std::size_t k = 0; k < dimensions; ++k)
        cosine += at[a * dimensions + k] * at[b * dimensions + k];
      cosine = std::clamp(cosine / (radius * radius), -1.0, 1.0);
      all.push_back(std::acos(cosine) * 180 / pi);
    }
  std::sort(all.begin(), all.end());
  return all;
}
double smallest_angle(const std::vector<double>& at) { return angles(at).front(); }

// A line that is written over on a terminal, and left out elsewhere.
void show_progress(int step, int steps, double loss, double angle) {
  if (isatty(STDOUT_FILENO) == 0) return;
  std::printf("\r  step %d of %d, loss %.4g, smallest angle %.2f   ", step, steps, loss, angle);
  if (step == steps) std::printf("\r%70s\r", "");
  std::fflush(stdout);
}

struct descent {
  std::vector<double> losses;  // each before its step
  std::vector<double> end;
  double first_gradient = 0;
  double worst_difference = 0;  // between tape and formula, of the largest entry
};

// The article's steps: rate 0.001, times 0.7 after every 100; the gradient is clipped at 200.
descent descend(std::vector<double> at, push which) {
  constexpr int steps = 500;
  tape<double> t;
  descent result;
  double rate = 0.001;
  for (int step = 1; step <= steps; ++step) {
    scale_rows(at);
    const auto [loss, gradient] = on_the_tape(t, at, which);
    result.losses.push_back(loss);
    const double norm = norm_of(gradient);
    if (step == 1) result.first_gradient = norm;
    if (step % 100 == 1) {
      const evaluation other = by_formula(at, which);
      for (std::size_t k = 0; k < at.size(); ++k)
        result.worst_difference =
            std::max(result.worst_difference, std::abs(gradient[k] - other.gradient[k]) / norm);
    }
    const double clipped = norm > 200 ? 200 / norm : 1;
    for (std::size_t k = 0; k < at.size(); ++k) at[k] -= rate * clipped * gradient[k];
    if (step % 100 == 0) rate *= 0.7;
    show_progress(step, steps, loss, smallest_angle(at));
  }
  scale_rows(at);
  result.end = at;
  return result;
}

// A start that anyone can repeat: (cos k^2, sin k^2).
std::vector<double> repeatable_start() {
  std::vector<double> at;
  for (int k = 1; k <= static_cast<int>(vectors); ++k) {
    at.push_back(radius * std::cos(k * k));
    at.push_back(radius * std::sin(k * k));
  }
  return at;
}

std::vector<double> random_start(std::size_t dimensions) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> draw;
  std::vector<double> at(vectors * dimensions);
  std::generate(at.begin(), at.end(), [&] { return draw(engine); });
  scale_rows(at);
  return at;
}

std::string arrows(const std::vector<double>& at, const char* name) {
  std::string text = std::string("$") + name + " << EOD\n";
  for (std::size_t k = 0; k < at.size(); k += 2)
    text += "0 0 " + std::to_string(at[k]) + " " + std::to_string(at[k + 1]) + "\n";
  return text + "EOD\n";
}

std::string smallest(const std::vector<double>& at) {
  char text[48];
  std::snprintf(text, sizeof text, "smallest angle %.1f degrees", smallest_angle(at));
  return text;
}

// In two dimensions: the vectors before and after.
void draw_vectors(const std::string& file, const std::string& loss,
                  const std::vector<double>& start, const std::vector<double>& end) {
  gnuplot::draw_svg(file,
                    arrows(start, "start") + arrows(end, "end") +
                        "set xrange [-1.05:1.05]\nset yrange [-1.05:1.05]\nunset key\n"
                        "unset tics\nunset border\nset size ratio 1\n"
                        "set multiplot layout 1,2 title '" +
                        loss +
                        "' font ',16'\n"
                        "set title \"before\\n" +
                        smallest(start) +
                        "\"\n"
                        "plot $start with vectors lc rgb '#3465a4'\n"
                        "set title \"after 500 steps\\n" +
                        smallest(end) +
                        "\"\n"
                        "plot $end with vectors lc rgb '#3465a4'\nunset multiplot\n",
                    "900,520");
}

std::string sorted_angles(const std::vector<double>& at, const char* name) {
  std::string text = std::string("$") + name + " << EOD\n";
  for (const double angle : angles(at)) text += gnuplot::number(angle) + "\n";
  return text + "EOD\n";
}

// In more dimensions: the angles of all pairs, which cannot all be above that of a simplex.
void draw_angles(const std::string& file, const std::string& loss, const std::vector<double>& start,
                 const std::vector<double>& end) {
  gnuplot::draw_svg(file,
                    sorted_angles(start, "start") + sorted_angles(end, "end") + "set title '" +
                        loss +
                        ", 32 dimensions'\nset xlabel 'pairs of vectors, sorted'\n"
                        "set ylabel 'angle (degrees)'\nset key left top\n"
                        "plot $start with lines lw 2 lc rgb '#888a85' title 'before', "
                        "$end with lines lw 2 lc rgb '#3465a4' title 'after 500 steps', " +
                        gnuplot::number(std::acos(-1.0 / (vectors - 1)) * 180 / pi) +
                        " with lines dt 2 lc rgb '#cc0000' title 'as far as can be'\n",
                    "800,500");
}

void draw(push which, const std::vector<double>& start, const std::vector<double>& end) {
  const bool scalar = which == push::scalar_sum;
  const std::string loss = scalar ? "scalar sum of the pushes" : "vector sum of the pushes";
  const std::string file = scalar ? "03_scalar_sum" : "03_vector_sum";
  if (start.size() == 2 * vectors) draw_vectors(file + ".svg", loss, start, end);
  else draw_angles(file + "_32.svg", loss, start, end);
}

// To the printed digits.
bool near(double ours, double golden) { return std::abs(ours - golden) <= 5e-8 * golden; }

struct golden {
  double step_1, step_2, step_3, step_5, first_gradient;
};

// Whether a run from the repeatable start goes as a NumPy replay of the article's code went.
bool agrees(const descent& run, const golden& g) {
  return near(run.losses[0], g.step_1) && near(run.losses[1], g.step_2) &&
         near(run.losses[2], g.step_3) && near(run.losses[4], g.step_5) &&
         near(run.first_gradient, g.first_gradient);
}

bool show(const char* name, const std::vector<double>& start, push which, double at_least) {
  const descent run = descend(start, which);
  const double angle = smallest_angle(run.end);
  std::printf("%-22s %10.3f %10.3f %12.5g %12.5g\n", name, smallest_angle(start), angle,
              run.losses.front(), run.losses.back());
  draw(which, start, run.end);
  bool fine = run.worst_difference < 1e-10 && angle > at_least;
  if (run.worst_difference >= 1e-10)
    std::printf("tape and formula differ by %g\n", run.worst_difference);
  if (start == repeatable_start()) {
    const golden expected =
        which == push::scalar_sum
            ? golden{12400.70317, 5217.384185, 1512.545568, 995.4042126, 1412344.9}
            : golden{9772.990926, 4399.204562, 1451.972553, 632.0091002, 1034443.5};
    if (!agrees(run, expected)) {
      std::printf("the first steps differ from the article's\n");
      fine = false;
    }
  }
  return fine;
}

}  // namespace

int main() {
  std::printf("%-22s %10s %10s %12s %12s\n", "smallest angle, loss", "before", "after", "first",
              "last");
  bool fine = show("2-D, scalar sum", repeatable_start(), push::scalar_sum, 13);
  fine = show("2-D, vector sum", repeatable_start(), push::vector_sum, 13) && fine;
  fine = show("32-D, scalar sum", random_start(32), push::scalar_sum, 65) && fine;
  fine = show("32-D, vector sum", random_start(32), push::vector_sum, 80) && fine;
  std::printf("as far as can be: 18 degrees in 2-D, %.3f in 32-D\n",
              std::acos(-1.0 / (vectors - 1)) * 180 / pi);
  return fine ? 0 : 1;
}
