// The tape: inputs in, gradients out; memory, threads, and numbers that are refused.
#include <array>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <thread>

#include "support/allocations.hpp"
#include "support/random.hpp"
#include "support/taped.hpp"

using namespace tapeless;
using tests::allocations;
using tests::complaint;
using tests::scarce_memory;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

const std::string of_older =
    "tapeless: an active number of an older recording is used; rewind() has forgotten it";
const std::string of_other =
    "tapeless: an active number of another tape is used, or of one that is gone";
const std::string not_recording =
    "tapeless: an active number is used where its tape does not record: the tape is gone, or "
    "another thread's, or the number is not among the arguments of checkpoint()";

// x -> x^2 / 2 + 1/4, again and again: every statement matters.
template <class X>
X chain(X x, int steps) {
  for (int i = 0; i < steps; ++i) x = x * x / 2 + 0.25;
  return x;
}
double slope_of_chain(double x, int steps) {
  double slope = 1;
  for (int i = 0; i < steps; ++i) {
    slope *= x;
    x = x * x / 2 + 0.25;
  }
  return slope;
}

void check_usable(tape<double>& t) {
  const number x = t.input(3);
  const numbers slopes = t.gradient(x * x + sin(x));
  BOOST_TEST(tests::near(slopes.back(), 6 + std::cos(3.), 1e-15L));
}

// Some results by some inputs, of all kinds: statements, sums, inputs, constants, one twice.
template <class T>
std::vector<active<T>> results_of(const std::vector<active<T>>& x, std::size_t count) {
  std::vector<active<T>> all;
  active<T> s = x[0] * x[1];
  for (std::size_t i = 0; all.size() < count; ++i) {
    const active<T>& a = x[i % x.size()];
    s += a * x[(i + 1) % x.size()];
    switch (i % 7) {
      case 0:
        all.push_back(s * a);
        break;
      case 1:
        all.push_back(s);
        break;
      case 2:
        all.push_back(a);
        break;
      case 3:
        all.push_back(T(2.5));
        break;
      case 4:
        all.push_back(all[i / 2]);
        break;
      case 5:
        all.push_back(sum(x) * dot(all, all));
        break;
      default:
        all.push_back(norm(all) - all.back());
    }
  }
  return all;
}

template <class T>
void check_jacobian(std::size_t rows, std::size_t columns) {
  tape<T> t;
  const auto x = t.inputs(tests::random_numbers(7).tensor<T>(columns, {0.3, 0.9}));
  const std::vector<active<T>> y = results_of(x, rows);
  const std::vector<T> all = t.jacobian(y);
  BOOST_TEST_REQUIRE(all.size() == rows * columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::vector<T> row = t.gradient(y[i]);
    for (std::size_t k = 0; k < columns; ++k)
      BOOST_TEST(tests::near(all[i * columns + k], row[k], 16 * std::numeric_limits<T>::epsilon(),
                             tests::scale_of(row)));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_gradient) {
  tape<double> t;
  const auto x = t.inputs(numbers{1, 2, 3});
  const number y = x[0] * x[1] + sin(x[2]);
  BOOST_TEST(t.gradient(y) == (numbers{2, 1, std::cos(3.)}));
  BOOST_TEST(t.gradient(y) == (numbers{2, 1, std::cos(3.)}));
}

BOOST_AUTO_TEST_CASE(inputs_of_any_range) {
  tape<double> t;
  const double raw[] = {1, 2};
  const std::vector<int> whole{3, 4};
  number y = 0;
  for (const auto& x :
       {t.inputs(raw), t.inputs(whole), t.inputs(std::array{5.F, 6.F}), t.inputs(std::list{7., 8.}),
        t.inputs(std::span(raw)), t.inputs(std::vector<number>{9, 10})})
    y += x[0] * x[1];
  BOOST_TEST(t.gradient(y) == (numbers{2, 1, 4, 3, 6, 5, 8, 7, 2, 1, 10, 9}));
}

BOOST_AUTO_TEST_CASE(inputs_between_statements) {
  tape<double> t;
  const number a = t.input(3);
  const number b = a * a;
  const auto c = t.inputs(numbers{5, 7});
  number d = b * c[0];
  d += c[1];
  const number e = t.input(2);
  d *= e;
  const auto none = t.inputs(numbers{});
  const number unused = t.input(1), also_unused = unused * d;
  BOOST_TEST(none.empty());
  BOOST_TEST(t.gradient(d) == (numbers{60, 18, 2, 52, 0}));
  BOOST_TEST(also_unused.value() == 104);
}

BOOST_AUTO_TEST_CASE(results_that_are_inputs_or_constants) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 5});
  BOOST_TEST(t.gradient(x[1]) == (numbers{0, 1}));
  BOOST_TEST(t.gradient(number(7)) == (numbers{0, 0}));
  BOOST_TEST(t.gradient(2.5) == (numbers{0, 0}));
  BOOST_TEST(t.gradient(x[0] + 2) == (numbers{1, 0}));
  BOOST_TEST(t.gradient(x[0] * x[0] * x[1]) == (numbers{30, 9}));
}

