"""Topic models with mpj-lda, in the manner of scikit-learn's estimators.

The class LatentDirichletAllocation runs the program mpj-lda. Counts go in as scipy sparse matrices,
numpy arrays or lists of words; topics and proportions come out as numpy arrays. The results have the
same bytes as those of the command line.

    import mpj_lda
    lda = mpj_lda.LatentDirichletAllocation(n_components=20, random_state=1)
    theta = lda.fit_transform(counts)      # documents x topics, each row sums to 1
    lda.components_                        # lambda, topics x words

This file needs numpy, scipy and the program, nothing else. Copy it to where Python finds it.
"""

import collections
import contextlib
import io
import json
import numbers
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import warnings

import numpy as np
import scipy.sparse

__all__ = ["LatentDirichletAllocation", "MpjLdaError", "NotFittedError"]

_MODEL_FILES = ("model.json", "lambda.npy", "alpha.npy", "vocab.txt")
_OTHER_FILES = ("topics.tsv", "metrics.jsonl", "timing.json")
_MOST_COUNT = 2**31 - 1
_ENTRIES_AT_ONCE = 1 << 18
_LINES_SHOWN = 20
_PATIENCE_SECONDS = 60


class MpjLdaError(RuntimeError):
    """Failure of the program. Its text is the program's own message.

    exit_code is the program's: 2 wrong usage, 65 bad input, 69 something is not available, 70 the run
    failed, 75 the run stopped early. It is None if the program was not found.
    """

    def __init__(self, message, exit_code=None):
        super().__init__(message, exit_code)
        self.exit_code = exit_code

    def __str__(self):
        return self.args[0]


class NotFittedError(ValueError, AttributeError):
    """Use of a model before fit."""


