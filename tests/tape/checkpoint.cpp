// Checkpoints: the same slopes as without, from the arguments alone.
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

#include "support/allocations.hpp"
#include "support/taped.hpp"

using namespace tapeless;
using tests::allocations;
using tests::complaint;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

number square_of(const number& x) { return x * x; }

// f(call, x), where call(g, args...) is g(args...), or its checkpoint; f gives several results.
template <class F>
void check(const F& f, const numbers& at) {
  tape<double> t;
  const auto x = t.inputs(at);
  const auto at_once = [](const auto& g, const auto&... args) { return g(args...); };
  const auto again = [&t](const auto& g, const auto&... args) { return t.checkpoint(g, args...); };
  const vector<number> wanted = f(at_once, x), made = f(again, x);
  BOOST_TEST_REQUIRE(made.size() == wanted.size());
  const numbers all = t.jacobian(made);
  for (std::size_t i = 0; i < made.size(); ++i) {
    BOOST_TEST(made[i].value() == wanted[i].value());
    const numbers row = t.gradient(wanted[i]), alone = t.gradient(made[i]);
    for (std::size_t k = 0; k < at.size(); ++k) {
      BOOST_TEST(tests::near(alone[k], row[k], 1e-14L),
                 "row " << i << " slope " << k << " is " << alone[k] << ", not " << row[k]);
      BOOST_TEST(tests::near(all[i * at.size() + k], row[k], 1e-14L));
    }
  }
  BOOST_TEST(t.jacobian(made) == all);
}

struct failure {};

// x - h k x, again and again, in blocks of blocks.
struct decay {
  double h;

  number operator()(const number& x, const number& k, int steps) const {
    number y = x;
    for (int i = 0; i < steps; ++i) {
      if (y > 1e-3) y -= h * k * y;
      else y *= 1 - h * k;
    }
    return y;
  }
};
number in_blocks(tape<double>& t, const decay& f, const number& x, const number& k, int steps,
                 int depth) {
  if (depth == 0) return f(x, k, steps);
  constexpr int blocks = 100;
  number y = x;
  for (int i = 0; i < blocks; ++i)
    y = t.checkpoint(
        [&t, f, steps, depth](const number& a, const number& b) {
          return in_blocks(t, f, a, b, steps / blocks, depth - 1);
        },
        y, k);
  return y;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_number) {
  check([](const auto& call, const auto& x) { return vector<number>{call(square_of, x[0])}; }, {3});
}

