// Algebra: a node that is about to be added, as an equal one that is simpler. 0 * x stays, because
// x may be infinite. What may differ: the sign of a zero, an overflow between two constant factors,
// the rounding of a whole power.
#pragma once

#include <bit>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/several.hpp"
#include "tapeless/ir/builder.hpp"

namespace tapeless::ir {

// One way to simplify nodes of an operation: `from` is equal to `to`. `rewrite` gives the simpler
// node, or -1 where the rule says nothing.
struct rule {
  op::code code;
  std::string_view from, to;
  int (*rewrite)(builder&, const node&);
  bool of_constants = false;  // it says something only where an operand is a constant
};

namespace simplification {

inline constexpr op::code exp = op::code_of<op::exp>, log1p = op::code_of<op::log1p>,
                          log1mexp = op::code_of<op::log1mexp>;
inline constexpr op::code add = op::code_of<op::add>, sub = op::code_of<op::sub>,
                          mul = op::code_of<op::mul>, div = op::code_of<op::div>,
                          neg = op::code_of<op::neg>, square = op::code_of<op::square>,
                          sqrt = op::code_of<op::sqrt>, pow = op::code_of<op::pow>,
                          where = op::code_of<op::where>, equal = op::code_of<op::equal>,
                          both = op::code_of<op::both>;

constexpr bool is_constant(const builder& b, int id) { return b[id].code == op::constant; }
constexpr bool is(const builder& b, int id, double number) {
  const node& n = b[id];
  return n.code == op::constant && n.number == number;
}

constexpr int fold(builder& b, const node& n) {
  const int x = n.operand[0], y = n.operand[1];
  if (!is_constant(b, x) || (y >= 0 && !is_constant(b, y))) return -1;
  const double c = b[x].number, d = y < 0 ? 0 : b[y].number;
  if (n.code == neg) return b.constant(-c);
  if (n.code == square) return b.constant(c * c);
  if (n.code == add) return b.constant(c + d);
  if (n.code == sub) return b.constant(c - d);
  if (n.code == mul) return b.constant(c * d);
  return n.code == div && d != 0 ? b.constant(c / d) : -1;
}

constexpr int add_zero(builder& b, const node& n) {
  if (is(b, n.operand[0], 0)) return n.operand[1];
  return is(b, n.operand[1], 0) ? n.operand[0] : -1;
}
constexpr int add_negation(builder& b, const node& n) {
  const int x = n.operand[0], y = n.operand[1];
  if (b[y].code == neg) return b.apply(sub, x, b[y].operand[0]);
  return b[x].code == neg ? b.apply(sub, y, b[x].operand[0]) : -1;
}

constexpr int subtract_zero(builder& b, const node& n) {
  return is(b, n.operand[1], 0) ? n.operand[0] : -1;
}
constexpr int subtract_from_zero(builder& b, const node& n) {
  return is(b, n.operand[0], 0) ? b.apply(neg, n.operand[1]) : -1;
}
constexpr int subtract_negation(builder& b, const node& n) {
  const node& y = b[n.operand[1]];
  return y.code == neg ? b.apply(add, n.operand[0], y.operand[0]) : -1;
}

constexpr int times_one(builder& b, const node& n) {
  if (is(b, n.operand[0], 1)) return n.operand[1];
  return is(b, n.operand[1], 1) ? n.operand[0] : -1;
}
constexpr int times_minus_one(builder& b, const node& n) {
  if (is(b, n.operand[0], -1)) return b.apply(neg, n.operand[1]);
  return is(b, n.operand[1], -1) ? b.apply(neg, n.operand[0]) : -1;
}
constexpr int times_itself(builder& b, const node& n) {
  return n.operand[0] == n.operand[1] ? b.apply(square, n.operand[0]) : -1;
}

constexpr bool is_power_of_two(double number) {
  const bool finite = number != 0 && base::is_finite(number);
  return finite && (std::bit_cast<std::uint64_t>(number) & ((std::uint64_t{1} << 52) - 1)) == 0;
}
// One constant is enough when the digits of c are exact.
constexpr int scaled(builder& b, int c, int x) {
  const double number = b[c].number;
  const int operand[] = {b[x].operand[0], b[x].operand[1]};
  if (b[x].code == neg) return b.apply(mul, b.constant(-number), operand[0]);
  if (b[x].code != mul || !is_power_of_two(number)) return -1;
  for (int k = 0; k < 2; ++k)
    if (is_constant(b, operand[k]))
      return b.apply(mul, b.constant(number * b[operand[k]].number), operand[1 - k]);
  return -1;
}
constexpr int times_constant(builder& b, const node& n) {
  const int x = n.operand[0], y = n.operand[1];
  if (is_constant(b, x)) return scaled(b, x, y);
  return is_constant(b, y) ? scaled(b, y, x) : -1;
}

constexpr int divide_by_one(builder& b, const node& n) {
  if (is(b, n.operand[1], 1)) return n.operand[0];
  return is(b, n.operand[1], -1) ? b.apply(neg, n.operand[0]) : -1;
}

constexpr int negate_negation(builder& b, const node& n) {
  const node& x = b[n.operand[0]];
  return x.code == neg ? x.operand[0] : -1;
}
constexpr int negate_difference(builder& b, const node& n) {
  const node x = b[n.operand[0]];
  return x.code == sub ? b.apply(sub, x.operand[1], x.operand[0]) : -1;
}
constexpr int negate_product(builder& b, const node& n) {
  return b[n.operand[0]].code == mul ? scaled(b, b.constant(-1), n.operand[0]) : -1;
}

// (As it is written, it has no digits near 0.)
constexpr int log_of_rest(builder& b, const node& n) {
  const node& x = b[n.operand[0]];
  if (x.code != neg || b[x.operand[0]].code != exp) return -1;
  return b.apply(log1mexp, b[x.operand[0]].operand[0]);
}

// Whether a condition is known to hold.
constexpr bool holds(const builder& b, int id) {
  const node& c = b[id];
  return c.code == equal && is_constant(b, c.operand[0]) && is_constant(b, c.operand[1]) &&
         b[c.operand[0]].number == b[c.operand[1]].number;
}
constexpr int both_known(builder& b, const node& n) {
  if (holds(b, n.operand[0])) return n.operand[1];
  return holds(b, n.operand[1]) ? n.operand[0] : -1;
}

constexpr int where_alike(builder& b, const node& n) {
  const int yes = n.operand[1], no = n.operand[2];
  return yes == no && n.axes == b[yes].axes ? yes : -1;
}
// What is in a branch of the same condition's choice.
constexpr int where_again(builder& b, const node& n) {
  const int c = n.operand[0];
  const auto branch = [&](int k) {
    const node& x = b[n.operand[k]];
    return x.code == where && x.operand[0] == c ? x.operand[k] : n.operand[k];
  };
  const int yes = branch(1), no = branch(2);
  return yes != n.operand[1] || no != n.operand[2] ? b.apply(where, c, yes, no) : -1;
}
constexpr int where_known(builder& b, const node& n) {
  const node& c = b[n.operand[0]];
  if (c.code != equal || !is_constant(b, c.operand[0]) || !is_constant(b, c.operand[1])) return -1;
  return b[c.operand[0]].number == b[c.operand[1]].number ? n.operand[1] : n.operand[2];
}

// Multiplied out where the exponent is whole and small; a square root where it is a half (so it is
// NaN at -infinity, where std::pow has +infinity).
constexpr int power(builder& b, const node& n) {
  if (!is_constant(b, n.operand[1])) return -1;
  const int x = n.operand[0];
  const double c = b[n.operand[1]].number, size = c < 0 ? -c : c;
  if (c == 0) return b.constant(1);
  if (c == 0.5) return b.apply(sqrt, x);
  if (c == -0.5) return b.apply(div, b.constant(1), b.apply(sqrt, x));
  if (size > 64 || size != static_cast<int>(size)) return -1;
  int product = -1;
  int factor = x;
  for (int rest = static_cast<int>(size); rest > 0; rest /= 2) {
    if (rest % 2 == 1) product = b.extend(mul, product, factor);
    if (rest > 1) factor = b.apply(square, factor);
  }
  return c < 0 ? b.apply(div, b.constant(1), product) : product;
}

}  // namespace simplification

// c and d are constants, x and y anything. The first rule of an operation that says something
// counts.
inline constexpr rule rules[] = {
    {simplification::add, "c + d", "a constant", simplification::fold, true},
    {simplification::add, "0 + x", "x", simplification::add_zero, true},
    {simplification::add, "x + -y", "x - y", simplification::add_negation},
    {simplification::sub, "c - d", "a constant", simplification::fold, true},
    {simplification::sub, "x - 0", "x", simplification::subtract_zero, true},
    {simplification::sub, "0 - x", "-x", simplification::subtract_from_zero, true},
    {simplification::sub, "x - -y", "x + y", simplification::subtract_negation},
    {simplification::mul, "c d", "a constant", simplification::fold, true},
    {simplification::mul, "1 x", "x", simplification::times_one, true},
    {simplification::mul, "-1 x", "-x", simplification::times_minus_one, true},
    {simplification::mul, "x x", "square(x)", simplification::times_itself},
    {simplification::mul, "c (d x)", "(c d) x", simplification::times_constant, true},
    {simplification::div, "c / d", "a constant", simplification::fold, true},
    {simplification::div, "x / 1", "x", simplification::divide_by_one, true},
    {simplification::neg, "-c", "a constant", simplification::fold, true},
    {simplification::neg, "--x", "x", simplification::negate_negation},
    {simplification::neg, "-(x - y)", "y - x", simplification::negate_difference},
    {simplification::neg, "-(c x)", "(-c) x", simplification::negate_product},
    {simplification::square, "square(c)", "a constant", simplification::fold, true},
    {simplification::log1p, "log1p(-exp(x))", "log1mexp(x)", simplification::log_of_rest},
    {simplification::both, "c == c && x", "x", simplification::both_known},
    {simplification::where, "where(c, x, x)", "x", simplification::where_alike},
    {simplification::where, "where(p, where(p, x, y), z)", "where(p, x, z)",
     simplification::where_again},
    {simplification::where, "where(c == d, x, y)", "x or y", simplification::where_known},
    {simplification::pow, "pow(x, c)", "squares, products, roots", simplification::power, true},
};

// Which rules an operation has: they stand together.
struct rule_range {
  int first = 0, end = 0;
};
struct rule_table {
  base::several<rule_range, op::codes> of = {};
};
inline constexpr rule_table rules_of = [] {
  rule_table all;
  int i = 0;
  for (const rule& r : rules) {
    rule_range& here = all.of[r.code];
    if (here.end == 0) here.first = i;
    here.end = ++i;
  }
  return all;
}();

// The simpler node, or -1.
constexpr int simplified(builder& b, const node& n) {
  const rule_range range = rules_of.of[n.code];
  if (range.first == range.end) return -1;
  const bool constants = b[n.operand[0]].code == op::constant ||
                         (n.operand[1] >= 0 && b[n.operand[1]].code == op::constant);
  int simpler = -1;
  for (int i = range.first; i < range.end && simpler < 0; ++i)
    if (constants || !rules[i].of_constants) simpler = rules[i].rewrite(b, n);
  return simpler;
}

}  // namespace tapeless::ir
