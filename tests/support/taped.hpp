// One function of a vector of numbers, three ways: in plain double, by the tape, and by finite
// differences in long double.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "finite_difference.hpp"
#include "near.hpp"
#include "tapeless/tape.hpp"

namespace tapeless::tests {

// The gradient of f by the tape, alone on a tape of its own.
template <class T, class F>
std::vector<T> slopes_by_tape(const F& f, const std::vector<T>& at) {
  tape<T> t;
  const std::vector<active<T>> x = t.inputs(at);
  const active<T> y = f(x);
  return t.gradient(y);
}

template <class F>
std::vector<long double> slopes_by_differences(const F& f, const std::vector<double>& at,
                                               long double step = 1e-4L) {
  std::vector<long double> x(at.begin(), at.end()), slopes;
  for (long double& moved : x) {
    const long double here = moved;
    const auto moved_to = [&](long double to) {
      moved = to;
      const long double y = f(x);
      moved = here;
      return y;
    };
    slopes.push_back(finite_difference(moved_to, here, step));
  }
  return slopes;
}

inline void check_near(const std::vector<double>& slopes, const std::vector<long double>& wanted,
                       long double tolerance) {
  BOOST_TEST_REQUIRE(slopes.size() == wanted.size());
  for (std::size_t i = 0; i < slopes.size(); ++i)
    BOOST_TEST(near(slopes[i], wanted[i], tolerance),
               "slope " << i << " is " << slopes[i] << ", not " << wanted[i]);
}

// f takes a std::vector of any number type.
template <class F>
void check_slopes(const F& f, const std::vector<double>& at, long double tolerance = 1e-10L) {
  tape<double> t;
  const active<double> y = f(t.inputs(at));
  check_near({y.value()}, {static_cast<long double>(f(at))}, 1e-14L);
  check_near(t.gradient(y), slopes_by_differences(f, at), tolerance);
}

// What something complains about; "" when it does not.
template <class F>
std::string complaint(const F& f) {
  try {
    f();
  } catch (const error& e) {
    return e.what();
  }
  return "";
}

}  // namespace tapeless::tests
