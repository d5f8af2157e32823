// What is stored of a statement: no derivative that is 1 or -1, and equal operands once.
#include "tapeless/tape/entry.hpp"

#include <limits>

#include "support/taped.hpp"

using namespace tapeless;
using tests::check_slopes;

namespace {

// How many bytes the entry of a second and a third step takes.
template <class Step>
std::size_t bytes_of_entry(const Step& step, std::size_t statements) {
  tape<double> t;
  std::vector<active<double>> x = t.inputs(std::vector{3., 5., 7.});
  active<double> s = x[0] * x[1];
  step(s, x);
  const std::size_t before = t.ledger().memory().used();
  step(s, x);
  const std::size_t bytes = t.ledger().memory().used() - before;
  BOOST_TEST(t.statements() == 4 + 2 * statements);
  return bytes;
}
template <class F>
std::size_t bytes_of_statement(const F& f) {
  return bytes_of_entry([&f](auto& s, const auto& x) { s = f(x); }, 1);
}
template <class F>
std::size_t bytes_of_addition(const F& f) {
  return bytes_of_entry([&f](auto& s, const auto& x) { s += f(x); }, 0);
}

// The gradient is right, of the statement alone and of an addition, and in all rows of a Jacobian.
template <class F>
void check(const F& f, const std::vector<double>& at = {3, 5, 7}) {
  check_slopes([&f](const auto& x) { return f(x); }, at);
  check_slopes(
      [&f]<class X>(const std::vector<X>& x) -> X {
        X s = x[2] * x[2];
        s += f(x);
        s -= f(x) * x[0];
        s -= f(x);
        return s;
      },
      at);
  tape<double> t;
  const auto x = t.inputs(at);
  const active<double> y = f(x);
  const std::vector<double> row = t.gradient(y);
  const std::vector<double> rows = t.jacobian(std::vector{y, active<double>(2 * y), y});
  for (std::size_t i = 0; i < row.size(); ++i) {
    BOOST_TEST(rows[i] == row[i]);
    BOOST_TEST(rows[row.size() + i] == 2 * row[i]);
    BOOST_TEST(rows[2 * row.size() + i] == row[i]);
  }
}

constexpr auto kind_of_all = [](taped::kind k) {
  for (const std::size_t stored : {0U, 1U, 2U, 3U, 4U, 5U, 63U, 64U, 1000U, 100000U})
    for (std::size_t plus = 0; plus <= taped::most_units; ++plus)
      for (std::size_t minus = 0; minus <= taped::most_units; ++minus) {
        const taped::tag t = taped::make_tag(k, taped::operand_counts{stored, plus, minus});
        const taped::operand_counts n = taped::operands_of(t);
        if (taped::kind_of(t) != k || n.stored != stored || n.plus != plus || n.minus != minus)
          return false;
      }
  return true;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_tag_tells_what_was_put_in) {
  BOOST_TEST(kind_of_all(taped::kind::statement));
  BOOST_TEST(kind_of_all(taped::kind::addition));
  const taped::tag inputs = taped::make_tag(taped::kind::inputs, taped::most_in_a_tag);
  BOOST_TEST((taped::kind_of(inputs) == taped::kind::inputs));
  BOOST_TEST(taped::count_of(inputs) == taped::most_in_a_tag);
}

BOOST_AUTO_TEST_CASE(derivatives_of_one_and_minus_one_take_no_memory) {
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] * x[1]; }) == 28U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] + x[1]; }) == 12U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] - x[1]; }) == 12U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return -x[0]; }) == 8U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return -(x[0] - x[1]) + 2; }) == 12U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] - x[1] * x[2]; }) == 32U);
  BOOST_TEST(bytes_of_addition([](const auto& x) { return x[0]; }) == 12U);
  BOOST_TEST(bytes_of_addition([](const auto& x) { return x[0] - x[1]; }) == 16U);
}

BOOST_AUTO_TEST_CASE(equal_operands_take_memory_once) {
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] * x[0]; }) == 16U);
  BOOST_TEST(bytes_of_addition([](const auto& x) { return x[0] * x[0]; }) == 20U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] * x[0] * x[0]; }) == 16U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[1] * x[0] * x[0]; }) == 28U);
  BOOST_TEST(bytes_of_statement([](const auto& x) { return x[0] * x[0] + x[1]; }) == 20U);
}

