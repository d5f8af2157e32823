// How many units in the last place a result or a derivative may be away from the exact one, for
// each operation over its whole domain, by SIMD packs and by the tape: at most what
// docs/numerics.md says.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

using exact = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<60>,
                                            boost::multiprecision::et_off>;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);

// In units of the last place that T has there. What overflows is not compared.
template <class T>
double ulps(T result, const exact& right) {
  const T rounded = static_cast<T>(right);
  if (result == rounded || !std::isfinite(rounded)) return 0;
  if (!std::isfinite(result)) return HUGE_VAL;
  int exponent = 0;
  std::frexp(rounded, &exponent);
  exponent = std::max(exponent, std::numeric_limits<T>::min_exponent);
  const exact unit = ldexp(exact(1), exponent - std::numeric_limits<T>::digits);
  return static_cast<double>(abs(exact(result) - right) / unit);
}

struct domain {
  double first, last;
};

// Numbers of all sizes, of both signs, and spread evenly.
template <class T>
std::vector<T> numbers(domain d, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> part(0, 1);
  const double largest = std::max(std::abs(d.first), std::abs(d.last));
  const double smallest = static_cast<double>(std::numeric_limits<T>::min());
  std::vector<T> all;
  while (all.size() < 3000) {
    double at = d.first + (d.last - d.first) * part(random);
    if (all.size() % 3 == 0) {
      const double where = part(random);
      const double size = (1 - where) * std::log(smallest) + where * std::log(largest);
      at = std::copysign(std::exp(size), part(random) - 0.5);
    }
    if (all.size() % 3 == 1)
      at = std::copysign(1e-3 * largest * std::pow(1e3, part(random)), part(random) - 0.5);
    if (at >= d.first && at <= d.last) all.push_back(static_cast<T>(at));
  }
  return all;
}

// The worst errors of an operation: of the value, and of the derivatives.
struct errors {
  double value = 0, derivative = 0;
};
std::map<std::string, std::map<bool, errors>> table;  // by name, and whether it is double

void count(double& worst, double error) { worst = std::max(worst, error); }

template <class T, class F, class Value, class Slope>
void measure(const char* name, domain d, F f, Value value, Slope slope) {
  const std::vector<T> at = numbers<T>(d, 1);
  const auto z = function(f(x))(x = at);
  const auto g = gradient(sum(f(x)), wrt(x))(x = at);
  errors& worst = table[name][sizeof(T) == 8];
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact e(at[i]), right = value(e), right_slope = slope(e);
    count(worst.value, ulps(z[i], right));
    count(worst.derivative, ulps(g[x][i], right_slope));
    tape<T> t;
    const active<T> taped = f(t.input(at[i]));
    count(worst.value, ulps(taped.value(), right));
    count(worst.derivative, ulps(t.gradient(taped)[0], right_slope));
  }
}

template <class T, class F, class Value, class ByX, class ByY>
void measure_two(const char* name, domain d, domain e, F f, Value value, ByX by_x, ByY by_y) {
  const std::vector<T> at = numbers<T>(d, 1), beside = numbers<T>(e, 2);
  const auto z = function(f(x, y))(x = at, y = beside);
  const auto g = gradient(sum(f(x, y)), wrt(x, y))(x = at, y = beside);
  errors& worst = table[name][sizeof(T) == 8];
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact a(at[i]), b(beside[i]);
    const exact right = value(a, b), right_x = by_x(a, b), right_y = by_y(a, b);
    count(worst.value, ulps(z[i], right));
    count(worst.derivative, ulps(g[x][i], right_x));
    count(worst.derivative, ulps(g[y][i], right_y));
    tape<T> t;
    const auto u = t.input(at[i]), v = t.input(beside[i]);
    const active<T> taped = f(u, v);
    const std::vector<T> slopes = t.gradient(taped);
    count(worst.value, ulps(taped.value(), right));
    count(worst.derivative, ulps(slopes[0], right_x));
    count(worst.derivative, ulps(slopes[1], right_y));
  }
}

