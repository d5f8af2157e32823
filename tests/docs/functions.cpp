// The code of docs/functions.md.
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numbers>
#include <vector>

using namespace tapeless::names;

namespace {

constexpr auto n = axis<"n">;
constexpr auto v = input<"v">(n);
constexpr auto force = input<"force">(n);

double look_up(double speed) { return speed < 1 ? speed : 2 * speed - 1; }
double look_up_slope(double speed) { return speed < 1 ? 1 : 2; }

constexpr auto drag = with_derivative<"drag">([](double speed) { return look_up(speed); },
                                              [](double speed) { return look_up_slope(speed); });
constexpr auto fit = gradient(sum(square(drag(v) - force)), wrt(v));

constexpr auto misses = drag(v) - force;
constexpr auto worst = max(abs(misses));
constexpr auto checked = gradient(sum(square(misses)), wrt(v), also(worst, misses));

constexpr auto option = axis<"option">;
constexpr auto spot = input<"spot">(option);
constexpr auto volatility = input<"volatility">(option);
constexpr auto strike = input<"strike">(option);
constexpr auto years = input<"years">(option);
constexpr auto rate = input<"rate">;

constexpr auto deviation = volatility * sqrt(years);
constexpr auto d1 = (log(spot / strike) + rate * years) / deviation + deviation / 2_c;
constexpr auto call =
    spot * normal_cdf(d1) - strike * exp(-rate * years) * normal_cdf(d1 - deviation);
constexpr auto greeks = gradient(sum(call), wrt(spot, volatility, rate), also(call));
constexpr auto gammas = jacobian(normal_cdf(d1), wrt(spot));

using numbers = std::vector<double>;
using boost::test_tools::tolerance;

double cdf(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }
double pdf(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_function_of_your_own) {
  const auto r = fit(v = numbers{0.5, 3}, force = numbers{0, 4});
  BOOST_TEST(r.value == 1.25);
  BOOST_TEST((r[v] == numbers{1, 4}));
}

BOOST_AUTO_TEST_CASE(several_results) {
  const auto [value, by_v, w, all] = checked(v = numbers{0.5, 3}, force = numbers{0, 4});
  BOOST_TEST(value == 1.25);
  BOOST_TEST((by_v == numbers{1, 4}));
  BOOST_TEST(w == 1);
  BOOST_TEST((all == numbers{0.5, 1}));
}

// Against the closed forms (Hull, "Options, futures, and other derivatives").
BOOST_AUTO_TEST_CASE(black_and_scholes) {
  const numbers s{42, 100, 100, 80, 250}, k{40, 100, 130, 120, 230}, t{0.5, 1, 0.25, 2, 0.01};
  const numbers sigma{0.2, 0.25, 0.4, 0.1, 0.5};
  const double r = 0.1;
  const auto all = greeks(spot = s, volatility = sigma, strike = k, years = t, rate = r);
  const auto bends = gammas(spot = s, volatility = sigma, strike = k, years = t, rate = r);
  double total = 0, rho = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const double w = sigma[i] * std::sqrt(t[i]);
    const double a = (std::log(s[i] / k[i]) + r * t[i]) / w + w / 2, b = a - w;
    const double paid = k[i] * std::exp(-r * t[i]);
    total += s[i] * cdf(a) - paid * cdf(b);
    rho += t[i] * paid * cdf(b);
    BOOST_TEST(all[call][i] == s[i] * cdf(a) - paid * cdf(b), tolerance(1e-12));
    BOOST_TEST(all[spot][i] == cdf(a), tolerance(1e-12));
    BOOST_TEST(all[volatility][i] == s[i] * pdf(a) * std::sqrt(t[i]), tolerance(1e-12));
    BOOST_TEST(bends[spot][i * s.size() + i] == pdf(a) / (s[i] * w), tolerance(1e-12));
  }
  BOOST_TEST(all.value == total, tolerance(1e-12));
  BOOST_TEST(all[rate] == rho, tolerance(1e-12));
}

// Hull's example: a call worth 4.76, by hand.
BOOST_AUTO_TEST_CASE(the_textbook) {
  const auto r = greeks(spot = numbers{42}, volatility = numbers{0.2}, strike = numbers{40},
                        years = numbers{0.5}, rate = 0.1);
  BOOST_TEST(std::round(100 * r.value) == 476);
}
