// Names of statements are never used twice: whatever is kept for however long is refused.
#include "tapeless/tape/names.hpp"

#include <list>
#include <memory>
#include <set>
#include <thread>

#include "support/taped.hpp"

using namespace tapeless;
using tests::complaint;
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

template <class T>
taped::index name_of(const active<T>& x) {
  return x.statement();
}

}  // namespace

BOOST_AUTO_TEST_CASE(after_any_number_of_rewinds) {
  tape<double> t;
  number far = t.input(2);
  for (int i = 0; i < 1000; ++i) far = far * 1.01;
  std::set<taped::index> names;
  for (int i = 0; i < 70000; ++i) {
    t.rewind();
    names.insert(name_of(t.input(1)));
  }
  BOOST_TEST(names.size() == 70000U);
  const number x = t.input(3);
  BOOST_TEST(complaint([&] { (void)number(x * far); }) == of_older);
  BOOST_TEST(complaint([&] { (void)t.gradient(x * 3.0 + far); }) == of_older);
  BOOST_TEST(complaint([&] { (void)dot(std::vector{x, far}, std::vector{x, x}); }) == of_older);
  BOOST_TEST(t.gradient(x * x) == (numbers{0, 6}));
}

BOOST_AUTO_TEST_CASE(after_any_number_of_tapes) {
  tape<double> outer;
  const number x = outer.input(3);
  number gone;
  std::set<taped::index> names;
  for (int i = 0; i < 70000; ++i) {
    tape<double> inner;
    gone = inner.input(1);
    names.insert(name_of(gone));
  }
  BOOST_TEST(names.size() == 70000U);
  BOOST_TEST(names.count(name_of(x)) == 0U);
  tape<double> inner;
  const number a = inner.input(2);
  BOOST_TEST(complaint([&] { (void)number(a * x); }) == of_other);
  BOOST_TEST(complaint([&] { (void)number(a * gone); }) == of_other);
}

BOOST_AUTO_TEST_CASE(of_any_type_on_any_thread) {
  std::vector<taped::index> names[3];
  const auto work = [&names](std::size_t id) {
    for (int i = 0; i < 300; ++i) {
      tape<double> t;
      tape<float> narrow;
      tape<number> inner;
      names[id].push_back(name_of(t.input(1)));
      names[id].push_back(name_of(narrow.input(1)));
      names[id].push_back(name_of(inner.input(1)));
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t id = 0; id < 3; ++id) threads.emplace_back(work, id);
  for (std::thread& thread : threads) thread.join();
  std::set<taped::index> all;
  for (const auto& some : names) all.insert(some.begin(), some.end());
  BOOST_TEST(all.size() == 3U * 900U);
}

BOOST_AUTO_TEST_CASE(a_stretch_that_is_half_used_up) {
  constexpr taped::index half = taped::index{1} << (taped::stretch_bits - 1);
  taped::names names;
  const taped::index first = names.first(), last = (first | (2 * half - 1)) - half + 1;
  const taped::index next = names.after(last);
  BOOST_TEST((next >> taped::stretch_bits) != (first >> taped::stretch_bits));
  BOOST_TEST(!names.has_given(first, next));
  BOOST_TEST(names.has_given(next, next + 1));
}

BOOST_AUTO_TEST_CASE(numbers_of_an_outer_tape_are_plain_beside_an_inner_one) {
  tape<double> outer;
  const auto v = outer.inputs(numbers{3, 5});
  tape<number> inner;
  const auto z = inner.inputs(numbers{1, 2});
  for (const active<number>& s : {active<number>(dot(z, v)), active<number>(dot(v, z))}) {
    const auto g = inner.gradient(s);
    BOOST_TEST((numbers{g[0].value(), g[1].value()}) == (numbers{3, 5}));
    BOOST_TEST(outer.gradient(g[0] * g[0]) == (numbers{6, 0}));
  }
  const auto products = std::vector{v[0] * v[1], v[1] * v[1]};
  const auto g = inner.gradient(active<number>(dot(z, products)));
  BOOST_TEST(outer.gradient(g[0]) == (numbers{5, 3}));
}

template <class X, class Y>
concept have_a_dot = requires(const std::vector<X>& x, const std::vector<Y>& y) {
  dot(x, y);
};
static_assert(have_a_dot<number, number> && have_a_dot<number, float> && have_a_dot<int, number>);
static_assert(have_a_dot<active<number>, number> && have_a_dot<double, active<number>>);
static_assert(!have_a_dot<number, active<float>> && !have_a_dot<active<float>, number>);
static_assert(!have_a_dot<number, dual<double, 2>> && !have_a_dot<double, double>);

BOOST_AUTO_TEST_CASE(a_tape_that_goes_on_another_thread) {
  auto t = std::make_unique<tape<double>>(), second = std::make_unique<tape<double>>();
  const number x = t->input(2), y = second->input(3);
  std::thread([&t] { t.reset(); }).join();
  BOOST_TEST(complaint([&] { (void)number(x * x); }) == of_other);
  BOOST_TEST(second->gradient(y * y) == numbers{6});
  std::thread([&second] { second.reset(); }).join();
  BOOST_TEST(complaint([&] { (void)number(x * x); }) == not_recording);
  BOOST_TEST(complaint([&] { (void)sum(std::vector{x, y}); }) == not_recording);
  tape<double> third;
  const number z = third.input(5);
  BOOST_TEST(third.gradient(z * z) == numbers{10});
  BOOST_TEST(complaint([&] { (void)number(x * z); }) == of_other);
}

BOOST_AUTO_TEST_CASE(a_tape_that_outlives_its_thread) {
  std::unique_ptr<tape<double>> t;
  number y;
  std::thread([&] {
    t = std::make_unique<tape<double>>();
    const number x = t->input(3);
    y = x * x;
  }).join();
  BOOST_TEST(t->gradient(y) == numbers{6});
  BOOST_TEST(complaint([&] { (void)number(y * y); }) == not_recording);
  t.reset();
  BOOST_TEST(complaint([&] { (void)number(y * y); }) == not_recording);
}

BOOST_AUTO_TEST_CASE(tapes_between_others_go_on_another_thread) {
  std::list<tape<double>> tapes(5);
  std::thread([&tapes] { tapes.erase(std::next(tapes.begin(), 2)); }).join();
  for (; !tapes.empty(); tapes.pop_back()) {
    const number x = tapes.back().input(3);
    BOOST_TEST(tapes.back().gradient(x * x) == numbers{6});
  }
  BOOST_TEST(complaint([] {
               tape<double> t;
               (void)number(t.input(1) * 2);
             }).empty());
}
