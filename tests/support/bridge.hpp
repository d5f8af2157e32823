// A compiled formula on the tape against loops over scalars.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "random.hpp"
#include "taped.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

// Results, one way and the other: f(t, inputs) gives two ranges of numbers.
template <class T = double, class F>
void check_results(const F& f, const std::vector<T>& at) {
  tape<T> t;
  const auto [made, wanted] = f(t, t.inputs(at));
  BOOST_TEST_REQUIRE(made.size() == wanted.size());
  const long double tolerance = sizeof(T) == 4 ? 1e-5L : 1e-13L;
  const std::vector<T> all = t.jacobian(made);
  for (std::size_t r = 0; r < made.size(); ++r) {
    BOOST_TEST(near(made[r].value(), wanted[r].value(), tolerance));
    const std::vector<T> slopes = t.gradient(wanted[r]), alone = t.gradient(made[r]);
    for (std::size_t s = 0; s < at.size(); ++s) {
      BOOST_TEST(near(alone[s], slopes[s], tolerance),
                 "row " << r << " slope " << s << " is " << alone[s] << ", not " << slopes[s]);
      BOOST_TEST(near(all[r * at.size() + s], slopes[s], tolerance));
    }
  }
}

template <class X>
std::pair<std::vector<X>, std::vector<X>> one(const X& made, const X& wanted) {
  return {{made}, {wanted}};
}

inline std::vector<double> some(std::size_t size) {
  return random_numbers(11).tensor(size, {0.2, 1.5});
}

}  // namespace tapeless::tests
