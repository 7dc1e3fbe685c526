"""Pictures inside the terminal."""

import base64
import os
import re
import sys
from pathlib import Path

import click
import numpy as np
import pytest

from tests.conftest import B12
from tracker.cli.look import picture
from tracker.reports.charts import sixel


@pytest.mark.parametrize(
    ("environment", "known"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iterm"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "iterm"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"TERM": "dumb"}, None),
        ({}, None),
        # They pass no pictures through to the terminal around them.
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux", "KITTY_WINDOW_ID": "1"}, None),
        ({"TERM": "screen", "TERM_PROGRAM": "iTerm.app"}, None),
    ],
)
def test_a_terminal_with_pictures_is_known_by_its_environment(
    environment: dict[str, str], known: str | None
) -> None:
    assert picture.protocol(environment) == known


@pytest.mark.parametrize("size", [10, 3072, 3073, 10_000])
def test_kitty_gets_the_png_in_chunks(size: int) -> None:
    png = os.urandom(size)
    escapes = list(picture.kitty(png, 55))
    parts = [re.fullmatch(r"\033_G(.*?)m=([01]);(.*)\033\\", escape) for escape in escapes]
    assert all(parts)
    keys, more, texts = zip(*(part.groups() for part in parts if part), strict=True)
    # With q=2 the terminal doesn't answer, which the shell would read as typed.
    assert keys == ("a=T,f=100,q=2,c=55,", *[""] * (len(keys) - 1))
    assert more == (*["1"] * (len(more) - 1), "0")
    assert max(map(len, texts)) <= 4096
    assert base64.b64decode("".join(texts)) == png


def test_iterm_gets_the_png_with_its_size() -> None:
    escape = picture.iterm(b"the png", 40)
    head, _, text = escape.removesuffix("\a").partition(":")
    assert head == "\033]1337;File=inline=1;size=7;width=40;height=auto"
    assert base64.b64decode(text) == b"the png"


def _drawn(text: str) -> "np.ndarray":
    """What a terminal draws of sixels, by the manual of the VT330."""
    begin = re.match(r'\033P0;1q"1;1;(\d+);(\d+)', text)
    assert begin
    assert text.endswith("\033\\")
    width, height = int(begin[1]), int(begin[2])
    pixels = np.zeros((height + 6, width, 3), dtype=np.int64)
    palette: dict[int, list[int]] = {}
    x = y = colour = 0
    tokens = r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|(.)"
    for token in re.finditer(tokens, text[begin.end() : -2]):
        if token[1]:
            colour = int(token[1])
            if token[2]:
                palette[colour] = [round(int(part) * 2.55) for part in token.group(2, 3, 4)]
        elif token[7] == "$":
            x = 0
        elif token[7] == "-":
            x, y = 0, y + 6
        else:
            times, bits = int(token[5] or 1), ord(token[6] or token[7]) - 63
            for row in range(6):
                if bits >> row & 1:
                    pixels[y + row, x : x + times] = palette[colour]
            x += times
    return pixels[:height]


def test_sixels_draw_the_picture() -> None:
    colours = [[255, 255, 255], [0, 0, 0], [178, 24, 43], [0, 114, 178], [230, 159, 0]]
    some = np.random.default_rng(12)
    pixels = np.array(colours, dtype=np.uint8)[some.integers(0, 5, (14, 33))]
    pixels[3:9] = 255
    drawn = _drawn(sixel.encode(pixels))
    # 32 steps of each colour, and percent.
    assert np.abs(drawn - pixels).max() <= 8
    assert (drawn[3:9] == 255).all()


def test_sixels_of_many_colours_take_the_nearest() -> None:
    pixels = np.random.default_rng(12).integers(0, 256, (60, 60, 3)).astype(np.uint8)
    text = sixel.encode(pixels)
    assert len(re.findall(r"#\d+;2;", text)) == 255
    assert np.abs(_drawn(text) - pixels).mean() < 30


_BEGINNINGS = {
    "kitty": "\033_Ga=T,f=100,",
    "iterm": "\033]1337;File=inline=1;",
    "sixel": "\033P0;1q",
}


@pytest.mark.parametrize("known", _BEGINNINGS)
@pytest.mark.parametrize("kind", ["week", "absorption"])
def test_a_terminal_with_pictures_gets_one_and_no_file(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch, known: str, kind: str
) -> None:
    monkeypatch.chdir(home)
    b12("log", "2 eggs")
    before = sorted(home.rglob("*"))
    monkeypatch.setattr(picture, "known", lambda: known)
    shown = b12("chart", kind)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(_BEGINNINGS[known])
    assert "Wrote" not in shown.out
    assert sorted(home.rglob("*")) == before


def test_a_picture_is_no_wider_than_the_terminal(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "known", lambda: "kitty")
    for columns, shown in ((40, 40), (200, 55)):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert f",c={shown}," in b12("chart", "week").out


def test_a_pipe_gets_no_escapes_whatever_the_terminal(process: B12, home: Path) -> None:
    shown = process("chart", "absorption", TERM="xterm-kitty", KITTY_WINDOW_ID="1")
    assert (shown.code, shown.err) == (0, "")
    assert "\033" not in shown.out


@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
def test_a_real_terminal_is_asked_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    monkeypatch.setenv("TERM", "xterm-kitty")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "tracker", "chart", "absorption"])
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # so Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert shown.startswith(b"\033_Ga=T,f=100,")
    assert shown.endswith(b"\033\\\r\n")


def test_open_writes_into_a_private_folder(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    monkeypatch.chdir(home)
    assert b12("chart", "week", "--open").code == 0
    (file,) = map(Path, opened)
    assert file.name == "week.png"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert file.parent.parent == home
    assert not list(home.glob("*.png"))
