"""Tests of src/main/python/mpj_lda.py with the real program, which $MPJ_LDA names.

python3 src/test/python/test_mpj_lda.py
"""

import contextlib
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings

import numpy as np
import scipy.sparse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "..", "main", "python"))

import mpj_lda  # noqa: E402
from mpj_lda import LatentDirichletAllocation, MpjLdaError, NotFittedError  # noqa: E402

DOCUMENTS = [
    "cat dog cat bird".split(),
    [],
    "star moon star sun".split(),
    "dog bird dog cat cat".split(),
    "sun moon moon star".split(),
    [],
]
MANY_COUNTS = 40


def matrix():
    """Documents of two kinds; the first, the last and one in the middle are empty."""
    counts = np.random.default_rng(5).poisson(0.8, (MANY_COUNTS, 12))
    counts[::2, :6] = 0
    counts[1::2, 6:] = 0
    counts[[0, 17, MANY_COUNTS - 1]] = 0
    return counts


def program(*arguments):
    command = [os.environ["MPJ_LDA"], *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def small(**parameters):
    return LatentDirichletAllocation(2, max_iter=5, random_state=7, **parameters)


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = os.path.join(place.name, "own")
        self.temporary = os.path.join(place.name, "temporary")
        os.mkdir(self.folder)
        os.mkdir(self.temporary)
        before = tempfile.tempdir
        tempfile.tempdir = self.temporary
        self.addCleanup(setattr, tempfile, "tempdir", before)

    def tearDown(self):
        self.assertEqual(os.listdir(self.temporary), [], "temporary folders are removed")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write_uci(self, counts):
        with open(self.path("docword.txt"), "w") as file:
            rows, columns = np.nonzero(counts)
            file.write(f"{counts.shape[0]}\n{counts.shape[1]}\n{len(rows)}\n")
            for row, column in zip(rows, columns):
                file.write(f"{row + 1} {column + 1} {counts[row, column]}\n")
        with open(self.path("vocab.txt"), "w") as file:
            file.writelines(f"w{i}\n" for i in range(counts.shape[1]))
        return self.path("docword.txt")


class BytesTest(Case):
    """The numbers are those of the command line."""

    def test_fit_and_transform(self):
        counts = matrix()
        corpus = self.write_uci(counts)
        program(
            *("train", "-q", "--corpus", corpus, "-k", "3", "--iterations", "9"),
            *("--seed", "4", "--algorithm", "cvb0", "--output", self.path("model")),
        )
        program(
            "infer", "-q", self.path("model"), "--corpus", corpus, "--output", self.path("theta.npy")
        )
        lda = LatentDirichletAllocation(3, algorithm="cvb0", max_iter=9, random_state=4)
        proportions = lda.fit_transform(scipy.sparse.csc_matrix(counts))
        self.assertEqual(
            lda.components_.tobytes(), np.load(self.path("model", "lambda.npy")).tobytes()
        )
        self.assertEqual(proportions.tobytes(), np.load(self.path("theta.npy")).tobytes())
        with open(self.path("model", "model.json")) as file:
            info = json.load(file)
        self.assertEqual(lda.bound_, info["bound"])
        self.assertEqual(lda.n_iter_, info["iterations"])
        self.assertEqual(lda.topic_word_prior_, info["eta"])
        np.testing.assert_array_equal(
            lda.doc_topic_prior_, np.load(self.path("model", "alpha.npy"))
        )

    def test_forms_ranks_and_threads_do_not_matter(self):
        counts = matrix()
        first = small().fit(counts)
        doubled = scipy.sparse.coo_matrix(counts)
        doubled = scipy.sparse.coo_matrix(
            (
                np.concatenate([doubled.data - 1, np.ones(doubled.nnz)]),
                (np.tile(doubled.row, 2), np.tile(doubled.col, 2)),
            ),
            shape=counts.shape,
        )
        self.assertEqual(first.components_.tobytes(), small().fit(doubled).components_.tobytes())
        other = small(ranks=2, n_jobs=2).fit(counts.astype(float).tolist())
        self.assertEqual(first.components_.tobytes(), other.components_.tobytes())
        self.assertEqual(first.transform(counts).tobytes(), other.transform(counts).tobytes())

    def test_scores(self):
        counts = matrix()
        corpus = self.write_uci(counts)
        lda = small().fit(counts)
        lda.save(self.path("model"))
        command = ("evaluate", self.path("model"), "--corpus", corpus, "--json", "-q", "--bound")
        printed = json.loads(program(*command))
        self.assertEqual(lda.score(counts), printed["bound"])
        self.assertEqual(lda.perplexity(counts), printed["perplexity"])
        self.assertNotEqual(lda.perplexity(counts, seed=2), printed["perplexity"])

    def test_partial_fit_is_training_from_a_model(self):
        counts = matrix()
        corpus = self.write_uci(counts)
        first = small().fit(counts[:20])
        first.save(self.path("first"))
        program(
            *("train", "-q", "--corpus", corpus, "-k", "2", "--iterations", "5", "--seed", "7"),
            *("--initial-model", self.path("first"), "--output", self.path("second")),
        )
        first.partial_fit(counts)
        self.assertEqual(
            first.components_.tobytes(), np.load(self.path("second", "lambda.npy")).tobytes()
        )
        start = small().partial_fit(counts)
        self.assertEqual(start.components_.tobytes(), small().fit(counts).components_.tobytes())


class InputTest(Case):
    def test_empty_documents_keep_their_rows(self):
        lda = small(alpha=[0.3, 0.1]).fit(DOCUMENTS)
        proportions = lda.transform(DOCUMENTS)
        self.assertEqual(proportions.shape, (6, 2))
        np.testing.assert_allclose(proportions.sum(axis=1), 1)
        np.testing.assert_allclose(proportions[[1, 5]], [[0.75, 0.25]] * 2)
        self.assertEqual(proportions[0].argmax(), proportions[3].argmax())
        self.assertEqual(proportions[2].argmax(), proportions[4].argmax())
        self.assertNotEqual(proportions[0].argmax(), proportions[2].argmax())
        self.assertEqual(lda.transform([]).shape, (0, 2))
        self.assertEqual(lda.transform(np.zeros((3, 6), int)).shape, (3, 2))

    def test_words_are_learned_and_new_ones_are_reported(self):
        lda = small().fit(iter(DOCUMENTS))
        self.assertEqual(list(lda.feature_names_in_), ["bird", "cat", "dog", "moon", "star", "sun"])
        self.assertEqual(lda.vocabulary_["moon"], 3)
        with self.assertWarnsRegex(UserWarning, "3 of 5 tokens are left out; .*: 2 .'fish', 'x'"):
            some = lda.transform([["cat", "fish", "fish"], ["x", "cat"]])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            np.testing.assert_array_equal(some, lda.transform([["cat"], ["cat"]]))
        topics = lda.topics(3)
        self.assertEqual(
            sorted(map(sorted, topics)), [["bird", "cat", "dog"], ["moon", "star", "sun"]]
        )

    def test_a_given_vocabulary(self):
        words = ["star", "cat", "white space", "\u00fcber"]
        with self.assertWarns(UserWarning):
            lda = small(vocabulary=words).fit(DOCUMENTS)
        self.assertEqual(list(lda.feature_names_in_), words)
        named = small(vocabulary=words).fit([[1, 2, 0, 4], [0, 0, 3, 1]])
        self.assertEqual(named.vocabulary_, {word: i for i, word in enumerate(words)})
        with self.assertRaisesRegex(ValueError, "X has 4 columns, and vocabulary 3 words"):
            small(vocabulary=words[:3]).fit([[1, 2, 0, 4]])
        for wrong in ("", "a\nb", "a\rb", "a\0", "\ud800"):
            with self.assertRaisesRegex(ValueError, "word 1 of the vocabulary"):
                small(vocabulary=["a", wrong]).fit([[1, 2]])

    def test_what_is_no_count_is_named(self):
        counts = matrix().astype(float)
        for wrong in (0.5, -1, np.nan, np.inf, 2.0**31):
            counts[7, 3] = wrong
            for X in (counts, scipy.sparse.csr_matrix(counts), counts.tolist()):
                with self.assertRaisesRegex(ValueError, "row 7, column 3 of X is "):
                    small().fit(X)
        with self.assertRaisesRegex(ValueError, "1 dimensions"):
            small().fit(np.arange(3))
        with self.assertRaisesRegex(ValueError, "expected counts"):
            small().fit(np.array([["a", "b"]]))

    def test_texts_are_no_lists_of_words(self):
        with self.assertRaisesRegex(TypeError, "document 0 of X is a text; split it"):
            small().fit(["a cat"])
        with self.assertRaisesRegex(TypeError, "document 1 of X has 3 in place of a word"):
            small().fit([["a"], ["b", 3]])

    def test_columns_of_a_data_frame_are_words(self):
        class Frame:
            """What a data frame shows."""

            def __init__(self, columns, values):
                self.columns = columns
                self.values = np.array(values)
                self.shape = self.values.shape

            def __array__(self, dtype=None, copy=None):
                return self.values

        lda = small().fit(Frame(["a", "b"], [[1, 2], [3, 4]]))
        self.assertEqual(lda.vocabulary_, {"a": 0, "b": 1})
        lda.transform(Frame(["a", "b"], [[0, 1]]))
        with self.assertRaisesRegex(ValueError, "column 0 is 'b', and the model has 'a'"):
            lda.transform(Frame(["b", "a"], [[0, 1]]))

    def test_other_words_than_the_models(self):
        lda = small().fit(matrix())
        self.assertFalse(hasattr(lda, "feature_names_in_"))
        with self.assertRaisesRegex(ValueError, "X has 5 columns, and the model 12 words"):
            lda.transform(np.ones((2, 5), int))
        with self.assertRaisesRegex(ValueError, "fitted to a matrix without words"):
            lda.transform([["a"]])


class KeepingTest(Case):
    def test_pickle_save_and_load(self):
        counts = matrix()
        lda = small().fit(counts)
        expected = lda.transform(counts)
        copy = pickle.loads(pickle.dumps(lda))
        self.assertEqual(copy.get_params(), lda.get_params())
        lda.save(self.path("kept"))
        for model in (copy, LatentDirichletAllocation.load(self.path("kept"))):
            self.assertEqual(model.transform(counts).tobytes(), expected.tobytes())
            self.assertEqual(model.bound_, lda.bound_)
            self.assertEqual(model.n_components, 2)
            self.assertFalse(hasattr(model, "vocabulary_"))
        self.assertIn("ok  lambda.npy", program("info", "--verify", self.path("kept")))
        with self.assertRaisesRegex(FileExistsError, "new or empty folder"):
            lda.save(self.path("kept"))
        with self.assertRaisesRegex(FileNotFoundError, "no file model.json"):
            LatentDirichletAllocation.load(self.folder)
        words = small().fit(DOCUMENTS)
        words.save(self.path("words"))
        self.assertEqual(
            LatentDirichletAllocation.load(self.path("words")).vocabulary_, words.vocabulary_
        )

    def test_a_folder_of_ones_own(self):
        counts = matrix()
        place = self.path("model")
        lda = small(model_dir=place).fit(counts)
        memory = small().fit(counts)
        self.assertEqual(lda.components_.tobytes(), memory.components_.tobytes())
        self.assertEqual(lda.transform(counts).tobytes(), memory.transform(counts).tobytes())
        self.assertTrue(os.path.isdir(os.path.join(place, "checkpoint")))
        copy = pickle.loads(pickle.dumps(lda))
        self.assertEqual(copy.transform(counts).tobytes(), memory.transform(counts).tobytes())
        before = lda.components_.tobytes()
        with self.assertRaisesRegex(MpjLdaError, "holds another model"):
            small(model_dir=place).fit(counts[:9])
        self.assertEqual(np.load(os.path.join(place, "lambda.npy")).tobytes(), before)
        lda.partial_fit(counts[:9])
        memory.partial_fit(counts[:9])
        self.assertEqual(lda.components_.tobytes(), memory.components_.tobytes())
        self.assertEqual(
            np.load(os.path.join(place, "lambda.npy")).tobytes(), memory.components_.tobytes()
        )
        self.assertEqual(os.listdir(self.folder), ["model"])

    def test_a_failed_fit_keeps_the_model(self):
        lda = small().fit(matrix())
        before = lda.components_
        with self.assertRaises(MpjLdaError):
            lda.set_params(alpha=-1).fit(matrix())
        self.assertIs(lda.components_, before)


class ProgramTest(Case):
    def test_its_own_words(self):
        with self.assertRaises(MpjLdaError) as caught:
            LatentDirichletAllocation(0).fit(matrix())
        self.assertEqual(
            str(caught.exception), "mpj-lda: --topics must be from 1 to 100000, found 0"
        )
        self.assertEqual(caught.exception.exit_code, 2)
        self.assertIsNone(caught.exception.__cause__)
        self.assertEqual(str(pickle.loads(pickle.dumps(caught.exception))), str(caught.exception))
        with self.assertRaisesRegex(MpjLdaError, "expected words to train on") as caught:
            small().fit(np.zeros((2, 3), int))
        self.assertEqual(caught.exception.exit_code, 65)
        with self.assertRaisesRegex(MpjLdaError, "--bogus"):
            small(options=["--bogus"]).fit(matrix())

    def test_not_found(self):
        with self.assertRaisesRegex(MpjLdaError, "/no/such/program is no program"):
            small(program="/no/such/program").fit(matrix())

    def test_verbose_shows_progress(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            small(verbose=True, options=["--tolerance", "0"]).fit(matrix())
        self.assertIn("iteration 5/5", said.getvalue())
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            small().fit(matrix())
        self.assertEqual(said.getvalue(), "")

    def test_an_interrupt_ends_the_program(self):
        # A shell that starts this in the background has the signal ignored.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, before)

        def interrupt():
            while not os.path.exists(self.path("model", "metrics.jsonl")):
                time.sleep(0.05)
            os.kill(os.getpid(), signal.SIGINT)

        lda = small(model_dir=self.path("model"), options=["--tolerance", "0"])
        threading.Thread(target=interrupt, daemon=True).start()
        with self.assertRaises(KeyboardInterrupt):
            lda.set_params(max_iter=10_000_000).fit(matrix())
        self.assertFalse(hasattr(lda, "components_"))
        with self.assertWarnsRegex(UserWarning, "training was stopped after"):
            stopped = LatentDirichletAllocation.load(self.path("model"))
        self.assertEqual(stopped.transform(matrix()).shape, (MANY_COUNTS, 2))


class MannersTest(Case):
    def test_parameters(self):
        lda = LatentDirichletAllocation(4, alpha="auto", options=["-v"])
        self.assertEqual(
            repr(lda), "LatentDirichletAllocation(n_components=4, alpha='auto', options=['-v'])"
        )
        self.assertEqual(LatentDirichletAllocation(**lda.get_params()).get_params(), lda.get_params())
        self.assertIs(lda.set_params(eta=0.5), lda)
        self.assertEqual(lda.get_params(deep=False)["eta"], 0.5)
        with self.assertRaisesRegex(ValueError, "unknown parameter 'beta'"):
            lda.set_params(beta=1)
        with self.assertRaises(TypeError):
            LatentDirichletAllocation(random_state=np.random.default_rng(0)).fit(matrix())

    def test_before_fit(self):
        lda = LatentDirichletAllocation()
        for call in (lda.topics, lda.get_feature_names_out, lambda: lda.transform(matrix())):
            with self.assertRaisesRegex(NotFittedError, "call fit first"):
                call()
        self.assertFalse(hasattr(lda, "topic_word_"))

    def test_topics_are_distributions(self):
        lda = small().fit(matrix())
        np.testing.assert_allclose(lda.topic_word_.sum(axis=1), 1)
        self.assertEqual(lda.topic_word_.shape, (2, 12))
        self.assertEqual(
            list(lda.get_feature_names_out()),
            ["latentdirichletallocation0", "latentdirichletallocation1"],
        )
        self.assertEqual([len(words) for words in lda.topics(5)], [5, 5])

    def test_in_a_pipeline(self):
        try:
            from sklearn.base import clone
            from sklearn.feature_extraction.text import CountVectorizer
            from sklearn.model_selection import GridSearchCV
            from sklearn.pipeline import make_pipeline
            from sklearn.utils.validation import check_is_fitted
        except ImportError:
            self.skipTest("no scikit-learn")
        texts = [" ".join(words) for words in DOCUMENTS]
        pipeline = make_pipeline(CountVectorizer(), clone(small()))
        np.testing.assert_array_equal(
            pipeline.fit(texts).transform(texts), small().fit(DOCUMENTS).transform(DOCUMENTS)
        )
        check_is_fitted(pipeline[-1])
        search = GridSearchCV(small(), {"n_components": [2, 3]}, cv=2).fit(matrix())
        self.assertIn(search.best_params_["n_components"], (2, 3))


if __name__ == "__main__":
    unittest.main()
