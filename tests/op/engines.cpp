// Every operation in every engine: the value, the slope and the second derivative that 60 digits
// give, of formulas (in packs, one by one, slowly, as Jacobians, on tapes), tapes and duals.
#include "support/operations.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <tapeless/ir/evaluate.hpp>
#include <vector>

#include "support/compiled_operations.hpp"
#include "support/near.hpp"
#include "support/traced.hpp"

using namespace tapeless;
using tests::domain;
using tests::exact;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

// A few places between -3 and 3 where a function is asked, none of them on an edge.
template <class T>
std::vector<T> places(domain of, double first) {
  const double from = std::max(of.first, -3.), to = std::min(of.last, 3.);
  std::vector<T> all;
  for (double part = first; part < 1; part += 0.071)
    all.push_back(static_cast<T>(from + part * (to - from)));
  return all;
}

template <class T>
void check(const char* name, const char* what, T at, T result, const exact& right) {
  constexpr long double tolerance = 200 * std::numeric_limits<T>::epsilon();
  BOOST_TEST(tests::near(result, static_cast<long double>(right), tolerance,
                         sizeof(T) == 4 ? 1e-3L : 1e-6L),
             what << " of " << name << " at " << at << " is " << result << ", not " << right);
}

// The derivative of an exact function.
template <class Slope>
exact bend(const Slope& slope, const exact& at) {
  const exact h("1e-20");
  return (slope(at + h) - slope(at - h)) / (2 * h);
}

template <class T, class Formula>
std::vector<T> slowly(Formula f, const std::vector<T>& at) {
  const ir::graph g = tests::traced(f);
  const T* const data[] = {at.data()};
  const std::ptrdiff_t extent[] = {static_cast<std::ptrdiff_t>(at.size())};
  std::vector<T> result(at.size());
  ir::evaluator<T>(g, data, extent).write(g.outputs[0], result.data());
  return result;
}

template <class Row>
void check_jacobian(const Row& row) {
  const std::vector<double> at = places<double>(row.of, 0.03);
  const auto all = jacobian(row.f(x), wrt(x))(x = at);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact e(at[i]);
    check(row.name, "the value", at[i], all.value[i], row.value(e));
    check(row.name, "the Jacobian", at[i], all[x][i * at.size() + i], row.slope(e));
  }
}

template <class T, class Row>
void check_everywhere(const Row& row) {
  const std::vector<T> at = places<T>(row.of, 0.03);
  const std::vector<T> slow = slowly(row.f(x), at);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const exact e(at[i]), value = row.value(e), slope = row.slope(e);
    check(row.name, "the value, slowly,", at[i], slow[i], value);
    const tests::evaluated<T> one = tests::alone(row.name, at[i]);
    check(row.name, "the value alone", at[i], one.value, value);
    check(row.name, "the slope alone", at[i], one.by_x, slope);

    const dual<T, 1> forwards = row.f(dual<T, 1>(at[i], 0));
    check(row.name, "the dual's value", at[i], forwards.value(), value);
    check(row.name, "the dual's slope", at[i], forwards.derivative(0), slope);

    tape<T> outer;
    tape<active<T>> inner;
    const active<T> a = outer.input(at[i]);
    const active<active<T>> b = inner.input(a);
    const active<active<T>> z = row.f(b) + 0 * b;
    const active<T> taped = inner.gradient(z)[0];
    check(row.name, "the taped slope", at[i], taped.value(), slope);
    check(row.name, "the second derivative", at[i], outer.gradient(taped)[0], bend(row.slope, e));
  }
}

template <class T, class Row>
void check_two_everywhere(const Row& row) {
  const std::vector<T> at = places<T>(row.of_x, 0.03), beside = places<T>(row.of_y, 0.05);
  for (std::size_t i = 0; i < std::min(at.size(), beside.size()); ++i) {
    const exact a(at[i]), b(beside[i]);
    const exact value = row.value(a, b), by_x = row.by_x(a, b), by_y = row.by_y(a, b);
    const tests::evaluated<T> one = tests::alone(row.name, at[i], beside[i]);
    check(row.name, "the value", at[i], one.value, value);
    check(row.name, "the slope by the first", at[i], one.by_x, by_x);
    check(row.name, "the slope by the second", at[i], one.by_y, by_y);

    using number = dual<T, 2>;
    const number forwards = row.f(number(at[i], 0), number(beside[i], 1));
    check(row.name, "the dual's value", at[i], forwards.value(), value);
    check(row.name, "the dual's slope by the first", at[i], forwards.derivative(0), by_x);
    check(row.name, "the dual's slope by the second", at[i], forwards.derivative(1), by_y);

    const number first = row.f(number(at[i], 0), beside[i]);
    const number second = row.f(at[i], number(beside[i], 1));
    check(row.name, "the dual beside a plain number", at[i], first.derivative(0), by_x);
    check(row.name, "a plain number beside the dual", at[i], second.derivative(1), by_y);

    tape<T> outer;
    tape<active<T>> inner;
    const auto p = inner.input(outer.input(at[i])), q = inner.input(outer.input(beside[i]));
    const active<active<T>> z = row.f(p, q) + 0 * p + 0 * q;
    const std::vector<active<T>> slopes = inner.gradient(z);
    const std::vector<T> bends = outer.jacobian(slopes);
    check(row.name, "the taped slope by the first", at[i], slopes[0].value(), by_x);
    check(row.name, "the second derivative by both", at[i], bends[1],
          bend([&](const exact& moved) { return row.by_x(a, moved); }, b));
    check(row.name, "the second derivative by the second", at[i], bends[3],
          bend([&](const exact& moved) { return row.by_y(a, moved); }, b));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(operations_of_one_number) {
  tests::each_of(tests::operations<double>(),
                 [](const auto& row) { check_everywhere<double>(row); });
  tests::each_of(tests::operations<float>(), [](const auto& row) { check_everywhere<float>(row); });
}

BOOST_AUTO_TEST_CASE(jacobians) {
  tests::each_of(tests::operations<double>(), [](const auto& row) { check_jacobian(row); });
}

BOOST_AUTO_TEST_CASE(operations_of_two_numbers) {
  tests::each_of(tests::operations_of_two<double>(),
                 [](const auto& row) { check_two_everywhere<double>(row); });
  tests::each_of(tests::operations_of_two<float>(),
                 [](const auto& row) { check_two_everywhere<float>(row); });
}
