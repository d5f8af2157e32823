#include "tapeless/machine/contraction.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

// The kernel against the sum as one writes it, over axes of any number, distance, direction and
// order.

namespace {

using namespace tapeless::machine;
using contraction::axis;
using contraction::problem;
using contraction::ptrdiff_t;

// Every tensor in memory of its own, from the element that has the least place.
template <class T>
struct tensor {
  std::vector<T> memory;
  ptrdiff_t first = 0;

  T* at() { return memory.data() + first; }
};

struct lengths {
  ptrdiff_t least = 0, greatest = 0;
  void add(ptrdiff_t step, ptrdiff_t extent) {
    (step < 0 ? least : greatest) += step * (extent > 0 ? extent - 1 : 0);
  }
};

template <class T>
tensor<T> make_tensor(const lengths& l, std::uint32_t seed) {
  tensor<T> t{std::vector<T>(static_cast<std::size_t>(l.greatest - l.least + 1)), -l.least};
  std::mt19937 random(seed);
  std::uniform_real_distribution<T> number(-1, 1);
  for (T& x : t.memory) x = number(random);
  return t;
}

// All axes of a problem, as they were before some became one.
struct given {
  std::vector<axis> rows, columns, reduced, batch;
};

problem problem_of(const given& g) {
  problem p;
  for (const axis& x : g.rows) p.rows.push(x);
  contraction::axes columns, reduced;
  for (const axis& x : g.columns) columns.push(x);
  for (const axis& x : g.reduced) reduced.push_by_distance(x);
  p.columns = columns.pop_innermost();
  for (int i = 0; i < reduced.size; ++i) p.reduced.push(reduced[i]);
  p.run = p.reduced.pop_innermost();
  for (const axis& x : g.batch) p.batch.push(x);
  return p;
}

template <class Visit>
void each(const std::vector<axis>& axes, const Visit& visit, axis at = {1, 0, 0, 0},
          std::size_t depth = 0) {
  if (depth == axes.size()) return visit(at);
  const axis& x = axes[depth];
  for (ptrdiff_t i = 0; i < x.extent; ++i)
    each(axes, visit, {1, at.a + i * x.a, at.b + i * x.b, at.c + i * x.c}, depth + 1);
}

template <class T>
void check(const given& g) {
  lengths a, b, c;
  for (const auto* axes : {&g.rows, &g.columns, &g.reduced, &g.batch})
    for (const axis& x : *axes) a.add(x.a, x.extent), b.add(x.b, x.extent), c.add(x.c, x.extent);
  tensor<T> ta = make_tensor<T>(a, 1), tb = make_tensor<T>(b, 2), tc = make_tensor<T>(c, 3);
  problem p = problem_of(g);
  p.times = -0.5;
  const ptrdiff_t room = rounded_up(contraction::room_for<T>(p), 64);
  std::vector<T> memory(static_cast<std::size_t>(3 * room));
  std::vector<T> alone;
  for (const int threads : {1, 2, 3}) {
    contraction::run<T>(p, ta.at(), tb.at(), tc.at(), memory.data(), room, threads);
    if (threads == 1) alone = tc.memory;
    BOOST_TEST((tc.memory == alone));
  }
  double worst = 0, terms = 1;
  for (const axis& x : g.reduced) terms *= static_cast<double>(x.extent);
  each(g.batch, [&](axis at_batch) {
    each(g.rows, [&](axis row) {
      each(g.columns, [&](axis column) {
        long double sum = 0;
        each(g.reduced, [&](axis k) {
          sum += static_cast<long double>(ta.at()[at_batch.a + row.a + k.a]) *
                 static_cast<long double>(tb.at()[at_batch.b + column.b + k.b]);
        });
        const T is = tc.at()[at_batch.c + row.c + column.c];
        worst =
            std::max(worst, static_cast<double>(std::abs(sum / -2 - static_cast<long double>(is))));
      });
    });
  });
  BOOST_TEST(worst <= terms * static_cast<double>(std::numeric_limits<T>::epsilon()));
}

given matrices(ptrdiff_t m, ptrdiff_t k, ptrdiff_t n, bool a_turned, bool b_turned) {
  return {{{m, a_turned ? 1 : k, 0, n}},
          {{n, 0, b_turned ? k : 1, 1}},
          {{k, a_turned ? m : 1, b_turned ? 1 : n, 0}},
          {}};
}

}  // namespace

using numbers = std::tuple<double, float>;

BOOST_AUTO_TEST_CASE_TEMPLATE(matrices_of_all_sizes, T, numbers) {
  for (const bool a_turned : {false, true})
    for (const bool b_turned : {false, true}) {
      for (const ptrdiff_t m : {1, 2, 23, 25, 50})
        for (const ptrdiff_t k : {1, 2, 33})
          for (const ptrdiff_t n : {1, 3, 8, 17, 63, 65, 130})
            check<T>(matrices(m, k, n, a_turned, b_turned));
      check<T>(matrices(150, 400, 300, a_turned, b_turned));
      check<T>(matrices(10, 2100, 530, a_turned, b_turned));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing, T, numbers) {
  check<T>(matrices(0, 3, 4, false, false));
  check<T>(matrices(3, 4, 0, false, false));
  check<T>(matrices(3, 0, 4, false, false));
  check<T>(matrices(3, 0, 4, true, true));
}

// The image is read where it lies: its own axes and the filter's step alike.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_convolution, T, numbers) {
  const ptrdiff_t images = 2, height = 9, width = 11, channels = 3, filters = 20;
  const ptrdiff_t row = (width + 2) * channels, image = (height + 2) * row;
  const given forward{{{height, row, 0, width * filters}, {width, channels, 0, filters}},
                      {{filters, 0, 1, 1}},
                      {{3, row, 3 * channels * filters, 0},
                       {3, channels, channels * filters, 0},
                       {channels, 1, filters, 0}},
                      {{images, image, 0, height * width * filters}}};
  check<T>(forward);
  BOOST_TEST(problem_of(forward).run.extent == 3 * channels);  // (dx, channel) is one run
}

