// The law of reads: whatever an input is read along, a gradient comes home to where the input lies.
// Every pair of reads of one input, multiplied, so that each is in the gradient by the other.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto k = twin<"k">(i);
constexpr auto a = input<"a">(i, j);
constexpr auto t = input<"t">(i, j, k);
constexpr auto x = input<"x">(i);

template <class Fit>
void check(Fit) {
  constexpr std::ptrdiff_t width = machine::pack<double>::width;
  for (const std::ptrdiff_t size : {std::ptrdiff_t{1}, std::ptrdiff_t{2}, width, width + 3})
    tests::trial<Fit, double>({{"i", size}}, {-1, 1}).check({1e-12L, 1e-8L});
}

// The product of two reads of one input, element by element and summed.
void check_pair(auto input, auto f, auto g) { check(gradient(sum(sin(f) * g), wrt(input))); }
void check_pairs(auto) {}
void check_pairs(auto input, auto first, auto... others) {
  check_pair(input, first, first);
  (check_pair(input, first, others), ...);
  check_pairs(input, others...);
}

}  // namespace

BOOST_AUTO_TEST_CASE(vectors) { check_pairs(x, x, x(j)); }

BOOST_AUTO_TEST_CASE(matrices) { check_pairs(a, a, a(j, i), a(i, i), a(j, j), a(i, k), a(k, i)); }

BOOST_AUTO_TEST_CASE(permutations) {
  check_pair(t, t, t(j, k, i));
  check_pair(t, t(k, j, i), t(i, k, j));
  check_pair(t, t(j, i, j), t(k, k, i));
}

BOOST_AUTO_TEST_CASE(one_input_by_another) {
  check(gradient(sum(x * a(j, i)), wrt(a)));
  check(gradient(sum(x(j) * a(j, i)), wrt(a, x)));
  check(gradient(sum(square(a + a(j, i))), wrt(a)));
  check(gradient(sum(square(sum(a(j, i) * x, i) - x(j))), wrt(a, x)));
  check(gradient(sum(max(a(j, i), j) * x), wrt(a, x)));
}

// Results that are read along other axes than they have.
BOOST_AUTO_TEST_CASE(in_forward_mode) {
  using row = decltype(jacobian(sum(a(j, i) * x(j), j), wrt(a, x)));
  for (const std::ptrdiff_t size : {1, 3, 9})
    tests::trial<row, double>({{"i", size}}, {-1, 1}).check({1e-12L, 1e-8L});
}
