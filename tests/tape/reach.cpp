// Operands are stored as offsets in 32 bits. Here it is 8 bits for float, so that far operands
// can be tried: the same programs over double, where nothing is far, must have the same slopes.
#include "tapeless/tape/entry.hpp"

template <>
inline constexpr int tapeless::taped::reach_bits<float> = 8;

#include <array>

#include "support/random.hpp"
#include "support/taped.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;

namespace {

template <class X>
using vector = std::vector<X>;

// Statements that nothing reads.
template <class X>
void go_on(const X& x, int statements) {
  X y = x;
  for (int i = 0; i < statements; ++i) y = y * 0.5 + 1;
}

// The greatest distance that is stored for an operand.
template <class T>
std::size_t farthest(const tape<T>& t) {
  using namespace taped;
  std::size_t most = 0;
  const memory& m = t.ledger().memory();
  for (std::size_t c = 0; c < m.in_use(); ++c)
    for (const std::byte* end = m[c].end(); end != m[c].begin();) {
      const tag last = tag_before(end);
      const kind k = kind_of(last);
      const std::size_t count = count_of(last);
      if (k == kind::statement || k == kind::addition) {
        const operand_counts n = operands_of(last);
        end -= bytes_of<T>(k, n);
        const std::size_t offsets = n.all() + (k == kind::addition ? 1 : 0);
        for (std::size_t i = 0; i < offsets; ++i)
          most =
              std::max(most, static_cast<std::size_t>(-terms_entry<T>{end, n.stored}.operand(i)));
      } else if (k == kind::spread) {
        const spread_entry<T> entry(end, count);
        end = entry.begin();
        for (std::size_t r = 0; r < count && entry.count() < 255; ++r)
          most = std::max<std::size_t>(most, entry.runs()[r].distance);
      } else if (k == kind::call) {
        end = call_entry(end).begin();
      } else {
        end -= k == kind::relay ? relay_bytes<T> : smallest_bytes<T>;
      }
    }
  return most;
}

// f(tape, inputs) gives the results.
template <class T, class F>
vector<T> jacobian_of(const F& f, const vector<double>& at) {
  tape<T> t;
  const vector<active<T>> x = t.inputs(at);
  const vector<active<T>> y = f(t, x);
  if constexpr (std::is_same_v<T, float>) BOOST_TEST(farthest(t) < 256U);
  vector<T> all;
  for (const active<T>& each : y) {
    const vector<T> row = t.gradient(each);
    all.insert(all.end(), row.begin(), row.end());
  }
  const vector<T> at_once = t.jacobian(y);
  for (std::size_t i = 0; i < all.size(); ++i)
    BOOST_TEST(tests::near(at_once[i], all[i], 1e-5L), at_once[i] << " is not " << all[i]);
  return all;
}

template <class F>
void check(const F& f, const vector<double>& at) {
  const vector<float> near = jacobian_of<float>(f, at);
  const vector<double> wanted = jacobian_of<double>(f, at);
  BOOST_TEST_REQUIRE(near.size() == wanted.size());
  for (std::size_t i = 0; i < near.size(); ++i)
    BOOST_TEST(tests::near(near[i], wanted[i], 1e-5L), near[i] << " is not " << wanted[i]);
}

const vector<int> gaps{0, 1, 100, 250, 251, 252, 253, 254, 255, 256, 257, 258, 300, 511, 512, 1000};

}  // namespace

BOOST_AUTO_TEST_CASE(the_reach_is_short) {
  BOOST_TEST(taped::is_near<float>(255));
  BOOST_TEST(!taped::is_near<float>(256));
  BOOST_TEST(taped::is_near<double>(256));
  tape<float> t;
  const auto x = t.input(3);
  go_on(x, 300);
  const active<float> y = x * 2;
  BOOST_TEST(t.statements() == 303U);  // a copy of x as well
  BOOST_TEST(t.gradient(y)[0] == 2);
}

BOOST_AUTO_TEST_CASE(one_far_operand) {
  for (const int gap : gaps)
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          go_on(x[0], gap);
          X y = x[0] * x[1];
          go_on(y, gap);
          y = y * x[0];
          return vector<X>{y, sin(y) * x[1]};
        },
        {3, 5});
}

BOOST_AUTO_TEST_CASE(many_far_operands_in_one_statement) {
  for (const int gap : gaps)
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          const X z = x[0] * x[1];
          go_on(x[0], gap);
          const X near = x[2] * 0.5;
          X y = x[0] * x[1] + z * x[2] - near * x[3] / z + sin(x[1]) * near;
          y = y * z + y * x[3] + x[3] * z;
          return vector<X>{y, y * x[0], z};
        },
        {0.3, 0.5, 0.7, 0.9});
}

