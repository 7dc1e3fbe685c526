"""Hostile text in every output: it moves no cursor, runs nothing and breaks no file."""

import csv
import io
import json
import shutil
import sys
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import B12

# Escape sequences with one and two bytes, a reversed reading order, a tag, a formula of TeX, and
# a character that XML forbids.
_HOSTILE = (
    "\x1b[31mred\x9b2J\u202eevil\u2028\x07\ufffe\x0b<script>alert(1)</script>&amp;$x_1$ {{7*7}}"
)
_FORMULAS = [
    "=1+1", "+1", "-1", "@x", " =1+1", "\t=1", "＝1", "\x0b=1", "\u200f=1",
    "a;=1", "a; -1", 'a;"=1', "a;;@x", "a, b;=1",
]  # fmt: skip
_READING = [
    ["today"], ["today", "--brief"], ["show"], ["week"], ["report"], ["sources"], ["advise"],
    ["often"], ["history"], ["symptom", "list"],
]  # fmt: skip


@pytest.fixture
def stranger(b12: B12, home: Path, seeded: Path) -> None:
    """A diary with an imported export of a stranger."""
    for number in range(len(_FORMULAS) + 1):
        b12("log", f"{number + 1}g salmon", "-m", "dinner")
    b12("symptom", "log", "oddness", "4", "--own")
    assert b12("export", str(home / "out"), "--format", "json").code == 0
    for sheet in ("items", "meals", "symptoms"):
        file = home / "out" / f"{sheet}.json"
        rows = json.loads(file.read_text(encoding="utf-8"))
        for text, row in zip([_HOSTILE, *_FORMULAS], rows, strict=False):
            row["food" if sheet == "items" else "name"] = row["note"] = text
        file.write_text(json.dumps(rows), encoding="utf-8")
    b12("undo")
    shutil.copy(seeded, home / "data" / "diary.db")
    assert b12("import", "native", str(home / "out")).code == 0


def _unseen(text: str) -> set[str]:
    """Return its invisible characters, except line ends."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {c for c in text if (unicodedata.category(c) in kinds and c != "\n") or c == "\ufffe"}


@pytest.fixture
def in_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.terminal.shows_unicode", lambda _: True)


@pytest.mark.usefixtures("stranger", "in_utf8")
def test_no_output_moves_the_cursor(b12: B12) -> None:
    found = ""
    for words in _READING:
        done = b12(*words)
        assert done.code == 0
        assert _unseen(done.out + done.err) == set(), words
        found += done.out
    assert "evil" in found
    for words in (["today"], ["week"], ["report"], ["sources"]):
        done = b12(*words, "--csv")
        assert _unseen(done.out) == set(), words
        for row in csv.reader(io.StringIO(done.out)):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝")), (words, cell)
        # As it is read by programs that separate cells by semicolons, and quotes within them.
        for line in done.out.splitlines():
            for cell in line.split(";"):
                assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "＝")), (words, line)


@pytest.mark.usefixtures("stranger", "in_utf8")
def test_json_escapes_control_characters_and_loses_none(b12: B12) -> None:
    done = b12("today", "--json")
    assert _unseen(done.out) == set()
    assert {item["food"] for item in done.json["items"]} >= {_HOSTILE, *_FORMULAS}


@pytest.mark.usefixtures("stranger")
def test_pictures_and_pages_contain_it_as_text(b12: B12, home: Path) -> None:
    for kind in ("week", "sources", "symptoms"):
        picture = home / f"{kind}.svg"
        assert b12("chart", kind, "-o", str(picture)).code == 0
        text = picture.read_text(encoding="utf-8")
        ElementTree.fromstring(text)
        assert _unseen(text) <= {"\t"}
        assert "<script" not in text
    page = home / "page.html"
    assert b12("report", "--html", str(page)).code == 0
    text = page.read_text(encoding="utf-8")
    assert _unseen(text) <= {"\t"}
    assert "&lt;script&gt;" in text
    assert "<script" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="words are Unicode there")
def test_a_word_in_another_encoding_is_one_line(b12: B12) -> None:
    word = "caf\udce9"
    for words in (["food", "find"], ["food", "show"], ["recipe", "show"], ["alias", "set", "x"]):
        done = b12(*words, word)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert b12("log", f"2 eggs {word}").err.count("\n") >= 1


def test_the_error_for_a_pasted_page_is_short(b12: B12) -> None:
    done = b12("today", "-d", "x" * 100_000)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert len(done.err) < 6000
    assert done.err.endswith('": use today, yesterday, mon, -3d, "15 nov" or 2026-11-20\n')
