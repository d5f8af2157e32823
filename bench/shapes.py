#!/usr/bin/env python3
"""Programs to be compiled and measured: bench/shapes.py SHAPE SIZE > program.cpp

SIZE is about how many nodes the user's formula has; for `many` how many gradients there are, for
`links` how many links; the formulas of bench/ that read elsewhere have none. Each program has a symbol nodes<before, after, items>: the nodes of the
graph before and after sums are taken apart (pass/hoist.hpp), and the items of the plan.
"""
import sys

INCLUDE = "#include <tapeless/tapeless.hpp>"
HEAD = """#include <vector>

using namespace tapeless::names;
using numbers = std::vector<double>;
"""
COUNTS = """
template <int Before, int After, int Items>
void nodes() {}
using program = decltype(fit)::program;
using made = program::compilation;
using passes = tapeless::pipeline::passes<tapeless::pass::adjoint, made::traced>;
template void nodes<passes::expanded.node_count, made::graph.node_count, program::plan.items.size>();
"""


class Formula:
    """A formula as a chain of lines, f0, f1, ..., with a count of its nodes."""

    def __init__(self, declarations, first, nodes):
        self.lines = declarations.strip().split("\n")
        self.last = 0
        self.nodes = nodes
        self.add(first)

    def add(self, text):
        self.lines.append(f"constexpr auto f{self.last} = {text};")

    def grow(self, forms, until):
        """Adds links until there are so many nodes: F is the link before, G one further back."""
        while not until(self):
            text, nodes = forms[self.last % len(forms)]
            text = text.replace("F", f"f{self.last}").replace("G", f"f{max(0, self.last - 3)}")
            self.last += 1
            self.nodes += nodes
            self.add(text)

    def program(self, loss, wanted, given):
        loss = loss.replace("F", f"f{self.last}")
        return self.lines + [
            f"constexpr auto fit = gradient({loss}, wrt({wanted}));",
            f"double value(const numbers& d) {{ return fit({given}).value; }}",
        ]


def chain(size):
    """One axis, element by element; every term is used more than once."""
    f = Formula("""
constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;""", "a * x + b", 5)
    f.grow([("square(F - a)", 2), ("sin(F * b)", 2), ("F * G + a", 2), ("exp(-F) + x", 3),
            ("tanh(F) * b", 2), ("log(1_c + square(F))", 3), ("sqrt(1_c + square(F))", 3),
            ("F / (1_c + square(G))", 3)], lambda f: f.nodes >= size - 2)
    return f.program("mean(F)", "a, b", "a = 0.5, b = 0.25, x = d")


def axes4(size):
    """Four nested axes, of which three are short."""
    f = Formula("""
constexpr auto i = axis<"i">;
constexpr auto j = axis<"j", 8>;
constexpr auto k = axis<"k", 8>;
constexpr auto l = axis<"l", 8>;
constexpr auto u = input<"u">(i, j);
constexpr auto v = input<"v">(k, l);
constexpr auto w = input<"w">(j, k);
constexpr auto a = input<"a">(l);""", "u * v", 5)
    f.grow([("tanh(F + w)", 2), ("F * a + v", 2), ("exp(-square(F - u))", 4), ("F * w + G", 2),
            ("sin(F) * u", 2), ("F / (1_c + square(G))", 3)], lambda f: f.nodes >= size - 1)
    return f.program("sum(F)", "w, a", "u = d, v = d, w = d, a = d")


def reductions(size):
    """Layers, each of which reduces over another of six axes."""
    axes = range(6)
    f = Formula("\n".join(
        ['constexpr auto n = axis<"n">;', 'constexpr auto x = input<"x">(n);'] +
        [line.replace("Q", str(q)) for q in axes for line in
         (f'constexpr auto kQ = axis<"kQ", {4 + q}>;', 'constexpr auto wQ = input<"wQ">(n, kQ);',
          'constexpr auto cQ = input<"cQ">(kQ);')]), "+x", 1)
    forms = [("sum(tanh(F * wQ + cQ), kQ)", 4), ("logsumexp(F * wQ + cQ, kQ)", 3),
             ("sum(exp(cQ - square(F - wQ)), kQ)", 5)]
    f.grow([(forms[q % 3][0].replace("Q", str(q)), forms[q % 3][1]) for q in axes],
           lambda f: f.nodes >= size - 1)
    used = range(min(f.last, len(axes)))
    return f.program("sum(F)", ", ".join(f"c{q}" for q in used),
                     ", ".join(f"w{q} = d, c{q} = d" for q in used) + ", x = d")


def wrt20(size):
    """A chain with 20 scalars, by all of which the gradient is wanted."""
    scalars = range(20)
    f = Formula("\n".join(['constexpr auto n = axis<"n">;', 'constexpr auto x = input<"x">(n);'] +
                          [f'constexpr auto p{s} = input<"p{s}">;' for s in scalars]), "p0 * x", 24)
    forms = ["tanh(F + pS)", "F * pS + x", "exp(F - pS)"]
    f.grow([(forms[i % 3].replace("S", str((i + 1) % 20)), 2) for i in range(60)],
           lambda f: f.nodes >= size - 1 and f.last >= 19)
    return f.program("sum(F)", ", ".join(f"p{s}" for s in scalars),
                     ", ".join(f"p{s} = 0.{s + 10}" for s in scalars) + ", x = d")