class LatentDirichletAllocation:
    """Latent Dirichlet Allocation by the program mpj-lda.

    An option that is None is not passed to the program, which then uses its own default.

    Parameters
    ----------
    n_components : int
        Number of topics (--topics).
    algorithm : str
        "batch", "online" or "cvb0" (--algorithm).
    alpha : float, "auto", "auto-symmetric" or a number for each topic
        Prior of the documents (--alpha).
    eta : float or "auto"
        Prior of the topics (--eta).
    max_iter : int
        Passes over the corpus, at most (--iterations).
    random_state : int
        Seed (--seed). The same seed and data give the same bytes.
    n_jobs : int
        Compute threads of each rank (--threads). -1 means one for each core.
    ranks : int
        Rank processes (-np).
    vocabulary : sequence of str
        Words of the columns, for matrices without column names. For lists of words: the words to count.
    model_dir : path
        Folder that keeps the model, its checkpoints and its logs. With None the model is in memory.
        If the folder holds a run that is not complete, fit continues it. Another model is not replaced.
    program : path
        The program. With None: $MPJ_LDA, else mpj-lda on the PATH, else bin/mpj-lda of the project.
    options : sequence of str
        Further options of the command train, such as ("--polish", "15:cvb0").
    verbose : bool
        Whether the program's messages are printed to sys.stderr.

    Attributes
    ----------
    components_ : array (topics, words)
        lambda: q(beta_k) = Dirichlet(lambda_k).
    topic_word_ : array (topics, words)
        Word distribution of each topic: lambda over its row sums.
    doc_topic_prior_ : array (topics,)
        alpha.
    topic_word_prior_ : float
        eta.
    n_iter_ : int
        Number of iterations.
    bound_ : float
        Bound of the last iteration, in nats.
    n_features_in_ : int
        Number of words.
    feature_names_in_ : array of str
        The words, if they are known.
    vocabulary_ : dict
        Column of each word, if the words are known.
    """

    def __init__(
        self,
        n_components=10,
        *,
        algorithm=None,
        alpha=None,
        eta=None,
        max_iter=None,
        random_state=None,
        n_jobs=None,
        ranks=None,
        vocabulary=None,
        model_dir=None,
        program=None,
        options=(),
        verbose=False,
    ):
        self.n_components = n_components
        self.algorithm = algorithm
        self.alpha = alpha
        self.eta = eta
        self.max_iter = max_iter
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.ranks = ranks
        self.vocabulary = vocabulary
        self.model_dir = model_dir
        self.program = program
        self.options = options
        self.verbose = verbose

    _PARAMETERS = (
        "n_components",
        "algorithm",
        "alpha",
        "eta",
        "max_iter",
        "random_state",
        "n_jobs",
        "ranks",
        "vocabulary",
        "model_dir",
        "program",
        "options",
        "verbose",
    )

    # --- Parameters

    def get_params(self, deep=True):
        """Parameters as a dict."""
        return {name: getattr(self, name) for name in self._PARAMETERS}

    def set_params(self, **params):
        """Sets parameters and returns the estimator."""
        for name in params:
            if name not in self._PARAMETERS:
                raise ValueError(
                    f"unknown parameter {name!r}; the parameters are {', '.join(self._PARAMETERS)}"
                )
        for name, value in params.items():
            setattr(self, name, value)
        return self

    def __repr__(self):
        defaults = type(self)().get_params()
        given = [
            f"{name}={value!r}"
            for name, value in self.get_params().items()
            if type(value) is not type(defaults[name]) or value != defaults[name]
        ]
        return f"{type(self).__name__}({', '.join(given)})"

    # --- Fitting

    def fit(self, X, y=None):
        """Fits a model to counts and returns the estimator.

        X is a scipy sparse matrix, an array or a data frame of counts (documents x words), or a list of
        documents, each a list of words. Of lists the vocabulary is learned: all words, sorted. y is ignored.
        """
        corpus = self._training_corpus(X)
        with _temporary_folder() as folder:
            self._adopt(self._train(corpus, folder, self.model_dir), corpus.named)
        return self

    def partial_fit(self, X, y=None):
        """Trains on new counts, starting from the current topics, and returns the estimator.

        The words must be those of the model; new words in lists are left out, with a warning. The training
        sees X alone (--initial-model): alpha and eta are the model's unless they are parameters. With
        algorithm="batch" and "cvb0" the model becomes one of X, and the current topics are its start. With
        algorithm="online" each batch of X moves the current topics by the learning rate, so that they keep a
        weight. Without a model this is fit.
        """
        if not hasattr(self, "_store"):
            return self.fit(X)
        corpus = self._known_corpus(X)
        with _temporary_folder() as folder, self._store.as_folder() as start:
            if self.model_dir is None or not self._store.is_in(self.model_dir):
                store = self._train(corpus, folder, self.model_dir, "--initial-model", start)
            else:
                # The folder's model is needed until the new one is complete.
                with _temporary_folder(os.path.dirname(start)) as beside:
                    new = os.path.join(beside, "new")
                    self._train(corpus, folder, new, "--initial-model", start)
                    os.rename(start, os.path.join(beside, "old"))
                    os.rename(new, start)
                store = _Folder(start)
        self._adopt(store, corpus.named)
        return self

    # --- Using

    def transform(self, X):
        """Topic proportions of documents: an array (documents, topics) whose rows sum to 1.

        An empty document gets the prior's mean. New words in lists are left out, with a warning.
        """
        corpus = self._known_corpus(X)
        with _temporary_folder() as folder, self._store.as_folder() as model:
            output = os.path.join(folder, "proportions.npy")
            self._run(
                ["infer", model, *corpus.write(folder), "--output", output, *self._run_options()]
            )
            return np.load(output)

    def fit_transform(self, X, y=None):
        """Fits a model and returns the topic proportions of the same documents."""
        X = _sequence(X)
        return self.fit(X).transform(X)

    def score(self, X, y=None):
        """Evidence lower bound of documents under the model, in nats. Higher is better."""
        return self._evaluate(X, "--bound")["bound"]

    def perplexity(self, X, seed=None):
        """Held-out perplexity of documents by document completion. Lower is better.

        The tokens of each document are split in two by the seed: one half gives the proportions, the
        other is scored. This is the figure of the command evaluate; scikit-learn's is exp(-score / tokens).
        """
        options = [] if seed is None else ["--seed", str(seed)]
        return self._evaluate(X, *options)["perplexity"]

    def topics(self, n=10):
        """The n most probable words of each topic: a list of lists of str, topic 0 first."""
        self._require_model()
        order = np.argsort(-self.components_, axis=1, kind="stable")[:, :n]
        words = self._words
        return [[words[column] for column in row] for row in order]

    def get_feature_names_out(self, input_features=None):
        """Names of the columns that transform returns."""
        self._require_model()
        name = type(self).__name__.lower()
        return np.array([f"{name}{k}" for k in range(len(self.components_))], dtype=object)

    # --- Keeping

    def save(self, path):
        """Writes the model to a new or empty folder, which all commands of mpj-lda can read."""
        self._require_model()
        path = os.fspath(path)
        if os.path.lexists(path) and not (os.path.isdir(path) and not os.listdir(path)):
            raise FileExistsError(f"{path} exists; save to a new or empty folder")
        self._store.copy_to(path)

    @classmethod
    def load(cls, path, **params):
        """Reads a model folder, as written by save or by mpj-lda train, and returns an estimator.

        The model is in memory afterwards. Parameters are those given, and the number of topics.
        """
        path = os.fspath(path)
        if not os.path.isfile(os.path.join(path, "model.json")):
            raise FileNotFoundError(f"{path} is no model folder: it has no file model.json")
        made = cls(**params)
        made._adopt(_Files.read(path), None)
        made.n_components = len(made.components_)
        if not made._complete:
            warnings.warn(
                f"{path}: training was stopped after {made.n_iter_} iterations; the same training"
                " command, or fit with the same parameters and model_dir, continues it",
                stacklevel=2,
            )
        return made

    def __getstate__(self):
        # The attributes of the fitted model are made of its files again.
        state = self.get_params()
        if hasattr(self, "_store"):
            state["_store"] = self._store
            state["_named"] = self._named
        return state

    def __setstate__(self, state):
        state = dict(state)
        store = state.pop("_store", None)
        named = state.pop("_named", None)
        self.__dict__.update(state)
        if store is not None:
            self._adopt(store, named)

    def __sklearn_is_fitted__(self):
        return hasattr(self, "_store")

    def __sklearn_tags__(self):
        # Only scikit-learn calls this, in its pipelines and searches.
        from sklearn.utils import InputTags, Tags, TargetTags, TransformerTags

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=False),
            transformer_tags=TransformerTags(),
            input_tags=InputTags(sparse=True, positive_only=True),
        )

    # --- Inside

    def _adopt(self, store, named):
        """Takes over a model's files. named: whether its words were given; None: look."""
        info = json.loads(store.content("model.json").decode("utf-8"))
        words = store.content("vocab.txt").decode("utf-8").split("\n")
        if words[-1] == "":
            words.pop()
        if named is None:
            named = any(word != f"w{i}" for i, word in enumerate(words))
        self._store = store
        self._named = named
        self._words = words
        self._complete = info.get("complete", True)
        self.components_ = store.array("lambda.npy")
        self.doc_topic_prior_ = store.array("alpha.npy")
        self.topic_word_prior_ = info.get("eta")
        self.n_iter_ = info.get("iterations")
        self.bound_ = info.get("bound")
        self.n_features_in_ = len(words)
        for name in ("feature_names_in_", "vocabulary_"):
            self.__dict__.pop(name, None)
        if named:
            self.feature_names_in_ = np.array(words, dtype=object)
            self.vocabulary_ = {word: column for column, word in enumerate(words)}

    @property
    def topic_word_(self):
        self._require_model()
        return self.components_ / self.components_.sum(axis=1, keepdims=True)

    def _require_model(self):
        if not hasattr(self, "_store"):
            raise NotFittedError(f"this {type(self).__name__} has no model yet; call fit first")

    def _training_corpus(self, X):
        X = _sequence(X)
        words = None if self.vocabulary is None else list(self.vocabulary)
        if isinstance(X, list):
            if words is None:
                words = sorted({word for document in X for word in document})
            if len(set(words)) < len(words):
                raise ValueError("vocabulary has a word twice; lists of words need each word once")
            return _Corpus(_count_words(X, {word: i for i, word in enumerate(words)}), words, True)
        counts = _counts(X)
        names = _column_names(X)
        if words is None:
            words = names
        named = words is not None
        if not named:
            words = [f"w{i}" for i in range(counts.shape[1])]
        elif len(words) != counts.shape[1]:
            raise ValueError(f"X has {counts.shape[1]} columns, and vocabulary {len(words)} words")
        return _Corpus(counts, words, named)

    def _known_corpus(self, X):
        """X with the words of the model."""
        self._require_model()
        X = _sequence(X)
        if isinstance(X, list):
            if not self._named:
                raise ValueError(
                    "X is lists of words, but the model was fitted to a matrix without words;"
                    " give fit the parameter vocabulary"
                )
            return _Corpus(_count_words(X, self.vocabulary_), self._words, True)
        counts = _counts(X)
        if counts.shape[1] != self.n_features_in_:
            raise ValueError(f"X has {counts.shape[1]} columns, and the model {self.n_features_in_} words")
        names = _column_names(X)
        if names is not None and self._named and names != self._words:
            column = next(i for i, pair in enumerate(zip(names, self._words)) if pair[0] != pair[1])
            raise ValueError(
                f"the columns of X are not the words of the model: column {column} is"
                f" {names[column]!r}, and the model has {self._words[column]!r}"
            )
        return _Corpus(counts, self._words, self._named)

    def _train(self, corpus, folder, output, *more):
        """Trains into a folder, or with None into memory, and returns the model."""
        command = ["train", *corpus.write(folder), "--topics", str(self.n_components)]
        for option, value in (
            ("--algorithm", self.algorithm),
            ("--alpha", self.alpha),
            ("--eta", self.eta),
            ("--iterations", self.max_iter),
            ("--seed", self.random_state),
        ):
            if value is not None:
                command += [option, _shown(value)]
        made = os.path.join(folder, "model") if output is None else os.fspath(output)
        options = map(str, self.options)
        self._run([*command, "--output", made, *more, *self._run_options(), *options])
        return _Files.read(made) if output is None else _Folder(made)

    def _evaluate(self, X, *options):
        corpus = self._known_corpus(X)
        with _temporary_folder() as folder, self._store.as_folder() as model:
            command = ["evaluate", model, *corpus.write(folder), "--json"]
            return json.loads(self._run([*command, *self._run_options(), *options]))

    def _run_options(self):
        options = []
        if self.n_jobs is not None:
            threads = _cores() if self.n_jobs == -1 else self.n_jobs
            options += ["--threads", str(threads)]
        if self.ranks is not None:
            options += ["-np", str(self.ranks)]
        return options

    def _run(self, arguments):
        """Runs the program and returns what it prints. Its failure is an MpjLdaError."""
        command = [_find_program(self.program), *arguments]
        if not self.verbose:
            command.append("--quiet")
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as e:
            raise MpjLdaError(f"{command[0]} cannot be started: {e.strerror}") from None
        said = collections.deque(maxlen=_LINES_SHOWN)
        listener = threading.Thread(
            target=_listen, args=(process.stderr, said, self.verbose), daemon=True
        )
        listener.start()
        try:
            result = process.stdout.read()
            code = process.wait()
        except BaseException:
            # An interrupt: the program stops with a checkpoint, and ends its ranks.
            _stop(process)
            raise
        finally:
            listener.join(1)
            process.stdout.close()
            if not listener.is_alive():
                process.stderr.close()
        if code != 0:
            message = "".join(said).strip() or f"{command[0]} ended with exit code {code}"
            raise MpjLdaError(message, code) from None
        return result


