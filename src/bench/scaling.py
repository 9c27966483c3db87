#!/usr/bin/env python3
"""What an iteration costs as a function of the number of ranks, from constants measured here.

    python3 src/bench/scaling.py --corpus docword.kos.txt --vocab vocab.kos.txt -k 100 --output results

An iteration of P ranks takes

    E / P  +  M / P  +  2 ceil(log2 P) a  +  2 (P - 1) / P  8 V K b

with E and M the seconds of E-step and M-step of one rank, a the seconds before the first byte of a
message and b those of each further byte, in the reduction by scatter and in the collection of the new
lambda. E and M are the medians of a training with one rank, a and b come from `mpj-lda bench` with
two ranks on this machine; both are to be replaced by a cluster's own (--latency, --bandwidth). The
prediction is checked against trainings with 2 and, where there are as many cores, 4 ranks, and drawn to
1,024 ranks for the corpus as it is and for one a thousand times as large.
"""
import argparse
import json
import math
import os
import subprocess
from pathlib import Path
from statistics import median


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
    run(command)
    lines = [json.loads(line) for line in (model / "metrics.jsonl").read_text().splitlines()]
    # The first iterations are the JVM's: its compiler is not through yet.
    lines = lines[len(lines) // 2 :]
    shape = json.loads((model / "model.json").read_text())
    return lines, shape


def constants(options):
    # Through the network's software, as between hosts.
    network = ["--java-options", "-Dmpjlda.shared-memory=off"]
    found = run([options.program, "bench", "-np", 2, "--elements", "100,4000000", "--json", "-q", *network])
    small, large = (json.loads(line) for line in found.splitlines())
    # Two ranks: one message each way for the sums and one for the new values, each of half the vector.
    latency = small["seconds"] / 2
    per_byte = (large["seconds"] - small["seconds"]) / (large["elements"] * 8)
    return latency, per_byte


def cost(ranks, estep, mstep, entries, latency, per_byte):
    steps = math.ceil(math.log2(ranks)) if ranks > 1 else 0
    volume = 2 * (ranks - 1) / ranks * 8 * entries
    return (estep + mstep) / ranks + 2 * steps * latency + volume * per_byte


def draw(path, title, curves):
    """Speed-up against ranks, both logarithmic."""
    width, height, left, bottom, top, right = 760, 480, 60, 50, 40, 200
    most = max(math.log2(ranks) for ranks, _ in curves[0][1])

    def across(ranks):
        return left + (width - left - right) * math.log2(ranks) / most

    def down(speed):
        return height - bottom - (height - top - bottom) * math.log2(max(speed, 1)) / most

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{left}" y="22" font-size="15">{title}</text>',
    ]
    for power in range(int(most) + 1):
        n = 2**power
        out.append(
            f'<text x="{across(n):.0f}" y="{height - bottom + 18}" text-anchor="middle">{n}</text>'
            f'<text x="{left - 8}" y="{down(n) + 4:.0f}" text-anchor="end">{n}</text>'
            f'<line x1="{left}" x2="{width - right}" y1="{down(n):.0f}" y2="{down(n):.0f}" stroke="#ddd"/>'
        )
    out.append(f'<text x="{(left + width - right) // 2}" y="{height - 10}">ranks</text>')
    colours = "#999999 #0b6e99 #c4502e #3c8031".split()
    for number, (name, points) in enumerate(curves):
        colour = colours[number % len(colours)]
        places = " ".join(f"{across(n):.1f},{down(speed):.1f}" for n, speed in points)
        y = top + 20 * number
        out.append(
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<line x1="{width - right + 12}" x2="{width - right + 36}" y1="{y}" y2="{y}" '
            f'stroke="{colour}" stroke-width="2"/>'
            f'<text x="{width - right + 42}" y="{y + 4}">{name}</text>'
        )
    path.write_text("\n".join(out + ["</svg>"]) + "\n")


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
    latency, per_byte = constants(options)
    latency = options.latency or latency
    per_byte = 1 / options.bandwidth if options.bandwidth else per_byte
    lines, shape = train(options, 1)
    estep = median(line["estep_seconds"] for line in lines)
    mstep = median(line["mstep_seconds"] for line in lines)
    entries = shape["K"] * shape["V"]
    print(f"E-step {estep:.4f} s, M-step {mstep:.4f} s, V K = {entries}")
    print(f"{latency * 1e3:.3f} ms a message, {1e-6 / per_byte:.0f} MB/s")
    for ranks in [n for n in (1, 2, 4) if n <= (os.cpu_count() or 1)]:
        measured = lines if ranks == 1 else train(options, ranks)[0]
        seconds = median(
            line["estep_seconds"] + line["allreduce_seconds"] + line["mstep_seconds"]
            for line in measured
        )
        said = cost(ranks, estep, mstep, entries, latency, per_byte)
        print(f"{ranks} ranks: predicted {said:.4f} s an iteration, measured {seconds:.4f} s")
    counts = [2**power for power in range(11)]
    curves = [("ideal", [(n, n) for n in counts])]
    for factor, name in ((1, "this corpus"), (30, "30 times as large"), (1000, "1,000 times")):
        one = cost(1, factor * estep, mstep, entries, latency, per_byte)
        points = [
            (n, one / cost(n, factor * estep, mstep, entries, latency, per_byte)) for n in counts
        ]
        curves.append((name, points))
        print(f"{name}: " + ", ".join(f"{n}: {speed:.1f}" for n, speed in points))
    draw(options.output / "scaling.svg", f"Speed-up of an iteration, K = {options.topics}", curves)


if __name__ == "__main__":
    main()
