"""Writes the golden values of the special functions: src/test/resources/golden/*.csv.

Run by hand where mpmath is installed, never by the tests:

    python3 src/test/python/golden_special_functions.py

Each line is "x,y": x the shortest decimal that reads back as the very double that was used, y the
function of exactly that double, to 25 significant digits (computed with 80).
"""

import math
import pathlib
import platform
import random

import mpmath

mpmath.mp.dps = 80
OUT = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden"
SEED = 20101206


def between(rng, low, high, count):
    """One point in each of count equal parts of [low, high]."""
    step = (high - low) / count
    return [low + step * (i + rng.random()) for i in range(count)]


def log_spaced(rng, low, high, count):
    """As between, on a scale of decades: exponents low to high."""
    return [10.0**e for e in between(rng, float(low), float(high), count)]


def around(centre, exponents):
    """The centre, its neighbours, and points at relative distances 2^-e on both sides."""
    points = [centre, math.nextafter(centre, -math.inf), math.nextafter(centre, math.inf)]
    for e in exponents:
        points += [centre * (1 - 2.0**-e), centre * (1 + 2.0**-e)]
    return points


def gamma_family_points():
    rng = random.Random(SEED)
    points = log_spaced(rng, -8, 12, 140) + between(rng, 0.001, 20, 160)
    points += [1e-8, 1e-4, 0.01, 0.1, 1e12, 1e6, 1e3]
    points += [float(i) for i in range(1, 21)] + [i + 0.5 for i in range(0, 20)]
    points += around(1.4616321449683623, (4, 6, 8, 12, 16, 24, 32, 40, 48))
    for integer in (1.0, 2.0, 3.0, 6.0, 10.0):
        points += around(integer, (10, 20, 30, 40))
    return points


def exp_points():
    rng = random.Random(SEED + 1)
    points = between(rng, -708, 10, 240) + between(rng, -745, -708, 60) + between(rng, -2, 2, 60)
    points += [-745.1, -745.0, -744.5, -708.5, -708.3964185322641, -708.0, 10.0, 1.0, -1.0, 0.0]
    for e in range(1, 60, 3):
        points += [2.0**-e, -(2.0**-e)]
    for i in range(1, 12):  # where a reduction modulo ln 2 changes its quotient
        points += [float((i - 0.5) * mpmath.log(2)), float((0.5 - 80 * i) * mpmath.log(2))]
    return points


def log_points():
    rng = random.Random(SEED + 2)
    points = log_spaced(rng, -300, 300, 200) + between(rng, 0.5, 2, 120)
    points += around(1.0, range(2, 53, 2)) + around(math.sqrt(0.5), (20, 40)) + around(math.sqrt(2), (20, 40))
    points += [2.0**e for e in (-990, -500, -53, -10, -2, -1, 1, 2, 3, 10, 53, 500, 990)]
    points += [float(i) for i in range(3, 21)] + [1e-300, 1e300]
    return points


def write(name, function, points):
    unique = sorted(set(points))
    assert 300 <= len(unique) <= 600, (name, len(unique))
    with open(OUT / f"{name}.csv", "w", encoding="ascii", newline="\n") as out:
        out.write(
            f"# {name}(x): golden_special_functions.py, seed {SEED}, mpmath {mpmath.__version__}"
            f" at {mpmath.mp.dps} digits, Python {platform.python_version()}\n"
        )
        out.write("x,y\n")
        for x in unique:
            y = mpmath.nstr(function(mpmath.mpf(x)), 25, strip_zeros=False, min_fixed=0, max_fixed=0)
            out.write(f"{x!r},{y}\n")
    print(name, len(unique))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    positive = gamma_family_points()
    write("digamma", mpmath.digamma, positive)
    write("lgamma", mpmath.loggamma, positive)
    write("exp_digamma", lambda x: mpmath.exp(mpmath.digamma(x)), positive)
    write("exp", mpmath.exp, exp_points())
    write("log", mpmath.log, log_points())
