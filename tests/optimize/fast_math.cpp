// Compiled with -ffast-math: a user who does so must still be told of every number that is not
// finite, and no search may go where there are none.
#include <bit>
#include <cstdint>

#include "golden.hpp"
#include "tapeless/base/finite.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

constexpr auto tensor = input<"tensor">(n);

const double not_a_number = std::bit_cast<double>(std::uint64_t{0x7ff8} << 48);
const double infinite = std::bit_cast<double>(base::bits_of_infinity<double>);

}  // namespace

BOOST_AUTO_TEST_CASE(steps_are_refused) {
  with_every_optimizer([](auto opt) {
    auto theta = parameters(tensor = zeros(30));
    auto r = result_of<double>(tensor, std::vector<double>(30, 1));
    const std::string start = "tapeless: " + std::string(opt.name);
    const auto said = [&] { return sentence([&] { opt.step(theta, r); }); };
    r[tensor][17] = not_a_number;
    BOOST_TEST(said() == start + ": the gradient by \"tensor\" is nan at [17]; nothing is changed");
    r[tensor][17] = infinite;
    BOOST_TEST(said() == start + ": the gradient by \"tensor\" is inf at [17]; nothing is changed");
    r[tensor][17] = 1;
    r.value = not_a_number;
    BOOST_TEST(said() == start + ": the loss is nan; nothing is changed");
    BOOST_TEST(theta[tensor][17] == 0);
  });
}

BOOST_AUTO_TEST_CASE(settings_are_refused) {
  auto theta = parameters(p = 10.0);
  const auto r = fit_parabola(theta);
  BOOST_TEST(sentence([&] { adam{.learning_rate = not_a_number}.step(theta, r); }) ==
             "tapeless: adam: learning_rate is nan; it must be at least 0, and finite");
  BOOST_TEST(sentence([&] { adam{.epsilon = infinite}.step(theta, r); }) ==
             "tapeless: adam: epsilon is inf; it must be at least 0, and finite");
  BOOST_TEST(sentence([&] { adam{.beta_1 = not_a_number}.step(theta, r); }) ==
             "tapeless: adam: beta_1 is nan; it must be at least 0 and below 1");
}

BOOST_AUTO_TEST_CASE(norms) {
  auto r = result_of<double>(p, 1.0);
  r[p] = infinite;
  BOOST_TEST(sentence([&] { clip_by_norm(r, 1); }) ==
             "tapeless: clip_by_norm: the norm of the gradients is inf; nothing is changed");
  r[p] = 1e200;
  BOOST_TEST(clip_by_norm(r, 1) == 1e200, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_start_is_refused) {
  auto theta = parameters(p = not_a_number);
  BOOST_TEST(sentence([&] { minimize(square(p), wrt(p), theta, lbfgs{}); }) ==
             "tapeless: minimize: the value is nan at the start: input \"p\" is nan; nothing is "
             "changed");
}

BOOST_AUTO_TEST_CASE(searches_stay_where_numbers_are_finite) {
  auto theta = parameters(p = 1.0);
  BOOST_TEST((minimize(log(p), wrt(p), theta, lbfgs{}).why == reason::unbounded));
  BOOST_TEST(base::is_finite(theta[p]));
  BOOST_TEST(theta[p] > 0);

  theta[p] = 1;
  BOOST_TEST((minimize(-p, wrt(p), theta, lbfgs{}).why == reason::unbounded));
  BOOST_TEST(base::is_finite(theta[p]));

  theta[p] = 1 - 1e-9;
  minimize(-log(p) - 2_c * log(1_c - p), wrt(p), theta, lbfgs{});
  BOOST_TEST(theta[p] == 1. / 3, boost::test_tools::tolerance(1e-5));

  theta[p] = 3;  // the first steps of the model lead below 0
  minimize(log(p) - 1_c, wrt(p), theta, levenberg_marquardt{});
  BOOST_TEST(theta[p] == 2.718281828459045, boost::test_tools::tolerance(1e-9));

  theta[p] = 1;
  BOOST_TEST(
      (minimize(-exp(p), wrt(p), theta, sgd{.learning_rate = 0.5}).why == reason::unbounded));
  BOOST_TEST(base::is_finite(theta[p]));
}