class _Corpus:
    """Counts with the words of their columns."""

    def __init__(self, counts, words, named):
        self.counts = counts
        self.words = words
        self.named = named

    def write(self, folder):
        """Writes the files of the program's format uci and returns the options that name them.

        Its first line has the number of documents, so that empty ones keep their places.
        """
        corpus = os.path.join(folder, "docword.txt")
        vocabulary = os.path.join(folder, "vocab.txt")
        with open(vocabulary, "w", encoding="utf-8", newline="\n") as file:
            for column, word in enumerate(self.words):
                _check_word(word, column)
                file.write(word + "\n")
        documents, words = self.counts.shape
        entries = self.counts.tocoo()
        with open(corpus, "w", encoding="ascii", newline="\n") as file:
            file.write(f"{documents}\n{words}\n{entries.nnz}\n")
            for start in range(0, entries.nnz, _ENTRIES_AT_ONCE):
                part = slice(start, start + _ENTRIES_AT_ONCE)
                columns = (entries.row[part] + 1, entries.col[part] + 1, entries.data[part])
                rows = zip(*(column.tolist() for column in columns))
                file.write("".join(map("%d %d %d\n".__mod__, rows)))
        return ["--corpus", corpus, "--format", "uci", "--vocab", vocabulary]


class _Files:
    """A model's files in memory."""

    def __init__(self, contents):
        self.contents = contents

    @classmethod
    def read(cls, folder):
        contents = {}
        for name in _MODEL_FILES + _OTHER_FILES:
            path = os.path.join(folder, name)
            if name in _MODEL_FILES or os.path.isfile(path):
                with open(path, "rb") as file:
                    contents[name] = file.read()
        return cls(contents)

    def is_in(self, folder):
        return False

    def content(self, name):
        return self.contents[name]

    def array(self, name):
        """The array in a file of numpy's format, without a copy; it is read-only."""
        file = io.BytesIO(self.contents[name])
        version = np.lib.format.read_magic(file)
        read_header = getattr(np.lib.format, f"read_array_header_{version[0]}_{version[1]}")
        shape, _, dtype = read_header(file)
        return np.frombuffer(self.contents[name], dtype=dtype, offset=file.tell()).reshape(shape)

    def copy_to(self, folder):
        os.makedirs(folder, exist_ok=True)
        for name, content in self.contents.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)

    @contextlib.contextmanager
    def as_folder(self):
        with _temporary_folder() as folder:
            self.copy_to(folder)
            yield folder


