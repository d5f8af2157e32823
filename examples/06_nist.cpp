// Nonlinear regression to the digits that NIST certifies: all 27 problems of its Statistical
// Reference Datasets (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml), from both starts,
// by Levenberg and Marquardt's method on the compiled normal equations.
//
// How many digits agree is measured as NIST suggests: -log10 of the relative error of the worst
// parameter. The certified values have 11 digits.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gnuplot.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto z = input<"z">(n);
constexpr auto y = input<"y">(n);
constexpr auto b1 = input<"b1">;
constexpr auto b2 = input<"b2">;
constexpr auto b3 = input<"b3">;
constexpr auto b4 = input<"b4">;
constexpr auto b5 = input<"b5">;
constexpr auto b6 = input<"b6">;
constexpr auto b7 = input<"b7">;
constexpr auto b8 = input<"b8">;
constexpr auto b9 = input<"b9">;
constexpr auto pi = 3.141592653589793_c;

// The models.
constexpr auto saturation = b1 * (1_c - exp(-b2 * x));
constexpr auto misra1b = b1 * (1_c - 1_c / square(1_c + b2 * x / 2_c));
constexpr auto misra1c = b1 * (1_c - 1_c / sqrt(1_c + 2_c * b2 * x));
constexpr auto misra1d = b1 * b2 * x / (1_c + b2 * x);
constexpr auto chwirut = exp(-b1 * x) / (b2 + b3 * x);
constexpr auto lanczos = b1 * exp(-b2 * x) + b3 * exp(-b4 * x) + b5 * exp(-b6 * x);
constexpr auto gauss =
    b1 * exp(-b2 * x) + b3 * exp(-square((x - b4) / b5)) + b6 * exp(-square((x - b7) / b8));
constexpr auto danwood = b1 * pow(x, b2);
constexpr auto kirby2 = (b1 + x * (b2 + x * b3)) / (1_c + x * (b4 + x * b5));
constexpr auto cubics = (b1 + x * (b2 + x * (b3 + x * b4))) / (1_c + x * (b5 + x * (b6 + x * b7)));
constexpr auto nelson = b1 - b2 * x * exp(-b3 * z);  // of log y
constexpr auto mgh17 = b1 + b2 * exp(-b4 * x) + b3 * exp(-b5 * x);
constexpr auto roszman1 = b1 - b2 * x - atan(b3 / (x - b4)) / pi;
constexpr auto year = 2_c * pi * x / 12_c;
constexpr auto first = 2_c * pi * x / b4;
constexpr auto second = 2_c * pi * x / b7;
constexpr auto enso = b1 + b2 * cos(year) + b3 * sin(year) + b5 * cos(first) + b6 * sin(first) +
                      b8 * cos(second) + b9 * sin(second);
constexpr auto mgh09 = b1 * x * (x + b2) / (x * (x + b3) + b4);
constexpr auto rat42 = b1 / (1_c + exp(b2 - b3 * x));
constexpr auto rat43 = b1 * exp(-log1p(exp(b2 - b3 * x)) / b4);
constexpr auto mgh10 = b1 * exp(b2 / (x + b3));
constexpr auto eckerle4 = b1 / b2 * exp(-0.5_c * square((x - b3) / b2));
constexpr auto bennett5 = b1 * exp(-log(b2 + x) / b3);

struct problem {
  std::vector<double> start[2], certified;
  std::vector<double> y, x, z;
};

std::vector<double> numbers_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<double> all;
  for (double number = 0; in >> number;) all.push_back(number);
  return all;
}

// Lines "# start 1: ...", "# certified: ...", a header, and rows of y, x and perhaps another x.
problem read(const std::string& name) {
  problem p;
  std::ifstream in(DATA "nist/" + name + ".csv");
  for (std::string line; std::getline(in, line);) {
    const auto after = [&line](const char* what) {
      return line.rfind(what, 0) == 0 ? numbers_in(line.substr(std::string(what).size()))
                                      : std::vector<double>();
    };
    if (line[0] == '#') {
      if (auto found = after("# start 1:"); !found.empty()) p.start[0] = found;
      if (auto found = after("# start 2:"); !found.empty()) p.start[1] = found;
      if (auto found = after("# certified:"); !found.empty()) p.certified = found;
      continue;
    }
    std::replace(line.begin(), line.end(), ',', ' ');
    const std::vector<double> row = numbers_in(line);
    if (row.size() < 2) continue;
    p.y.push_back(row[0]);
    p.x.push_back(row[1]);
    if (row.size() > 2) p.z.push_back(row[2]);
  }
  return p;
}

struct result {
  std::vector<double> found;
  double digits;
  int iterations;
  reason why;
};

double digits_of(const std::vector<double>& found, const std::vector<double>& certified) {
  double worst = 11;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const double error = std::abs(found[k] - certified[k]) / std::abs(certified[k]);
    worst = std::min(worst, error > 0 ? -std::log10(error) : 11);
  }
  return std::isnan(worst) ? 0 : std::max(worst, 0.0);
}

