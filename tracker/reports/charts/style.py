"""What all charts share: the colours in light and dark, the scales, the legend and the file."""

import io
import math
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from tracker.paths import writing_private
from tracker.text.dates import format_month, format_weekday
from tracker.text.formatting import capitalised, format_number, printable

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

# Where the dashes begin, then the lengths of stroke and space in line widths.
Dashes = tuple[int, tuple[float, float]]
TARGET_DASHES: Dashes = (0, (3.7, 1.6))
NEED_DASHES: Dashes = (0, (2.2, 1.2))
_DOTS_PER_INCH = 160
_POINTS_PER_INCH = 72
# Sizes in points, and about how wide a letter is in them.
_TITLE_SIZE, TEXT_SIZE, _SMALL = 13, 9, 8
_EM, _BOLD_EM = 0.56, 0.66
_LEADING, _LOOSE = 1.2, 1.3
_MARGIN = 3.0
# Of a key, in letters of its size: a line or colour, and what is between two.
_HANDLE, _BETWEEN = 1.5, 1.3


@dataclass(frozen=True)
class Look:
    """How an origin is drawn: told apart by colour, and in grey by its hatch."""

    label: str
    colour: str
    hatch: str

    def bars(self, ground: str) -> Any:
        """Return matplotlib's settings for bars of that look on a ground."""
        return {
            "label": self.label, "color": self.colour, "hatch": self.hatch, "edgecolor": ground,
            "linewidth": 0.6, "zorder": 2,
        }  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Colours on a light or a dark ground.

    Those of the origins are Okabe and Ito's (2008, jfly.uni-koeln.de/color), which colour-blind
    eyes tell apart. `shades` run from little to much, each lighter or darker than the one before,
    so that they can be told apart in grey. `kept` are those of a regimen that was kept, on a day
    below the target and on one that met it. `scale` is how large pictures are beside their letters.
    """

    ground: str
    ink: str
    quiet: str
    grid: str
    target: str
    mean: str
    shades: tuple[str, ...]
    kept: tuple[str, str]
    natural: str
    injection: str
    scale: float = 1.0

    @property
    def origins(self) -> dict[str, Look]:
        """The look of each origin of what was eaten."""
        return {
            "natural": Look("natural (food-bound)", self.natural, ""),
            "fortified": Look("fortified food", "#E69F00", "///"),
            "supplement": Look("supplement", "#009E73", "..."),
        }

    @property
    def settings(self) -> Any:
        """matplotlib's settings for it; text stays text in an svg, to be read aloud and found."""
        drawn = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
        return {
            **dict.fromkeys(drawn, self.ink),
            **dict.fromkeys(("figure.facecolor", "axes.facecolor"), self.ground),
            "grid.color": self.grid,
            "hatch.linewidth": 0.8,
            "svg.fonttype": "none",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.axisbelow": True,
            "axes.titlelocation": "left",
            "legend.frameon": False,
            "legend.fontsize": TEXT_SIZE,
        }


LIGHT = Theme(
    ground="white", ink="#1A1A1A", quiet="#6B6B6B", grid="#E5E5E5", target="#B2182B",
    mean="#004C78", natural="#0072B2", injection="#8E3A6D",
    shades=("#FBE6C8", "#F0B66E", "#6FA8D6", "#2F6FA8", "#0B3558"),
    kept=("#BFE3D6", "#009E73"),
)  # fmt: skip
DARK = Theme(
    ground="#14171A", ink="#ECECEC", quiet="#A3A3A3", grid="#33383D", target="#FF8A75",
    mean="#A6DBFF", natural="#56B4E9", injection="#E8A0CC",
    shades=("#4A3420", "#8A5A24", "#3F83BD", "#7DB9E8", "#D9F0FF"),
    kept=("#1F4D40", "#009E73"),
)  # fmt: skip


@contextmanager
def themed(theme: Theme) -> Iterator[None]:
    """Draw in the colours of the theme."""
    with mpl.rc_context(theme.settings):
        yield


def figure(width: float, height: float, theme: Theme) -> Figure:
    """Return an empty picture of that size in inches, which makes room for all its labels."""
    size = (width * theme.scale, height * theme.scale)
    return Figure(figsize=size, dpi=_DOTS_PER_INCH, layout="constrained")


@contextmanager
def writing(hashsalt: str | None = None) -> Iterator[None]:
    """Keep text as text in an svg, and don't warn of what the font lacks, a box in a png.

    With a `hashsalt` the ids in an svg are the same each time.
    """
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": hashsalt}
    with warnings.catch_warnings(), mpl.rc_context(settings):
        warnings.filterwarnings("ignore", message="Glyph ")
        yield


