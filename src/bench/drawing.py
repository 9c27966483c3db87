"""Charts of lines and of bars as SVG: explicit colours on white, no library, a few kilobytes each."""
import math
from dataclasses import dataclass
from decimal import Decimal
from html import escape

# Okabe and Ito's colours without the two palest: readers with any colour vision tell them apart.
BLUE, ORANGE, GREEN, ROSE, AMBER, GREY = "#0072b2 #d55e00 #009e73 #cc79a7 #b58900 #555555".split()
COLOURS = (BLUE, ORANGE, GREEN, ROSE, AMBER, GREY)
INK, SOFT, GRID = "#222222", "#666666", "#dddddd"
DASHES = "5 3"

WIDTH, HEIGHT = 860, 460
LEFT, TOP, BOTTOM = 70, 84, 56
LABEL = 16  # pixels from one label to the next below it


@dataclass
class Series:
    """A line, with dots at its points if these were measured; or, without a name, only the dots."""

    name: str
    points: list
    colour: str
    dash: str = ""
    marks: bool = False


class Scale:
    """An axis: its title with the unit, its ends, linear or logarithmic, and where its ticks are."""

    def __init__(self, title, low, high, log=False, ticks=None):
        self.title, self.low, self.high, self.log = title, low, high, log
        self.ticks = ticks or (log_ticks(low, high) if log else even_ticks(low, high))

    def part(self, value):
        """Of the axis, from 0 at its low end to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def even_ticks(low, high):
    """About six, at multiples of 1, 2 or 5 times a power of ten."""
    step = 10.0 ** math.floor(math.log10((high - low) / 5))
    step *= next(factor for factor in (1, 2, 5, 10) if (high - low) / (factor * step) <= 7)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def log_ticks(low, high):
    """The powers of ten, and twice and five times them unless there are too many."""
    digits = (1, 2, 5) if high / low < 5000 else (1,)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [digit * 10.0**power for power in powers for digit in digits]
    return [value for value in values if low / 1.001 <= value <= high * 1.001]


def log_scale(title, values):
    """A logarithmic scale from tick to tick around all values."""
    low, high = min(values), max(values)
    ticks = log_ticks(low / 10, high * 10)
    low = max(tick for tick in ticks if tick <= low * 1.001)
    high = min(tick for tick in ticks if tick >= high / 1.001 and tick > low)
    return Scale(title, low, high, log=True)


def plain(value):
    """A tick's or a bar's number, without an exponent."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{Decimal(f'{value:.4g}'):f}"


class Picture:
    """The parts of one SVG."""

    def __init__(self, title, note="", width=WIDTH, height=HEIGHT):
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(title)}" font-family="sans-serif" font-size="12" fill="{INK}">'
            '<rect width="100%" height="100%" fill="#ffffff"/>'
        ]
        self.text(16, 24, title, size=15)
        self.text(16, 43, note, colour=SOFT)

    def text(self, x, y, words, anchor="start", size=12, colour=INK):
        if words:
            looks = "" if anchor == "start" else f' text-anchor="{anchor}"'
            looks += "" if size == 12 else f' font-size="{size}"'
            looks += "" if colour == INK else f' fill="{colour}"'
            self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}"{looks}>{escape(words)}</text>')

    def line(self, points, colour, width=2.0, dash=""):
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        looks = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{width:g}"{looks}/>'
        )

    def dot(self, x, y, colour, radius=3.0):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>')

    def bar(self, x, y, width, height, colour):
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
        )

    def save(self, path):
        path.write_text("\n".join(self.parts + ["</svg>"]) + "\n", encoding="utf-8")


def lines(path, heads, across, down, series, legend=False):
    """Draws lines.

    heads: title and note. Names stand where the lines end, or, with legend, one below the other: for
    lines that end at many places.
    """
    picture = Picture(*heads)
    # About 6.4 pixels a letter at this size.
    right = WIDTH - 46 - 6.4 * max(len(each.name) for each in series)
    foot = HEIGHT - BOTTOM

    def place(point):
        x, y = point
        return LEFT + (right - LEFT) * across.part(x), foot - (foot - TOP) * down.part(y)

    grid(picture, across, down, right)
    for each in series:
        places = [place(point) for point in each.points]
        if each.name:
            picture.line(places, each.colour, dash=each.dash)
        for x, y in places if each.marks else []:
            picture.dot(x, y, each.colour)
    named = [each for each in series if each.name]
    ends = [place(each.points[-1]) for each in named]
    heights = [TOP + LABEL * at for at in range(len(named))] if legend else apart([y for _, y in ends])
    for each, (x, y), height in zip(named, ends, heights):
        start = (right + 10, height) if legend else (x, y)
        leader = [start, (right + 14, height), (right + 34, height)]
        picture.line(leader, each.colour, 2 if legend else 1, each.dash)
        picture.text(right + 38, height + 4, each.name)
    picture.save(path)


def grid(picture, across, down, right):
    foot = HEIGHT - BOTTOM
    for tick in down.ticks:
        y = foot - (foot - TOP) * down.part(tick)
        picture.line([(LEFT, y), (right, y)], GRID, 1)
        picture.text(LEFT - 8, y + 4, plain(tick), "end")
    for tick in across.ticks:
        x = LEFT + (right - LEFT) * across.part(tick)
        picture.line([(x, foot), (x, foot + 4)], SOFT, 1)
        picture.text(x, foot + 18, plain(tick), "middle")
    picture.text(16, TOP - 18, down.title, colour=SOFT)
    picture.text((LEFT + right) / 2, HEIGHT - 14, across.title, "middle", colour=SOFT)


def apart(heights):
    """The same heights, moved so far that no two labels touch and none is below the axis."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    moved = [0.0] * len(heights)
    least = -math.inf
    for at in order:
        moved[at] = least = max(heights[at], least)
        least += LABEL
    most = HEIGHT - BOTTOM
    for at in reversed(order):
        moved[at] = most = min(moved[at], most)
        most -= LABEL
    return moved


@dataclass
class Bar:
    """Pieces are (length, colour), from left to right."""

    name: str
    pieces: list
    label: str


def bars(path, heads, unit, groups):
    """Draws groups of horizontal bars from 0. groups: (name, bars); unit: the axis's title."""
    thick, gap, head, name_width, label_width = 20, 8, 26, 140, 190
    rows = sum(len(members) for _, members in groups)
    height = 66 + rows * (thick + gap) + len(groups) * head + 46
    picture = Picture(*heads, height=height)
    longest = max(sum(length for length, _ in bar.pieces) for _, members in groups for bar in members)
    scale = Scale(unit, 0, longest)
    width = WIDTH - name_width - label_width
    foot = height - 46
    for tick in scale.ticks:
        x = name_width + width * scale.part(tick)
        picture.line([(x, 62), (x, foot)], GRID, 1)
        picture.text(x, foot + 16, plain(tick), "middle")
    picture.text(name_width + width / 2, height - 10, unit, "middle", colour=SOFT)
    y = 58
    for name, members in groups:
        picture.text(16, y + head - 8, name, colour=SOFT)
        y += head
        for bar in members:
            x = name_width
            picture.text(x - 8, y + thick / 2 + 4, bar.name, "end")
            for length, colour in bar.pieces:
                picture.bar(x, y, width * scale.part(length), thick, colour)
                x += width * scale.part(length)
            picture.text(x + 6, y + thick / 2 + 4, bar.label)
            y += thick + gap
    picture.save(path)
