"""Writes the golden run of batch variational Bayes: src/test/resources/golden/lda_toy/.

Run by hand where mpmath is installed, never by the tests:

    python3 src/test/python/lda_reference.py

The E-step has phi eliminated, as in Hoffman's onlineldavb.py:

    phinorm_w = sum_k expElogtheta_k expElogbeta_kw
    gamma_k   = alpha_k + expElogtheta_k sum_w n_w expElogbeta_kw / phinorm_w

and the bound has E[log p(w, z | theta, beta)] - E[log q(z)] = sum_w n_w log phinorm_w, whereas the
tests' TextbookLda keeps phi and writes every term by itself. All arithmetic has 50 digits, so that the
expected values are right to the last of the 20 that are written, whatever the order of the sums.
"""

import pathlib
import platform
import random
import struct

import mpmath
from mpmath import mpf

mpmath.mp.dps = 50
OUT = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden" / "lda_toy"
SEED = 2010
TOPICS, ETA = 3, mpf(0.01)  # mpf(0.01) is the double next to 0.01, as in Java
# Under equal alphas the start of gamma cancels in the first phi; only unequal ones show whether it is right.
ALPHAS = {"symmetric": [0.1, 0.1, 0.1], "asymmetric": [0.05, 0.3, 1.5]}
TOLERANCE, MAX_SWEEPS, ITERATIONS = mpf(0.001), 100, 20
LAMBDA_AFTER = (1, 5, 20)

VOCABULARY = """love heart baby tonight engine road drive wheel river rain sun sea
money street police gun""".split()

# word id -> count. The tenth document has no words, the eleventh one word, the twelfth one word often.
DOCUMENTS = [
    {0: 3, 1: 2, 2: 1, 3: 1},
    {0: 1, 2: 4, 3: 2, 9: 1},
    {4: 2, 5: 3, 6: 2, 7: 1},
    {5: 1, 6: 1, 7: 2, 13: 1},
    {8: 2, 9: 1, 10: 3, 11: 1},
    {9: 2, 10: 1, 11: 2, 0: 1},
    {12: 2, 13: 2, 14: 1, 15: 3},
    {12: 1, 13: 3, 15: 1, 6: 1},
    {0: 1, 1: 1, 4: 1, 5: 1, 8: 1, 9: 1, 12: 1, 13: 1, 14: 1},
    {},
    {11: 1},
    {1: 40, 3: 1},
]


def dirichlet_expectation(row):
    total = mpmath.digamma(mpmath.fsum(row))
    return [mpmath.digamma(x) - total for x in row]


def exp_all(row):
    return [mpmath.exp(x) for x in row]


class EStep:
    """One pass over the documents under one lambda."""

    def __init__(self, lam, alpha):
        self.alpha = alpha
        self.exp_elog_beta = [exp_all(dirichlet_expectation(row)) for row in lam]
        self.stats = [[mpf(0)] * len(VOCABULARY) for _ in range(TOPICS)]
        self.gammas, self.bound, self.sweeps = [], mpf(0), []
        self.margin = mpf(1)
        for document in DOCUMENTS:
            self.add(document)

    def phinorm(self, document, exp_elog_theta):
        return {
            w: mpmath.fsum(t * b[w] for t, b in zip(exp_elog_theta, self.exp_elog_beta)) for w in document
        }

    def fit(self, document):
        gamma = [a + mpf(sum(document.values())) / TOPICS for a in self.alpha]
        for sweep in range(1, MAX_SWEEPS + 1):
            theta = exp_all(dirichlet_expectation(gamma))
            norm = self.phinorm(document, theta)
            last, gamma = gamma, [
                a + t * mpmath.fsum(n * b[w] / norm[w] for w, n in document.items())
                for a, t, b in zip(self.alpha, theta, self.exp_elog_beta)
            ]
            change = mpmath.fsum(abs(g - h) for g, h in zip(gamma, last)) / TOPICS
            self.margin = min(self.margin, abs(change / TOLERANCE - 1))
            if change < TOLERANCE:
                break
        return gamma, sweep

    def add(self, document):
        gamma, sweeps = self.fit(document)
        elog_theta = dirichlet_expectation(gamma)
        theta = exp_all(elog_theta)
        norm = self.phinorm(document, theta)
        for k in range(TOPICS):
            for w, n in document.items():
                self.stats[k][w] += n * theta[k] * self.exp_elog_beta[k][w] / norm[w]
        self.bound += mpmath.fsum(n * mpmath.log(norm[w]) for w, n in document.items())
        self.bound += dirichlet_terms(self.alpha, gamma, elog_theta)
        self.gammas.append(gamma)
        self.sweeps.append(sweeps)