BOOST_AUTO_TEST_CASE(sums_and_differences) {
  check([](const auto& x) { return x[0] + x[1]; });
  check([](const auto& x) { return x[0] - x[1]; });
  check([](const auto& x) { return -x[0]; });
  check([](const auto& x) { return -x[0] - x[1] - x[2]; });
  check([](const auto& x) { return 2 - (x[0] - (x[1] - (x[2] - 1))); });
  check([](const auto& x) { return -(-x[0] + x[1]) + 3; });
  check([](const auto& x) { return x[0] - x[1] * x[2]; });
  check([](const auto& x) { return x[0] * x[1] - x[2]; });
  check([](const auto& x) { return (x[0] - x[1]) * (x[2] - x[0]); });
  check([](const auto& x) {
    using std::sin;
    return x[0] - sin(x[1] - x[2]) + x[1];
  });
}

BOOST_AUTO_TEST_CASE(equal_neighbours) {
  check([](const auto& x) { return x[0] * x[0]; });
  check([](const auto& x) { return x[0] + x[0]; });
  check([](const auto& x) { return x[0] - x[0]; });
  check([](const auto& x) { return x[0] / x[0]; });
  check([](const auto& x) {
    using std::pow;
    return pow(x[0], x[0]);
  });
  check([](const auto& x) { return x[0] * x[0] * x[1]; });
  check([](const auto& x) { return x[1] * x[0] * x[0]; });
  check([](const auto& x) { return x[0] * x[1] * x[0]; });
  check([](const auto& x) { return x[0] * x[0] * x[0]; });
  check([](const auto& x) { return x[0] * x[0] - x[0]; });
  check([](const auto& x) { return x[0] - x[0] * x[0]; });
  check([](const auto& x) { return x[0] * x[0] * x[1] * x[1] - x[1] + x[1]; });
}

BOOST_AUTO_TEST_CASE(the_greater_of_two_equal_numbers) {
  tape<double> t;
  const active<double> a = t.input(3), b = t.input(3);
  BOOST_TEST(t.gradient(max(a, a)) == (std::vector<double>{1, 0}));
  BOOST_TEST(t.gradient(min(a, a)) == (std::vector<double>{1, 0}));
  BOOST_TEST(t.gradient(max(a, b)) == (std::vector<double>{0.5, 0.5}));
}

BOOST_AUTO_TEST_CASE(many_units_in_one_statement) {
  std::vector<double> at;
  for (int i = 0; i < 17; ++i) at.push_back(0.1 * i + 1);
  check_slopes(
      [](const auto& x) {
        return x[0] + x[1] + x[2] + x[3] + x[4] + x[5] + x[6] + x[7] + x[8] + x[9] + x[10] + x[11] +
               x[12] + x[13] + x[14] + x[15] - x[16] - x[1];
      },
      at);
}

BOOST_AUTO_TEST_CASE(passive_numbers_among_units) {
  check([]<class X>(const std::vector<X>& x) -> X {
    const X two = 2, three = 3;
    return x[0] + two - (three - x[1]) - three * three * x[2] + (two - three);
  });
}

// What follows from where an expression comes from is known only when it runs.
BOOST_AUTO_TEST_CASE(expressions_of_two_kinds) {
  for (const bool first : {true, false})
    check([first](const auto& x) {
      auto a = first ? x[0] * x[1] : x[0] - x[1];
      auto b = first ? -x[0] + x[1] * x[2] : x[0] * x[1] - x[2];
      auto c = first ? x[0] : x[0] - x[2];
      const auto d = first ? x[0] + x[1] : x[0] * x[1] * x[2];
      a -= b;
      return a * b - c - d;
    });
}

BOOST_AUTO_TEST_CASE(where_adjoints_are_infinite_or_nothing_flows) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  tape<double> t;
  const active<double> a = t.input(0), b = t.input(2);
  const active<double> difference = a - b, sum = a + b;
  active<double> root = sqrt(a);
  root += a - b;
  BOOST_TEST(t.gradient(root)[0] == infinity);
  BOOST_TEST(t.gradient(active<double>(difference * 0))[1] == 0);
  const active<double> steep = sqrt(difference + b) - sum;
  const std::vector<double> slopes = t.gradient(steep);
  BOOST_TEST(slopes[0] == infinity);
}
