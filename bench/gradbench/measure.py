#!/usr/bin/env python3
"""Runs the programs of GradBench's evals and prints the table; bench/gradbench/run calls it.

measure.py BUILD [--short] [CHECKOUT]
"""
import json
import pathlib
import re
import subprocess
import sys

import inputs

HERE = pathlib.Path(__file__).parent
TOLERANCE = 1e-9  # relative; the suite's is 1e-4, and absolute below 1

# The functions of each eval, value first, and its sizes: those of --short, and the others.
FUNCTIONS = {
    "hello": ["square", "double"],
    "lse": ["primal", "gradient"],
    "llsq": ["primal", "gradient"],
    "gmm": ["objective", "jacobian"],
    "kmeans": ["cost", "dir", "gradient", "gradient_of_one"],
    "det": ["primal", "gradient"],
}
SHORT = {
    "hello": [{}], "lse": [{"n": 2500}], "llsq": [{"n": 256}, {"n": 50, "m": 21}],
    "gmm": [{"n": 100, "k": 5, "d": 10}], "kmeans": [{"n": 1000, "k": 10, "d": 8}],
    "det": [{"ell": 3}, {"ell": 7}],
}
LONG = {
    "hello": [{}],
    "lse": [{"n": 2500}, {"n": 80000}, {"n": 1280000}],
    "llsq": [{"n": 16}, {"n": 256}, {"n": 4096}, {"n": 16392}],
    "gmm": [{"n": 1000, "k": k, "d": d} for d, k in ((2, 5), (10, 25), (20, 50), (64, 100))],
    "kmeans": [{"n": n, "k": k, "d": d}
               for n, k, d in ((1000, 10, 8), (10000, 100, 16), (10000, 1000, 16))],
    "det": [{"ell": ell} for ell in (5, 7, 9, 11)],
}

def numbers(output):
    """All numbers of an output, tensor by tensor."""
    if isinstance(output, dict):
        return [tensor for key in sorted(output) for tensor in numbers(output[key])]
    flat = []
    def walk(x):
        if isinstance(x, list):
            for element in x:
                walk(element)
        else:
            flat.append(x)
    walk(output)
    return [flat]

def must_agree(what, ours, reference):
    """Relative to each number, and to the largest of its tensor for what cancels."""
    mine, theirs = numbers(ours), numbers(reference)
    if [len(t) for t in mine] != [len(t) for t in theirs]:
        sys.exit(f"{what}: the output has another shape than the reference")
    for a, b in zip(mine, theirs):
        scale = max(map(abs, b), default=0) * 1e-4
        for place, (x, y) in enumerate(zip(a, b)):
            if not abs(x - y) <= TOLERANCE * max(abs(y), scale):
                sys.exit(f"{what}: number {place} is {x!r}, by the reference {y!r}")

def call(program, file, function):
    """The output of a function, and the least nanoseconds of its evaluations."""
    done = subprocess.run([program, file, function], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{program} {function}: {done.stderr.strip()}")
    output, *times = map(json.loads, done.stdout.splitlines())
    return output, min(t["nanoseconds"] for t in times if t["name"] == "evaluate")

def formula_lines(name):
    """Lines of code between the namespace's braces of the formula's header."""
    text = (HERE / f"{name}.hpp").read_text().split("namespace gradbench", 1)[1]
    lines = [line.strip() for line in text.splitlines()[1:]]
    return sum(1 for line in lines
               if line and not line.startswith(("//", "}  // namespace", "using namespace")))

def compile_seconds(build):
    """Of each program, as ninja wrote them down."""
    seconds = {}
    for line in (build / ".ninja_log").read_text().splitlines():
        found = re.match(r"(\d+)\t(\d+)\t.*gradbench_(\w+)\.dir/", line)
        if found:
            seconds[found[3]] = (int(found[2]) - int(found[1])) / 1000
    return seconds

def build_manual(build, checkout, name):
    """The suite's own reference, or None where it does not compile by itself."""
    source = checkout / "tools" / "manual" / f"{name}.cpp"
    folder = build / "manual"
    folder.mkdir(exist_ok=True)
    (folder / "json.hpp").write_text("#include <nlohmann/json.hpp>\n")
    flags = ["-std=c++17", "-O3", "-march=native", "-w", f"-I{checkout / 'cpp'}", f"-I{folder}"]
    done = subprocess.run(["g++", *flags, source, "-o", folder / name], capture_output=True,
                          check=False)
    if done.returncode != 0:
        print(f"({source} is left out: it does not compile)")
        return None
    return folder / name

def in_words(sizes):
    return ", ".join(f"{key} = {size:,}" for key, size in sizes.items())

class Measurement:
    def __init__(self, build, short, checkout):
        self.build, self.short = build, short
        self.programs = build / "bench" / "gradbench"
        self.seconds = compile_seconds(build)
        self.file = build / "input.json"
        self.manual = {name: checkout and build_manual(build, checkout, name)
                       for name in FUNCTIONS}

    def rows(self, name, sizes):
        often = {"min_runs": 1} if self.short else {"min_runs": 5, "min_seconds": 0.3}
        self.file.write_text(json.dumps(inputs.make(name, **often, **sizes)))
        value = None
        for function in FUNCTIONS[name]:
            ours, time = call(self.programs / name, self.file, function)
            plain, plain_time = call(self.programs / name, self.file, f"plain_{function}")
            must_agree(f"{name} {function} {in_words(sizes)}", ours, plain)
            value = value or time
            cells = [f"{name} {function}", in_words(sizes), f"{plain_time / 1e3:,.4g}",
                     f"{time / 1e3:,.4g}", f"{time / plain_time:.2f}", f"{time / value:.2f}",
                     self.to_manual(name, function, ours, time), f"{self.seconds[name]:.1f}",
                     str(formula_lines(name))]
            print("| " + " | ".join(cells) + " |", flush=True)

    def to_manual(self, name, function, ours, time):
        if not self.manual[name] or function.startswith("gradient_of") or name == "hello":
            return ""
        if name == "kmeans" and function == "gradient":
            return ""
        output, manual_time = call(self.manual[name], self.file, function)
        must_agree(f"{name} {function}, the suite's reference", ours, output)
        return f"{time / manual_time:.2f}"

def main():
    build, *arguments = sys.argv[1:]
    short = "--short" in arguments
    checkouts = [a for a in arguments if a != "--short"]
    checkout = pathlib.Path(checkouts[0]).resolve() if checkouts else None
    m = Measurement(pathlib.Path(build), short, checkout)
    print("| function | sizes | plain, us | tapeless, us | to plain | to the value | to manual "
          "| compile, s | lines |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, all_sizes in (SHORT if short else LONG).items():
        for sizes in all_sizes:
            m.rows(name, sizes)

if __name__ == "__main__":
    main()
