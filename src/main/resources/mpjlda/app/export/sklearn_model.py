"""A scikit-learn LatentDirichletAllocation of this folder's topics:

    from sklearn_model import load
    model = load()

scikit-learn infers with exp(E[log beta]); with fixed_topics=True it infers with the topics' mean
word probabilities, as mpj-lda's infer and evaluate do. It knows one alpha for all topics: of
several, their mean is taken.
"""
import json
import os

import numpy as np
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.decomposition._lda import _dirichlet_expectation_2d


def load(folder=None, fixed_topics=False):
    folder = folder or os.path.dirname(os.path.abspath(__file__))
    topics = np.load(os.path.join(folder, "lambda.npy"))
    alpha = np.load(os.path.join(folder, "alpha.npy"))
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    model = LatentDirichletAllocation(
        n_components=len(topics),
        doc_topic_prior=float(alpha.mean()),
        topic_word_prior=settings["eta"],
    )
    model._init_latent_vars(topics.shape[1])
    model.n_features_in_ = topics.shape[1]
    model.components_ = topics
    if fixed_topics:
        model.exp_dirichlet_component_ = topics / topics.sum(axis=1, keepdims=True)
    else:
        model.exp_dirichlet_component_ = np.exp(_dirichlet_expectation_2d(topics))
    return model
