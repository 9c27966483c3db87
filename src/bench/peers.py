#!/usr/bin/env python3
"""Perplexity against seconds of mpj-lda, scikit-learn, gensim and Mallet, on the same split.

Every tenth document is held out and each of its tokens goes to one of two halves; all systems train
on the same file, with the same K and with one thread, and all their topics are judged by the same
`mpj-lda evaluate` on the same halves. Started by bin/bench, which says what is needed.

Seconds are elapsed seconds of training alone: not of reading the corpus, not of scoring. Of Mallet,
which is a program of its own, they are those of its process less those of one with a single iteration.
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402
from scipy.optimize import linear_sum_assignment  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent))
import drawing  # noqa: E402

SEED = 1


# ---- corpora -------------------------------------------------------------------------------------


def read_uci(path):
    with open(path) as lines:
        documents, words, entries = (int(next(lines)) for _ in range(3))
        data = np.loadtxt(lines, dtype=np.int64, ndmin=2)
    assert len(data) == entries, f"{path}: {len(data)} entries, its third line says {entries}"
    shape = (documents, words)
    return sp.csr_matrix((data[:, 2], (data[:, 0] - 1, data[:, 1] - 1)), shape=shape)


def read_ldac(path, words):
    rows, columns, counts = [], [], []
    with open(path) as lines:
        for d, line in enumerate(lines):
            for pair in line.split()[1:]:
                word, count = pair.split(":")
                rows.append(d)
                columns.append(int(word))
                counts.append(int(count))
    return sp.csr_matrix((counts, (rows, columns)), shape=(max(rows) + 1, words))


def read_mxm(path):
    words, rows, columns, counts, d = [], [], [], [], 0
    with open(path) as lines:
        for line in lines:
            if line.startswith("%"):
                words = line[1:].strip().split(",")
            elif not line.startswith("#"):
                for pair in line.strip().split(",")[2:]:
                    word, count = pair.split(":")
                    rows.append(d)
                    columns.append(int(word) - 1)
                    counts.append(int(count))
                d += 1
    return sp.csr_matrix((counts, (rows, columns)), shape=(d, len(words))), words


def read(corpus, vocabulary):
    if corpus.name.startswith("mxm"):
        return read_mxm(corpus)
    words = vocabulary.read_text().split("\n")
    words = [word for word in words if word]
    if corpus.name.startswith("docword"):
        return read_uci(corpus), words
    return read_ldac(corpus, len(words)), words


def write_ldac(path, matrix):
    with open(path, "w") as out:
        for d in range(matrix.shape[0]):
            row = matrix[d]
            pairs = " ".join(f"{w}:{int(n)}" for w, n in zip(row.indices, row.data) if n > 0)
            out.write(f"{int((row.data > 0).sum())} {pairs}".rstrip() + "\n")


def split(matrix, folder, words):
    """Files train, observed and held-out, and the training matrix."""
    random = np.random.default_rng(SEED)
    test = np.arange(matrix.shape[0]) % 10 == 9
    train, rest = matrix[~test], matrix[test].tocsr()
    observed = rest.copy()
    observed.data = random.binomial(rest.data.astype(np.int64), 0.5)
    held = rest.copy()
    held.data = rest.data - observed.data
    folder.mkdir(parents=True, exist_ok=True)
    write_ldac(folder / "train.ldac", train)
    write_ldac(folder / "observed.ldac", observed)
    write_ldac(folder / "held.ldac", held)
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    return train


# ---- the judge -----------------------------------------------------------------------------------


class Judge:
    """Scores topics, and notes the results."""

    def __init__(self, options, folder, writer, name):
        self.program, self.folder = options.program, folder
        self.alpha, self.eta, self.writer, self.name = options.alpha, options.eta, writer, name
        self.truth = None if options.truth is None else np.load(options.truth)

    def note(self, system, iteration, seconds, perplexity, topics=None):
        """topics: the last ones, to be compared with the true ones, if there are such."""
        distance = "" if self.truth is None or topics is None else f"{self.distance(topics):.4f}"
        self.writer.writerow(
            [self.name, system, iteration, f"{seconds:.3f}", f"{perplexity:.2f}", distance]
        )
        print(
            f"  {self.name:12} {system:28} {iteration:5} {seconds:9.2f} s {perplexity:9.1f}"
            f" {distance}"
        )
        sys.stdout.flush()

    def distance(self, topics):
        """Mean total variation distance of the true topics from those matched with them."""
        found = topics / topics.sum(axis=1, keepdims=True)
        apart = np.array([0.5 * np.abs(found - true).sum(axis=1) for true in self.truth])
        return apart[linear_sum_assignment(apart)].mean()

    def score(self, system, iteration, seconds, topics, alpha=None):
        """topics: (K, V), up to a factor a row; alpha: (K) or None for the fixed one."""
        np.save(self.folder / "peer.npy", np.ascontiguousarray(topics, dtype=np.float64) + 1e-12)
        model = self.folder / "peer-model"
        prior = str(self.alpha) if alpha is None else ",".join(repr(float(a)) for a in alpha)
        run(
            [self.program, "import", "--lambda", self.folder / "peer.npy", "--alpha", prior]
            + ["--eta", self.eta, "--vocab", self.folder / "vocab.txt", "--output", model]
        )
        found = run(
            [self.program, "evaluate", model, "--observed", self.folder / "observed.ldac"]
            + ["--held-out", self.folder / "held.ldac", "--vocab", self.folder / "vocab.txt"]
            + ["--json", "-q"]
        )
        self.note(system, iteration, seconds, json.loads(found)["perplexity"], topics)


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {done.returncode}\n{done.stderr}")
    return done.stdout


# ---- the systems ---------------------------------------------------------------------------------


def ours(judge, options, name, more):
    folder = judge.folder
    model = folder / name.replace(",", "").replace(" ", "-")
    run(
        [judge.program, "train", "--corpus", folder / "train.ldac", "--vocab", folder / "vocab.txt"]
        + ["-k", options.topics, "--iterations", options.iterations, "--tolerance", "0"]
        + ["--resume", "never", "-q"]
        + ["--observed", folder / "observed.ldac", "--held-out", folder / "held.ldac"]
        + ["--evaluate-every", options.every, "--output", model]
        + ([] if "--alpha" in more else ["--alpha", options.alpha, "--eta", options.eta])
        + more
    )
    seconds = 0.0
    for line in (model / "metrics.jsonl").read_text().splitlines():
        metrics = json.loads(line)
        seconds += (
            metrics["estep_seconds"] + metrics["allreduce_seconds"] + metrics["mstep_seconds"]
        )
        if "held_out_perplexity" in metrics:
            last = metrics["iteration"] == options.iterations
            topics = np.load(model / "lambda.npy") if last else None
            perplexity = metrics["held_out_perplexity"]
            judge.note(name, metrics["iteration"], seconds, perplexity, topics)


def scikit_learn(judge, options, matrix, method):
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        options.topics,
        doc_topic_prior=options.alpha,
        topic_word_prior=options.eta,
        learning_method=method,
        batch_size=128,
        n_jobs=1,
        random_state=SEED,
    )
    matrix = matrix.astype(np.float64)
    model._init_latent_vars(matrix.shape[1], dtype=np.float64)
    seconds = 0.0
    for iteration in range(1, options.iterations + 1):
        start = time.perf_counter()
        if method == "batch":
            model._em_step(matrix, total_samples=matrix.shape[0], batch_update=True)
        else:
            for at in range(0, matrix.shape[0], 128):
                part = matrix[at : at + 128]
                model._em_step(part, total_samples=matrix.shape[0], batch_update=False)
        seconds += time.perf_counter() - start
        if iteration % options.every == 0 or iteration == options.iterations:
            judge.score(f"scikit-learn {method}", iteration, seconds, model.components_)


def gensim(judge, options, matrix, learned):
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    corpus = list(Sparse2Corpus(matrix.tocsc(), documents_columns=False))
    names = {i: str(i) for i in range(matrix.shape[1])}
    model = LdaModel(
        num_topics=options.topics,
        id2word=names,
        alpha="auto" if learned else [options.alpha] * options.topics,
        eta="auto" if learned else options.eta,
        random_state=SEED,
        eval_every=None,
    )
    name = "gensim, learned priors" if learned else "gensim"
    seconds = 0.0
    for iteration in range(1, options.iterations + 1):
        start = time.perf_counter()
        model.update(corpus)
        seconds += time.perf_counter() - start
        if iteration % options.every == 0 or iteration == options.iterations:
            alpha = model.alpha if learned else None
            judge.score(name, iteration, seconds, model.state.get_lambda(), alpha)


def mallet(judge, options, matrix, learned):
    folder, java = judge.folder, ["java", "-Xmx2g", "-cp", options.mallet]
    names = [f"w{i}x" for i in range(matrix.shape[1])]
    with open(folder / "mallet.txt", "w") as out:
        for d in range(matrix.shape[0]):
            row = matrix[d]
            tokens = " ".join(" ".join([names[w]] * int(n)) for w, n in zip(row.indices, row.data))
            out.write(f"{d} x {tokens}\n")
    run(
        java
        + ["cc.mallet.classify.tui.Csv2Vectors", "--keep-sequence", "--input", folder / "mallet.txt"]
        + ["--token-regex", r"\w+", "--output", folder / "corpus.mallet"]
    )
    idle = 0.0
    for iterations in (1, 50, 200, options.mallet_iterations):
        start = time.perf_counter()
        run(
            java
            + ["cc.mallet.topics.tui.TopicTrainer", "--input", folder / "corpus.mallet"]
            + ["--num-topics", options.topics, "--num-iterations", iterations, "--num-threads", 1]
            + ["--alpha", options.alpha * options.topics, "--beta", options.eta]
            + ["--random-seed", SEED, "--optimize-interval", 10 if learned else 0]
            + ["--topic-word-weights-file", folder / "weights.txt"]
            + ["--output-topic-keys", folder / "keys.txt"]
        )
        seconds = time.perf_counter() - start
        if iterations == 1:
            idle = seconds
            continue
        topics = np.zeros((options.topics, matrix.shape[1]))
        for line in (folder / "weights.txt").read_text().splitlines():
            topic, word, weight = line.split("\t")
            topics[int(topic), int(word[1:-1])] = float(weight)
        # Words that Mallet has never seen have what the prior gives.
        topics[topics == 0] = topics[topics > 0].min()
        keys = (folder / "keys.txt").read_text().splitlines()
        alpha = np.array([float(line.split("\t")[1].replace(",", ".")) for line in keys])
        name = "Mallet, learned priors" if learned else "Mallet"
        judge.score(name, iterations, seconds - idle, topics, alpha)


# ---- the picture ---------------------------------------------------------------------------------


def draw(rows, corpus, path):
    """Perplexity against seconds (logarithmic) as one SVG."""
    systems = {}
    for name, system, _, seconds, perplexity, _ in rows:
        if name == corpus:
            systems.setdefault(system, []).append((float(seconds), float(perplexity)))
    points = [point for line in systems.values() for point in line]
    # The first iterations of some are far off and would flatten all the rest.
    bottom = min(y for _, y in points) * 0.99
    top = min(max(y for _, y in points), bottom * 1.6)
    series = []
    for number, (system, line) in enumerate(systems.items()):
        dash = "" if system.startswith("mpj-lda") else drawing.DASHES
        line = [(x, min(y, top)) for x, y in line]
        series.append(drawing.Series(system, line, drawing.COLOURS[number % len(drawing.COLOURS)], dash))
    across = drawing.Scale(
        "seconds", min(x for x, _ in points) * 0.8, max(x for x, _ in points) * 1.2, log=True
    )
    down = drawing.Scale("held-out perplexity", bottom, top)
    heads = (f"{corpus}: held-out perplexity against seconds", "")
    drawing.lines(path, heads, across, down, series, legend=True)


# ---- all -----------------------------------------------------------------------------------------

OURS = {
    "mpj-lda batch": [],
    "mpj-lda batch, learned priors": ["--alpha", "auto", "--eta", "auto"],
    "mpj-lda batch, single": ["--precision", "single"],
    "mpj-lda online": ["--algorithm", "online", "--batch-size", "512"],
    "mpj-lda cvb0": ["--algorithm", "cvb0"],
    "mpj-lda cvb0, learned priors": ["--algorithm", "cvb0", "--alpha", "auto", "--eta", "auto"],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="uci, lda-c or mxm")
    parser.add_argument("--vocab", type=Path, help="a word a line; mxm has its own")
    parser.add_argument("--name", required=True, help="of the corpus, in the results")
    parser.add_argument("--documents", type=int, help="take only the first so many")
    parser.add_argument("--truth", type=Path, help="a generated corpus's true-topics.npy")
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--every", type=int, default=5, help="iterations between scores")
    parser.add_argument("--mallet-iterations", type=int, default=1000)
    parser.add_argument("--alpha", type=float, default=0.1)
    parser.add_argument("--eta", type=float, default=0.01)
    parser.add_argument("--systems", default="ours,sklearn,gensim,mallet")
    parser.add_argument("--program", default="bin/mpj-lda")
    parser.add_argument("--mallet", default="", help="class path of Mallet")
    parser.add_argument("--output", type=Path, required=True, help="folder of the results")
    options = parser.parse_args()
    matrix, words = read(options.corpus, options.vocab)
    work = options.output / f"{options.name}-{options.topics}"
    train = split(matrix.tocsr()[: options.documents], work, words)
    print(f"{options.name}: {train.shape[0]} documents, {int(train.sum())} tokens, K = {options.topics}")
    table = options.output / "peers.csv"
    fresh = not table.exists()
    with open(table, "a", newline="") as out:
        writer = csv.writer(out)
        if fresh:
            writer.writerow(["corpus", "system", "iteration", "seconds", "perplexity", "distance"])
        name = f"{options.name} K={options.topics}"
        judge = Judge(options, work, writer, name)
        systems = options.systems.split(",")
        if "ours" in systems:
            for system, more in OURS.items():
                ours(judge, options, system, more)
        if "sklearn" in systems:
            scikit_learn(judge, options, train, "batch")
            scikit_learn(judge, options, train, "online")
        if "gensim" in systems:
            gensim(judge, options, train, False)
            gensim(judge, options, train, True)
        if "mallet" in systems:
            mallet(judge, options, train, False)
            mallet(judge, options, train, True)
    with open(table, newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    draw(rows, name, options.output / f"peers-{options.name}-{options.topics}.svg")


if __name__ == "__main__":
    main()