def dirichlet_terms(prior, posterior, elog):
    """E[log p - log q] of a Dirichlet: onlineldavb.py, approx_bound."""
    score = mpmath.fsum((a - g) * e for a, g, e in zip(prior, posterior, elog))
    score += mpmath.fsum(mpmath.loggamma(g) - mpmath.loggamma(a) for a, g in zip(prior, posterior))
    return score + mpmath.loggamma(mpmath.fsum(prior)) - mpmath.loggamma(mpmath.fsum(posterior))


def topics_bound(lam):
    prior = [ETA] * len(VOCABULARY)
    return mpmath.fsum(dirichlet_terms(prior, row, dirichlet_expectation(row)) for row in lam)


def text(x):
    return mpmath.nstr(x, 20, strip_zeros=False)


def write_csv(name, rows, form=text):
    with open(OUT / name, "w", encoding="ascii", newline="\n") as out:
        for row in rows:
            out.write(",".join(form(x) for x in row) + "\n")


def write_npy(name, rows):
    """Format 1.0 by hand: float64, C order."""
    shape = f"({len(rows)}, {len(rows[0])})"
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    with open(OUT / name, "wb") as out:
        out.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("ascii"))
        for row in rows:
            out.write(struct.pack(f"<{len(row)}d", *row))


def write_corpus():
    with open(OUT / "corpus.ldac", "w", encoding="ascii", newline="\n") as out:
        for document in DOCUMENTS:
            pairs = [f"{w}:{n}" for w, n in sorted(document.items())]
            out.write(" ".join([str(len(pairs))] + pairs) + "\n")
    (OUT / "vocab.txt").write_text("".join(w + "\n" for w in VOCABULARY), encoding="ascii")


def initial_lambda():
    """Like gamma(100, 1/100) variates, as onlineldavb.py starts; rounded, so that the decimals are the doubles."""
    rng = random.Random(SEED)
    return [[round(rng.gammavariate(100, 0.01), 6) for _ in VOCABULARY] for _ in range(TOPICS)]


def write_run(name, start, alpha):
    (OUT / name).mkdir(parents=True, exist_ok=True)
    lam = [[mpf(x) for x in row] for row in start]
    lines, margin = [], mpf(1)
    for iteration in range(1, ITERATIONS + 1):
        step = EStep(lam, [mpf(a) for a in alpha])
        bound = step.bound + topics_bound(lam)
        lines.append((iteration, bound, mpf(sum(step.sweeps)) / len(DOCUMENTS)))
        margin = min(margin, step.margin)
        lam = [[ETA + x for x in row] for row in step.stats]
        if iteration in LAMBDA_AFTER:
            write_csv(f"{name}/lambda_{iteration}.csv", lam)
            write_csv(f"{name}/gamma_{iteration}.csv", step.gammas)
        print(name, iteration, text(bound), step.sweeps)
    with open(OUT / name / "bounds.csv", "w", encoding="ascii", newline="\n") as out:
        out.write(
            f"# lda_reference.py, seed {SEED}, mpmath {mpmath.__version__} at {mpmath.mp.dps} digits,"
            f" Python {platform.python_version()}. alpha {alpha}, eta {float(ETA)},"
            f" tolerance {float(TOLERANCE)}, at most {MAX_SWEEPS} sweeps; the change of gamma is never nearer"
            f" to the tolerance than {mpmath.nstr(margin, 2)} of it.\n"
        )
        out.write("iteration,bound,mean_sweeps\n")
        for iteration, bound, sweeps in lines:
            out.write(f"{iteration},{text(bound)},{text(sweeps)}\n")
    print(name, "margin", mpmath.nstr(margin, 3))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    write_corpus()
    start = initial_lambda()
    write_csv("initial_lambda.csv", start, repr)
    write_npy("initial_lambda.npy", start)
    for name, alpha in ALPHAS.items():
        write_run(name, start, alpha)


if __name__ == "__main__":
    main()
