"""Every word that every command takes, replaced by invalid and by unusual text."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.conftest import B12, NOW
from tests.test_house import _commands
from tracker import cli
from tracker.cli import app as options

_MADE = """\
log 2 eggs +restaurant -m lunch
log 2 eggs -d -20d
symptom log tired 3
lab log b12 310 pg/mL
person add Bea
person condition add metformin --since 2026-01
regimen add 50ug daily
food add Oat --per 100g --b12 0.4ug
food add Gruel --per 100g --b12 unknown
log 300g gruel -m supper
recipe add stew 2 eggs --makes 2
alias set brekkie egg
"""
# A line for each command that takes words: each word and option is replaced in turn.
_LINES = """\
log 2 eggs
log 2 eggs +restaurant
log --keep-unknown 2 flumbles
again lunch
copy yesterday
day clear today
day fast today
day partial today
symptom log tired 4
symptom remove 1
symptom list
lab log b12 310 pg/mL
lab list
lab remove 1
often
today
regimen add 2000ug tablet weekly
regimen end 1
regimen remove 1
week
report
report --all --html pages
summary
sources
items +restaurant --food egg
find egg +restaurant
outlook --without egg --add 10ug daily --start low
chart outlook -o a.svg --without egg
chart absorption -o a.svg
chart heatmap -o a.svg
chart sources -o a.svg
chart symptoms -o a.svg
chart trend -o a.svg
chart week -o a.svg
chart year -o a.svg
show
edit 1
edit m1 --tag travel
remove 1
note 1 half of it
unknown set gruel 2ug/100g
history
person add Anna
person condition add metformin
person condition end metformin
person condition remove metformin
person remove Bea --yes
person rename Bea Clara
person default me
person set --country uk
person stage none
person target 50ug
food add Drink --per 100ml --b12 0.4ug
food edit Oat
food find egg
food import given.json
food remove Oat
food show egg
food top
food unit set Oat mug 300g
recipe add broth 2 eggs --makes 2
recipe edit stew 3 eggs
recipe remove stew
recipe show stew
alias remove brekkie
alias set breakfast egg
demo example.db
config get units
config set units us
config unset units
completion bash
help dates
import cronometer given.csv
import native given
export out.zip
sync shared
server client add sam
server client remove sam
server member add anna
server member remove anna
sql "SELECT day FROM days"
backup elsewhere
restore given.db
"""
# Options that are declared once for many commands, and the lines in which they are replaced too.
_DECLARED_ONCE = ("person", "color", "first", "until", "recent", "month", "year")
_LINES_OF_ALL = ("log 2 eggs", "today", "person add Anna", "week", "sources")
# Text that is never stored, and text that may be stored if it is short and printed harmlessly.
_NO_TEXT = {"half of a pair": "\udcff"}
_STRANGE = {"override": "\u202e", "a page": "a" * 100_000, "a page of words": "egg " * 20_000}
_COMMANDS = {name.removeprefix("b12 "): command for name, command in _commands()}


def _name(line: str) -> str:
    words = line.split()
    return next(n for k in (3, 2, 1) if (n := " ".join(words[:k])) in _COMMANDS)


def _takes_words(command: click.Command) -> bool:
    return any(
        not getattr(param, "is_flag", False) and param.name not in ("person", "db", "color")
        for param in command.params
    )


def _spoilt(line: str, bad: str) -> Iterator[list[str]]:
    """Yield the line with the bad word in place of each word, after it, and as an option."""
    words, first = shlex.split(line), len(_name(line).split())
    for place in range(first, len(words)):
        if not words[place].startswith("-"):
            yield [*words[:place], bad, *words[place + 1 :]]
            yield [*words[:place], f"{words[place]} {bad}", *words[place + 1 :]]
    yield [*words, bad]
    for param in _COMMANDS[_name(line)].params:
        if not isinstance(param, click.Option) or param.is_flag or param.name == "db":
            continue
        if param.name not in _DECLARED_ONCE or line in _LINES_OF_ALL:
            yield [*words, param.opts[-1], bad]


def test_every_command_that_takes_words_is_here() -> None:
    due = {n for n, one in _COMMANDS.items() if not isinstance(one, click.Group)}
    assert {_name(line) for line in _LINES.splitlines()} == {
        name for name in due if _takes_words(_COMMANDS[name])
    }


@pytest.fixture(scope="module")
def made(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with everything that the lines name."""
    path = tmp_path_factory.mktemp("made") / "diary.db"
    shutil.copy(seeded, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", lambda: NOW)
        patch.setenv("B12_DB", str(path))
        for line in _MADE.splitlines():
            assert cli.run(line.split()) == 0, line
        # An outlook takes so many days.
        for day in range(1, 14):
            assert cli.run(["day", "fast", f"-{day}d"]) == 0
    return path


@pytest.mark.parametrize("line", _LINES.splitlines())
def test_no_word_causes_a_traceback_or_is_stored_changed(
    b12: B12, diary: Path, home: Path, made: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(home)
    before = 0
    for what, bad in {**_NO_TEXT, **_STRANGE}.items():
        if line.startswith("demo") and what in ("half of a pair", "override"):
            continue  # a file may have that name, and takes seconds to create
        for words in _spoilt(line, bad):
            if diary.stat().st_mtime_ns != before:
                shutil.copy(made, diary)
            before = diary.stat().st_mtime_ns
            done = b12(*words)
            tried = (what, [word[:40] for word in words])
            assert done.code in (0, 1, 2, 3), tried
            assert "\u202e" not in done.out + done.err, tried
            assert len(done.err) < 7_000, tried
            if what in _NO_TEXT:
                assert diary.stat().st_mtime_ns == before, tried