BOOST_AUTO_TEST_CASE(several_numbers) {
  check(
      [](const auto& call, const auto& x) {
        const auto f = [](const number& a, const number& b, const number& c) {
          number s = a * b;
          s += sin(c) * a;
          return number(s / b - c);
        };
        const number y = call(f, x[0], x[1], x[2]);
        return vector<number>{y, call(f, y, x[0], y), call(f, x[1], x[1], x[1])};
      },
      {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(passive_numbers_among_the_arguments) {
  check(
      [](const auto& call, const auto& x) {
        const auto f = [](const number& a, const number& b, const number& c) {
          return std::array{number(a * b * c), number(b * c), c, b, number(2), a};
        };
        const auto y = call(f, x[0], number(7), x[1]);
        const auto z = call(f, number(2), y[1], number(3));
        vector<number> all(y.begin(), y.end());
        all.insert(all.end(), z.begin(), z.end());
        return all;
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(passive_arguments_leave_nothing_and_need_no_tape) {
  int calls = 0;
  const auto f = [&calls](const number& a, const vector<number>& b) {
    ++calls;
    return number(a * b[0] + b[1]);
  };
  const vector<number> b{3, 5};
  {
    tape<double> t;
    (void)t.input(1);
    const number y = t.checkpoint(f, number(2), b);
    BOOST_TEST((y.is_passive() && y == 11));
    BOOST_TEST(t.statements() == 1U);
    BOOST_TEST(t.gradient(y) == numbers{0});
  }
  BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(ranges_and_tuples) {
  check(
      [](const auto& call, const auto& x) {
        using nested =
            std::tuple<vector<vector<number>>, std::pair<number, int>, std::array<number, 2>>;
        const auto f = [](const nested& n, const std::map<int, number>& m) {
          const auto& [v, p, a] = n;
          number s = 0;
          for (const auto& row : v)
            for (const number& each : row) s += each * p.first;
          for (const auto& [key, each] : m) s -= key * each * a[1];
          vector<number> empty;
          return std::tuple(s, vector<number>{s * a[0], p.first}, empty, std::string("text"),
                            std::map<int, number>{{3, a[1] * s}}, p.second * 2.5);
        };
        const nested n{{{x[0], x[1]}, {}, {x[2], 2, x[0]}}, {x[1] * x[1], 3}, {x[2], x[0]}};
        const auto [s, v, empty, text, m, plain] =
            call(f, n, std::map<int, number>{{1, x[0]}, {2, x[2]}});
        BOOST_TEST((empty.empty() && text == "text" && plain == 7.5));
        return vector<number>{s, v[0], v[1], m.at(3)};
      },
      {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(arguments_that_are_no_numbers) {
  check(
      [](const auto& call, const auto& x) {
        const auto f = [](const std::string& word, int times, const numbers& weights,
                          const vector<bool>& signs, const number& a) {
          number s = signs[0] ? a : -a;
          for (int i = 0; i < times; ++i) s = s * weights[static_cast<std::size_t>(i)];
          return number(s * static_cast<double>(word.size()));
        };
        return vector<number>{
            call(f, std::string("five5"), 3, numbers{2, 3, 4}, vector<bool>{false}, x[0])};
      },
      {0.3});
}

BOOST_AUTO_TEST_CASE(functions_of_any_kind) {
  struct scale {
    double by;
    number operator()(const number& x) const { return by * x * x; }
  };
  check(
      [](const auto& call, const auto& x) {
        const std::function<number(const number&)> wrapped = [](const number& a) { return sin(a); };
        const auto owner = [p = std::make_shared<double>(3)](const number& a) {
          return number(a * *p);
        };
        auto by_value = [](number a, vector<number> b) {
          a *= a;
          b[0] += a;
          return b;
        };
        const vector<number> y = call(by_value, x[0], x);
        return vector<number>{call(&square_of, x[0]),
                              call(scale{2.5}, x[1]),
                              call(wrapped, x[0]),
                              call(owner, x[1]),
                              y[0],
                              y[1]};
      },
      {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(results_are_numbers_like_any_other) {
  check(
      [](const auto& call, const auto& x) {
        number s = call(square_of, x[0]);
        const number early = s;
        s += x[1] * x[0];
        s *= call(square_of, s);
        s -= early;
        return vector<number>{s, early, s * early, sum(std::array{s, early, x[0]})};
      },
      {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(functions_that_return_an_expression) {
  check(
      [](const auto& call, const auto& x) {
        const auto product = [](const auto& a, const auto& b) { return a * b; };
        const auto named = [](const auto& a) {
          auto d = a * a;
          d += 1;
          return d;
        };
        return vector<number>{call(product, x[0], x[1]), call(named, x[0])};
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(arguments_that_are_expressions) {
  check(
      [](const auto& call, const auto& x) {
        auto d = x[0] * x[1];
        const number used = call(square_of, x[0] - x[1]);
        return vector<number>{call(square_of, x[0] * x[1]), call(square_of, d), d, used};
      },
      {3, 5});
}

BOOST_AUTO_TEST_CASE(nested_three_deep) {
  check(
      [](const auto& call, const auto& x) {
        const auto outer = [&call](const number& a, const number& b) {
          const auto middle = [&call](const number& c, const vector<number>& d) {
            const auto inner = [](const number& e) {
              return std::pair(number(sin(e)), number(e * e));
            };
            const auto [p, q] = call(inner, c * d[0] + number(d[1]));
            const auto [r, s] = call(inner, number(p * q));
            return vector<number>{p + r, q * s, c};
          };
          const vector<number> first = call(middle, a, vector<number>{b, a});
          const vector<number> second = call(middle, first[1], first);
          return vector<number>{first[0] * second[1], second[0], number(first[2] + b)};
        };
        return call(outer, x[0], x[1]);
      },
      {0.3, 0.5});
}

BOOST_AUTO_TEST_CASE(recursion_halves_a_loop) {
  tape<double> t;
  const number x = t.input(0.9);
  const std::function<number(const number&, int)> run = [&](const number& a, int steps) -> number {
    if (steps == 1) return a * a / 2 + 0.25;
    const number half = t.checkpoint(run, a, steps / 2);
    return t.checkpoint(run, half, steps - steps / 2);
  };
  const number y = run(x, 1000);
  number z = x;
  for (int i = 0; i < 1000; ++i) z = z * z / 2 + 0.25;
  BOOST_TEST(y.value() == z.value());
  BOOST_TEST(tests::near(t.gradient(y)[0], t.gradient(z)[0], 1e-13L, 1e-300L));
}

BOOST_AUTO_TEST_CASE(ranges_and_steps_inside) {
  check(
      [](const auto& call, const auto& x) {
        const auto f = [](const vector<number>& v) {
          number s = sum(v) + norm(v);
          for (int i = 0; i < 50; ++i) {
            s += dot(v, v) * s / 100;
            if (s > 1) s = 1 / s;
          }
          return s;
        };
        return vector<number>{call(f, x), call(f, vector<number>{x[1], 2, x[0]})};
      },
      {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(many_results_in_several_lanes) {
  check(
      [](const auto& call, const auto& x) {
        const auto f = [](const vector<number>& v) {
          vector<number> y;
          for (int i = 0; i < 19; ++i) {
            const auto k = static_cast<std::size_t>(i) % v.size();
            y.push_back(i % 5 == 4 ? number(i) : v[k] * i + sin(v[(k + 1) % v.size()]));
          }
          return y;
        };
        return call(f, call(f, x));
      },
      {0.3, 0.5, 0.7});
}

BOOST_AUTO_TEST_CASE(f_is_called_once_and_once_more_for_a_sweep) {
  tape<double> t;
  const number x = t.input(3);
  int calls = 0;
  const auto f = [&calls](const number& a) {
    ++calls;
    return number(a * a);
  };
  const number y = t.checkpoint(f, x);
  BOOST_TEST(calls == 1);
  BOOST_TEST(t.gradient(y)[0] == 6);
  BOOST_TEST(calls == 2);
  BOOST_TEST(t.jacobian(vector<number>{y, y}) == (numbers{6, 6}));
  BOOST_TEST(calls == 3);
  BOOST_TEST(t.gradient(x * x)[0] == 6);
  BOOST_TEST(calls == 3);  // nothing flowed there
}

BOOST_AUTO_TEST_CASE(only_the_results_are_recorded) {
  tape<double> t;
  const auto x = t.inputs(numbers(1000, 0.5));
  const std::size_t before = t.bytes();
  const number y = t.checkpoint(
      [](const vector<number>& v) {
        number s = 1;
        for (const number& a : v) s = s * a + a;
        return s;
      },
      x);
  BOOST_TEST(t.statements() == 1001U);
  BOOST_TEST(t.bytes() - before <= 64U);
  BOOST_TEST(t.gradient(y).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_come_as_arguments_are_refused) {
  tape<double> t;
  const number x = t.input(3), y = t.input(5);
  const std::size_t statements = t.statements(), bytes = t.bytes();
  BOOST_TEST(
      complaint([&] { (void)t.checkpoint([&y](const number& a) { return number(a * y); }, x); }) ==
      "tapeless: an active number is used where its tape does not record: the tape is gone, "
      "or another thread's, or the number is not among the arguments of checkpoint()");
  BOOST_TEST(t.statements() == statements);
  BOOST_TEST(t.bytes() == bytes);
  BOOST_TEST(t.gradient(x * y) == (numbers{5, 3}));
}

BOOST_AUTO_TEST_CASE(exceptions_on_the_way_there) {
  tape<double> t;
  const number x = t.input(3);
  const number before = x * x;
  const std::size_t statements = t.statements(), bytes = t.bytes();
  const auto f = [](const number& a) -> number {
    const number b = a * a;
    if (b > 5) throw failure();
    return b;
  };
  BOOST_CHECK_THROW((void)t.checkpoint(f, x), failure);
  BOOST_CHECK_THROW((void)t.checkpoint([&](const number& a) { return t.checkpoint(f, a); }, x),
                    failure);
  BOOST_TEST(t.statements() == statements);
  BOOST_TEST(t.bytes() == bytes);
  BOOST_TEST(t.gradient(before * x)[0] == 27);
}

BOOST_AUTO_TEST_CASE(exceptions_on_the_way_back) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 5});
  bool fails = false;
  const auto f = [&fails](const number& a, const number& b) {
    const number c = a * b;
    if (fails) throw failure();
    return number(c * c);
  };
  const auto nested = [&](const number& a, const number& b) {
    return number(t.checkpoint(f, a, b) * a);
  };
  const number y = t.checkpoint(f, x[0], x[1]), z = t.checkpoint(nested, x[1], x[0]);
  const vector<number> all{x[0] * y, z, y, z * y};
  const numbers wanted = t.jacobian(all);
  for (int round = 0; round < 3; ++round) {
    fails = true;
    BOOST_CHECK_THROW((void)t.gradient(y), failure);
    BOOST_CHECK_THROW((void)t.gradient(z * y), failure);
    BOOST_CHECK_THROW((void)t.jacobian(all), failure);
    BOOST_TEST(t.gradient(x[0] * x[1]) == (numbers{5, 3}));
    fails = false;
    BOOST_TEST(t.gradient(y) == (numbers{2 * 15 * 5, 2 * 15 * 3}));
    BOOST_TEST(t.jacobian(all) == wanted);
  }
  const number more = x[0] * x[0];
  BOOST_TEST(t.gradient(more) == (numbers{6, 0}));
}

BOOST_AUTO_TEST_CASE(recordings_with_checkpoints_are_rewound) {
  const auto witness = std::make_shared<int>(3);
  tape<double> t;
  for (int round = 0; round < 5; ++round) {
    const number x = t.input(round);
    number y = x;
    for (int i = 0; i < 3; ++i)
      y = t.checkpoint([witness](const number& a) { return number(a * *witness); }, y);
    BOOST_TEST(witness.use_count() == 4);
    BOOST_TEST(t.gradient(y)[0] == 27);
    t.rewind();
    BOOST_TEST(witness.use_count() == 1);
    BOOST_TEST(t.bytes() == 0U);
  }
}

BOOST_AUTO_TEST_CASE(more_is_recorded_after_a_gradient) {
  tape<double> t;
  const number x = t.input(3);
  number y = t.checkpoint(square_of, x);
  BOOST_TEST(t.gradient(y)[0] == 6);
  y = t.checkpoint(square_of, y * number(x));
  BOOST_TEST(t.gradient(y)[0] == 6 * 243);
  y += t.checkpoint(square_of, t.input(5));
  BOOST_TEST(t.gradient(y) == (numbers{6 * 243, 10}));
}

BOOST_AUTO_TEST_CASE(inside_a_nested_tape) {
  tape<double> outer;
  const number x = outer.input(3);
  const number y = outer.checkpoint(square_of, x);
  {
    tape<double> inner;
    const number u = inner.input(y.value());
    const number v = inner.checkpoint(square_of, u);
    BOOST_TEST(inner.gradient(v)[0] == 18);
    BOOST_TEST(outer.gradient(y)[0] == 6);
    BOOST_TEST(complaint([&] { (void)inner.checkpoint(square_of, x); }) ==
               "tapeless: an active number of another tape is used, or of one that is gone");
  }
  BOOST_TEST(outer.gradient(y * x)[0] == 27);
}

BOOST_AUTO_TEST_CASE(a_tape_inside_a_checkpoint) {
  check(
      [](const auto& call, const auto& x) {
        const auto newton = [](const number& a) {
          tape<double> own;
          double root = 1;
          for (int i = 0; i < 20; ++i) {
            own.rewind();
            const number r = own.input(root);
            const number residual = r * r - a.value();
            root -= residual.value() / own.gradient(residual)[0];
          }
          return root;
        };
        // d root / d a = 1 / (2 root)
        const auto f = [newton](const number& a) {
          const double root = newton(a);
          return number(root + (a - a.value()) / (2 * root));
        };
        return vector<number>{call(f, x[0])};
      },
      {2});
}

BOOST_AUTO_TEST_CASE(infinite_slopes_that_nothing_flows_through) {
  tape<double> t;
  const number x = t.input(0), y = t.input(4);
  const auto roots = t.checkpoint(
      [](const number& a, const number& b) { return std::pair(number(sqrt(a)), number(sqrt(b))); },
      x, y);
  BOOST_TEST(t.gradient(roots.second) == (numbers{0, 0.25}));
  BOOST_TEST(t.gradient(y * y) == (numbers{0, 8}));
  const vector<number> rows{roots.second, roots.first, y};
  const double inf = std::numeric_limits<double>::infinity();
  BOOST_TEST(t.jacobian(rows) == (numbers{0, 0.25, inf, 0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(single_precision) {
  tape<float> t;
  const active<float> x = t.input(3);
  const active<float> y =
      t.checkpoint([](const active<float>& a) { return active<float>(a * a * a); }, x);
  BOOST_TEST(t.gradient(y)[0] == 27);
}

BOOST_AUTO_TEST_CASE(many_checkpoints_take_a_few_bytes_each) {
  constexpr int count = 20000;
  tape<double> t;
  const number x = t.input(1.5);
  number y = x;
  const std::size_t bytes = allocations::bytes_in([&] {
    for (int i = 0; i < count; ++i)
      y = t.checkpoint([](const number& a) { return number(a + 1); }, y);
  });
  BOOST_TEST(bytes / count < 300U);
  BOOST_TEST(t.gradient(y)[0] == 1);
}

BOOST_AUTO_TEST_CASE(a_long_loop_in_little_memory) {
  constexpr int steps = 10'000'000;
  const decay f{1.0 / steps};
  double slope_by_x = 0, slope_by_k = 0, end = 0;
  const std::size_t peak = allocations::peak_in([&] {
    tape<double> t;
    const number x = t.input(3), k = t.input(2);
    const number y = in_blocks(t, f, x, k, steps, 2);
    const numbers slopes = t.gradient(y);
    end = y.value(), slope_by_x = slopes[0], slope_by_k = slopes[1];
  });
  BOOST_TEST(peak < 64'000'000U);
  const double rest = std::pow(1 - 2.0 / steps, steps);
  BOOST_TEST(tests::near(end, 3 * rest, 1e-9L));
  BOOST_TEST(tests::near(slope_by_x, rest, 1e-9L));
  BOOST_TEST(tests::near(slope_by_k, -3 * rest / (1 - 2.0 / steps), 1e-9L));
}
