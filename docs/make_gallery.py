"""Draw the pictures of the documentation from the example diary: `python docs/make_gallery.py`.

The example is the one of `b12 demo`, ended on a fixed day, so that the same pictures come out.
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tracker import cli
from tracker.cli import app as options

HERE = Path(__file__).parent
# A Tuesday; the pictures say so.
_LAST = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
_YEAR = ("--last", "52w")
PICTURES: dict[str, tuple[str, ...]] = {
    "week": ("week", "-d", "2026-11-22"),
    "trend": ("trend", *_YEAR),
    "trend-dark": ("trend", *_YEAR, "--dark"),
    "sources": ("sources", *_YEAR),
    "heatmap": ("heatmap",),
    "year": ("year",),
    "symptoms": ("symptoms", *_YEAR),
    "absorption": ("absorption",),
}


def draw(folder: Path) -> None:
    """Draw them all into a folder, as png."""
    options.now = lambda: _LAST
    with tempfile.TemporaryDirectory() as made:
        diary = Path(made) / "example.db"
        _run("demo", str(diary))
        for name, words in PICTURES.items():
            _run("chart", *words, "-o", str(folder / f"{name}.png"), "--db", str(diary))


def _run(*words: str) -> None:
    code = cli.run(words)
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    draw(HERE)