BOOST_AUTO_TEST_CASE(a_tape_without_inputs) {
  tape<double> t;
  const number x = 3;
  BOOST_TEST(t.gradient(x * x).empty());
  BOOST_TEST(t.jacobian(std::vector<number>{x, x}).empty());
  BOOST_TEST(t.jacobian(std::vector<number>{}).empty());
}

BOOST_AUTO_TEST_CASE(gradients_into_any_range) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 5});
  const number y = x[0] * x[1];
  std::array<double, 2> array{};
  t.gradient(y, array);
  BOOST_TEST(array == (std::array{5., 3.}));
  double raw[2] = {-1, -1};
  t.gradient(y, raw);
  BOOST_TEST(raw[0] == 5);
  numbers large(5, -1);
  t.gradient(y, std::span(large).subspan(2, 2));
  BOOST_TEST(large == (numbers{-1, -1, 5, 3, -1}));
  t.jacobian(std::array{y, x[1]}, std::span(large).first(4));
  BOOST_TEST(large == (numbers{5, 3, 0, 1, -1}));
  const number two[] = {y, y};
  t.jacobian(two, std::span(large).first(4));
  BOOST_TEST(large == (numbers{5, 3, 5, 3, -1}));
}

BOOST_AUTO_TEST_CASE(memory_of_another_size_is_refused) {
  tape<double> t;
  const auto x = t.inputs(numbers{3, 5});
  const number y = x[0] * x[1];
  numbers to(3, -1);
  BOOST_TEST(complaint([&] { t.gradient(y, to); }) ==
             "tapeless: gradient: the memory given has 3 values, but 1 results by 2 inputs make 2");
  BOOST_TEST(complaint([&] {
               t.jacobian(std::array{y, y, y}, to);
             }) ==
             "tapeless: jacobian: the memory given has 3 values, but 3 results by 2 inputs make 6");
  BOOST_TEST(to == numbers(3, -1));
  BOOST_TEST(t.gradient(y) == (numbers{5, 3}));
}

BOOST_AUTO_TEST_CASE(jacobians_of_all_shapes) {
  for (const std::size_t rows : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 16U, 17U, 33U})
    for (const std::size_t columns : {2U, 5U}) {
      check_jacobian<double>(rows, columns);
      check_jacobian<float>(rows, columns);
      check_jacobian<long double>(rows, columns);
    }
}

BOOST_AUTO_TEST_CASE(gradients_and_jacobians_take_turns) {
  tape<double> t;
  const auto x = t.inputs(numbers{0.3, 0.5, 0.7});
  const auto y = results_of(x, 11);
  const numbers all = t.jacobian(y), first = t.gradient(y[0]);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(t.gradient(y[0]) == first);
    BOOST_TEST(t.jacobian(y) == all);
  }
  const number more = y[0] * y[5];
  const numbers slopes = t.gradient(more);
  for (std::size_t k = 0; k < 3; ++k)
    BOOST_TEST(tests::near(slopes[k], y[5].value() * all[k] + y[0].value() * all[15 + k], 1e-14L));
  BOOST_TEST(t.jacobian(y) == all);
}

