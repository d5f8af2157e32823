// What compiled formulas leave on the tape, also when the call is refused.
#include <array>
#include <span>

#include "support/allocations.hpp"
#include "support/bridge.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::complaint;
using tests::some;
using number = active<double>;
using numbers = std::vector<double>;

namespace {

template <class X>
using vector = std::vector<X>;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto a = input<"a">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);

}  // namespace

BOOST_AUTO_TEST_CASE(a_formula_is_one_statement) {
  tape<double> t;
  const auto v = t.inputs(some(100));
  const std::size_t statements = t.statements(), bytes = t.bytes();
  (void)function(sum(exp(x) * a))(x = v, a = v[0]);
  BOOST_TEST(t.statements() == statements + 1);
  BOOST_TEST(t.bytes() - bytes <= 101 * 8 + 48U);
  (void)function(exp(x) * a)(x = v, a = v[0]);
  BOOST_TEST(t.statements() == statements + 101);
}

BOOST_AUTO_TEST_CASE(passive_numbers_need_no_tape) {
  const vector<number> passive{1, 2, 3};
  const number s = function(sum(x) * a)(x = passive, a = 2);
  const vector<number> u = function(x * a)(x = passive, a = number(2));
  const std::array<number, 3> v = function(w * a)(w = numbers{1, 2, 3}, a = number(2));
  BOOST_TEST((s.is_passive() && s == 12));
  BOOST_TEST((u[2].is_passive() && u[2] == 6));
  BOOST_TEST((v[2].is_passive() && v[2] == 6));
  tape<double> t;
  (void)function(sum(x) * a)(x = passive, a = 2);
  (void)function(x * a)(x = passive, a = 2);
  BOOST_TEST(t.statements() == 0U);
  BOOST_TEST(t.bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(plain_calls_are_not_recorded) {
  tape<double> t;
  static_assert(std::same_as<decltype(function(a * a)(a = 2.0)), double>);
  BOOST_TEST(function(a * a)(a = 2.0) == 4);
  BOOST_TEST(t.statements() == 0U);
}

BOOST_AUTO_TEST_CASE(wrong_sizes_leave_the_tape_as_it_was) {
  tape<double> t;
  const auto v = t.inputs(numbers{3, 5, 7});
  const number before = v[0] * v[1];
  const std::size_t statements = t.statements(), bytes = t.bytes();
  const vector<number> two{v[0], v[1]};
  const auto is_sentence = [](const std::string& said) {
    BOOST_TEST((said.starts_with("tapeless: input \"") && said.find("values") != said.npos), said);
  };
  is_sentence(complaint([&] { (void)function(sum(x * y))(x = v, y = two); }));
  is_sentence(complaint([&] { (void)function(x * y)(x = v, y = two); }));
  is_sentence(complaint([&] { (void)function(x * y)(x = numbers{1, 2, 3}, y = two); }));
  is_sentence(complaint([&] { (void)function(sum(w * a))(w = two, a = 1); }));
  is_sentence(complaint([&] { (void)function(w * a)(w = two, a = v[0]); }));
  BOOST_TEST(complaint([&] { (void)function(x * a)(x = v, a = v[0], threads(0)); }) != "");
  BOOST_TEST(complaint([&] { (void)function(sum(x * a))(x = v, a = v[0], threads(0)); }) != "");
  BOOST_TEST(t.statements() == statements);
  BOOST_TEST(t.bytes() == bytes);
  BOOST_TEST(t.gradient(before) == (numbers{5, 3, 0}));
}

BOOST_AUTO_TEST_CASE(numbers_of_elsewhere_leave_the_tape_as_it_was) {
  tape<double> t;
  vector<number> old = t.inputs(numbers{3, 5});
  t.rewind();
  const auto v = t.inputs(numbers{3, 5});
  const std::size_t statements = t.statements(), bytes = t.bytes();
  const std::string of_older =
      "tapeless: an active number of an older recording is used; rewind() has forgotten it";
  const vector<number> mixed{v[0], old[1]};
  BOOST_TEST(complaint([&] { (void)function(sum(x * a))(x = old, a = v[0]); }) == of_older);
  BOOST_TEST(complaint([&] { (void)function(sum(x * a))(x = v, a = old[0]); }) == of_older);
  BOOST_TEST(complaint([&] { (void)function(x * a)(x = mixed, a = v[0]); }) == of_older);
  BOOST_TEST(complaint([&] { (void)function(x * a)(x = v, a = old[0]); }) == of_older);
  BOOST_TEST(t.statements() == statements);
  BOOST_TEST(t.bytes() == bytes);
  const number s = function(sum(x * a))(x = v, a = v[0]);
  BOOST_TEST(t.gradient(s) == (numbers{11, 3}));
}

BOOST_AUTO_TEST_CASE(a_second_recording_allocates_nothing) {
  constexpr auto f = function(sum(sin(x) * a));
  constexpr auto g = function(sin(w) * a);
  tape<double> t;
  std::array<double, 1> slope;
  std::array<number, 400> v;
  const auto record = [&] {
    t.rewind();
    const number c = t.input(3);
    v.fill(c);
    number s = f(x = v, a = c);
    for (int round = 0; round < 20; ++round) s += sum(g(w = std::span(v).first(3), a = s));
    t.gradient(s, slope);
  };
  record();
  BOOST_TEST(tests::allocations::in(record) == 0);
}

BOOST_AUTO_TEST_CASE(the_tape_is_usable_when_memory_has_run_out) {
  constexpr auto f = function(sum(x * a));
  constexpr auto g = function(x * a);
  tape<double> t;
  const auto v = t.inputs(some(20000));
  const std::size_t statements = t.statements();
  {
    const tests::scarce_memory scarce(1000);
    BOOST_CHECK_THROW((void)f(x = v, a = v[0]), std::bad_alloc);
    BOOST_CHECK_THROW((void)g(x = v, a = v[0]), std::bad_alloc);
  }
  BOOST_TEST(t.statements() == statements);
  const number s = f(x = v, a = v[0]) + sum(g(x = v, a = v[1]));
  const numbers slopes = t.gradient(s);
  BOOST_TEST(tests::near(slopes[7], v[0].value() + v[1].value(), 1e-14L));
}
