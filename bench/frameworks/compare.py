#!/usr/bin/env python3
"""Runs the rows by us and by each framework and prints the table; bench/frameworks/run calls it.

compare.py BUILD [--threads N] [--seconds S] [--short] [ROW...]
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PYTHON = os.environ.get("PYTHON", "python3")
TOLERANCE = 2e-3  # relative; float32, and what is nearly constant over a batch divided by its spread

ROWS = {
    "image": "gradient of one image's class difference by its pixels",
    "step": "training step, 25 images",
    "digits": "64-300-10, Adam step, 128 images",
}
VARIANTS = {
    "torch": {
        "image": ["", "channels_last", "compiled", "channels_last compiled"],
        "step": ["", "foreach", "channels_last", "channels_last keep", "channels_last compiled"],
        "digits": ["", "fused", "fused keep", "compiled", "fused compiled"],
    },
    "tensorflow": {
        "image": ["", "jit", "keras", "keras jit"],
        "step": ["", "jit", "keras", "keras jit"],
        "digits": ["", "jit", "keras", "keras jit"],
    },
    "jax": {"image": [""], "step": [""], "digits": [""]},
}


def environment(threads):
    flags = "--xla_cpu_multi_thread_eigen=false" if threads == 1 else ""
    return {**os.environ, "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads),
            "XLA_FLAGS": flags, "TF_CPP_MIN_LOG_LEVEL": "3"}


def run(command, threads):
    """What a process printed last, and the most memory that it had, in MB; or what went wrong."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True,
                              env=environment(threads)) as process:
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == 0:
            return json.loads(output.splitlines()[-1]), usage.ru_maxrss / 1024
        errors.seek(0)
        return None, (errors.read().strip().splitlines() or ["?"])[-1]


def version(framework):
    """None where it cannot be imported."""
    print_it = f"import {framework}, numpy; print({framework}.__version__)"
    done = subprocess.run([PYTHON, "-c", print_it], capture_output=True, text=True, check=False)
    return done.stdout.split()[-1] if done.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--short", action="store_true", help="ours alone, for a look")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    given = parser.parse_intermixed_args()
    if not ROWS.keys() >= set(given.rows):
        parser.error(f"rows are {', '.join(ROWS)}")
    seconds = 0 if given.short else given.seconds
    present = []
    for framework in [] if given.short else VARIANTS:
        found = version(framework)
        if found is None:
            print(f"{framework} is left out: {PYTHON} cannot import it")
        else:
            print(f"{framework} {found}")
            present.append(framework)

    for row in given.rows or ROWS:
        print(f"\n{ROWS[row]}, threads: {given.threads}, load: {os.getloadavg()[0]:.1f}")
        print(f"{'':44} {'ms':>9} {'ms of CPU':>10} {'MB':>6} {'to ours':>8}")
        program = given.build / "bench" / "frameworks"
        # On one thread what counts is the time of the processor, which other work does not change.
        clock = "processor" if given.threads == 1 else "wall"
        ours = None
        fastest, least_memory = [], []
        commands = [("tapeless", [program, row, ""])]
        for framework in present:
            for variant in VARIANTS[framework][row]:
                name = f"{framework} {variant or 'as it comes'}"
                commands.append((name, [PYTHON, HERE / f"{framework}_rows.py", row, variant]))
        for name, command in commands:
            found, memory = run([*map(str, command), str(given.threads), str(seconds)],
                                given.threads)
            if found is None:
                print(f"{name:44} failed: {memory}")
                continue
            ours = ours or found
            for number in ("value", "norm"):
                if abs(found[number] - ours[number]) > TOLERANCE * abs(ours[number]):
                    sys.exit(f"{name}: {number} is {found[number]}, ours {ours[number]}")
            print(f"{name:44} {1e3 * found['wall']:9.4g} {1e3 * found['processor']:10.4g} "
                  f"{memory:6.0f} {found[clock] / ours[clock]:8.2f}", flush=True)
            if found is not ours:
                fastest.append((found[clock] / ours[clock], name))
                least_memory.append((memory, name))
        if fastest:
            ratio, name = min(fastest)
            print(f"the fastest of them ({name}) takes {ratio:.2f} times our time; the least memory "
                  f"is {min(least_memory)[0]:.0f} MB ({min(least_memory)[1]})")


if __name__ == "__main__":
    main()