BOOST_AUTO_TEST_CASE(a_chain_of_any_length) {
  for (const int steps : {0, 1, 2, 100, 1000, 1023, 1024, 1025, 5000, 300000}) {
    tape<double> t;
    const number x = t.input(1.1);
    const number y = chain(x, steps);
    BOOST_TEST(t.statements() == static_cast<std::size_t>(steps) + 1);
    BOOST_TEST(tests::near(t.gradient(y)[0], slope_of_chain(1.1, steps), 1e-13L, 1e-300L));
  }
}

BOOST_AUTO_TEST_CASE(entries_of_all_sizes_at_the_ends_of_chunks) {
  for (std::size_t width = 1; width < 30000; width = width * 3 + 1) {
    tape<double> t;
    std::vector<number> x = t.inputs(numbers(width, 1));
    number y = 1;
    for (int i = 0; i < 40; ++i) {
      y *= sum(x) / static_cast<double>(width);
      y = chain(y, i % 3) + x[0];
      y *= 0.5;
    }
    numbers slopes = t.gradient(y), again(width);
    t.jacobian(std::array{y}, again);
    BOOST_TEST(slopes == again);
    for (std::size_t k = 2; k < width; ++k) BOOST_TEST(slopes[k] == slopes[1]);
  }
}

BOOST_AUTO_TEST_CASE(statements_are_counted) {
  tape<double> t;
  BOOST_TEST(t.statements() == 0U);
  const auto x = t.inputs(numbers{3, 5});
  BOOST_TEST(t.statements() == 2U);
  number y = x[0] * x[1] + sin(x[0]);
  BOOST_TEST(t.statements() == 3U);
  y += x[0];
  const number copy = y, shifted = copy + 1, same = shifted * 1;
  BOOST_TEST(same.value() == y.value() + 1);
  BOOST_TEST(t.statements() == 3U);
  y = sum(x);
  BOOST_TEST(t.statements() == 4U);
}

BOOST_AUTO_TEST_CASE(a_statement_takes_few_bytes) {
  const auto bytes_of_step = []<class T>(T, const auto& step) {
    tape<T> t;
    auto x = t.inputs(std::vector<T>{T(0.3), T(0.5)});
    step(x);
    const std::size_t before = t.bytes();
    for (int i = 0; i < 1000; ++i) step(x);
    return (t.bytes() - before) / 1000;
  };
  const auto one = [](auto& x) { x[0] = sin(x[0]); };
  const auto two = [](auto& x) { x[0] = x[0] * x[1]; };
  const auto three = [](auto& x) { x[0] = x[0] * x[1] + x[0] / 3; };
  const auto addition = [](auto& x) { x[0] += x[1] * 2; };
  BOOST_TEST(bytes_of_step(1.0, one) <= 24U);
  BOOST_TEST(bytes_of_step(1.0, two) <= 40U);
  BOOST_TEST(bytes_of_step(1.0, three) <= 48U);
  BOOST_TEST(bytes_of_step(1.0, addition) <= 24U);
  BOOST_TEST(bytes_of_step(1.0F, one) <= 20U);
  BOOST_TEST(bytes_of_step(1.0F, two) <= 28U);
}

BOOST_AUTO_TEST_CASE(rewinding_forgets) {
  tape<double> t;
  number x = t.input(3);
  number y = chain(x, 1000);
  t.rewind();
  BOOST_TEST(t.statements() == 0U);
  BOOST_TEST(t.bytes() == 0U);
  BOOST_TEST(t.gradient(number(2)).empty());
  x = t.input(0.5);
  y = chain(x, 20);
  BOOST_TEST(tests::near(t.gradient(y)[0], slope_of_chain(0.5, 20), 1e-14L, 1e-300L));
  t.rewind();
  t.rewind();
  BOOST_TEST(t.bytes() == 0U);
  check_usable(t);
}

BOOST_AUTO_TEST_CASE(a_second_recording_allocates_nothing) {
  tape<double> t;
  std::array<double, 1> slope;
  std::array<double, 9> slopes;
  std::vector<double> values(3000, 0.5);
  const auto record = [&] {
    t.rewind();
    const number x = t.input(0.9, "x");
    number y = chain(x, 20000), s = 0;
    for (int i = 0; i < 1000; ++i) s += y * x;
    const std::array many{x, y, s, x, y, s, x, y, s};
    y = sum(many) + dot(many, many) + norm(many);
    t.gradient(y * s, slope);
    t.jacobian(many, slopes);
  };
  record();
  BOOST_TEST(allocations::in(record) == 0);
  BOOST_TEST(allocations::in(record) == 0);
}

