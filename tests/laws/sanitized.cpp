// Every kind of formula compiles under -fsanitize=undefined, with which g++ compares no address of
// an inline variable with null in a constant evaluation (base/link.hpp); and nothing is found.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto other = twin<"other">(n);
constexpr auto k = axis<"k">;
constexpr auto shorter = axis<"shorter">(tapeless::extent(n) - 1_c);
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(n, k);
constexpr auto v = input<"v">(k);
constexpr auto a = input<"a">;
constexpr auto which = input<"which", whole>(n);
constexpr auto cubed =
    with_derivative<"cubed">([](auto y) { return y * y * y; }, [](auto y) { return 3 * y * y; });
const numbers xs{1, 2, 4}, ws{1, 0, 0, 0, 1, 0, 0, 0, 1}, vs{2, 3, 5};

}  // namespace

BOOST_AUTO_TEST_CASE(reads) {
  const std::vector<int> chosen{2, 0, 1};
  constexpr auto steps = sum(square(x(shorter + 1_c) - x(shorter)));
  BOOST_TEST(gradient(steps, wrt(x))(x = xs)[x] == (numbers{-2, -2, 4}));
  BOOST_TEST(gradient(sum(x * v(which)), wrt(v))(x = xs, v = vs, which = chosen)[v] ==
             (numbers{2, 4, 1}));
  BOOST_TEST(function(sum(padded(at(x * a, n = n - 1_c), 1_c)))(x = xs, a = 2) == 7);
}

BOOST_AUTO_TEST_CASE(twins_and_contractions) {
  BOOST_TEST(gradient(sum(x(n) * x(other)), wrt(x))(x = xs)[x] == (numbers{14, 14, 14}));
  BOOST_TEST(gradient(sum(square(sum(w * v, k) - x)), wrt(v))(x = xs, w = ws, v = vs)[v] ==
             (numbers{2, 2, 2}));
  BOOST_TEST(jacobian(x * a, wrt(a))(x = xs, a = 2)[a] == xs);
}

BOOST_AUTO_TEST_CASE(functions_of_the_users_own) {
  BOOST_TEST(gradient(sum(cubed(x)), wrt(x))(x = xs)[x] == (numbers{3, 12, 48}));
}
