"""A gensim LdaModel of this folder's topics:

    from gensim_model import load
    model = load()

gensim infers with exp(E[log beta]); with fixed_topics=True it infers with the topics' mean
word probabilities, as mpj-lda's infer and evaluate do.
"""
import json
import os

import numpy as np
from gensim.models import LdaModel


def load(folder=None, fixed_topics=False):
    folder = folder or os.path.dirname(os.path.abspath(__file__))
    topics = np.load(os.path.join(folder, "lambda.npy"))
    alpha = np.load(os.path.join(folder, "alpha.npy"))
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    with open(os.path.join(folder, "vocab.txt"), encoding="utf-8", newline="\n") as file:
        words = file.read().split("\n")[: topics.shape[1]]
    if fixed_topics:
        # So sure of its topics that E[log beta] is the logarithm of their mean.
        topics = topics / topics.sum(axis=1, keepdims=True) * 1e15
    model = LdaModel(
        num_topics=len(topics),
        id2word=dict(enumerate(words)),
        alpha=alpha,
        eta=settings["eta"],
        dtype=np.float64,
    )
    model.state.sstats[...] = topics - settings["eta"]
    model.state.numdocs = settings["documents"]
    model.sync_state()
    return model
