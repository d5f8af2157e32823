// Every function of packs against long double, lane by lane, within 4.5 units in the last place.
#include "tapeless/machine/pack.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "../support/near.hpp"
#include "../support/random.hpp"

using tapeless::machine::mask;
using tapeless::machine::pack;
using namespace tapeless::tests;

namespace {

template <class T>
std::vector<T> with_specials(interval range) {
  using limits = std::numeric_limits<T>;
  std::vector<T> data = random_numbers().tensor<T>(1000, range);
  for (const T x : {T(0), -T(0), T(1), T(-1), limits::infinity(), -limits::infinity(),
                    limits::quiet_NaN(), limits::min(), limits::epsilon(), T(0.5), T(-0.5), T(2)})
    data.push_back(x);
  return data;
}

template <class T>
void check(const char* name, interval range, auto of_pack, auto of_number) {
  for (const T x : with_specials<T>(range)) {
    // The lanes differ, so that each is seen to be its own.
    pack<T> p = pack<T>(x) * (pack<T>::steps() + pack<T>(T(1)));
    const pack<T> result = of_pack(p);
    for (int i = 0; i < pack<T>::width; ++i) {
      const long double away = ulps<T>(result.v[i], of_number(static_cast<long double>(p.v[i])));
      BOOST_TEST(away <= 4.5L,
                 name << "(" << p.v[i] << ") is " << result.v[i] << ", " << away << " ulp away");
    }
  }
}

template <class T>
void check_functions() {
  using p = pack<T>;
  using number = long double;
  check<T>(
      "abs", {-5, 5}, [](p x) { return abs(x); }, [](number x) { return std::abs(x); });
  check<T>(
      "neg", {-5, 5}, [](p x) { return -x; }, [](number x) { return -x; });
  check<T>(
      "sqrt", {0, 5}, [](p x) { return sqrt(x); }, [](number x) { return std::sqrt(x); });
  check<T>(
      "exp", {-5, 4}, [](p x) { return exp(x); }, [](number x) { return std::exp(x); });
  check<T>(
      "log", {0, 5}, [](p x) { return log(x); }, [](number x) { return std::log(x); });
  check<T>(
      "log1p", {-0.05, 5}, [](p x) { return log1p(x); }, [](number x) { return std::log1p(x); });
  check<T>(
      "expm1", {-2, 2}, [](p x) { return expm1(x); }, [](number x) { return std::expm1(x); });
  check<T>(
      "sin", {-5, 5}, [](p x) { return sin(x); }, [](number x) { return std::sin(x); });
  check<T>(
      "cos", {-5, 5}, [](p x) { return cos(x); }, [](number x) { return std::cos(x); });
  check<T>(
      "tan", {-5, 5}, [](p x) { return tan(x); }, [](number x) { return std::tan(x); });
  check<T>(
      "asin", {-0.06, 0.06}, [](p x) { return asin(x); }, [](number x) { return std::asin(x); });
  check<T>(
      "acos", {-0.06, 0.06}, [](p x) { return acos(x); }, [](number x) { return std::acos(x); });
  check<T>(
      "atan", {-5, 5}, [](p x) { return atan(x); }, [](number x) { return std::atan(x); });
  check<T>(
      "cube", {-5, 5}, [](p x) { return pow(x, p(T(3))); },
      [](number x) { return std::pow(x, 3.0L); });
  check<T>(
      "pow", {0, 5}, [](p x) { return pow(x, p(T(1.5))); },
      [](number x) { return std::pow(x, 1.5L); });
  check<T>(
      "power of", {-4, 4}, [](p x) { return pow(p(T(2)), x); },
      [](number x) { return std::pow(2.0L, x); });
}

template <class T>
void check_kinds() {
  using p = pack<T>;
  using limits = std::numeric_limits<T>;
  const p one(T(1)), other(T(0));
  const auto has = [&](mask<T> m, int lane) { return select(m, one, other).v[lane] == 1; };
  for (const T x :
       {T(0), -T(0), T(-2), limits::max(), limits::lowest(), limits::denorm_min(),
        limits::infinity(), -limits::infinity(), limits::quiet_NaN(), -limits::quiet_NaN()})
    for (int i = 0; i < p::width; ++i) {
      p mixed = one;
      mixed.v[i] = x;
      for (int lane = 0; lane < p::width; ++lane) {
        BOOST_TEST(has(is_nan(mixed), lane) == (lane == i && std::isnan(x)));
        BOOST_TEST(has(is_finite(mixed), lane) == (lane != i || std::isfinite(x)));
      }
    }
}

template <class T>
void check_masks() {
  using p = pack<T>;
  for (int live = 0; live <= p::width; ++live) {
    const p chosen = select(mask<T>::first(live), p(T(1)), p(T(2)));
    for (int i = 0; i < p::width; ++i) BOOST_TEST(chosen.v[i] == (i < live ? 1 : 2));
  }
  const p steps = p::steps(), one(T(1)), nan(std::numeric_limits<T>::quiet_NaN());
  const auto taken = [&](mask<T> m, int lane) { return select(m, one, p(T(0))).v[lane] == 1; };
  for (int i = 0; i < p::width; ++i) {
    BOOST_TEST(taken(steps < one, i) == (i < 1));
    BOOST_TEST(taken(steps <= one, i) == (i <= 1));
    BOOST_TEST(taken(steps > one, i) == (i > 1));
    BOOST_TEST(taken(steps >= one, i) == (i >= 1));
    BOOST_TEST(taken(steps == one, i) == (i == 1));
    BOOST_TEST(taken(steps != one, i) == (i != 1));
    BOOST_TEST(taken(!(steps == one), i) == (i != 1));
    BOOST_TEST(taken(steps > one && steps != one, i) == (i > 1));
    BOOST_TEST(taken(steps > one || steps == one, i) == (i >= 1));
    BOOST_TEST(!taken(nan == nan, i));
    BOOST_TEST(taken(nan != nan, i));
    BOOST_TEST(!taken(nan < one, i));
    BOOST_TEST(taken(mask<T>(true), i));
    BOOST_TEST(!taken(mask<T>(false), i));
  }
}

template <class T>
void check_memory() {
  constexpr int width = pack<T>::width;
  std::vector<T> from(static_cast<std::size_t>(3 * width + 1));
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<T>(i);
  const pack<T> near = pack<T>::load(from.data() + 1),
                apart = tapeless::machine::gather(from.data(), 3);
  for (int i = 0; i < width; ++i) {
    BOOST_TEST(near.v[i] == i + 1);
    BOOST_TEST(apart.v[i] == 3 * i);
  }
  std::vector<T> to(from.size(), T(-1));
  tapeless::machine::scatter(near, to.data(), 2);
  for (int i = 0; i < width; ++i) BOOST_TEST(to[static_cast<std::size_t>(2 * i)] == i + 1);
  near.store(to.data());
  for (int i = 0; i < width; ++i) BOOST_TEST(to[static_cast<std::size_t>(i)] == i + 1);
}

}  // namespace

BOOST_AUTO_TEST_CASE(functions_of_doubles) { check_functions<double>(); }
BOOST_AUTO_TEST_CASE(functions_of_floats) { check_functions<float>(); }
BOOST_AUTO_TEST_CASE(kinds_of_numbers) { check_kinds<double>(), check_kinds<float>(); }
BOOST_AUTO_TEST_CASE(masks) { check_masks<double>(), check_masks<float>(); }
BOOST_AUTO_TEST_CASE(memory) { check_memory<double>(), check_memory<float>(); }