BOOST_AUTO_TEST_CASE(a_shorter_recording_allocates_nothing) {
  tape<double> t;
  std::array<double, 1> slope;
  const auto record = [&](int steps) {
    t.rewind();
    const number x = t.input(0.9);
    t.gradient(chain(x, steps), slope);
    BOOST_TEST(tests::near(slope[0], slope_of_chain(0.9, steps), 1e-13L, 1e-300L));
  };
  record(100000);
  for (const int steps : {99999, 50000, 10, 80000, 100000})
    BOOST_TEST(allocations::in([&] { record(steps); }) <= 20);  // what the check itself takes
}

BOOST_AUTO_TEST_CASE(reserved_memory_is_enough) {
  std::size_t needed = 0;
  {
    tape<double> t;
    number x = t.input(0.9);
    x = chain(x, 50000);
    needed = t.bytes();
  }
  tape<double> t;
  t.reserve(needed);
  number x = t.input(0.9);
  BOOST_TEST(allocations::in([&] { x = chain(x, 50000); }) == 0);
  BOOST_TEST(tests::near(t.gradient(x)[0], slope_of_chain(0.9, 50000), 1e-13L, 1e-300L));
}

BOOST_AUTO_TEST_CASE(memory_is_reserved_at_any_time) {
  tape<double> t;
  t.reserve(0);
  t.reserve(1);
  number x = t.input(0.9);
  for (int i = 0; i < 10; ++i) {
    t.reserve(static_cast<std::size_t>(i) * 20000);
    x = chain(x, 500);
  }
  BOOST_TEST(tests::near(t.gradient(x)[0], slope_of_chain(0.9, 5000), 1e-13L, 1e-300L));
  t.rewind();
  t.reserve(1 << 20);
  check_usable(t);
}

BOOST_AUTO_TEST_CASE(an_empty_recording_refuses_too) {
  tape<double> t;
  number old = t.input(3);
  t.rewind();
  BOOST_TEST(tests::complaint([&] { (void)number(old * 2); }) == of_older);
  BOOST_TEST(tests::complaint([&] { (void)number(old + old); }) == of_older);
  BOOST_TEST(t.statements() == 0U);
  tape<double> empty;
  BOOST_CHECK_THROW((void)number(old * 2), error);
}

BOOST_AUTO_TEST_CASE(numbers_of_an_older_recording_are_refused) {
  tape<double> t;
  const number old = t.input(3);
  number old_sum = old * old;
  t.rewind();
  const number x = t.input(5);
  number s = x * x;
  const std::size_t statements = t.statements(), bytes = t.bytes();
  const std::vector<number> range{x, old, x};
  BOOST_TEST(complaint([&] { (void)number(old * x); }) == of_older);
  BOOST_TEST(complaint([&] { (void)number(sin(old)); }) == of_older);
  BOOST_TEST(complaint([&] { s += old; }) == of_older);
  BOOST_TEST(complaint([&] { s -= x * old; }) == of_older);
  BOOST_TEST(complaint([&] { old_sum += x; }) == of_older);
  BOOST_TEST(complaint([&] { (void)sum(range); }) == of_older);
  BOOST_TEST(complaint([&] { (void)dot(range, range); }) == of_older);
  BOOST_TEST(complaint([&] { (void)norm(range); }) == of_older);
  BOOST_TEST(complaint([&] { (void)t.gradient(old); }) == of_older);
  BOOST_TEST(complaint([&] { (void)t.jacobian(range); }) == of_older);
  BOOST_TEST(complaint([&] {
               (void)t.checkpoint([](const number& a) { return number(a * a); }, old);
             }) == of_older);
  BOOST_TEST(t.statements() == statements);
  BOOST_TEST(t.bytes() == bytes);
  BOOST_TEST(old.value() == 3);
  BOOST_TEST((old < x));
  BOOST_TEST(s.value() == 25);
  BOOST_TEST(t.gradient(s) == numbers{10});
  check_usable(t);
}