template <class T>
void measure_all() {
  const bool wide = sizeof(T) == 8;
  const double most = wide ? 1e300 : 1e37, root = wide ? 1e150 : 1e18, most_exp = wide ? 709 : 88;
  const domain all{-most, most}, positive{0, most}, roots{-root, root};
  const auto one_of_two = [](const exact&, const exact&) { return exact(1); };
  const auto sigma = [](const exact& e) { return exact(1 / (1 + exp(-e))); };
  const auto logistic_slope = [](const exact& e) {
    return exact(exp(-abs(e)) / pow(1 + exp(-abs(e)), 2));
  };

  measure<T>(
      "neg", all, [](auto u) { return -u; }, [](const exact& e) { return exact(-e); },
      [](const exact&) { return exact(-1); });
  measure<T>(
      "square", roots, [](auto u) { return square(u); },
      [](const exact& e) { return exact(e * e); }, [](const exact& e) { return exact(2 * e); });
  measure<T>(
      "sqrt", positive, [](auto u) { return sqrt(u); },
      [](const exact& e) { return exact(sqrt(e)); },
      [](const exact& e) { return exact(1 / (2 * sqrt(e))); });
  measure<T>(
      "abs", all, [](auto u) { return abs(u); }, [](const exact& e) { return exact(abs(e)); },
      [](const exact& e) { return exact(e < 0 ? -1 : 1); });
  measure<T>(
      "relu", all, [](auto u) { return relu(u); },
      [](const exact& e) { return exact(e < 0 ? exact(0) : e); },
      [](const exact& e) { return exact(e < 0 ? 0 : 1); });
  measure<T>(
      "exp", {-most_exp, most_exp}, [](auto u) { return exp(u); },
      [](const exact& e) { return exact(exp(e)); }, [](const exact& e) { return exact(exp(e)); });
  measure<T>(
      "expm1", {-most_exp, most_exp}, [](auto u) { return expm1(u); },
      [](const exact& e) { return exact(boost::multiprecision::expm1(e)); },
      [](const exact& e) { return exact(exp(e)); });
  measure<T>(
      "log", positive, [](auto u) { return log(u); }, [](const exact& e) { return exact(log(e)); },
      [](const exact& e) { return exact(1 / e); });
  measure<T>(
      "log1p", {-0.999999, most}, [](auto u) { return log1p(u); },
      [](const exact& e) { return exact(boost::multiprecision::log1p(e)); },
      [](const exact& e) { return exact(1 / (1 + e)); });
  measure<T>(
      "sin", {-1e5, 1e5}, [](auto u) { return sin(u); },
      [](const exact& e) { return exact(sin(e)); }, [](const exact& e) { return exact(cos(e)); });
  measure<T>(
      "cos", {-1e5, 1e5}, [](auto u) { return cos(u); },
      [](const exact& e) { return exact(cos(e)); }, [](const exact& e) { return exact(-sin(e)); });
  measure<T>(
      "tan", {-1e5, 1e5}, [](auto u) { return tan(u); },
      [](const exact& e) { return exact(tan(e)); },
      [](const exact& e) { return exact(1 + pow(tan(e), 2)); });
  measure<T>(
      "tanh", {-most_exp, most_exp}, [](auto u) { return tanh(u); },
      [](const exact& e) { return exact(tanh(e)); },
      [](const exact& e) { return exact(1 / pow(cosh(e), 2)); });
  measure<T>(
      "asin", {-1, 1}, [](auto u) { return asin(u); },
      [](const exact& e) { return exact(asin(e)); },
      [](const exact& e) { return exact(1 / sqrt((1 - e) * (1 + e))); });
  measure<T>(
      "acos", {-1, 1}, [](auto u) { return acos(u); },
      [](const exact& e) { return exact(acos(e)); },
      [](const exact& e) { return exact(-1 / sqrt((1 - e) * (1 + e))); });
  measure<T>(
      "atan", roots, [](auto u) { return atan(u); }, [](const exact& e) { return exact(atan(e)); },
      [](const exact& e) { return exact(1 / (1 + e * e)); });
  measure<T>(
      "sigmoid", {-most_exp, most_exp}, [](auto u) { return sigmoid(u); }, sigma, logistic_slope);
  measure<T>(
      "softplus", {-most_exp, most_exp}, [](auto u) { return softplus(u); },
      [](const exact& e) { return exact(boost::multiprecision::log1p(exp(e))); }, sigma);
  measure<T>(
      "sign", all, [](auto u) { return u * sign(u); }, [](const exact& e) { return exact(abs(e)); },
      [](const exact& e) { return exact(e < 0 ? -1 : 1); });
  measure_two<T>(
      "add", all, all, [](auto u, auto v) { return u + v; },
      [](const exact& a, const exact& b) { return exact(a + b); }, one_of_two, one_of_two);
  measure_two<T>(
      "sub", all, all, [](auto u, auto v) { return u - v; },
      [](const exact& a, const exact& b) { return exact(a - b); }, one_of_two,
      [](const exact&, const exact&) { return exact(-1); });
  measure_two<T>(
      "mul", roots, roots, [](auto u, auto v) { return u * v; },
      [](const exact& a, const exact& b) { return exact(a * b); },
      [](const exact&, const exact& b) { return b; },
      [](const exact& a, const exact&) { return a; });
  measure_two<T>(
      "div", roots, roots, [](auto u, auto v) { return u / v; },
      [](const exact& a, const exact& b) { return exact(a / b); },
      [](const exact&, const exact& b) { return exact(1 / b); },
      [](const exact& a, const exact& b) { return exact(-a / (b * b)); });
  measure_two<T>(
      "max", all, all, [](auto u, auto v) { return max(u, v); },
      [](const exact& a, const exact& b) { return a > b ? a : b; },
      [](const exact& a, const exact& b) { return exact(a > b ? 1 : 0); },
      [](const exact& a, const exact& b) { return exact(a > b ? 0 : 1); });
  measure_two<T>(
      "min", all, all, [](auto u, auto v) { return min(u, v); },
      [](const exact& a, const exact& b) { return a < b ? a : b; },
      [](const exact& a, const exact& b) { return exact(a < b ? 1 : 0); },
      [](const exact& a, const exact& b) { return exact(a < b ? 0 : 1); });
  measure_two<T>(
      "pow", positive, {-3, 3}, [](auto u, auto v) { return pow(u, v); },
      [](const exact& a, const exact& b) { return exact(pow(a, b)); },
      [](const exact& a, const exact& b) { return exact(b * pow(a, b - 1)); },
      [](const exact& a, const exact& b) { return exact(pow(a, b) * log(a)); });
}