def links(size):
    """Every link uses the one before three times."""
    f = Formula("""
constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;""", "a * x", 3)
    f.grow([("F * F - sin(F)", 3)], lambda f: f.last >= size)
    return f.program("mean(F)", "a", "a = 0.5, x = d")


def many(size):
    """Small gradients of different formulas in one file."""
    lines = """
constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;""".strip().split("\n")
    for g in range(size):
        f = ["tanh", "sin", "exp", "sqrt"][g % 4]
        fit = f"fit{g or ''}"
        lines.append(f"constexpr auto {fit} = "
                     f"gradient(mean(square(a * {f}({g + 1}_c * x) + b - y)), wrt(a, b));")
        lines.append(f"double value{g}(const numbers& d, const numbers& e) {{ "
                     f"return {fit}(a = 0.5, b = 0.25, x = d, y = e).value; }}")
    return lines


def rosenbrock(_):
    """A vector read at m and m + 1. (This and those below are what bench/ measures.)"""
    return """
constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">(tapeless::extent(n) - 1_c);
constexpr auto x = input<"x">(n);
constexpr auto valley = 100_c * square(x(m + 1_c) - square(x(m))) + square(1_c - x(m));
constexpr auto fit = gradient(sum(valley), wrt(x));
double value(const numbers& d, numbers& g) { return fit(x = d, out(x) = g).value; }""".split("\n")


def stencil(_):
    """Five points of a grid and what lies at them, read at shifts of both axes."""
    return """
constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto a = axis<"a">(tapeless::extent(i) - 2_c);
constexpr auto b = axis<"b">(tapeless::extent(j) - 2_c);
constexpr auto u = input<"u">(i, j);
constexpr auto c = input<"c">(i, j);
constexpr auto k = c * (1_c + square(u));
constexpr auto flow = [](auto from_a, auto from_b) {
  const auto there = at(k, i = a + from_a, j = b + from_b);
  const auto here = at(k, i = a + 1_c, j = b + 1_c);
  return (there + here) * (u(a + from_a, b + from_b) - u(a + 1_c, b + 1_c));
};
constexpr auto left = flow(0_c, 1_c) + flow(2_c, 1_c) + flow(1_c, 0_c) + flow(1_c, 2_c);
constexpr auto fit = gradient(sum(square(left)), wrt(u, c));
double value(const numbers& d, numbers& g, numbers& h) {
  return fit(u = d, c = d, i = 1000, j = 1000, out(u) = g, out(c) = h).value;
}""".split("\n")


def embedding(_):
    """Rows of a table, looked up by whole numbers."""
    return """
constexpr auto row = axis<"row">;
constexpr auto obs = axis<"obs">;
constexpr auto d = axis<"d", 32>;
constexpr auto which = input<"which", whole>(obs);
constexpr auto table = input<"table">(row, d);
constexpr auto target = input<"target">(obs, d);
constexpr auto fit = gradient(sum(square(table(which, d) - target)), wrt(table));
double value(const numbers& t, const std::vector<int>& w, numbers& g) {
  return fit(table = t, target = t, which = w, out(table) = g, threads(2)).value;
}""".split("\n")


def convolution(_):
    """Windows that slide along a signal."""
    return """
constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 15>;
constexpr auto t = axis<"t">(tapeless::extent(n) - tapeless::extent(k) + 1_c);
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(k);
constexpr auto y = input<"y">(t);
constexpr auto fit = gradient(sum(square(sum(x(t + k) * w, k) - y)), wrt(x, w));
double value(const numbers& d, numbers& g, numbers& h) {
  return fit(x = d, w = d, y = d, out(x) = g, out(w) = h).value;
}""".split("\n")


def triangle(_):
    """A triangle that is packed row by row, times a vector."""
    return """
constexpr auto n = axis<"n">;
constexpr auto i = axis<"i", 10>;
constexpr auto j = axis<"j", 10>;
constexpr auto lower = input<"lower">(axis<"packed", 55>);
constexpr auto x = input<"x">(j, n);
constexpr auto product = sum(where(j <= i, lower(i * (i + 1_c) / 2_c + j) * x, 0_c), j);
constexpr auto fit = gradient(sum(square(product)), wrt(lower, x));
double value(const numbers& d, numbers& g, numbers& h) {
  return fit(lower = d, x = d, out(lower) = g, out(x) = h).value;
}""".split("\n")


SHAPES = {shape.__name__: shape for shape in (many, chain, axes4, reductions, wrt20, links,
                                              rosenbrock, stencil, embedding, convolution,
                                              triangle)}


def program(shape, size):
    if shape == "include":
        return INCLUDE + "\n"
    return INCLUDE + "\n" + HEAD + "\n" + "\n".join(SHAPES[shape](size)) + "\n" + COUNTS


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("include", *SHAPES):
        sys.exit(__doc__)
    print(program(sys.argv[1], int(sys.argv[2])), end="")
