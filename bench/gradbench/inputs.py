#!/usr/bin/env python3
"""Inputs of GradBench's evals, from a seed: inputs.py EVAL [NAME=NUMBER...] > input.json

Names are those of the suite's sizes (n, k, d, m, ell), `seed`, and min_runs and min_seconds, which
say how often an evaluation is repeated.
"""
import json
import random
import sys

def uniform(draw, count):
    return [draw.random() for _ in range(count)]

def normal(draw, rows, width, deviation=1.0):
    return [[draw.gauss(0, deviation) for _ in range(width)] for _ in range(rows)]

def hello(draw):
    return {"x": draw.random()}

def lse(draw, n):
    return {"x": uniform(draw, n)}

def llsq(draw, n, m=128):
    return {"x": uniform(draw, m), "n": n}

def gmm(draw, n, k, d):
    return {"n": n, "k": k, "d": d, "m": 0, "gamma": 1.0,
            "alpha": normal(draw, 1, k)[0], "mu": normal(draw, k, d),
            "q": normal(draw, k, d, 0.3), "l": normal(draw, k, d * (d - 1) // 2, 0.3),
            "x": normal(draw, n, d)}

def kmeans(draw, n, k, d):
    points = [uniform(draw, d) for _ in range(n)]
    return {"points": points, "centroids": points[-k:]}

def det(draw, ell):
    return {"A": uniform(draw, ell * ell), "ell": ell}

EVALS = {f.__name__: f for f in (hello, lse, llsq, gmm, kmeans, det)}

def make(name, min_runs=1, min_seconds=0.0, seed=1, **sizes):
    data = EVALS[name](random.Random(seed), **sizes)
    return data | {"min_runs": min_runs, "min_seconds": min_seconds}

def main():
    name, *settings = sys.argv[1:]
    given = dict(setting.split("=") for setting in settings)
    numbers = {key: float(text) if key == "min_seconds" else int(text)
               for key, text in given.items()}
    json.dump(make(name, **numbers), sys.stdout)

if __name__ == "__main__":
    main()