BOOST_AUTO_TEST_CASE(results_that_are_far) {
  check(
      []<class X>(auto&, const vector<X>& x) {
        vector<X> y{x[0], x[0] * x[1], 2, x[1]};
        go_on(x[0], 1000);
        y.push_back(y[1]);
        return y;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(additions_of_far_operands) {
  for (const int gap : gaps)
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          const X z = x[0] * x[1];
          go_on(x[0], gap);
          X s = x[0] * x[2];
          s += z;
          s += x[0] * x[1] + z * x[2] + x[3];
          s -= z * z;
          return vector<X>{s, s * z};
        },
        {0.3, 0.5, 0.7, 0.9});
}

BOOST_AUTO_TEST_CASE(additions_to_a_far_number) {
  for (const int gap : gaps)
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          X s = x[0] * x[1], r = x[0] * x[2];
          go_on(x[0], gap);
          const X near = x[1] * x[2];
          s += near * near;
          s += x[0];
          r -= x[1] * x[2] + x[3] * x[0] + x[3] * x[1];
          const X between = s;
          s += 2 * x[1];
          go_on(x[0], gap);
          r += s * x[0];
          s += r;
          r += x[3];
          return vector<X>{s, r, between};
        },
        {0.3, 0.5, 0.7, 0.9});
}

BOOST_AUTO_TEST_CASE(a_number_that_its_own_operands_push_out_of_reach) {
  for (int gap = 240; gap < 260; ++gap)
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          go_on(x[0], 300);
          X s = x[0] * x[1];
          go_on(s.value() + x[0], gap);
          s += x[0] * x[1] + x[2] * x[3] + x[1] * x[3];
          s += x[0];
          return vector<X>{s};
        },
        {0.3, 0.5, 0.7, 0.9});
}

BOOST_AUTO_TEST_CASE(a_long_loop_reads_its_inputs) {
  check(
      []<class X>(auto&, const vector<X>& x) {
        X y = x[0], s = 0;
        for (int i = 0; i < 3000; ++i) {
          y = y * x[1] * 0.9 + x[2] * 0.1;
          s += y * x[3];
          if (i % 400 == 399) s = s * x[0] + y;
        }
        return vector<X>{y, s * 0.01, x[0], s * y * 0.01};
      },
      {0.3, 0.5, 0.7, 0.09});
}

BOOST_AUTO_TEST_CASE(many_inputs) {
  check(
      []<class X>(auto&, const vector<X>& x) {
        X y = 0;
        for (std::size_t i = 0; i < x.size(); ++i) y += x[i] * x[x.size() - 1 - i];
        return vector<X>{y, x[0] * x[600], x[0] + x[600] * 2};
      },
      tests::random_numbers().tensor(601, {-1, 1}));
}

BOOST_AUTO_TEST_CASE(far_ranges) {
  for (const std::size_t size : {1U, 2U, 8U, 20U, 150U, 254U, 255U, 256U, 257U, 600U})
    for (const int gap : {0, 1, 150, 200, 255, 256, 700})
      check(
          [&]<class X>(auto&, const vector<X>& in) {
            vector<X> x(in.begin(), in.end());
            for (std::size_t i = 0; i < size; i += 5) x[i] = 0.5;
            go_on(in[0], gap);
            const X s = sum(x);
            for (std::size_t i = 0; i < size; i += 3) x[i] = in[i] * s;
            const X d = dot(x, in), n = norm(x);
            return vector<X>{s, d * 0.01, n, sum(in)};
          },
          tests::random_numbers(5).tensor(size, {0.1, 1}));
}

BOOST_AUTO_TEST_CASE(a_run_of_which_only_the_end_is_near) {
  for (const int size : {2, 9, 100, 200})
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          go_on(x[0], 254 - size / 2);
          return vector<X>{sum(x)};
        },
        vector<double>(static_cast<std::size_t>(size), 0.5));
}

BOOST_AUTO_TEST_CASE(far_operands_of_formulas) {
  constexpr auto n = axis<"n">;
  constexpr auto a = input<"a">(n);
  constexpr auto b = input<"b">;
  for (const int gap : {0, 200, 254, 255, 256, 700})
    check(
        [&]<class X>(auto&, const vector<X>& x) {
          go_on(x[0], gap);
          const X s = function(sum(square(a) * b))(a = x, b = x[1]);
          go_on(x[0], gap);
          const vector<X> v = function(a * b + square(a))(a = x, b = s);
          go_on(x[0], gap);
          const X w = v[0] * v[2] * x[1] + s;
          return vector<X>{s, v[1], w, sum(v)};
        },
        {0.3, 0.5, 0.7, 0.9});
}

BOOST_AUTO_TEST_CASE(far_arguments_of_checkpoints) {
  for (const int gap : {0, 200, 254, 255, 256, 700})
    check(
        [&]<class X>(auto& t, const vector<X>& x) {
          go_on(x[0], gap);
          const vector<X> v = t.checkpoint(
              [gap](const vector<X>& y, const X& z) {
                X s = y[0] * z;
                go_on(s, gap);
                s += y[1] * y[2] + s * z;
                return vector<X>{s, y[3] * s};
              },
              x, x[1]);
          go_on(x[0], gap);
          return vector<X>{v[0] * x[1], v[1] * v[0], v[1]};
        },
        {0.3, 0.5, 0.7, 0.9});
}