BOOST_AUTO_TEST_CASE(every_older_recording_is_refused) {
  tape<double> t;
  std::vector<number> old;
  for (int i = 0; i < 300; ++i) {
    old.push_back(chain(t.input(3), i));
    t.rewind();
    for (const number& x : old) BOOST_TEST(complaint([&] { (void)number(x * x); }) == of_older);
  }
}

BOOST_AUTO_TEST_CASE(nested_tapes_record_apart) {
  tape<double> outer;
  const number x = outer.input(3);
  number y = x * x;
  {
    tape<double> inner;
    const number u = inner.input(5);
    const number v = u * u * u;
    BOOST_TEST(outer.statements() == 2U);
    BOOST_TEST(inner.statements() == 2U);
    BOOST_TEST(inner.gradient(v) == numbers{75});
    BOOST_TEST(outer.gradient(y) == numbers{6});
    {
      tape<double> innermost;
      const number w = innermost.input(v.value());
      BOOST_TEST(innermost.gradient(w * w) == numbers{250});
    }
    BOOST_TEST(inner.gradient(v * u) == numbers{500});
    y = y.value() * v.value();
    BOOST_TEST(y.is_passive());
  }
  y = x * x * 2;
  y += x;
  BOOST_TEST(outer.gradient(y) == numbers{13});
}

BOOST_AUTO_TEST_CASE(numbers_of_another_tape_are_refused) {
  tape<double> outer;
  const number x = outer.input(3);
  number y = x * x;
  std::optional<number> left;
  {
    tape<double> inner;
    const number u = inner.input(5);
    number v = u * u;
    BOOST_TEST(complaint([&] { (void)number(x * u); }) == of_other);
    BOOST_TEST(complaint([&] { (void)number(x * 2); }) == of_other);
    BOOST_TEST(complaint([&] { v += x; }) == of_other);
    BOOST_TEST(complaint([&] { y += u; }) == of_other);
    BOOST_TEST(complaint([&] { y += y; }) == of_other);
    BOOST_TEST(complaint([&] { (void)sum(std::array{u, x}); }) == of_other);
    BOOST_TEST(complaint([&] { (void)inner.gradient(x); }) == of_other);
    BOOST_TEST(complaint([&] { (void)outer.gradient(u); }) == of_other);
    BOOST_TEST(inner.gradient(v) == numbers{10});
    left = u;
  }
  BOOST_TEST(complaint([&] { (void)number(*left * x); }) == of_other);
  BOOST_TEST(complaint([&] { (void)outer.gradient(*left); }) == of_other);
  BOOST_TEST(outer.gradient(y) == numbers{6});
  check_usable(outer);
}

BOOST_AUTO_TEST_CASE(tapes_go_in_any_order) {
  auto first = std::make_unique<tape<double>>(), second = std::make_unique<tape<double>>();
  auto third = std::make_unique<tape<double>>();
  const number x = second->input(3), u = third->input(5);
  first.reset();
  BOOST_TEST(third->gradient(u * u) == numbers{10});
  third.reset();
  BOOST_TEST(second->gradient(x * x) == numbers{6});
  BOOST_TEST(complaint([&] { (void)number(u * u); }) == of_other);
  second.reset();
  BOOST_TEST(complaint([&] { (void)number(x * x); }) == not_recording);
  std::vector<std::unique_ptr<tape<double>>> many;
  for (int i = 0; i < 5; ++i) many.push_back(std::make_unique<tape<double>>());
  many.erase(many.begin() + 2);
  check_usable(*many.back());
  many.clear();
  BOOST_TEST(complaint([&] { (void)number(x * x); }) == not_recording);
  tape<double> last;
  check_usable(last);
}

BOOST_AUTO_TEST_CASE(many_tapes_have_names_of_their_own) {
  tape<double> outer;
  const number x = outer.input(3);
  for (int i = 0; i < 5000; ++i) {
    tape<double> inner;
    const number u = inner.input(5);
    if (complaint([&] { (void)number(x * u); }) != of_other) BOOST_ERROR("after " << i);
  }
}