BOOST_AUTO_TEST_CASE_TEMPLATE(backwards_and_far_apart, T, numbers) {
  check<T>({{{30, -7, 0, 40}}, {{19, 0, -50, 1}}, {{7, 1, 5, 0}, {5, 300, -1, 0}}, {}});
  check<T>(
      {{{5, 8, 0, 300}, {6, 1, 0, 20}}, {{20, 0, 3, 1}}, {{4, 50, 70, 0}, {9, -300, 1, 0}}, {}});
}

BOOST_AUTO_TEST_CASE_TEMPLATE(batches, T, numbers) {
  check<T>({{{4, 6, 0, 5}}, {{5, 0, 1, 1}}, {{6, 1, 5, 0}}, {{7, 24, 30, 20}}});
  check<T>({{{4, 6, 0, 10}}, {{5, 0, 1, 1}}, {{6, 1, 10, 0}}, {{2, 0, 5, 5}, {3, 24, 60, 40}}});
  check<T>({{{90, 6, 0, 95}}, {{95, 0, 1, 1}}, {{66, 1, 95, 0}}, {{2, 600, 0, 90 * 95}}});
}

// What is near a number that is not one stays what it is.
BOOST_AUTO_TEST_CASE_TEMPLATE(no_number_spreads, T, numbers) {
  const ptrdiff_t m = 7, k = 5, n = 11;
  std::vector<T> a(m * k, 1), b(k * n, 1), c(m * n), memory(4000);
  b[3] = std::numeric_limits<T>::quiet_NaN();
  a[2 * k] = std::numeric_limits<T>::infinity();
  contraction::run<T>(problem_of(matrices(m, k, n, false, false)), a.data(), b.data(), c.data(),
                      memory.data(), 2000, 1);
  for (ptrdiff_t i = 0; i < m; ++i)
    for (ptrdiff_t j = 0; j < n; ++j) {
      const T x = c[static_cast<std::size_t>(i * n + j)];
      if (j == 3) BOOST_TEST(std::isnan(x));
      else if (i == 2) BOOST_TEST(std::isinf(x));
      else BOOST_TEST(x == k);
    }
}

// In a sum unless zero what is infinite or NaN beside a 0 adds nothing, wherever it is.
BOOST_AUTO_TEST_CASE_TEMPLATE(unless_zero, T, numbers) {
  constexpr T infinity = std::numeric_limits<T>::infinity();
  for (const int threads : {1, 2, 3})
    for (const ptrdiff_t k : {5, 2000}) {
      const ptrdiff_t m = 70, n = 75;
      std::vector<T> a(static_cast<std::size_t>(m * k), 1), b(static_cast<std::size_t>(k * n), 1);
      const auto a_at = [&](ptrdiff_t i, ptrdiff_t l) -> T& {
        return a[static_cast<std::size_t>(i * k + l)];
      };
      const auto b_at = [&](ptrdiff_t l, ptrdiff_t j) -> T& {
        return b[static_cast<std::size_t>(l * n + j)];
      };
      a_at(2, 0) = 0, a_at(69, k - 1) = -T(0);
      b_at(0, 3) = infinity, b_at(k - 1, 74) = std::numeric_limits<T>::quiet_NaN();
      a_at(50, 1) = -infinity, b_at(1, 20) = 0;
      problem p = problem_of(matrices(m, k, n, false, false));
      p.times = 2;
      p.unless_zero = true;
      const ptrdiff_t room = rounded_up(contraction::room_for<T>(p), 64);
      std::vector<T> c(static_cast<std::size_t>(m * n)), memory(static_cast<std::size_t>(3 * room));
      contraction::run<T>(p, a.data(), b.data(), c.data(), memory.data(), room, threads);
      for (ptrdiff_t i = 0; i < m; ++i)
        for (ptrdiff_t j = 0; j < n; ++j) {
          const auto sum = static_cast<double>(c[static_cast<std::size_t>(i * n + j)]);
          const bool one_less = i == 2 || i == 69, zero = j == 20;
          if (j == 74 && i != 69) BOOST_TEST(std::isnan(sum));
          else if (i == 50 && j == 3) BOOST_TEST(std::isnan(sum));  // infinities of both signs
          else if (i == 50 && j != 20) BOOST_TEST(sum == -std::numeric_limits<double>::infinity());
          else if (j == 3 && i != 2) BOOST_TEST(sum == std::numeric_limits<double>::infinity());
          else
            BOOST_TEST(sum == 2 * (static_cast<double>(k) - (one_less ? 1 : 0) - (zero ? 1 : 0)));
        }
    }
}