def head(drawn: Figure, finding: str, what: str, theme: Theme, whose: str = "") -> float:
    """Write what the picture shows in bold over it, and below that what is drawn.

    Where there are several people it begins with whose diary it is. Return its height in inches.
    """
    width = drawn.get_figwidth() * _POINTS_PER_INCH - 2 * _MARGIN
    title = f"{whose}: {finding}" if whose else finding
    lines = _wrapped(title, width / (_TITLE_SIZE * _BOLD_EM))
    below = _wrapped(what, width / (TEXT_SIZE * _EM))
    x = _MARGIN / _POINTS_PER_INCH / drawn.get_figwidth()
    # The layout leaves room for the heading alone: empty lines of it are that of what is drawn.
    drawn.suptitle(
        "\n".join([*lines, *["" for _ in below]]), x=x, ha="left", fontsize=_TITLE_SIZE,
        fontweight="bold",
    )  # fmt: skip
    down = (_MARGIN + len(lines) * _TITLE_SIZE * _LEADING) / _POINTS_PER_INCH
    place = ScaledTranslation(_MARGIN / _POINTS_PER_INCH, -down, drawn.dpi_scale_trans)
    drawn.text(
        0, 1, "\n".join(below), ha="left", va="top", fontsize=TEXT_SIZE, color=theme.quiet,
        transform=drawn.transFigure + place,
    )  # fmt: skip
    return down + len(below) * _TITLE_SIZE * _LEADING / _POINTS_PER_INCH


def foot(drawn: Figure, notes: Sequence[str], theme: Theme) -> float:
    """Write what has to be known of the picture below it, in small letters.

    Return its height in inches.
    """
    if not notes:
        return 0.0
    width = drawn.get_figwidth() * _POINTS_PER_INCH - 2 * _MARGIN
    x = _MARGIN / _POINTS_PER_INCH / drawn.get_figwidth()
    lines = _wrapped(capitalised("; ".join(notes)), width / (_SMALL * _EM))
    drawn.supxlabel(
        "\n".join(lines), x=x, ha="left", fontsize=_SMALL, color=theme.quiet,
        linespacing=_LOOSE,
    )  # fmt: skip
    return (2 * _MARGIN + len(lines) * _SMALL * _LOOSE) / _POINTS_PER_INCH


def key(
    axes: "Axes", name: str, of: Sequence["Artist"] = (), *, others: Sequence["Axes"] = ()
) -> float:
    """Write the name of what is drawn over it, and below that what its colours and lines mean.

    Each is named once: what has a label in these axes and in `others`, and the artists `of`.
    Return its height in inches.
    """
    named = {str(artist.get_label()): artist for artist in of}
    for each in (axes, *others):
        for handle, label in zip(*each.get_legend_handles_labels(), strict=True):
            named.setdefault(str(label), handle)
    figure = axes.get_figure()
    assert figure is not None
    width = (figure.get_figure(root=True).get_figwidth() - 1) * _POINTS_PER_INCH
    columns = max(len(named), 1)
    while columns > 1 and _key_width(list(named), columns) > width:
        columns -= 1
    box = axes.legend(
        list(named.values()), list(map(literal, named)), loc="lower left", ncols=columns,
        bbox_to_anchor=(0, 1), borderaxespad=0.2, borderpad=0, handlelength=_HANDLE,
        columnspacing=_BETWEEN, handletextpad=0.5, fontsize=_SMALL, title=name or None,
        alignment="left", title_fontsize=TEXT_SIZE,
    )  # fmt: skip
    box.get_title().set_fontweight("bold")
    rows = math.ceil(len(named) / columns) + bool(name)
    return (_MARGIN + rows * _SMALL * 1.7) / _POINTS_PER_INCH


def _key_width(names: Sequence[str], columns: int) -> float:
    """About how wide a key of so many columns is, in points."""
    widest = (max(map(len, names[n::columns])) for n in range(columns))
    return sum(_SMALL * (each * _EM + _HANDLE + 0.5 + _BETWEEN) for each in widest)


def _wrapped(text: str, most: float) -> list[str]:
    return [literal(line) for line in textwrap.wrap(printable(text), max(int(most), 12))]


def save(drawn: Figure, path: Path) -> None:
    """Write it as the file name's ending says: png, svg or pdf, for its owner alone.

    Raise RefusedError if it can't be written.
    """
    with writing_private(path) as file, writing():
        drawn.savefig(file, format=path.suffix[1:].lower())


def png(drawn: Figure) -> bytes:
    """Return the picture as the bytes of a png."""
    held = io.BytesIO()
    with writing():
        drawn.savefig(held, format="png")
    return held.getvalue()


