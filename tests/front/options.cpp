#include "tapeless/tapeless.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;

constexpr auto fit = gradient(sum(a * x) * sum(w), wrt(a, x, w));

const std::vector<double> three{1, 2, 3};
const std::array<double, 3> ten{10, 20, 30};

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_into_the_callers_memory) {
  std::vector<double> d_x(3);
  std::array<double, 3> d_w{};
  double d_a[1] = {0};
  const auto r = fit(a = 2, x = three, w = ten, out(x) = d_x, out(w) = d_w, out(a) = d_a);
  BOOST_TEST(d_x == std::vector<double>({120, 120, 120}));
  BOOST_TEST(d_w == (std::array<double, 3>{12, 12, 12}));
  BOOST_TEST(d_a[0] == 360);
  BOOST_TEST(r[a] == 360);
  BOOST_TEST(r[x].data() == d_x.data());
  BOOST_TEST(r[w].data() == d_w.data());
}

BOOST_AUTO_TEST_CASE(only_some) {
  std::vector<double> d_x(3);
  const auto r = fit(out(x) = std::span<double>(d_x), a = 2, x = three, w = ten);
  BOOST_TEST(d_x == std::vector<double>({120, 120, 120}));
  BOOST_TEST(r[w] == (std::array<double, 3>{12, 12, 12}));
}

BOOST_AUTO_TEST_CASE(values_of_functions) {
  std::vector<double> result(3);
  const std::span<double> seen = function(x * x)(x = three, out = result);
  BOOST_TEST(result == std::vector<double>({1, 4, 9}));
  BOOST_TEST(seen.data() == result.data());

  double total[1] = {0};
  BOOST_TEST(function(sum(x))(x = three, out = total) == 6);
  BOOST_TEST(total[0] == 6);
}

BOOST_AUTO_TEST_CASE(nothing_is_written_elsewhere) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::vector<double> data(size, 2);
    std::vector<double> memory(size + 2, -1);
    (void)fit(a = 2, x = data, w = ten, out(x) = std::span<double>(memory).subspan(1, size));
    BOOST_TEST(memory.front() == -1);
    BOOST_TEST(memory.back() == -1);
    for (std::size_t i = 1; i <= size; ++i) BOOST_TEST(memory[i] == 120);
  }
}

BOOST_AUTO_TEST_CASE(extents_given_in_the_call) {
  constexpr auto counted = function(sum(a + 0_c * n, n));
  BOOST_TEST(counted(a = 3, n = 5) == 15);
  BOOST_TEST(counted(a = 3, n = 0) == 0);
  BOOST_TEST(function(sum(+n))(n = 5) == 10);
  BOOST_TEST(fit(a = 2, x = three, w = ten, n = 3).value == 720);
  BOOST_TEST((function(2_c * n + k)(n = 2) == std::vector<double>{0, 1, 2, 2, 3, 4}));
}