template <class Model, class... B, std::size_t... K>
result solve(Model model, boost::hana::tuple<B...> wanted, const problem& p,
             const std::vector<double>& start, std::index_sequence<K...>) {
  auto theta = parameters(B{} = start[K]...);
  const auto end = [&] {
    if constexpr (std::is_same_v<Model, std::remove_const_t<decltype(nelson)>>)
      return minimize(model - log(y), wanted, y = p.y, x = p.x, z = p.z, theta,
                      levenberg_marquardt{});
    else return minimize(model - y, wanted, y = p.y, x = p.x, theta, levenberg_marquardt{});
  }();
  const std::vector<double> found{theta[B{}]...};
  return {found, digits_of(found, p.certified), static_cast<int>(end.iterations), end.why};
}

int solved_from_1 = 0, solved_from_2 = 0, tried = 0;

template <class Model, class... B>
void show(const char* name, Model model, boost::hana::tuple<B...> wanted) {
  const problem p = read(name);
  std::printf("%-9s", name);
  ++tried;
  for (int from = 0; from < 2; ++from) {
    const result r = solve(model, wanted, p, p.start[from], std::index_sequence_for<B...>{});
    (from == 0 ? solved_from_1 : solved_from_2) += r.digits >= 6 ? 1 : 0;
    std::printf("  %5.1f digits in %4d%s", r.digits, r.iterations, r.digits >= 6 ? "" : " (!)");
    if (r.digits < 6) std::printf(" %s", std::string(to_string(r.why)).c_str());
  }
  std::printf("\n");
}

// The fit of Thurber's electron mobilities from the first start, as a picture.
void draw_thurber() {
  const problem p = read("thurber");
  const result fit =
      solve(cubics, wrt(b1, b2, b3, b4, b5, b6, b7), p, p.start[0], std::make_index_sequence<7>());
  std::string script = "$data << EOD\n";
  for (std::size_t i = 0; i < p.x.size(); ++i)
    script += std::to_string(p.x[i]) + " " + std::to_string(p.y[i]) + "\n";
  script += "EOD\n";
  for (std::size_t k = 0; k < 7; ++k)
    (script += "b") += std::to_string(k + 1) + " = " + std::to_string(fit.found[k]) + "\n";
  gnuplot::draw_svg("06_nist.svg",
                    script +
                        "set title 'Thurber: mobility of electrons in silicon (NIST)'\n"
                        "set xlabel 'logarithm of the density'\nset ylabel 'mobility'\n"
                        "set key left\n"
                        "plot $data with points pt 7 lc rgb '#888a85' title 'data', "
                        "(b1 + x*(b2 + x*(b3 + x*b4))) / (1 + x*(b5 + x*(b6 + x*b7))) "
                        "with lines lw 2 lc rgb '#204a87' title 'fit'\n");
}

}  // namespace

int main() {
  std::printf("           from start 1             from start 2\n");
  show("misra1a", saturation, wrt(b1, b2));
  show("chwirut2", chwirut, wrt(b1, b2, b3));
  show("chwirut1", chwirut, wrt(b1, b2, b3));
  show("lanczos3", lanczos, wrt(b1, b2, b3, b4, b5, b6));
  show("gauss1", gauss, wrt(b1, b2, b3, b4, b5, b6, b7, b8));
  show("gauss2", gauss, wrt(b1, b2, b3, b4, b5, b6, b7, b8));
  show("danwood", danwood, wrt(b1, b2));
  show("misra1b", misra1b, wrt(b1, b2));
  show("kirby2", kirby2, wrt(b1, b2, b3, b4, b5));
  show("hahn1", cubics, wrt(b1, b2, b3, b4, b5, b6, b7));
  show("nelson", nelson, wrt(b1, b2, b3));
  show("mgh17", mgh17, wrt(b1, b2, b3, b4, b5));
  show("lanczos1", lanczos, wrt(b1, b2, b3, b4, b5, b6));
  show("lanczos2", lanczos, wrt(b1, b2, b3, b4, b5, b6));
  show("gauss3", gauss, wrt(b1, b2, b3, b4, b5, b6, b7, b8));
  show("misra1c", misra1c, wrt(b1, b2));
  show("misra1d", misra1d, wrt(b1, b2));
  show("roszman1", roszman1, wrt(b1, b2, b3, b4));
  show("enso", enso, wrt(b1, b2, b3, b4, b5, b6, b7, b8, b9));
  show("mgh09", mgh09, wrt(b1, b2, b3, b4));
  show("thurber", cubics, wrt(b1, b2, b3, b4, b5, b6, b7));
  show("boxbod", saturation, wrt(b1, b2));
  show("rat42", rat42, wrt(b1, b2, b3));
  show("mgh10", mgh10, wrt(b1, b2, b3));
  show("eckerle4", eckerle4, wrt(b1, b2, b3));
  show("rat43", rat43, wrt(b1, b2, b3, b4));
  show("bennett5", bennett5, wrt(b1, b2, b3));
  std::printf("%d of %d to 6 digits from start 1, %d from start 2\n", solved_from_1, tried,
              solved_from_2);
  draw_thurber();
  return solved_from_1 >= 26 && solved_from_2 == tried ? 0 : 1;
}