// What the page promises: name, value and derivative in double, then in float.
std::map<std::string, std::map<bool, errors>> promised() {
  std::ifstream page(TAPELESS_DOCS "/numerics.md");
  std::map<std::string, std::map<bool, errors>> all;
  for (std::string line; std::getline(page, line);) {
    char name[32] = {};
    double v = 0, d = 0, vf = 0, df = 0;
    if (std::sscanf(line.c_str(), "| %31[a-z0-9] | %lf | %lf | %lf | %lf |", name, &v, &d, &vf,
                    &df) != 5)
      continue;
    all[name][true] = {v, d};
    all[name][false] = {vf, df};
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_operation) {
  measure_all<double>();
  measure_all<float>();
  auto page = promised();
  std::puts("worst errors in units of the last place: value, derivative; double, then float");
  for (auto& [name, row] : table) {
    std::printf("| %s | %.1f | %.1f | %.1f | %.1f |\n", name.c_str(), row[true].value,
                row[true].derivative, row[false].value, row[false].derivative);
    for (const bool wide : {true, false}) {
      BOOST_TEST(row[wide].value <= page[name][wide].value, name);
      BOOST_TEST(row[wide].derivative <= page[name][wide].derivative, name);
      BOOST_TEST((page[name][wide].value <= 8 && page[name][wide].derivative <= 8), name);
    }
  }
}
