#!/usr/bin/env python3
"""What an iteration costs as a function of the number of ranks, from constants measured here.

    python3 src/bench/scaling.py --corpus docword.kos.txt --vocab vocab.kos.txt -k 100 --output results

An iteration of P ranks takes

    E / P  +  M / P  +  2 ceil(log2 P) a  +  2 (P - 1) / P  8 V K b

with E and M the seconds of E-step and M-step of one rank, a the seconds before the first byte of a
message and b those of each further byte, in the reduction by scatter and in the collection of the new
lambda. E and M are the medians of a training with one rank, a and b come from `src/bench/allreduce.sh` with
two ranks on this machine; both are to be replaced by a cluster's own (--latency, --bandwidth). The
prediction is checked against trainings with 2 and 4 ranks whose messages go through MPJ Express, as
between hosts; where they have fewer cores than P, E and M are divided by the cores. It is drawn to
1,024 ranks for the corpus as it is and for larger ones. All that was measured goes to scaling.json,
from which figures.py draws the same again.
"""
import argparse
import json
import math
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
import drawing  # noqa: E402
from drawing import BLUE, DASHES, GREEN, GREY, INK, ORANGE, Scale, Series  # noqa: E402

# Through the network's software, as between hosts.
NETWORK = ["--java-options", "-Dmpjlda.shared-memory=off"]
COUNTS = [2**power for power in range(11)]
SIZES = ((1000, "1,000 times as large", GREEN), (30, "30 times as large", ORANGE), (1, "this corpus", BLUE))


@dataclass
class Constants:
    """What was measured here. iterations: [ranks, seconds of an iteration] of trainings."""

    topics: int
    entries: int
    estep_seconds: float
    mstep_seconds: float
    message_seconds: float
    byte_seconds: float
    cores: int
    iterations: list


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {done.returncode}\n{done.stderr}")
    return done.stdout


def train(options, ranks):
    model = options.output / f"scaling-{ranks}"
    command = [options.program, "train", "-np", ranks, "--corpus", options.corpus, "-q"]
    command += ["-k", options.topics, "--iterations", options.iterations, "--tolerance", 0]
    command += ["--resume", "never", "--output", model]
    if options.vocab:
        command += ["--vocab", options.vocab]
    if ranks > 1:
        command += NETWORK
    run(command)
    lines = [json.loads(line) for line in (model / "metrics.jsonl").read_text().splitlines()]
    shape = json.loads((model / "model.json").read_text())
    return settled(lines), shape


def settled(lines):
    """The second half: the first iterations are the JVM's, whose compiler is not through yet."""
    return lines[len(lines) // 2 :]


def message_costs(options):
    """Seconds of a message, and of each of its bytes."""
    found = run([Path(__file__).with_name("allreduce.sh"), "-Dmpjlda.shared-memory=off", 100, 4_000_000])
    small, large = (json.loads(line) for line in found.splitlines())
    # Two ranks: one message each way for the sums and one for the new values, each of half the vector.
    latency = small["seconds"] / 2
    per_byte = (large["seconds"] - small["seconds"]) / (large["elements"] * 8)
    return latency, per_byte


def cost(constants, ranks, factor=1, cores=math.inf):
    """Seconds of computing and of messages in an iteration, for a corpus factor times as large."""
    computing = factor * constants.estep_seconds + constants.mstep_seconds
    steps = math.ceil(math.log2(ranks))
    volume = 2 * (ranks - 1) / ranks * 8 * constants.entries
    messages = 2 * steps * constants.message_seconds + volume * constants.byte_seconds
    return computing / min(ranks, cores), messages


def speed_ups(constants, factor):
    one = sum(cost(constants, 1, factor))
    return [(ranks, one / sum(cost(constants, ranks, factor))) for ranks in COUNTS]


def draw(constants, output):
    """Both pictures; returns their paths."""
    ranks = Scale("ranks", 1, COUNTS[-1], log=True, ticks=COUNTS)
    # More ranks than cores say nothing about more ranks.
    here = [(n, seconds) for n, seconds in constants.iterations if n <= constants.cores]
    note = (
        f"V K = {constants.entries:,}; constants of one host, messages through MPJ Express; "
        "dots: measured"
    )
    one = here[0][1]
    series = [Series("ideal", [(n, n) for n in COUNTS], GREY, DASHES)]
    for factor, name, colour in SIZES:
        points = [(n, max(speed, 1)) for n, speed in speed_ups(constants, factor)]
        series.append(Series(name, points, colour))
    series.append(Series("", [(n, max(one / seconds, 1)) for n, seconds in here], INK, marks=True))
    heads = (f"Speed-up of an iteration, K = {constants.topics}, predicted", note)
    speed = Scale("times as fast as one rank", 1, COUNTS[-1], log=True, ticks=COUNTS)
    drawing.lines(output / "scaling.svg", heads, ranks, speed, series)

    costs = [(n, *cost(constants, n)) for n in COUNTS]
    series = [
        Series("iteration", [(n, a + b) for n, a, b in costs], BLUE),
        Series("E-step and M-step", [(n, a) for n, a, _ in costs], GREEN),
        Series("messages", [(n, b) for n, _, b in costs if b > 0], ORANGE),
        Series("", here, INK, marks=True),
    ]
    heads = (f"Seconds of an iteration, K = {constants.topics}, predicted", note)
    seconds = drawing.log_scale("seconds", [y for each in series for _, y in each.points])
    drawing.lines(output / "scaling-cost.svg", heads, ranks, seconds, series)
    return output / "scaling.svg", output / "scaling-cost.svg"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--vocab", type=Path)
    parser.add_argument("-k", "--topics", type=int, default=100)
    parser.add_argument("--iterations", type=int, default=20)
    parser.add_argument("--program", default="bin/mpj-lda")
    parser.add_argument("--latency", type=float, help="seconds a message; default: measured here")
    parser.add_argument("--bandwidth", type=float, help="bytes a second; default: measured here")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    latency, per_byte = message_costs(options)
    lines, shape = train(options, 1)
    constants = Constants(
        topics=shape["K"],
        entries=shape["K"] * shape["V"],
        estep_seconds=median(line["estep_seconds"] for line in lines),
        mstep_seconds=median(line["mstep_seconds"] for line in lines),
        message_seconds=options.latency or latency,
        byte_seconds=1 / options.bandwidth if options.bandwidth else per_byte,
        cores=os.cpu_count() or 1,
        iterations=[],
    )
    print(
        f"E-step {constants.estep_seconds:.4f} s, M-step {constants.mstep_seconds:.4f} s, "
        f"V K = {constants.entries}, {constants.cores} cores"
    )
    print(f"{constants.message_seconds * 1e3:.3f} ms a message, {1e-6 / constants.byte_seconds:.0f} MB/s")
    for ranks in (1, 2, 4):
        measured = lines if ranks == 1 else train(options, ranks)[0]
        seconds = median(
            line["estep_seconds"] + line["allreduce_seconds"] + line["mstep_seconds"]
            for line in measured
        )
        constants.iterations.append([ranks, seconds])
        said = sum(cost(constants, ranks, cores=constants.cores))
        print(f"ranks: {ranks}, predicted {said:.4f} s an iteration, measured {seconds:.4f} s")
    for factor, name, _ in reversed(SIZES):
        points = speed_ups(constants, factor)
        print(f"{name}: " + ", ".join(f"{n}: {speed:.1f}" for n, speed in points))
    (options.output / "scaling.json").write_text(json.dumps(asdict(constants), indent=1) + "\n")
    draw(constants, options.output)


if __name__ == "__main__":
    main()
