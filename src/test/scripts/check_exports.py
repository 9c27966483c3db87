"""Loads exported models with the programs they are for, and prints what those make of them.

Usage: check_exports.py gensim|sklearn|numpy|text|mallet FOLDER CORPUS [FILE]
FOLDER holds the exported folders and numpy/doc_topic.npy; CORPUS is in the musiXmatch form. text
writes the documents as lines for Mallet into FILE, mallet reads what it inferred from FILE.
"""
import os
import sys

import numpy as np

kind, folder = sys.argv[1], sys.argv[2]
expected = np.load(os.path.join(folder, "numpy", "doc_topic.npy"))
counts = []
for line in open(sys.argv[3], encoding="utf-8"):
    if line[0] == "%":
        vocabulary = line[1:].strip().split(",")
    elif line[0] != "#":
        row = np.zeros(len(vocabulary))
        for pair in line.strip().split(",")[2:]:
            word, count = pair.split(":")
            row[int(word) - 1] = int(count)
        counts.append(row)
counts = np.array(counts)
sys.path.insert(0, os.path.join(folder, kind))


def report(found, tolerance):
    worst = np.abs(found - expected).max(axis=1)
    print("documents", len(worst), "agree", int((worst < tolerance).sum()), "worst", worst.max())


if kind == "gensim":
    from gensim_model import load

    model = load(fixed_topics=True)
    model.gamma_threshold = 1e-9
    model.iterations = 2000
    bags = [[(int(w), int(row[w])) for w in np.flatnonzero(row)] for row in counts]
    gamma, _ = model.inference(bags)
    report(gamma / gamma.sum(axis=1, keepdims=True), 1e-3)
    print([word for word, _ in load().show_topic(0, 3)])
elif kind == "sklearn":
    from sklearn_model import load

    model = load(fixed_topics=True)
    model.mean_change_tol = 1e-9
    model.max_doc_update_iter = 2000
    report(model.transform(counts), 1e-3)
    model = load()
    words = open(os.path.join(folder, "sklearn", "vocab.txt"), encoding="utf-8").read().split("\n")
    print([words[w] for w in np.argsort(-model.components_[0])[:3]])
elif kind == "text":
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        for d, row in enumerate(counts):
            words = [vocabulary[w] for w in np.flatnonzero(row) for _ in range(int(row[w]))]
            out.write("%d x %s\n" % (d, " ".join(words)))
elif kind == "mallet":
    lines = [line for line in open(sys.argv[4]) if line[0] != "#"]
    report(np.array([[float(x) for x in line.split("\t")[2:]] for line in lines]), 0.05)
else:
    arrays = np.load(os.path.join(folder, "npz", "model.npz"))
    for name in sorted(arrays):
        print(name, arrays[name].shape, arrays[name].dtype.kind)
    for name in ("lambda", "alpha", "topic_word", "doc_topic"):
        print(name, bool((arrays[name] == np.load(os.path.join(folder, "numpy", name + ".npy"))).all()))
    print(np.abs(arrays["topic_word"].sum(axis=1) - 1).max() < 1e-12, list(arrays["vocab"][:3]))
