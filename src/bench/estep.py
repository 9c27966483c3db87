"""The E-step beside scikit-learn's and gensim's: nnz x K x sweeps a second, one thread, one run.

    python3 src/bench/estep.py docword.kos.txt vocab.kos.txt 100 [JAVA_OPTION ...]

Each document is swept 20 times, whatever its convergence, under topics of the same size, with
statistics gathered; ours from metrics.jsonl (E-step seconds: gathering of rows, bound and
statistics included), the median of its later iterations. Elapsed seconds: leave the machine alone.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
from gensim.matutils import Sparse2Corpus  # noqa: E402
from gensim.models import LdaModel  # noqa: E402
from sklearn.decomposition import LatentDirichletAllocation  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent))
import peers  # noqa: E402

SWEEPS = 20
ROUNDS = 3
PROGRAM = Path(__file__).resolve().parents[2] / "bin" / "mpj-lda"


def best(action):
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def scikit_learn(matrix, topics, dtype):
    matrix = matrix.astype(dtype)
    model = LatentDirichletAllocation(
        topics, max_doc_update_iter=SWEEPS, mean_change_tol=0.0, max_iter=1, random_state=1, n_jobs=1
    )
    model.fit(matrix[:10])
    return best(lambda: model._e_step(matrix, cal_sstats=True, random_init=True))


def gensim(matrix, topics, dtype):
    # A threshold that no change comes below.
    model = LdaModel(
        num_topics=topics,
        id2word={i: str(i) for i in range(matrix.shape[1])},
        iterations=SWEEPS,
        gamma_threshold=-1.0,
        dtype=dtype,
        random_state=1,
    )
    documents = list(Sparse2Corpus(matrix, documents_columns=False))
    return best(lambda: model.inference(documents, collect_sstats=True))


def ours(corpus, vocabulary, topics, precision, java_options):
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "train", "--corpus", corpus, "--vocab", vocabulary, "-k", str(topics)]
        command += ["--iterations", "15", "--tolerance", "0", "--precision", precision, "-q"]
        command += ["--estep-iterations", str(SWEEPS), "--estep-tolerance", "0"]
        command += ["--output", folder + "/model"]
        if java_options:
            command += ["--java-options", " ".join(java_options)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        lines = Path(folder, "model", "metrics.jsonl").read_text().splitlines()
    return statistics.median(json.loads(line)["estep_seconds"] for line in lines[7:])


def main():
    corpus, vocabulary, topics = sys.argv[1], sys.argv[2], int(sys.argv[3])
    matrix = peers.read(Path(corpus), Path(vocabulary))[0].tocsr()
    work = matrix.nnz * topics * SWEEPS
    seconds = {
        "scikit-learn, double": scikit_learn(matrix, topics, np.float64),
        "scikit-learn, single": scikit_learn(matrix, topics, np.float32),
        "gensim, double": gensim(matrix, topics, np.float64),
        "gensim, single": gensim(matrix, topics, np.float32),
        "mpj-lda, double": ours(corpus, vocabulary, topics, "double", sys.argv[4:]),
        "mpj-lda, single": ours(corpus, vocabulary, topics, "single", sys.argv[4:]),
    }
    for name, taken in seconds.items():
        peer = "scikit-learn, " + name.split(", ")[1]
        print(
            f"{name:22} {taken:8.3f} s  {work / taken / 1e9:6.2f}e9 nnz K sweeps/s"
            f"  {seconds[peer] / taken:6.2f} times scikit-learn"
        )


if __name__ == "__main__":
    main()
