#include "tapeless/ir/builder.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/ir/handle.hpp"
#include "tapeless/ir/print.hpp"

using namespace tapeless;
using namespace tapeless::ir;

namespace {

// A graph with the scalars p and q, and x along n of 5 and m, known only at run time.
struct bench {
  bench() {
    g.axes = {{"n", 5}, {"m"}};
    g.inputs = {{"p"}, {"q"}, {"x"}};
    index_list n;
    n.push(0);
    p = build.handle(build.read(0, {}));
    q = build.handle(build.read(1, {}));
    x = build.handle(build.read(2, n));
  }

  // As a formula, so that a simplification is read at a glance.
  std::string operator()(ir::value v) {
    if (v.in == nullptr) return shortest(v.number);
    const node& node = g.nodes[v.id];
    if (node.code == op::constant) return shortest(node.number);
    if (node.code == op::input) return std::string(g.inputs[node.input].name);
    std::string text(about(node).name);
    if (node.code == op::count) return text + " " + ir::names(g, node.over);
    text += "(";
    for (unsigned k = 0; k < static_cast<unsigned>(node.arity()); ++k)
      text += (k > 0 ? ", " : "") + (*this)(build.handle(node.operand[k]));
    return text + ")";
  }

  graph g;
  builder build{g};
  ir::value p, q, x;
};

}  // namespace

BOOST_AUTO_TEST_CASE(sums) {
  bench b;
  BOOST_TEST(b(b.p + 0) == "p");
  BOOST_TEST(b(0 + b.p) == "p");
  BOOST_TEST(b(b.p - 0) == "p");
  BOOST_TEST(b(0 - b.p) == "neg(p)");
  BOOST_TEST(b(-(-b.p)) == "p");
  BOOST_TEST(b(b.p + -b.q) == "sub(p, q)");
  BOOST_TEST(b(-b.p + b.q) == "sub(q, p)");
  BOOST_TEST(b(b.p - -b.q) == "add(p, q)");
  BOOST_TEST(b(-(b.p - b.q)) == "sub(q, p)");
}

BOOST_AUTO_TEST_CASE(products) {
  bench b;
  BOOST_TEST(b(b.p * 1) == "p");
  BOOST_TEST(b(1 * b.p) == "p");
  BOOST_TEST(b(b.p * -1) == "neg(p)");
  BOOST_TEST(b(b.p * b.p) == "square(p)");
  BOOST_TEST(b(b.p / 1) == "p");
  BOOST_TEST(b(b.p / -1) == "neg(p)");
  BOOST_TEST(b(b.p * 2 * 4) == "mul(p, 8)");
  BOOST_TEST(b(-(b.p * 2)) == "mul(p, -2)");
}

// NaN and infinity would be lost.
BOOST_AUTO_TEST_CASE(what_is_not_simplified) {
  bench b;
  BOOST_TEST(b(b.p * 0) == "mul(p, 0)");
  BOOST_TEST(b(b.p - b.p) == "sub(p, p)");
  BOOST_TEST(b(b.p / b.p) == "div(p, p)");
  BOOST_TEST(b(b.p * 3 * 0.1) == "mul(mul(p, 3), 0.1)");
}

BOOST_AUTO_TEST_CASE(constants) {
  bench b;
  const auto number = [&](double c) { return b.build.handle(b.build.constant(c)); };
  BOOST_TEST(b(number(2) + number(3)) == "5");
  BOOST_TEST(b(number(2) - number(3)) == "-1");
  BOOST_TEST(b(number(2) * number(3)) == "6");
  BOOST_TEST(b(number(1) / number(4)) == "0.25");
  BOOST_TEST(b(-number(4)) == "-4");
  BOOST_TEST(b(number(1) / number(0)) == "div(1, 0)");
}

BOOST_AUTO_TEST_CASE(powers) {
  bench b;
  BOOST_TEST(b(math::pow(b.p, 0)) == "1");
  BOOST_TEST(b(math::pow(b.p, 1)) == "p");
  BOOST_TEST(b(math::pow(b.p, 2)) == "square(p)");
  BOOST_TEST(b(math::pow(b.p, 3)) == "mul(p, square(p))");
  BOOST_TEST(b(math::pow(b.p, 8)) == "square(square(square(p)))");
  BOOST_TEST(b(math::pow(b.p, -2)) == "div(1, square(p))");
  BOOST_TEST(b(math::pow(b.p, 0.5)) == "sqrt(p)");
  BOOST_TEST(b(math::pow(b.p, 2.5)) == "pow(p, 2.5)");
  BOOST_TEST(b(math::pow(b.p, 1000)) == "pow(p, 1000)");
}

BOOST_AUTO_TEST_CASE(choices) {
  bench b;
  BOOST_TEST(b(select(b.p < b.q, b.x, b.x)) == "x");
  BOOST_TEST(b(select(b.p < b.q, b.x, 0)) == "where(less(p, q), x, 0)");
}

BOOST_AUTO_TEST_CASE(each_node_only_once) {
  bench b;
  const ir::value first = (b.p + b.q) * math::sin(b.x);
  const int nodes = b.g.nodes.size();
  BOOST_TEST(((b.q + b.p) * math::sin(b.x)).id == first.id);
  BOOST_TEST(b.g.nodes.size() == nodes);
  for (int i = 0; i < 1000; ++i) (void)(b.p + i);
  BOOST_TEST(((b.p + b.q) * math::sin(b.x)).id == first.id);
  BOOST_TEST((b.p + 500).id == (b.p + 500).id);
}

BOOST_AUTO_TEST_CASE(axes) {
  bench b;
  BOOST_TEST(b.g.nodes[(b.p * b.x).id].axes.bits == 1U);
  BOOST_TEST(b.g.nodes[(b.p * b.q).id].axes.empty());
  const int sum = b.build.reduce(op::code_of<op::sum>, b.x.id, axis_set::of(0));
  BOOST_TEST(b.g.nodes[sum].axes.empty());
  BOOST_TEST(b.build.reduce(op::code_of<op::sum>, b.x.id, {}) == b.x.id);
}

// Along an axis that it lacks a value is repeated.
BOOST_AUTO_TEST_CASE(reductions_of_what_is_repeated) {
  bench b;
  const auto reduced = [&](op::code code, int axis) {
    return b(b.build.handle(b.build.reduce(code, b.p.id, axis_set::of(axis))));
  };
  BOOST_TEST(reduced(op::code_of<op::sum>, 0) == "mul(p, 5)");
  BOOST_TEST(reduced(op::code_of<op::sum>, 1) == "mul(p, count m)");
  BOOST_TEST(reduced(op::code_of<op::product>, 1) == "pow(p, count m)");
  BOOST_TEST(reduced(op::code_of<op::greatest>, 0) == "p");
  BOOST_TEST(reduced(op::code_of<op::mean>, 1) == "p");
}
