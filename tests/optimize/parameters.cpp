// What parameters() holds, from what it can start, and what a call makes of it.
#include "tapeless/optimize/parameters.hpp"

#include <array>
#include <span>

#include "golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

constexpr auto k = axis<"k", 25>;
constexpr auto m = axis<"m", 10>;
constexpr auto rows = axis<"rows">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto tensor = input<"tensor">(n);
constexpr auto known = input<"known">(k, m);
constexpr auto half_known = input<"half_known">(n, m);
constexpr auto unknown = input<"unknown">(n, rows);

using shape = std::vector<std::size_t>;

template <class T>
bool holds(const auto& theta, auto input) {
  return std::is_same_v<std::remove_cvref_t<decltype(theta[input])>, T>;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers) {
  auto theta = parameters(x = 6.0, y = 2);
  BOOST_TEST((holds<double>(theta, x) && holds<double>(theta, y)));
  theta[x] += theta[y];
  BOOST_TEST(theta[x] == 8);
  BOOST_TEST(holds<double>(parameters(x = 6), x));
  BOOST_TEST((holds<float>(parameters(x = 6, y = 0.5f), x)));
}

BOOST_AUTO_TEST_CASE(tensors_are_copied_from_any_range) {
  std::vector<double> data{1, 2, 3};
  const double plain[] = {1, 2, 3};
  const std::vector<double> expected = data;
  auto theta = parameters(tensor = data);
  data[0] = 7;
  BOOST_TEST((theta[tensor] == expected));
  BOOST_TEST((parameters(tensor = std::array{1., 2., 3.})[tensor] == expected));
  BOOST_TEST((parameters(tensor = std::span(plain))[tensor] == expected));
  BOOST_TEST((parameters(tensor = plain)[tensor] == expected));
  BOOST_TEST((parameters(tensor = std::vector{1, 2, 3})[tensor] == expected));
  BOOST_TEST(
      (parameters(x = 1.f, tensor = std::vector{1, 2, 3})[tensor] == std::vector{1.f, 2.f, 3.f}));
}

BOOST_AUTO_TEST_CASE(a_vector_that_is_given_away_is_not_copied) {
  std::vector<double> data{1, 2, 3};
  const double* const there = data.data();
  const auto theta = parameters(tensor = std::move(data));
  BOOST_TEST(theta[tensor].data() == there);
}

BOOST_AUTO_TEST_CASE(zeros_of_any_extents) {
  BOOST_TEST((parameters(tensor = zeros(3))[tensor] == std::vector<double>(3)));
  BOOST_TEST((parameters(x = 1.f, known = zeros(25, 10))[known] == std::vector<float>(250)));
  BOOST_TEST((parameters(known = zeros<float>(k, m))[known] == std::vector<float>(250)));
  BOOST_TEST((parameters(half_known = zeros(4, m))[half_known] == std::vector<double>(40)));
  BOOST_TEST(parameters(tensor = zeros(0))[tensor].empty());
  const auto ready = zeros(3);
  BOOST_TEST(parameters(tensor = ready)[tensor].size() == 3U);
}

BOOST_AUTO_TEST_CASE(shapes) {
  const std::vector<double> many(250);
  BOOST_TEST((parameters(x = 1)).shape(x).empty());
  BOOST_TEST((parameters(tensor = many).shape(tensor) == shape{250}));
  BOOST_TEST((parameters(known = many).shape(known) == shape{25, 10}));
  BOOST_TEST((parameters(half_known = many).shape(half_known) == shape{25, 10}));
  BOOST_TEST((parameters(unknown = many).shape(unknown) == shape{250}));
  BOOST_TEST((parameters(unknown = zeros(25, 10)).shape(unknown) == shape{25, 10}));
  auto resized = parameters(unknown = zeros(25, 10));
  resized[unknown].resize(30);
  BOOST_TEST((resized.shape(unknown) == shape{30}));
}

BOOST_AUTO_TEST_CASE(copies_are_their_own) {
  auto theta = parameters(x = 1.0, tensor = zeros(2));
  auto copy = theta;
  parameters another(theta);
  copy[x] = 5;
  copy[tensor][0] = 5;
  BOOST_TEST(theta[x] == 1);
  BOOST_TEST(theta[tensor][0] == 0);
  another = copy;
  BOOST_TEST(another[tensor][0] == 5);
}

BOOST_AUTO_TEST_CASE(in_a_call) {
  constexpr auto fit = gradient(sum(x * tensor) + y, wrt(x, tensor));
  const auto theta = parameters(x = 2.0, tensor = std::vector{1., 2., 3.});
  const auto r = fit(theta, y = 1.0);
  BOOST_TEST(r.value == 13);
  BOOST_TEST(r[x] == 6);
  BOOST_TEST((r[tensor] == std::vector{2., 2., 2.}));
  BOOST_TEST(function(x * y)(parameters(x = 2.0), parameters(y = 3.0)) == 6);
}

BOOST_AUTO_TEST_CASE(sentences) {
  BOOST_TEST(sentence([] { parameters(known = zeros(10, 25)); }) ==
             "tapeless: parameters(): \"known\" has 10 zeros along axis \"k\", which is 25 (as "
             "declared)");
  BOOST_TEST(sentence([] { (void)zeros(3, -1); }) ==
             "tapeless: zeros(): an extent is -1; it must be at least 0");
}