class _Folder:
    """A model's folder, where it is."""

    def __init__(self, path):
        self.path = os.path.abspath(os.fspath(path))

    def is_in(self, folder):
        return self.path == os.path.abspath(os.fspath(folder))

    def content(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read()

    def array(self, name):
        return np.load(os.path.join(self.path, name), mmap_mode="r")

    def copy_to(self, folder):
        os.makedirs(folder, exist_ok=True)
        for name in _MODEL_FILES + _OTHER_FILES:
            path = os.path.join(self.path, name)
            if name in _MODEL_FILES or os.path.isfile(path):
                shutil.copyfile(path, os.path.join(folder, name))

    @contextlib.contextmanager
    def as_folder(self):
        yield self.path


# --- Input


def _sequence(X):
    """Documents of words as a list of lists; a matrix, an array and rows of numbers as they are."""
    if scipy.sparse.issparse(X) or hasattr(X, "shape"):
        return X
    if isinstance(X, str):
        raise TypeError("X is one text; give a list of documents, each a list of words")
    documents = []
    for row, document in enumerate(X):
        if isinstance(document, str):
            raise TypeError(
                f"document {row} of X is a text; split it into a list of words, for example by"
                " text.lower().split()"
            )
        documents.append(list(document))
    words = next((document for document in documents if document), None)
    if words is not None and not isinstance(words[0], str):
        return np.asarray(documents)
    for row, document in enumerate(documents):
        for word in document:
            if not isinstance(word, str):
                raise TypeError(f"document {row} of X has {word!r} in place of a word")
    return documents


def _column_names(X):
    """The column names of a data frame, if all are texts."""
    names = getattr(X, "columns", None)
    if names is None:
        return None
    names = list(names)
    return names if all(isinstance(name, str) for name in names) else None


def _counts(X):
    """X as a sparse matrix of positive integers, each cell once. Anything else is a ValueError."""
    if scipy.sparse.issparse(X):
        matrix = scipy.sparse.csr_matrix(X)
        if not matrix.has_canonical_format:
            matrix = matrix.copy()
            matrix.sum_duplicates()
    else:
        array = np.asarray(X)
        if array.ndim != 2:
            raise ValueError(f"X has {array.ndim} dimensions; expected documents x words")
        if array.dtype == object:
            array = _numbers(array)
        if array.dtype.kind not in "buif":
            raise ValueError(f"X has values of type {array.dtype}; expected counts")
        matrix = scipy.sparse.csr_matrix(array)
    data = matrix.data
    if data.dtype.kind not in "buif":
        raise ValueError(f"X has values of type {data.dtype}; expected counts")
    good = (data >= 0) & (data <= _MOST_COUNT)
    if data.dtype.kind == "f":
        good &= data == np.floor(data)
    if not good.all():
        entry = int(np.argmin(good))
        row = int(np.searchsorted(matrix.indptr, entry, side="right")) - 1
        raise ValueError(
            f"row {row}, column {matrix.indices[entry]} of X is {data[entry]}; expected an integer"
            f" from 0 to {_MOST_COUNT} (rows and columns are counted from 0)"
        )
    counts = scipy.sparse.csr_matrix(
        (data.astype(np.int64), matrix.indices.copy(), matrix.indptr.copy()), shape=matrix.shape
    )
    counts.eliminate_zeros()
    return counts


def _numbers(array):
    try:
        return array.astype(float)
    except (TypeError, ValueError):
        raise ValueError("X has values that are no numbers; expected counts") from None


def _count_words(documents, columns):
    """Documents of words as a matrix. Words without a column are left out, with a warning."""
    starts, places, counts = [0], [], []
    unknown = collections.Counter()
    for document in documents:
        row = collections.Counter()
        for word, count in collections.Counter(document).items():
            column = columns.get(word)
            if column is None:
                unknown[word] += count
            else:
                row[column] = count
        for column in sorted(row):
            places.append(column)
            counts.append(row[column])
        starts.append(len(places))
    if unknown:
        tokens = sum(map(len, documents))
        examples = ", ".join(repr(word) for word, _ in unknown.most_common(5))
        warnings.warn(
            f"{sum(unknown.values())} of {tokens} tokens are left out; words not in the vocabulary:"
            f" {len(unknown)} ({examples}{', ...' if len(unknown) > 5 else ''})",
            stacklevel=4,
        )
    return scipy.sparse.csr_matrix(
        (np.array(counts, dtype=np.int64), np.array(places, dtype=np.int64), starts),
        shape=(len(documents), len(columns)),
    )


def _check_word(word, column):
    if not isinstance(word, str):
        raise TypeError(f"word {column} of the vocabulary is {word!r}; expected a text")
    fault = None
    if not word:
        fault = "it is empty"
    elif "\n" in word or "\r" in word or "\0" in word:
        fault = "it has a line end or a NUL character"
    elif column == 0 and word.startswith("\ufeff"):
        fault = "it begins with a byte order mark"
    elif any("\ud800" <= character <= "\udfff" for character in word):
        fault = "it has half a surrogate pair, which is no character"
    if fault:
        raise ValueError(f"word {column} of the vocabulary, {word!r}, cannot be used: {fault}")


# --- The program


def _find_program(given):
    if given is None:
        given = os.environ.get("MPJ_LDA") or None
    if given is not None:
        found = shutil.which(os.fspath(given))
        if found is None:
            raise MpjLdaError(f"{os.fspath(given)} is no program")
        return found
    root = os.path.abspath(os.path.join(os.path.dirname(os.path.realpath(__file__)), *3 * [".."]))
    found = shutil.which("mpj-lda") or shutil.which(os.path.join(root, "bin", "mpj-lda"))
    if found is None:
        raise MpjLdaError(
            "the program mpj-lda was not found; give its path as the parameter program or in the"
            " environment variable MPJ_LDA, or put it on the PATH"
        )
    return found


def _shown(value):
    """A parameter as the command line has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, numbers.Integral) and not isinstance(value, bool):
        return str(int(value))
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return repr(float(value))
    if np.ndim(value) == 1:
        return ",".join(repr(float(number)) for number in value)
    raise TypeError(f"{value!r} is no value of a parameter")


def _cores():
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _listen(stream, said, verbose):
    for line in stream:
        said.append(line)
        if verbose:
            sys.stderr.write(line)
            sys.stderr.flush()


def _stop(process):
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except BaseException:
        # Not in time, or a second interrupt.
        process.kill()
        process.wait()
        raise


@contextlib.contextmanager
def _temporary_folder(parent=None):
    folder = tempfile.mkdtemp(prefix=".mpj-lda-" if parent else "mpj-lda-", dir=parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
