// What is evaluated while static objects are destroyed: what the main thread kept is gone by then.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(k);
constexpr auto fit = gradient(sum(logsumexp(x * w, k)), wrt(w));

// log(3 exp(1)) for each of 600: the buffers are larger than what is on the stack.
const double expected = 600 * (std::log(3.0) + 1);
double of_a_formula() {
  return fit(x = std::vector<double>(600, 2.0), w = std::vector<double>(3, 0.5)).value;
}

double of_a_tape() {
  tape<double> t;
  const auto a = t.inputs(std::vector<double>(3, 0.5));
  active<double> total = 0;
  for (int i = 0; i < 600; ++i) total += log(exp(2 * a[0]) + exp(2 * a[1]) + exp(2 * a[2]));
  return value(total);
}

double of_an_optimizer() {
  auto theta = parameters(w = std::vector<double>(3, 0.5));
  minimize(sum(square(w - 1_c)), wrt(w), theta, lbfgs{});
  return 600 * (std::log(3.0) + theta[w][0]);
}

void check_all() {
  for (const double found : {of_a_formula(), of_a_tape(), of_an_optimizer()}) {
    if (std::abs(found - expected) < 1e-6 * expected) continue;
    std::printf("at exit: %.10g instead of %.10g\n", found, expected);
    std::abort();
  }
}

// Destroyed after what the main thread keeps, because it was made before.
struct at_the_end {
  std::vector<double> data = {2.0};
  ~at_the_end() { check_all(); }
} check_at_the_end;

// A tape that is itself a static object.
tape<double> of_the_program;

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_used_that_is_gone) {
  check_all();
  const active<double> a = of_the_program.input(3.0);
  BOOST_TEST(of_the_program.gradient(a * a)[0] == 6);
}