BOOST_AUTO_TEST_CASE(numbers_without_a_tape_are_refused) {
  number x, s;
  {
    tape<double> t;
    x = t.input(3);
    s = x * x;
  }
  BOOST_TEST(complaint([&] { (void)number(x * x); }) == not_recording);
  BOOST_TEST(complaint([&] { s += x; }) == not_recording);
  BOOST_TEST(complaint([&] { (void)sum(std::array{x, s}); }) == not_recording);
  BOOST_TEST(x.value() == 3);
  BOOST_TEST(s.value() == 9);
  x = x.value();
  BOOST_TEST(number(x * x).value() == 9);
}

BOOST_AUTO_TEST_CASE(number_types_have_tapes_of_their_own) {
  tape<float> single;
  tape<double> t;
  const active<float> x = single.input(3);
  const number u = t.input(5);
  const active<float> y = x * x;
  const number v = u * u;
  BOOST_TEST(single.gradient(y)[0] == 6);
  BOOST_TEST(t.gradient(v)[0] == 10);
}

BOOST_AUTO_TEST_CASE(threads_have_tapes_of_their_own) {
  std::array<double, 4> slopes{};
  const auto work = [&slopes](std::size_t id) {
    tape<double> t;
    for (int round = 0; round < 20; ++round) {
      t.rewind();
      const number x = t.input(0.9 + 0.01 * static_cast<double>(id));
      slopes[id] = t.gradient(chain(x, 2000 + round))[0];
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < 4; ++id) threads.emplace_back(work, id);
  for (std::thread& thread : threads) thread.join();
  for (std::size_t id = 0; id < 4; ++id)
    BOOST_TEST(tests::near(slopes[id], slope_of_chain(0.9 + 0.01 * static_cast<double>(id), 2019),
                           1e-12L, 1e-300L));
}

BOOST_AUTO_TEST_CASE(numbers_of_another_thread_are_refused) {
  tape<double> t;
  const number x = t.input(3);
  std::string without_tape, with_tape;
  std::thread([&] {
    without_tape = complaint([&] { (void)number(x * x); });
    tape<double> own;
    const number u = own.input(5);
    with_tape = complaint([&] { (void)number(x * u); });
  }).join();
  BOOST_TEST(without_tape == not_recording);
  BOOST_TEST(with_tape == of_other);
  check_usable(t);
}

BOOST_AUTO_TEST_CASE(gradients_are_taken_on_another_thread) {
  tape<double> t;
  const number x = t.input(3);
  const number y = x * x;
  double slope = 0;
  std::thread([&] { slope = t.gradient(y)[0]; }).join();
  BOOST_TEST(slope == 6);
}

BOOST_AUTO_TEST_CASE(the_tape_is_usable_when_memory_has_run_out) {
  for (const std::size_t bytes : {0U, 100U, 40000U, 100000U, 1000000U}) {
    tape<double> t;
    const number x = t.input(0.9);
    number y = x;
    int steps = 0;
    {
      const scarce_memory scarce(bytes);
      const auto record = [&] {
        while (steps < 1000000) y = y * y / 2 + 0.25, ++steps;
      };
      BOOST_CHECK_THROW(record(), std::bad_alloc);
      BOOST_CHECK_THROW(record(), std::bad_alloc);
    }
    BOOST_TEST(t.statements() == static_cast<std::size_t>(steps) + 1);
    y = chain(y, 10);
    BOOST_TEST(tests::near(t.gradient(y)[0], slope_of_chain(0.9, steps + 10), 1e-13L, 1e-300L));
    t.rewind();
    check_usable(t);
  }
}

BOOST_AUTO_TEST_CASE(additions_are_whole_when_memory_has_run_out) {
  tape<double> t;
  const number x = t.input(3);
  number s = x * x;
  int steps = 0;
  {
    const scarce_memory scarce(10000);
    const auto record = [&] {
      while (steps < 1000000) s += x * 2, ++steps;
    };
    BOOST_CHECK_THROW(record(), std::bad_alloc);
  }
  BOOST_TEST(s.value() == 9 + 6 * steps);
  BOOST_TEST(t.gradient(s)[0] == 6 + 2 * steps);
  s += x;
  BOOST_TEST(t.gradient(s)[0] == 7 + 2 * steps);
}

BOOST_AUTO_TEST_CASE(inputs_are_whole_when_memory_has_run_out) {
  tape<double> t;
  std::vector<number> x;
  x.reserve(100000);
  {
    const scarce_memory scarce(100000);
    const auto record = [&] {
      while (x.size() < 100000) x.push_back(t.input(static_cast<double>(x.size())));
    };
    BOOST_CHECK_THROW(record(), std::bad_alloc);
  }
  const number y = dot(x, x);
  const numbers slopes = t.gradient(y);
  BOOST_TEST_REQUIRE(slopes.size() == x.size());
  for (std::size_t i = 0; i < x.size(); ++i) BOOST_TEST(slopes[i] == 2 * x[i].value());
  check_usable(t);
}

BOOST_AUTO_TEST_CASE(inputs_are_whole_at_the_end_of_a_chunk) {
  for (int steps = 0; steps < 4200; ++steps) {
    tape<double> t;
    auto x = t.inputs(numbers{1});
    for (int i = 0; i < 4; ++i) x.push_back(t.input(2));
    number y = x[0];
    for (int i = 0; i < steps; ++i) y = sin(y) * 0;
    x.reserve(8);
    {
      const scarce_memory scarce(0);
      try {
        x.push_back(t.input(3));
      } catch (const std::bad_alloc&) {
      }
    }
    const number u = t.input(5), v = t.input(6);
    numbers slopes(x.size() + 10, -1);
    t.gradient(7 * u + 8 * v + x[1], std::span(slopes).first(x.size() + 2));
    if (slopes[1] != 1 || slopes[x.size()] != 7 || slopes[x.size() + 1] != 8 ||
        slopes[x.size() + 2] != -1)
      BOOST_ERROR("wrong after " << steps << " steps");
  }
}

BOOST_AUTO_TEST_CASE(ranges_are_whole_when_memory_has_run_out) {
  tape<double> t;
  const auto x = t.inputs(numbers(10000, 2));
  number y = x[0] * 3;
  const std::size_t statements = t.statements();
  {
    const scarce_memory scarce(30000);
    BOOST_CHECK_THROW((void)t.inputs(numbers(10000, 2)), std::bad_alloc);
    BOOST_CHECK_THROW((void)sum(x), std::bad_alloc);
    BOOST_CHECK_THROW((void)dot(x, x), std::bad_alloc);
  }
  BOOST_TEST(t.statements() == statements);
  y += sum(x);
  BOOST_TEST(t.gradient(y)[0] == 4);
  BOOST_TEST(t.gradient(y)[9999] == 1);
}

BOOST_AUTO_TEST_CASE(gradients_are_tried_again_when_there_is_memory) {
  tape<double> t;
  const number x = t.input(0.9);
  const number y = chain(x, 10000);
  std::array<double, 1> slope{-1};
  std::array<double, 3> slopes{};
  {
    const scarce_memory scarce(20000);
    BOOST_CHECK_THROW(t.gradient(y, slope), std::bad_alloc);
    BOOST_CHECK_THROW(t.jacobian(std::array{y, y, x}, slopes), std::bad_alloc);
    BOOST_CHECK_THROW(t.reserve(10000000), std::bad_alloc);
  }
  t.gradient(y, slope);
  t.jacobian(std::array{y, y, x}, slopes);
  BOOST_TEST(tests::near(slope[0], slope_of_chain(0.9, 10000), 1e-13L, 1e-300L));
  BOOST_TEST(slopes[0] == slope[0]);
  BOOST_TEST(slopes[2] == 1);
}

BOOST_AUTO_TEST_CASE(nothing_leaks) {
  { tape<double> first, second; }  // names are given back, but not deleted
  const std::size_t before = allocations::live;
  {
    tape<double> t;
    const number x = t.input(0.9, "a name that is too long to be stored in the string itself");
    const number y = chain(x, 100000);
    (void)t.gradient(y);
    (void)t.checkpoint([](const number& a) { return chain(a, 100); }, x);
    t.rewind();
    (void)t.checkpoint([](const number& a) { return chain(a, 100); }, t.input(2));
  }
  BOOST_TEST(allocations::live == before);
}