def pixels(drawn: Figure, width: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """Return the picture, so many pixels wide: rows, columns, and red, green and blue."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    drawn.set_dpi(width / drawn.get_figwidth())
    canvas = FigureCanvasAgg(drawn)
    with writing():
        canvas.draw()  # type: ignore[no-untyped-call]
    return np.asarray(canvas.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]


def rule(axes: "Axes", along: Literal["x", "y"] = "y") -> None:
    """Draw quiet lines to read the figures by, at round figures, and no ticks on the other axis."""
    axes.grid(axis=along, zorder=0)
    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(lambda value, _: format_number(value))
    axes.tick_params(axis="x" if along == "y" else "y", length=0)


def day_names(days: "pd.DataFrame") -> list[str]:
    """Return names of the few days of a frame; the month only where another one begins."""
    held = [day.date() for day in days["day"]]
    return [
        f"{format_weekday(day)}\n"
        f"{format_month(day) if n == 0 or day.month != held[n - 1].month else day.day}"
        for n, day in enumerate(held)
    ]


def beside(axes: "Axes", y: float, words: str, colour: str) -> None:
    """Write at the right edge what a line at that height is."""
    axes.annotate(
        literal(words), (1, y), (4, 0), xycoords=("axes fraction", "data"),
        textcoords="offset points", ha="left", va="center", fontsize=_SMALL, color=colour,
        annotation_clip=False,
    )  # fmt: skip


def over(y: float, height: float, line: float) -> float:
    """Return where text of that height begins over `y`, moved up where the line would cross it."""
    spare = height * 0.15
    return y if y + height <= line - spare or y >= line + spare else line + spare


def cut(axes: "Axes", x: float, width: float, top: float, theme: Theme) -> None:
    """Draw two strokes of the ground across a bar that ends at `top`: it goes on."""
    for height in (0.86, 0.885):
        axes.plot(
            [x - 0.6 * width, x + 0.6 * width],
            [top * (height - 0.012), top * (height + 0.012)],
            color=theme.ground, linewidth=2.2, zorder=4,
        )  # fmt: skip


def levels(
    axes: "Axes",
    places: Sequence[Any],
    half: Any,
    heights: Sequence[float],
    name: str,
    dashes: Dashes,
    theme: Theme,
) -> None:
    """Draw a level line for each run of equal heights, longer by `half` at both ends.

    The last is named at the right edge. Where there is no level, the height is NaN.
    """
    last = None
    for height, run in groupby(zip(places, heights, strict=True), key=lambda level: level[1]):
        if math.isnan(height):
            continue
        held = [place for place, _ in run]
        axes.hlines(
            height, held[0] - half, held[-1] + half, colors=theme.target, linestyles=dashes,
            linewidth=1.6, zorder=4,
        )  # fmt: skip
        last = height
    if last is not None:
        beside(axes, last, f"{name}\n{format_number(round(last, 2))} µg", theme.target)


def targets(
    axes: "Axes", days: "pd.DataFrame", places: Sequence[Any], half: Any, theme: Theme
) -> None:
    """Draw the target of each day of a frame as `levels`."""
    heights = days["target_ug"].tolist()
    levels(axes, places, half, heights, "target", TARGET_DASHES, theme)


def needs(
    axes: "Axes", days: "pd.DataFrame", places: Sequence[Any], half: Any, theme: Theme
) -> None:
    """Draw the need of each day that has one as `levels`."""
    levels(axes, places, half, days["need_ug"].tolist(), "need", NEED_DASHES, theme)


def sources(days: "pd.DataFrame", *, target: bool = True, need: bool = True) -> list[str]:
    """Return what the targets and needs of the days of a frame are and rest on, each once."""
    of_targets = "target " + days["target_ug"].map(format_number) + " µg, " + days["target_source"]
    needing = days[days["need_ug"].notna()]
    of_needs = (
        "need " + needing["need_ug"].map(format_number) + " µg absorbed, " + needing["need_source"]
    )
    return [*(of_targets.unique() if target else ()), *(of_needs.unique() if need else ())]


def stacked(
    axes: "Axes",
    frame: "pd.DataFrame",
    width: float,
    theme: Theme,
    top: float = math.inf,
    *,
    absorbed: bool = False,
) -> None:
    """Draw a bar for each row, its µg stacked by origin, and cut off at `top`."""
    foot = frame["natural_ug"].fillna(0.0) * 0.0
    for origin, look in theme.origins.items():
        height = frame[f"{'absorbed_' * absorbed}{origin}_ug"].fillna(0.0)
        if height.any():
            visible = (foot + height).clip(upper=top) - foot.clip(upper=top)
            bottom = foot.clip(upper=top)
            axes.bar(frame.index, visible, width, bottom=bottom, **look.bars(theme.ground))
            foot = foot + height


def text(
    axes: "Axes",
    x: float,
    y: float,
    words: str,
    *,
    ha: Literal["left", "center", "right"] = "center",
    va: Literal["top", "center", "bottom"] = "bottom",
    colour: str | None = None,
    ground: float | None = None,
    size: float = TEXT_SIZE,
) -> None:
    """Write words in the picture, on a ground of their own where lines may run through them."""
    box = {
        "boxstyle": f"round,pad={ground}",
        "facecolor": axes.get_facecolor(),
        "edgecolor": "none",
    }
    axes.text(
        x, y, literal(words), ha=ha, va=va, fontsize=size, zorder=5,
        color=colour or mpl.rcParams["text.color"], bbox=None if ground is None else box,
    )  # fmt: skip


def literal(text: str) -> str:
    """Return the text with its dollar signs escaped, which would begin a formula."""
    return text.replace("$", r"\$")


def short(name: str, most: int) -> str:
    """Return a name in at most `most` characters, which leaves room for the drawing."""
    shown = printable(name)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"
