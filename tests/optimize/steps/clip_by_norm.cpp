#include "tapeless/optimize/steps/clip_by_norm.hpp"

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

constexpr auto x = input<"x">;
constexpr auto tensor = input<"tensor">(n);
constexpr auto fit = gradient(x * 4_c + sum(2_c * tensor), wrt(x, tensor));

// The gradients are 4, 2, 2, 2, 2: the sum of their squares is 32.
auto five() { return fit(x = 0.0, tensor = std::vector{0., 0., 0., 0.}); }

}  // namespace

BOOST_AUTO_TEST_CASE(all_gradients_together) {
  auto r = five();
  BOOST_TEST(clip_by_norm(r, 3) == std::sqrt(32.0));
  BOOST_TEST(r[x] == 4 * 3 / std::sqrt(32.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(r[tensor][3] == 2 * 3 / std::sqrt(32.0), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(clip_by_norm(r, 0) == 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(r[x] == 0);
}

BOOST_AUTO_TEST_CASE(short_ones_stay) {
  auto r = five();
  BOOST_TEST(clip_by_norm(r, 6) == std::sqrt(32.0));
  BOOST_TEST(r[x] == 4);
  BOOST_TEST((r[tensor] == std::vector{2., 2., 2., 2.}));
}

BOOST_AUTO_TEST_CASE(in_the_callers_memory) {
  std::vector<float> memory(1);
  const auto none = std::vector{0.f};
  auto r = fit(x = 0.f, tensor = none, out(tensor) = memory);
  clip_by_norm(r, 1);
  BOOST_TEST(memory[0] == 2 / std::sqrt(20.f), boost::test_tools::tolerance(1e-6f));
}

BOOST_AUTO_TEST_CASE(enormous_gradients) {
  auto r = result_of<double>(tensor, std::vector{3e200, 4e200});
  BOOST_TEST(clip_by_norm(r, 5) == 5e200, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(r[tensor][1] == 4, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(sentences) {
  auto r = five();
  BOOST_TEST(sentence([&] { clip_by_norm(r, -1); }) ==
             "tapeless: clip_by_norm: limit is -1; it must be at least 0, and finite");
  r[tensor][2] = INFINITY;
  BOOST_TEST(sentence([&] { clip_by_norm(r, 1); }) ==
             "tapeless: clip_by_norm: the norm of the gradients is inf; nothing is changed");
  BOOST_TEST(r[x] == 4);
}
