#include "tapeless/optimize/search/quadratic_model.hpp"

#include <boost/test/unit_test.hpp>

using namespace tapeless::optimizing;
using boost::test_tools::tolerance;

namespace {

// (x - 3)^2 + 4 (y + 2)^2 from 0; its gradient there, and its second derivatives.
const point<double> bowl{.x = {0, 0}, .gradient = {-6, 16}, .matrix = {2, 0, 0, 8}, .value = 25};

quadratic_model model_of(const point<double>& at) {
  quadratic_model model(at.x.size());
  model.look_from(at);
  return model;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_long_radius_leads_to_the_minimum) {
  auto model = model_of(bowl);
  model.find_step(1000);
  BOOST_TEST(model.step(0) == 3, tolerance(1e-14));
  BOOST_TEST(model.step(1) == -2, tolerance(1e-14));
  BOOST_TEST(model.predicted() == 25, tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_short_one_is_used_up) {
  auto model = model_of(bowl);
  double predicted = 0;
  for (const double radius : {1e-6, 1e-3, 0.1, 1.0, 3.0}) {
    const double length = model.find_step(radius);
    BOOST_TEST((length > 0.9999 * radius && length <= 1.1 * radius));
    BOOST_TEST(model.length(std::vector{model.step(0), model.step(1)}) == length, tolerance(1e-12));
    BOOST_TEST(model.predicted() > predicted);
    predicted = model.predicted();
  }
}

BOOST_AUTO_TEST_CASE(units_do_not_matter) {
  auto scaled = bowl;  // x is measured in thousandths, y in millions
  scaled.gradient = {-6e-3, 16e6};
  scaled.matrix = {2e-6, 0, 0, 8e12};
  auto model = model_of(bowl), other = model_of(scaled);
  BOOST_TEST(other.find_step(1) == model.find_step(1), tolerance(1e-12));
  BOOST_TEST(other.step(0) == model.step(0) * 1e3, tolerance(1e-12));
  BOOST_TEST(other.step(1) == model.step(1) * 1e-6, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(units_never_shrink) {
  auto model = model_of(bowl);
  BOOST_TEST(model.length(std::vector{1., 0.}) == std::sqrt(2.), tolerance(1e-14));
  auto flatter = bowl;
  flatter.matrix = {0.5, 0, 0, 0.5};
  model.look_from(flatter);
  BOOST_TEST(model.length(std::vector{1., 0.}) == std::sqrt(2.), tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_parameter_without_influence_stays) {
  const point<double> at{.x = {0, 0}, .gradient = {-6, 0}, .matrix = {2, 0, 0, 0}, .value = 9};
  auto model = model_of(at);
  model.find_step(1000);
  BOOST_TEST(model.step(0) == 3, tolerance(1e-12));
  BOOST_TEST(model.step(1) == 0);
}

// Only x + y matters: both take half of it.
BOOST_AUTO_TEST_CASE(a_singular_matrix) {
  const point<double> at{.x = {0, 0}, .gradient = {-8, -8}, .matrix = {2, 2, 2, 2}, .value = 16};
  auto model = model_of(at);
  model.find_step(1000);
  BOOST_TEST(model.step(0) == 2, tolerance(0.01));
  BOOST_TEST(model.step(0) + model.step(1) == 4, tolerance(1e-12));
  const double length = model.find_step(1);
  BOOST_TEST((length > 0.9999 && length <= 1.1));
}

BOOST_AUTO_TEST_CASE(nonsense_has_an_end) {
  const point<double> at{.x = {0}, .gradient = {NAN}, .matrix = {NAN}, .value = 16};
  BOOST_TEST(model_of(at).find_step(1) == 0);
}
