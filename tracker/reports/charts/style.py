"""What all charts share: the colours in light and dark, the scales, the legend and the file."""

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
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from tracker.paths import writing_private
from tracker.text.formatting import format_number, printable

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

# Where the dashes begin, then the lengths of stroke and space in line widths.
Dashes = tuple[int, tuple[float, float]]
TARGET_DASHES: Dashes = (0, (3.7, 1.6))
NEED_DASHES: Dashes = (0, (2.2, 1.2))
_DOTS_PER_INCH = 150
_SMALL = 8
# So many small letters fit into the narrowest picture.
_NOTE_WIDTH = 100
TEXT_SIZE = 9


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
    below the target and on one that met it.
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
    mean="#004C78", natural="#0072B2",
    shades=("#FBE6C8", "#F0B66E", "#6FA8D6", "#2F6FA8", "#0B3558"),
    kept=("#BFE3D6", "#009E73"),
)  # fmt: skip
DARK = Theme(
    ground="#14171A", ink="#ECECEC", quiet="#A3A3A3", grid="#33383D", target="#FF8A75",
    mean="#A6DBFF", natural="#56B4E9",
    shades=("#4A3420", "#8A5A24", "#3F83BD", "#7DB9E8", "#D9F0FF"),
    kept=("#1F4D40", "#009E73"),
)  # fmt: skip


@contextmanager
def themed(theme: Theme) -> Iterator[None]:
    """Draw in the colours of the theme."""
    with mpl.rc_context(theme.settings):
        yield


def figure(width: float, height: float) -> Figure:
    """Return an empty picture of that size in inches, which makes room for all its labels."""
    return Figure(figsize=(width, height), dpi=_DOTS_PER_INCH, layout="constrained")


@contextmanager
def writing(hashsalt: str | None = None) -> Iterator[None]:
    """Keep text as text in an svg, and don't warn of what the font lacks, a box in a png.

    With a `hashsalt` the ids in an svg are the same each time.
    """
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": hashsalt}
    with warnings.catch_warnings(), mpl.rc_context(settings):
        warnings.filterwarnings("ignore", message="Glyph ")
        yield


def sign(drawn: Figure, whose: str, theme: Theme) -> None:
    """Write whose diary it is into the upper right corner."""
    corner = {"ha": "right", "va": "top", "fontsize": TEXT_SIZE}
    drawn.text(0.99, 0.985, literal(whose), color=theme.quiet, **corner)  # type: ignore[arg-type]


def save(drawn: Figure, path: Path) -> None:
    """Write it as the file name's ending says: png, svg or pdf, for its owner alone.

    Raise RefusedError if it can't be written.
    """
    with writing_private(path) as file, writing():
        drawn.savefig(file, format=path.suffix[1:].lower())


def rule(axes: "Axes", along: Literal["x", "y"] = "y") -> None:
    """Draw quiet lines to read the figures by, and no ticks on the other axis."""
    axes.grid(axis=along, zorder=0)
    axes.tick_params(axis="x" if along == "y" else "y", length=0)


def bend(axes: "Axes", level: float, tallest: float, *, room: float, name: str) -> None:
    """Set up a µg axis that shows a tablet and leaves other days their height.

    Linear up to four times `level`; beyond, it turns logarithmic above it. Below it stays linear,
    for a day may be zero. `room` is left below zero, in parts of the level.
    """
    if tallest <= 4 * level:
        top = 1.1 * max(2 * level, tallest)
        axes.set_ylim(-room * level, top)
    else:
        top = 1.3 * tallest
        axes.set_yscale("symlog", linthresh=level)
        steps = [one * 10.0**power for power in range(-2, 5) for one in (1, 2, 5)]
        if top > 100 * level:
            steps = [10.0**power for power in range(-2, 5)]
        ticks = [0.0, *(tick for tick in steps if level / 4 <= tick <= top)]
        axes.set_yticks(ticks, [format_number(tick) for tick in ticks])
        axes.minorticks_off()
        axes.set_ylim(-room * level, top)
        name = f"{name}\nlog scale above {format_number(level)}"
    axes.set_ylabel(name)


def levels(
    axes: "Axes",
    places: Sequence[Any],
    half: Any,
    heights: Sequence[float],
    names: Sequence[str],
    dashes: Dashes,
    theme: Theme,
) -> None:
    """Draw a level line for each run of equal heights and names, longer by `half` at both ends."""
    for (height, name), run in groupby(
        zip(places, heights, names, strict=True), key=lambda level: level[1:]
    ):
        held = [place for place, *_ in run]
        axes.hlines(
            height, held[0] - half, held[-1] + half, colors=theme.target, linestyles=dashes,
            linewidth=1.6, zorder=4, label=literal(name),
        )  # fmt: skip


def targets(
    axes: "Axes", days: "pd.DataFrame", places: Sequence[Any], half: Any, theme: Theme
) -> None:
    """Draw the target of each day of a frame as `levels`, named with its authority."""
    names = "target " + days["target_ug"].map(format_number) + " µg, " + days["target_source"]
    heights = days["target_ug"].tolist()
    levels(axes, places, half, heights, names.tolist(), TARGET_DASHES, theme)


def needs(
    axes: "Axes", days: "pd.DataFrame", places: "pd.Series[Any]", half: Any, theme: Theme
) -> None:
    """Draw the need of each day that has one as `levels`, named with its source."""
    needing = days["need_ug"].notna()
    heights = days.loc[needing, "need_ug"].tolist()
    # The longest names would make the legend wider than the picture.
    sources = [source.replace(", ", ",\n") for source in days.loc[needing, "need_source"]]
    names = [
        f"need {format_number(height)} µg absorbed, {source}"
        for height, source in zip(heights, sources, strict=True)
    ]
    levels(axes, places[needing].tolist(), half, heights, names, NEED_DASHES, theme)


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


def legend(drawn: Figure, columns: int, notes: list[str] | None = None) -> None:
    """Put all names below the picture, each once, with the notes over them."""
    named: dict[str, Artist] = {}
    for axes in drawn.axes:
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
            named.setdefault(str(label), handle)
    names_below = drawn.legend(
        list(named.values()), list(named), loc="outside lower center", ncols=columns
    )
    if notes:
        names_below.set_title(noted(notes), prop=FontProperties(size=_SMALL))
        names_below.get_title().set_multialignment("center")


def noted(notes: list[str]) -> str:
    """Return the notes on as many lines as they need."""
    return textwrap.fill("; ".join(notes), _NOTE_WIDTH)


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
