// Random programs: the tape against finite differences in long double.
#include "../support/random_program.hpp"
#include "../support/taped.hpp"
#include "seed.hpp"

using namespace tapeless;
using tests::near;
using tests::random_program;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

const auto at_once = [](const auto& f, const auto&... args) { return f(args...); };

std::string listing(const random_program& program) {
  std::string text;
  for (const tests::instruction& line : program.lines()) {
    text += std::to_string(line.code);
    for (const std::size_t i : {line.to, line.a, line.b, line.c}) text += " " + std::to_string(i);
    text += " " + std::to_string(line.constant) + "\n";
  }
  return text;
}

// d result / d input for all of them, row by row.
std::vector<long double> differences(const random_program& program, const numbers& at,
                                     std::vector<bool> ways, long double step) {
  std::vector<long double> x(at.begin(), at.end()), all(program.results() * at.size());
  for (std::size_t k = 0; k < at.size(); ++k)
    for (std::size_t row = 0; row < program.results(); ++row)
      all[row * at.size() + k] = tests::finite_difference(
          [&](long double moved) {
            const long double here = std::exchange(x[k], moved);
            const long double y = program.run(x, ways, at_once)[row];
            x[k] = here;
            return y;
          },
          x[k], step);
  return all;
}

void check(std::uint32_t seed, std::size_t inputs, std::size_t length) {
  const random_program program(seed, inputs, length);
  const numbers at = tests::random_numbers(seed + 1).tensor(inputs, {-1.5, 1.5});
  BOOST_TEST_CONTEXT("seed " << seed << "\n" << listing(program)) {
    tape<double> t;
    std::vector<bool> ways, same_ways, plain_ways;
    const auto checkpoint = [&t](const auto& f, const auto&... args) {
      return t.checkpoint(f, args...);
    };
    const auto x = t.inputs(at);
    const std::vector<number> y = program.run(x, ways, checkpoint);
    const std::vector<number> y_again = program.run(x, same_ways, at_once);
    const numbers plain = program.run(at, plain_ways, at_once);
    BOOST_TEST((ways == same_ways && ways == plain_ways));
    const numbers all = t.jacobian(y), all_again = t.jacobian(y_again);
    const auto wanted = differences(program, at, ways, 1e-3L);
    const auto wanted_nearer = differences(program, at, ways, 5e-4L);
    for (std::size_t row = 0; row < y.size(); ++row) {
      BOOST_TEST(near(y[row].value(), plain[row], 1e-13L));
      const numbers alone = t.gradient(y[row]);
      for (std::size_t k = 0; k < inputs; ++k) {
        const std::size_t place = row * inputs + k;
        BOOST_TEST(near(all[place], alone[k], 1e-12L));
        BOOST_TEST(near(all[place], all_again[place], 1e-12L));
        const long double error = std::abs(wanted[place] - wanted_nearer[place]);
        const long double tolerance = 1e-9L + 2 * error;
        if (!near(all[place], wanted_nearer[place], tolerance))
          BOOST_ERROR("d register " << row << " / d input " << k << " is " << all[place]
                                    << ", by differences " << wanted_nearer[place]);
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(short_programs) {
  tests::each_seed(200, [](std::uint32_t seed) { check(seed, 1 + seed % 3, 5 + seed % 8); });
}

BOOST_AUTO_TEST_CASE(programs) {
  tests::each_seed(200, [](std::uint32_t seed) { check(seed, 1 + seed % 6, 20 + seed % 20); });
}

BOOST_AUTO_TEST_CASE(long_programs) {
  tests::each_seed(100, [](std::uint32_t seed) { check(seed, 1 + seed % 6, 60); });
}
