// Every operation where numbers are 0, infinite, undefined, very large or very small: formulas in
// packs and one by one, tapes and duals have one answer.
#include "support/operations.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "support/compiled_operations.hpp"
#include "support/near.hpp"

using namespace tapeless;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> corners{0.0,    -0.0,    1.0,    -1.0, 0.5,  -0.5,     2,
                                  -2,     800,     -800,   1e5,  -1e5, 1e300,    -1e300,
                                  1e-300, -1e-300, 1e-310, inf,  -inf, undefined};

bool is_same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || tests::ulps(a, static_cast<long double>(b)) <= 8;
}

// Whether two engines give one slope. (Where the value is NaN, one may have left out 0 times NaN.)
void check_slope(const std::string& what, double value, double slope, double wanted) {
  const bool left_out = std::isnan(value) && (slope == 0 || wanted == 0);
  BOOST_TEST((left_out || is_same(slope, wanted)),
             "slope " << what << " is " << slope << ", alone " << wanted);
}
void check_value(const std::string& what, double value, double wanted) {
  BOOST_TEST(is_same(value, wanted), what << " is " << value << ", alone " << wanted);
}

template <class Row>
void check_corners(const Row& row) {
  const tests::evaluated<std::vector<double>> packs = tests::in_packs(row.name, corners);
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double at = corners[i];
    const std::string what = std::string("of ") + row.name + " at " + std::to_string(at);
    const tests::evaluated<double> one = tests::alone(row.name, at);
    check_value(what + " in packs", packs.value[i], one.value);
    check_slope(what + " in packs", one.value, packs.by_x[i], one.by_x);

    tape<double> t;
    const active<double> taped = row.f(t.input(at));
    check_value(what + " on the tape", taped.value(), one.value);
    check_slope(what + " on the tape", one.value, t.gradient(taped)[0], one.by_x);

    const dual<double, 1> forwards = row.f(dual<double, 1>(at, 0));
    check_value(what + " forwards", forwards.value(), one.value);
    check_slope(what + " forwards", one.value, forwards.derivative(0), one.by_x);
  }
}

template <class Row>
void check_corners_of_two(const Row& row) {
  std::vector<double> first, second;
  for (const double a : corners)
    for (const double b : corners) first.push_back(a), second.push_back(b);
  const tests::evaluated<std::vector<double>> packs = tests::in_packs(row.name, first, second);
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double a = first[i], b = second[i];
    const std::string what =
        std::string("of ") + row.name + " at " + std::to_string(a) + " and " + std::to_string(b);
    const dual<double, 2> z = row.f(dual<double, 2>(a, 0), dual<double, 2>(b, 1));
    check_value(what + " in packs", packs.value[i], z.value());
    check_slope(what + " in packs by the first", z.value(), packs.by_x[i], z.derivative(0));
    check_slope(what + " in packs by the second", z.value(), packs.by_y[i], z.derivative(1));

    tape<double> t;
    const active<double> p = t.input(a), q = t.input(b), taped = row.f(p, q);
    const std::vector<double> slopes = t.gradient(taped);
    check_value(what + " on the tape", taped.value(), z.value());
    check_slope(what + " on the tape by the first", z.value(), slopes[0], z.derivative(0));
    check_slope(what + " on the tape by the second", z.value(), slopes[1], z.derivative(1));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(operations_of_one_number) {
  tests::each_of(tests::operations<double>(), [](const auto& row) { check_corners(row); });
}

BOOST_AUTO_TEST_CASE(operations_of_two_numbers) {
  tests::each_of(tests::operations_of_two<double>(),
                 [](const auto& row) { check_corners_of_two(row); });
}
