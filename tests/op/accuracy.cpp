// How many units in the last place a result or a derivative may be away from the exact one, for
// each operation over its whole domain, by SIMD packs and by the tape: at most what
// docs/numerics.md says.
#include "support/operations.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support/compiled_operations.hpp"

using namespace tapeless;
using tests::domain;
using tests::exact;

namespace {

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

template <class T, class Row>
void measure(const Row& row) {
  const std::vector<T> at = numbers<T>(row.of, 1);
  const tests::evaluated<std::vector<T>> packs = tests::in_packs<T>(row.name, at);
  errors& worst = table[row.name][sizeof(T) == 8];
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact e(at[i]), right = row.value(e), right_slope = row.slope(e);
    count(worst.value, ulps(packs.value[i], right));
    count(worst.derivative, ulps(packs.by_x[i], right_slope));
    tape<T> t;
    const active<T> taped = row.f(t.input(at[i]));
    count(worst.value, ulps(taped.value(), right));
    count(worst.derivative, ulps(t.gradient(taped)[0], right_slope));
  }
}

template <class T, class Row>
void measure_two(const Row& row) {
  const std::vector<T> at = numbers<T>(row.of_x, 1), beside = numbers<T>(row.of_y, 2);
  const tests::evaluated<std::vector<T>> packs = tests::in_packs<T>(row.name, at, beside);
  errors& worst = table[row.name][sizeof(T) == 8];
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact a(at[i]), b(beside[i]);
    const exact right = row.value(a, b), right_x = row.by_x(a, b), right_y = row.by_y(a, b);
    count(worst.value, ulps(packs.value[i], right));
    count(worst.derivative, ulps(packs.by_x[i], right_x));
    count(worst.derivative, ulps(packs.by_y[i], right_y));
    tape<T> t;
    const auto u = t.input(at[i]), v = t.input(beside[i]);
    const active<T> taped = row.f(u, v);
    const std::vector<T> slopes = t.gradient(taped);
    count(worst.value, ulps(taped.value(), right));
    count(worst.derivative, ulps(slopes[0], right_x));
    count(worst.derivative, ulps(slopes[1], right_y));
  }
}

template <class T>
void measure_all() {
  tests::each_of(tests::operations<T>(), [](const auto& row) { measure<T>(row); });
  tests::each_of(tests::operations_of_two<T>(), [](const auto& row) { measure_two<T>(row); });
}

// What the page promises: name, value and derivative in double, then in float.
std::map<std::string, std::map<bool, errors>> promised() {
  std::ifstream page(TAPELESS_DOCS "/numerics.md");
  std::map<std::string, std::map<bool, errors>> all;
  for (std::string line; std::getline(page, line);) {
    char name[32] = {};
    double v = 0, d = 0, vf = 0, df = 0;
    if (std::sscanf(line.c_str(), "| %31[a-z0-9_] | %lf | %lf | %lf | %lf |", name, &v, &d, &vf,
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
