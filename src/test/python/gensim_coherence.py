"""Topic coherences by gensim, one line a topic: number, u_mass, c_npmi.

    python3 gensim_coherence.py CORPUS.ldac VOCABULARY TOPICS.csv > coherence.csv

TOPICS.csv has a line of word ids (from 0) for each topic, the most probable first. The window of c_npmi is
the whole document. src/test/resources/golden/coherence.csv was made by gensim 4.2.0 (Debian 12's
python3-gensim) from the corpus and vocabulary of golden/lda_toy and golden/coherence_topics.csv.
"""

import sys

from gensim.corpora import Dictionary
from gensim.models import CoherenceModel


def main(corpus_path, vocabulary_path, topics_path):
    words = open(vocabulary_path, encoding="utf-8").read().split("\n")
    words = words[:-1] if words[-1] == "" else words
    dictionary = Dictionary([words])
    texts = []
    for line in open(corpus_path, encoding="ascii"):
        text = []
        for pair in line.split()[1:]:
            word, count = pair.split(":")
            text += [words[int(word)]] * int(count)
        # gensim's window cannot be empty; a word of no topic keeps the document.
        texts.append(text or ["(empty document)"])
    topics = []
    for line in open(topics_path, encoding="ascii"):
        topics.append([words[int(word)] for word in line.split(",")])
    bags = [dictionary.doc2bow(text) for text in texts]
    u_mass = CoherenceModel(topics=topics, corpus=bags, dictionary=dictionary, coherence="u_mass")
    c_npmi = CoherenceModel(
        topics=topics,
        texts=texts,
        dictionary=dictionary,
        coherence="c_npmi",
        window_size=max(len(text) for text in texts) + 1,
        processes=1,
    )
    rows = zip(u_mass.get_coherence_per_topic(), c_npmi.get_coherence_per_topic())
    for topic, (first, second) in enumerate(rows):
        print(f"{topic},{first!r},{second!r}".replace("np.float64(", "").replace(")", ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
