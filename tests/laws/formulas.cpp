// Varied formulas: emitted code against the evaluator and finite differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;
using tests::interval;
using tests::ptrdiff_t;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto k = axis<"k", 4>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto z = input<"z">(m);
constexpr auto a = input<"a">(n, k);
constexpr auto b = input<"b">(k);
constexpr auto s = input<"s">;
constexpr auto r = input<"r">;

constexpr interval positive{0.3, 1.5};

template <class Fit>
void check(Fit fit, interval range = {-1, 1}) {
  for (const ptrdiff_t size : {1, 2, 4, 7, 16, 37})
    check_both(fit, {{"n", size}, {"m", size / 2 + 1}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(chains) {
  check(gradient(sum(tanh(exp(sin(cos(x) * s) - r) + y)), wrt(x, y, s, r)));
  check(gradient(sum(atan(x / (1_c + y * y)) * log1p(square(x))), wrt(x, y)));
  check(gradient(log(sum(exp(x) + exp(-y))) + s * s * r, wrt(x, s, r)));
  check(gradient(sum(sqrt(x * x + y * y + 0.01_c)), wrt(x, y)));
}

BOOST_AUTO_TEST_CASE(shared_parts) {
  constexpr auto u = x * y + s;
  constexpr auto v = u * u - u;
  constexpr auto w = v / (2_c + u * v);
  check(gradient(sum(w + v * u), wrt(x, y, s)), positive);
  constexpr auto total = sum(x * y);
  check(gradient(total * total + sum(x / total) + s / total, wrt(x, y, s)), positive);
}

BOOST_AUTO_TEST_CASE(reductions_of_reductions) {
  check(gradient(sum(square(sum(a * b, k) - mean(sum(a, k)))), wrt(a, b)));
  check(gradient(sum(max(a, n) * min(a, n)), wrt(a)), positive);
  check(gradient(logsumexp(logsumexp(a, k) - y), wrt(a, y)));
  check(gradient(product(sum(a, n) / sum(a), k), wrt(a)), positive);
  check(gradient(mean(square(x - mean(x))) / (mean(square(y - mean(y))) + 1_c), wrt(x, y)));
}

BOOST_AUTO_TEST_CASE(two_runtime_axes) {
  check(gradient(sum(exp(-square(x - z) / (1_c + s * s)), n, m), wrt(x, z, s)));
  check(gradient(sum(sum(x * z, n) * z) + sum(sum(x * z, m) * y), wrt(x, y, z)));
  check(gradient(max(sum(tanh(x * z), m)), wrt(x, z)), positive);
}

BOOST_AUTO_TEST_CASE(numbers_along_axes) {
  check(gradient(sum(x * (n + 1_c) / (k + 2_c) * b), wrt(x, b)));
  check(gradient(sum(where(n < 3_c, a * b, a / 2_c) + where(k == 1_c, x, 0_c)), wrt(a, b, x)));
  check(gradient(sum(cos(n * s) * y), wrt(s, y)));
}
