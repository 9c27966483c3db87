#!/usr/bin/env python3
"""Draws the pictures of performance.md from measurements that are there already.

    python3 src/bench/figures.py --kernels jmh-*.json --allreduce bench-*.jsonl \\
        --trainings training-* --scaling scaling.json --output src/site/resources/images

What is not given is not drawn; src/bench/measure.sh makes all of it on a quiet machine. It writes

    kernels.svg         speed of the sweeps over K, 100 words a document
    kernels-words.svg   speed of the sweeps over the words of a document, K = 100
    allreduce.svg       time of a sum over two ranks over the vector's length
    threads-ranks.svg   seconds of an iteration by ranks, threads and precision
    scaling.svg         predicted speed-up to 1,024 ranks
    scaling-cost.svg    what an iteration is predicted to consist of

and ends with 65 and a line that names the file if one is not what it should be.
"""
import argparse
import json
import math
import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
import drawing  # noqa: E402
import scaling  # noqa: E402
from drawing import BLUE, DASHES, GREEN, ORANGE, Bar, Scale, Series  # noqa: E402

BAD_INPUT = 65
SWEEPS_UNIT = "10⁹ nnz·K·sweeps a second"
LIGHTER = {BLUE: "#99c7e0", ORANGE: "#eebf99"}


class Wrong(Exception):
    """An input that cannot be used: which, and why."""


