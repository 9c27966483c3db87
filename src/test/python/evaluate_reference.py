"""Document completion and the split of tokens, written from the documentation with numpy.

    python3 evaluate_reference.py MODEL --corpus F.ldac SEED
    python3 evaluate_reference.py MODEL --pair OBSERVED.ldac HELD_OUT.ldac
    python3 evaluate_reference.py MODEL --proportions F.ldac OUT.npy

Prints documents, tokens, log-likelihood per token and perplexity, or writes theta (D, K). Word numbers must be
the model's. Shares nothing with the program: digamma is its asymptotic series, phi is normalised as Blei, Ng and Jordan
have it.
"""

import math
import sys

import numpy as np

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z &= MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def coins(seed, purpose, document, word, tokens):
    """How many of the tokens of a word in a document are held out."""
    key = mix(seed + GOLDEN)
    for letter in purpose:
        key = mix(key + GOLDEN + ord(letter))
    state = mix(mix(key ^ mix(document + GOLDEN)) + mix(~word))
    heads = 0
    for token in range(tokens):
        if token % 64 == 0:
            state = (state + GOLDEN) & MASK
            number = mix(state)
        heads += number >> (token % 64) & 1
    return heads


def digamma(x):
    x = np.array(x, dtype=float)
    result = np.zeros_like(x)
    for _ in range(10):
        result -= 1 / x
        x = x + 1
    y = 1 / (x * x)
    return result + np.log(x) - 1 / (2 * x) - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y / 240)))


def read(path):
    documents = []
    for line in open(path, encoding="ascii"):
        pairs = [pair.split(":") for pair in line.split()[1:]]
        documents.append([(int(word), int(count)) for word, count in pairs])
    return documents


def split(documents, seed):
    observed, held_out = [], []
    for d, document in enumerate(documents):
        heads = [(w, coins(seed, "held-out", d, w, n)) for w, n in document]
        held_out.append([(w, h) for w, h in heads if h])
        observed.append([(w, n - h) for (w, n), (_, h) in zip(document, heads) if n > h])
    return observed, held_out


def proportions(document, phi, alpha):
    """q(theta)'s mean: from alpha + N/K to a mean absolute change of gamma below 1e-5, at most 1000 times."""
    counts = np.array([n for _, n in document], dtype=float)
    rows = phi[:, [w for w, _ in document]]
    gamma = alpha + counts.sum() / len(alpha)
    for _ in range(1000):
        weights = np.exp(digamma(gamma) - digamma(gamma.sum()))[:, None] * rows
        responsibilities = weights / weights.sum(axis=0)
        updated = alpha + responsibilities @ counts
        change = np.abs(updated - gamma).mean()
        gamma = updated
        if change < 1e-5:
            break
    return gamma / gamma.sum()


def main(model, mode, first, second):
    phi = np.load(model + "/lambda.npy")
    phi = phi / phi.sum(axis=1, keepdims=True)
    alpha = np.load(model + "/alpha.npy")
    if mode == "--proportions":
        np.save(second, np.array([proportions(d, phi, alpha) for d in read(first)]))
        return
    if mode == "--corpus":
        observed, held_out = split(read(first), int(second))
    else:
        observed, held_out = read(first), read(second)
    terms, tokens = [], 0
    for seen, unseen in zip(observed, held_out):
        theta = proportions(seen, phi, alpha)
        for word, count in unseen:
            terms.append(count * math.log(theta @ phi[:, word]))
            tokens += count
    log_likelihood = math.fsum(terms) / tokens
    print("documents", len(observed))
    print("tokens", tokens)
    print("log_likelihood_per_token", repr(log_likelihood))
    print("perplexity", repr(math.exp(-log_likelihood)))


if __name__ == "__main__":
    main(*sys.argv[1:])
