#include "tapeless/optimize/search/curvature_pairs.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless::optimizing;
using boost::test_tools::tolerance;

namespace {

using vector = std::vector<double>;

// A place of the parabola with these second derivatives on the diagonal.
point<double> place(const vector& x, const vector& steepness) {
  point<double> p{.x = x, .gradient = x};
  for (std::size_t i = 0; i < x.size(); ++i) p.gradient[i] *= steepness[i];
  return p;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_known_nothing_done) {
  curvature_pairs<double> pairs(3, 2);
  vector v{1, 2};
  pairs.divide(v);
  BOOST_TEST((v == vector{1, 2}));
  BOOST_TEST(pairs.empty());
}

// The newest pair is always met: the change of the gradient, divided, is the step.
BOOST_AUTO_TEST_CASE(the_secant_equation) {
  const vector steepness{1, 10, 100};
  curvature_pairs<double> pairs(2, 3);
  vector x{1, 1, 1};
  for (const vector& next :
       {vector{0.5, 0.2, 0.1}, {0.1, 0.3, -0.1}, {0, -0.2, 0.3}, {0, 0, 0.1}}) {
    const auto from = place(x, steepness), to = place(next, steepness);
    pairs.add(from, to);
    vector v(3);
    for (std::size_t i = 0; i < 3; ++i) v[i] = to.gradient[i] - from.gradient[i];
    pairs.divide(v);
    for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(v[i] == next[i] - x[i], tolerance(1e-12));
    x = next;
  }
}

BOOST_AUTO_TEST_CASE(steps_along_the_axes_show_everything) {
  const vector steepness{2, 4, 8};
  curvature_pairs<double> pairs(3, 3);
  vector x{1, 1, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    auto next = x;
    next[i] = 0;
    pairs.add(place(x, steepness), place(next, steepness));
    x = next;
  }
  vector v{2, 4, 8};
  pairs.divide(v);
  for (const double ratio : v) BOOST_TEST(ratio == 1, tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(only_the_last_ones_are_kept) {
  curvature_pairs<double> few(1, 2), many(5, 2);
  few.add(place({1, 1}, {1, 10}), place({0, 1}, {1, 10}));
  few.add(place({0, 1}, {1, 10}), place({0, 0}, {1, 10}));
  many.add(place({0, 1}, {1, 10}), place({0, 0}, {1, 10}));
  vector v{3, 4}, same = v;
  few.divide(v);
  many.divide(same);
  BOOST_TEST((v == same));
}

BOOST_AUTO_TEST_CASE(no_curvature_no_pair) {
  curvature_pairs<double> pairs(3, 1);
  pairs.add(place({1}, {1}), place({1}, {1}));
  pairs.add(place({1}, {-1}), place({2}, {-1}));
  BOOST_TEST(pairs.empty());
  pairs.add(place({1}, {1}), place({2}, {1}));
  BOOST_TEST(!pairs.empty());
  pairs.forget();
  BOOST_TEST(pairs.empty());
}
