// Loops inside a lane loop that run once for several packs of a step: emitted code against the
// evaluator and finite differences, for all lengths of what is left over; and threads change no
// bit.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::interval;
using tests::ptrdiff_t;
using tests::trial;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 5>;
constexpr auto d = axis<"d", 3>;
constexpr auto many = axis<"many", 130>;
constexpr auto x = input<"x">(n, d);
constexpr auto y = input<"y">(k, n);
constexpr auto mu = input<"mu">(k, d);
constexpr auto w = input<"w">(k);
constexpr auto v = input<"v">(n);
constexpr auto s = input<"s">;

template <class Fit>
constexpr int packs_of_a_step = [] {
  using P = typename Fit::program;
  int most = 1;
  for (int l = 0; l < P::plan.loops.size; ++l)
    for (int i = 0; i < P::plan.loops[l].items.count; ++i)
      if (P::plan.items[P::plan.loops[l].items.first + i].action == plan::action::loop)
        most = std::max(most, P::plan.loops[l].unroll);
  return most;
}();

template <class T, class Fit>
void check_lengths(interval range) {
  constexpr ptrdiff_t width = machine::pack<T>::width, step = packs_of_a_step<Fit> * width;
  for (const ptrdiff_t size :
       {ptrdiff_t{0}, ptrdiff_t{1}, width - 1, width, step - 1, step, step + 1, 2 * step + 1})
    trial<Fit, T>({{"n", size}}, range).check();
  trial<Fit, T> in_chunks({{"n", 600}}, range);
  const tests::tensors<T> alone = in_chunks.emitted();
  BOOST_TEST((in_chunks.emitted(2) == alone));
  BOOST_TEST((in_chunks.emitted(3) == alone));
}
template <int Packs = 4, class Fit>
void check(Fit, interval range = {}) {
  static_assert(packs_of_a_step<Fit> == Packs);
  check_lengths<double, Fit>(range);
  check_lengths<float, Fit>(range);
}

}  // namespace

// What the loops accumulate: in registers, for each pack; in memory, for all of them.
BOOST_AUTO_TEST_CASE(a_mixture) {
  const auto density = w - sum(square(x - mu), d);
  check(gradient(sum(logsumexp(density, k)), wrt(w, mu)));
  check(gradient(sum(logsumexp(density, k) * v), wrt(x, v)));
}

BOOST_AUTO_TEST_CASE(in_several_chunks) {
  const auto density = w - sum(square(x - mu), d);
  using fit = decltype(gradient(sum(logsumexp(density, k)), wrt(w, mu)));
  trial<fit, double>({{"n", 1000}}, {}).check();
  trial<fit, float>({{"n", 1000}}, {}).check();
}

// In memory, for each pack; and the limits of a loop.
BOOST_AUTO_TEST_CASE(a_triangle) {
  constexpr auto i = axis<"i", 4>;
  constexpr auto j = axis<"j", 4>;
  const auto lower = input<"lower">(axis<"packed", 10>);
  const auto z = input<"z">(j, n);
  const auto product = sum(where(j <= i, lower(i * (i + 1_c) / 2_c + j) * z, 0_c), j);
  check(gradient(sum(square(product)), wrt(lower, z)));
}

BOOST_AUTO_TEST_CASE(reductions) {
  constexpr interval near_one{0.8, 1.22};
  check<2>(gradient(sum(mean(y * w, k) * v), wrt(y, w, v)));
  check<2>(gradient(sum(product(y * w, k) * v), wrt(y, w, v)), near_one);
  check(gradient(sum(max(y * w, k) * v), wrt(y, w, v)));
  check(gradient(mean(square(sum(y * sin(w), k))), wrt(w)));
}

// Conditions in registers and in memory, and numbers that all packs share.
BOOST_AUTO_TEST_CASE(conditions) {
  const auto above = y > w;
  check<2>(gradient(sum(where(above, square(y * s), y)) + sum(square(sum(where(above, y, w), k))),
                    wrt(y, w, s)));
  check<2>(gradient(sum(where(w > 0.5_c, v, y * v)) * sum(square(sum(y * w, k))), wrt(y, w, v)));
}

// Sums that are taken in blocks: of each pack, in registers and in memory; and of all packs.
BOOST_AUTO_TEST_CASE(long_sums) {
  const auto a = input<"a">(many, k);
  const auto b = input<"b">(many, n);
  const auto c = input<"c">(many);
  check(gradient(sum(square(sum(b * c, many))), wrt(b, c)));
  check(gradient(sum(square(sum(a * b, many)) * w), wrt(a, b)));
  check(gradient(sum(exp(sum(a * y, k)) * b) * s, wrt(a, y, s)), {-0.3, 0.3});
}

// Reads beyond the borders, and windows that slide along the lanes.
BOOST_AUTO_TEST_CASE(windows) {
  constexpr auto taps = axis<"taps", 3>;
  const auto filter = input<"filter">(taps);
  check(gradient(sum(square(sum(padded(v(n + taps - 1_c), 0_c) * filter, taps))), wrt(filter, v)));
}

// A loop around the lanes, and two loops over lanes in one.
BOOST_AUTO_TEST_CASE(inside_another_loop) {
  constexpr auto outer = axis<"outer", 3>;
  const auto m = input<"m">(outer, n);
  const auto u = input<"u">(outer, k);
  check<2>(gradient(sum(square(sum(m * y * u, k))), wrt(m, u)));
  check(gradient(sum(square(sum(sum(m * y * u, k), n))), wrt(m, u)));
}

// A long body takes one pack a step.
BOOST_AUTO_TEST_CASE(long_bodies) {
  const auto wave = sin(y * w) * cos(y + w) / (2_c + tanh(y * v)) + log1p(exp(y * w * v));
  check<1>(gradient(sum(square(sum(wave * sqrt(1_c + square(wave)) * exp(-wave * v), k))),
                    wrt(y, w, v)));
}
