"""Topic proportions of KOS by gensim under a model of mpj-lda: documents a second of processor time.

    OPENBLAS_NUM_THREADS=1 python3 src/bench/infer_gensim.py MODEL docword.kos.txt SWEEPS THRESHOLD OUTPUT.npy
"""
import sys
import time

import numpy as np
from gensim.models import LdaModel

model, corpus, sweeps, threshold, output = sys.argv[1:6]
lam = np.load(model + "/lambda.npy")
alpha = np.load(model + "/alpha.npy")
topics, vocabulary = lam.shape
with open(corpus) as lines:
    documents = [[] for _ in range(int(next(lines)))]
    next(lines)
    next(lines)
    for line in lines:
        document, word, count = map(int, line.split())
        documents[document - 1].append((word - 1, count))
lda = LdaModel(
    num_topics=topics,
    id2word={i: str(i) for i in range(vocabulary)},
    alpha=alpha,
    dtype=np.float64,
    minimum_probability=0,
    iterations=int(sweeps),
    gamma_threshold=float(threshold),
)
# infer holds topics at their posterior mean.
lda.expElogbeta = lam / lam.sum(1, keepdims=True)
start = time.process_time()
gamma, _ = lda.inference(documents)
seconds = time.process_time() - start
print(f"{len(documents) / seconds:.0f} documents/s")
np.save(output, gamma / gamma.sum(1, keepdims=True))
