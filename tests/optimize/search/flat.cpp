// Parameters as one vector, and back.
#include "tapeless/optimize/search/flat.hpp"

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::optimizing;

namespace {

constexpr auto k = axis<"k">;
constexpr auto m = axis<"m", 2>;
constexpr auto scalar = input<"scalar">;
constexpr auto other = input<"other">;
constexpr auto row = input<"row">(k);
constexpr auto matrix = input<"matrix">(k, m);

auto some_parameters() {
  return parameters(other = 9., row = std::vector{1., 2., 3.}, scalar = 4.,
                    matrix = std::vector{5., 6., 7., 8.});
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_the_order_of_wrt) {
  auto theta = some_parameters();
  const flat view(wrt(matrix, scalar, row), theta);
  std::vector<double> all(view.size());
  view.gather(all);
  BOOST_TEST((all == std::vector{5., 6., 7., 8., 4., 1., 2., 3.}));
}

BOOST_AUTO_TEST_CASE(and_back_again) {
  auto theta = some_parameters();
  flat view(wrt(row, scalar), theta);
  view.scatter({-1, -2, -3, -4});
  BOOST_TEST((theta[row] == std::vector{-1., -2., -3.}));
  BOOST_TEST(theta[scalar] == -4);
  BOOST_TEST(theta[other] == 9);
}

BOOST_AUTO_TEST_CASE(a_call_writes_into_the_vector) {
  auto theta = parameters(row = std::vector{1., 2., 3.}, scalar = 4.);
  const flat view(wrt(scalar, row), theta);
  constexpr auto fit = gradient(scalar * sum(row), wrt(row, scalar));
  std::vector<double> all(view.size());
  std::apply([&](const auto&... outs) { fit(theta, outs...); }, view.outs(all));
  BOOST_TEST((all == std::vector{6., 4., 4., 4.}));
}

BOOST_AUTO_TEST_CASE(the_vector_as_a_result) {
  auto theta = some_parameters();
  const flat view(wrt(scalar, row), theta);
  const point<double> here{.x = {4, 1, 2, 3}, .gradient = {6, 7, 8, 9}, .value = 24};
  const auto r = view.result(here);
  BOOST_TEST(r.value == 24);
  BOOST_TEST(r[scalar] == 6);
  BOOST_TEST(r[row].data() == here.gradient.data() + 1);
  sgd opt{.learning_rate = 1};
  opt.step(theta, r);
  BOOST_TEST(theta[scalar] == -2);
  BOOST_TEST((theta[row] == std::vector{-6., -6., -6.}));
}