@contextmanager
def about(path):
    """What is wrong with the file that is read in this block, told as one line."""
    try:
        yield
    except OSError as error:
        raise Wrong(f"{error.filename or path}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise Wrong(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    except KeyError as error:
        raise Wrong(f"{path}: no member {error} where one is expected") from error
    except (TypeError, ValueError, AttributeError, ArithmeticError, IndexError) as error:
        raise Wrong(f"{path}: not what is expected here: {error}") from error


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def read_lines(path):
    """The objects of a file with one a line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise Wrong(f"{path}:{number}: no JSON: {error.msg}") from error
    if not found:
        raise Wrong(f"{path}: it is empty")
    return found


def positive(value):
    """Whether it is a number above zero: bench has others where there is nothing to measure."""
    return isinstance(value, (int, float)) and math.isfinite(value) and value > 0


# ---- kernels -------------------------------------------------------------------------------------


def read_jmh(path):
    """Speeds by (precision, JDK, topics, words), and the multiply-adds' peak by JDK, in 10^9 a second."""
    speeds, peaks = {}, {}
    for run in read_json(path):
        jdk = int(run["jdkVersion"].split(".")[0])
        if run["benchmark"].endswith(".KernelBenchmark.infer"):
            settings = run["params"]
            if settings["kind"] == "VECTOR":
                key = (settings["precision"], jdk, int(settings["topics"]), int(settings["words"]))
                speeds[key] = run["secondaryMetrics"]["nnzTopics"]["score"] / 1e9
        elif run["benchmark"].endswith(".PeakBenchmark.fma"):
            peaks[jdk] = run["secondaryMetrics"]["flops"]["score"] / 1e9
    if not speeds and not peaks:
        raise Wrong(f"{path}: neither KernelBenchmark with kind=VECTOR nor PeakBenchmark is in it")
    return speeds, peaks


def kernels(paths, output):
    speeds, peaks = {}, {}
    for path in paths:
        with about(path):
            more_speeds, more_peaks = read_jmh(path)
        speeds.update(more_speeds)
        peaks.update(more_peaks)
    by_topics = {(p, jdk, k): speed for (p, jdk, k, words), speed in speeds.items() if words == 100}
    by_words = {(p, jdk, words): speed for (p, jdk, k, words), speed in speeds.items() if k == 100}
    draw_speeds(
        output / "kernels.svg",
        ("Sweeps over a document of 100 words, one core", share_of_peak(by_topics, peaks)),
        "topics K",
        by_topics,
    )
    draw_speeds(
        output / "kernels-words.svg",
        ("Sweeps over a document, 100 topics, one core", "each is four floating-point operations"),
        "distinct words of the document",
        by_words,
    )


def share_of_peak(speeds, peaks):
    """With the peak, which is in single precision, what the fastest in single precision has of it."""
    note = "each is four floating-point operations"
    single = [(speed, jdk) for (p, jdk, _), speed in speeds.items() if p == "SINGLE" and jdk in peaks]
    if not single:
        return note
    speed, jdk = max(single)
    return (
        f"{note}: single precision's best is {4 * speed:.1f} GFlop/s, {400 * speed / peaks[jdk]:.0f} % "
        f"of the {peaks[jdk]:.0f} of multiply-adds in registers"
    )


def draw_speeds(path, heads, title, speeds):
    """speeds: by (precision, JDK, place on the axis)."""
    places = sorted({at for _, _, at in speeds})
    if len(places) < 2:
        print(f"{path.name}: not drawn, as no two places on its axis were measured")
        return
    newest = max(jdk for _, jdk, _ in speeds)
    series = []
    for precision, colour in (("SINGLE", ORANGE), ("DOUBLE", BLUE)):
        for jdk in sorted({jdk for p, jdk, _ in speeds if p == precision}, reverse=True):
            points = [(at, speeds[precision, jdk, at]) for at in places if (precision, jdk, at) in speeds]
            dash = "" if jdk == newest else DASHES
            series.append(Series(f"{precision.lower()}, JDK {jdk}", points, colour, dash, marks=True))
    across = Scale(title, places[0], places[-1], log=True)
    down = Scale(SWEEPS_UNIT, 0, 1.05 * max(speeds.values()))
    done(path, drawing.lines, heads, across, down, series)


# ---- allreduce -----------------------------------------------------------------------------------


def allreduce(paths, output):
    series, others = [], []
    for number, path in enumerate(paths):
        with about(path):
            rows = read_lines(path)
            way = rows[0]["transport"].split(" (")[0]
            if way == "shared memory":
                name, dash = "ours, through memory", ""
            else:
                name, dash = f"ours, through {way}", DASHES
            series.append(Series(name, milliseconds(rows, "seconds"), BLUE, dash, marks=True))
            if number == 0:
                library, bare = milliseconds(rows, "mpj_seconds"), milliseconds(rows, "bare_seconds")
                others.append(Series("MPJ Express's own", library, ORANGE, marks=True))
                others.append(Series("bare socket", bare, GREEN, marks=True))
    series = [each for each in series + others if each.points]
    lengths = {length for each in series for length, _ in each.points}
    if len(lengths) < 2:
        raise Wrong(f"{paths[0]}: several lengths are expected, as of --elements 100,10000")
    across = Scale("numbers in the vector, 8 bytes each", min(lengths), max(lengths), log=True)
    down = drawing.log_scale("milliseconds", [y for each in series for _, y in each.points])
    heads = ("Sum of a vector over two ranks of one host", "median of the slower rank's times")
    done(output / "allreduce.svg", drawing.lines, heads, across, down, series)


def milliseconds(rows, member):
    """(elements, milliseconds) by elements: none where bench had nothing to measure."""
    found = [(row["elements"], row[member] * 1e3) for row in rows if positive(row[member])]
    return sorted(found)


# ---- ranks and threads ---------------------------------------------------------------------------


def read_training(folder):
    """What was trained, and the median seconds of an iteration and of its E-step."""
    with about(folder / "model.json"):
        model = read_json(folder / "model.json")
        options = model["options"]
        run = {name: options[name] for name in ("precision", "ranks", "threads")}
        shape = (options["algorithm"], model["K"], model["D"])
    with about(folder / "metrics.jsonl"):
        lines = read_lines(folder / "metrics.jsonl")
        late = scaling.settled(lines)
        run["seconds"] = median(line["seconds"] for line in late)
        run["estep"] = median(line["estep_seconds"] for line in late)
        if not positive(run["seconds"]):
            raise ValueError("an iteration takes some seconds")
    run["shape"] = shape + (len(lines),)
    return run


def trainings(folders, output):
    found = []
    for folder in folders:
        found.append(read_training(folder))
        if found[-1]["shape"] != found[0]["shape"]:
            raise Wrong(
                f"{folder}: algorithm, K, documents and iterations are {found[-1]['shape']}, "
                f"but {found[0]['shape']} in {folders[0]}"
            )
    found.sort(key=lambda run: (run["precision"], run["ranks"] * run["threads"], run["threads"]))
    groups = []
    for precision, colour in (("double", BLUE), ("single", ORANGE)):
        runs = [run for run in found if run["precision"] == precision]
        if runs:
            groups.append((f"{precision} precision", [bar(run, runs[0], colour) for run in runs]))
    algorithm, topics, documents, iterations = found[0]["shape"]
    heads = (
        "Seconds of an iteration",
        f"{algorithm}, K = {topics}, {documents:,} documents; median of iterations "
        f"{iterations // 2 + 1} to {iterations}; dark: E-step, light: all else",
    )
    done(output / "threads-ranks.svg", drawing.bars, heads, "seconds", groups)


def bar(run, first, colour):
    ranks, threads = run["ranks"], run["threads"]
    name = f"{ranks} rank" + ("s" if ranks > 1 else "")
    name += f", {threads} threads" if threads > 1 else ""
    label = f"{run['seconds']:.3f} s"
    if run is not first:
        label += f", {first['seconds'] / run['seconds']:.2f} times as fast"
    rest = max(run["seconds"] - run["estep"], 0.0)
    return Bar(name, [(run["estep"], colour), (rest, LIGHTER[colour])], label)


# ---- all -----------------------------------------------------------------------------------------


def done(path, chart, *arguments):
    chart(path, *arguments)
    print(path)


def draw(options):
    if options.kernels:
        kernels(options.kernels, options.output)
    if options.allreduce:
        allreduce(options.allreduce, options.output)
    if options.trainings:
        trainings(options.trainings, options.output)
    if options.scaling:
        with about(options.scaling):
            constants = scaling.Constants(**read_json(options.scaling))
            for path in scaling.draw(constants, options.output):
                print(path)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--kernels",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="what JMH wrote with -rf json -rff FILE of KernelBenchmark -p kind=VECTOR, of any JDKs, "
        "K and words (of the same twice, the last counts); with PeakBenchmark among them the "
        "share of the peak is told",
    )
    parser.add_argument(
        "--allreduce",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="standard output of `src/bench/allreduce.sh N ...`; a line each for our "
        "sum's way, the library's own and the bare socket from the first",
    )
    parser.add_argument(
        "--trainings",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="output folders of `bin/mpj-lda train` that differ in -np, --threads and --precision only; the "
        "others are compared with the fewest ranks and threads of their precision",
    )
    parser.add_argument("--scaling", type=Path, metavar="FILE", help="scaling.json of scaling.py")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="of the pictures")
    options = parser.parse_args()
    if not (options.kernels or options.allreduce or options.trainings or options.scaling):
        parser.error("nothing to draw: give --kernels, --allreduce, --trainings or --scaling")
    try:
        with about(options.output):
            options.output.mkdir(parents=True, exist_ok=True)
            draw(options)
    except Wrong as wrong:
        print(f"figures.py: {wrong}", file=sys.stderr)
        return BAD_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main())
