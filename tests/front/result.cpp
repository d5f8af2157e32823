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
constexpr auto b = input<"b">;

constexpr auto fit = gradient(sum(a * x) + sum(w * b), wrt(b, x, w, a));

const std::vector<double> three{1, 2, 3};
const std::array<double, 3> ten{10, 20, 30};

}  // namespace

BOOST_AUTO_TEST_CASE(by_name) {
  const auto r = fit(a = 2, b = 0.5, x = three, w = ten);
  BOOST_TEST(r.value == 42);
  BOOST_TEST(r[a] == 6);
  BOOST_TEST(r[b] == 60);
  BOOST_TEST(r[x] == std::vector<double>({2, 2, 2}));
  BOOST_TEST(r[w] == (std::array<double, 3>{0.5, 0.5, 0.5}));
}

BOOST_AUTO_TEST_CASE(by_structured_binding) {
  const auto [value, d_b, d_x, d_w, d_a] = fit(w = ten, x = three, b = 0.5, a = 2);
  BOOST_TEST(value == 42);
  BOOST_TEST(d_b == 60);
  BOOST_TEST(d_x == std::vector<double>({2, 2, 2}));
  BOOST_TEST(d_w == (std::array<double, 3>{0.5, 0.5, 0.5}));
  BOOST_TEST(d_a == 6);
}

BOOST_AUTO_TEST_CASE(moved_out) {
  auto [value, d_b, d_x, d_w, d_a] = fit(w = ten, x = three, b = 0.5, a = 2);
  const std::vector<double> kept = std::move(d_x);
  BOOST_TEST(kept.size() == 3U);
  BOOST_TEST(value + d_a + d_b + d_w[0] == 108.5);
}

BOOST_AUTO_TEST_CASE(types) {
  const auto in_float = [](float f) {
    return gradient(sum(a * x), wrt(a, x))(a = f, x = std::vector<float>{1, 2});
  };
  static_assert(std::is_same_v<decltype(in_float(1).value), float>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(in_float(1)[x])>, std::vector<float>>);
  static_assert(std::is_same_v<decltype(function(a * a)(a = 3)), double>);
  static_assert(std::is_same_v<decltype(function(w * a)(a = 3, w = ten)), std::array<double, 3>>);
  static_assert(std::is_same_v<decltype(function(x * a)(a = 3, x = three)), std::vector<double>>);
  BOOST_TEST(in_float(2)[a] == 3);
  BOOST_TEST(in_float(2)[x][1] == 2);
}

BOOST_AUTO_TEST_CASE(functions) {
  BOOST_TEST(function(x * a + 1_c)(a = 2, x = three) == std::vector<double>({3, 5, 7}));
  BOOST_TEST(function(sum(x))(x = three) == 6);
  BOOST_TEST(function(x + w)(x = std::vector<double>{1, 2}, w = ten) ==
             std::vector<double>({11, 21, 31, 12, 22, 32}));
}
