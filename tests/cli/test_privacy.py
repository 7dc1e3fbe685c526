"""Privacy: no file is readable by others at any moment, and nothing is sent."""

import ast
import csv
import json
import os
import re
import shlex
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

import tracker
from tests.conftest import B12
from tests.test_house import _commands
from tracker.database import file

ROOT = Path(tracker.__file__).parent.parent
# Every command; a test fails if a new one is missing.
EVERYTHING = """
log 2 eggs, 1 cup milk -d yesterday -m lunch
log 150g salmon
log 1000ug B12 tablet
log --keep-unknown 2 flumbles
again lunch
copy yesterday
often
day fast -3d
day partial yesterday
day clear yesterday
symptom log cramps 6 "after the run"
symptom list
symptom names
symptom remove 1
symptom log fatigue 3
lab log b12 250 ng/l
lab list
lab remove 1
lab log b12 350 ng/l
today
week
report --html page.html
report --html page.html
report --csv
report --all --html pages
summary
sources
items
find egg
chart week -o week.png
chart week -o week.png
chart trend -o trend.svg
chart sources -o sources.pdf
chart heatmap -o heatmap.png
chart symptoms -o symptoms.svg
chart year -o year.svg
chart absorption -o absorption.svg
chart week
chart heatmap --all
chart week --all -o pictures
advise
show
show --plain --last 2w
edit 1 --amount 3
note 1 "from the market"
edit --every salmon --amount 100g
remove 2
log 30g 01191
unknown
unknown set kraft velveeta pasteurized process cheese spread 0.4ug/100g
undo
undo
undo
redo
history
person
person set --born 1960-05-01 --sex f --reference efsa --diet vegan
person stage pregnant --since 2020
person target 50ug
person condition add metformin --since 2024-03
person condition end metformin --until 2025-01-01
person condition list
person condition names
person condition remove metformin
regimen add 2000ug tablet weekly --since 2999-01-01
regimen list
due
regimen end 1 --until 2999-02-01
regimen remove 1
person add Anna
person rename Anna Bea
person default Bea
person default me
person list
person remove Bea --yes
person add Clara
--person clara log 2 eggs
sql "SELECT day FROM days"
backup
backup elsewhere
person remove Clara --yes --purge
food add "Oatly Barista" --per 100ml --b12 0.38ug --vegan
food edit "Oatly Barista" --per 100ml --b12 0.4ug
food unit set "Oatly Barista" mug 300g
food find oat
food show 13327
food top --chart top.png
food tables
food import ../given/product.json
recipe add porridge 100g oats, 1 cup milk --makes 2
recipe show porridge
recipe list
recipe edit porridge --makes 3
recipe remove porridge
alias set "my milk" 01077
alias list
alias remove "my milk"
food remove "Oatly Barista"
config
config set units us
config get units
config list
config unset units
config edit
completion bash
help dates
import cronometer ../given/servings.csv
export everything.zip
export everything
export as-json --format json
sync shared
import native everything.zip --dry-run
import native everything.zip
demo
--db example.db report
outlook --db example.db
chart outlook -o outlook.svg --db example.db
restore elsewhere/*.db
doctor
doctor --compact
"""
NETWORK = ("socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "requests", "asyncio")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what was observed while every command ran, with a umask of 0."""
    home = tmp_path_factory.mktemp("watched")
    work, given = home / "work", home / "given"
    work.mkdir(mode=0o700)
    (work / "shared").mkdir(mode=0o700)
    given.mkdir()
    product = {"code": "1234567890123", "product_name": "Oat drink", "nutriments": {}}
    (given / "product.json").write_text(json.dumps({"code": product["code"], "product": product}))
    with (given / "servings.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Day", "Time", "Group", "Food Name", "Amount", "B12 (Cobalamin) (µg)"])
        rows.writerow(["2026-11-16", "8:15 AM", "Breakfast", "Egg", "2.00 large", "1.11"])
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "watched.py")],
        input=json.dumps([shlex.split(line) for line in EVERYTHING.split("\n") if line]),
        capture_output=True,
        text=True,
        cwd=work,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "B12_DB": "data/diary.db",
            "B12_BACKUPS": "backups",
            "B12_CONFIG": "config/config.toml",
            "EDITOR": "true",
        },
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_command_is_watched(watched: Any) -> None:
    assert watched["failed"] == []
    leaves = {
        name.removeprefix("b12 ")
        for name, command in _commands()
        # Those are of a network that the user asks for.
        if not isinstance(command, click.Group) and not name.startswith("b12 server ")
    }
    assert {
        name for name in leaves if not re.search(rf"^{name}\b", EVERYTHING, re.MULTILINE)
    } == set()


def test_written_files_are_never_readable_by_others(watched: Any) -> None:
    assert watched["wide"] == []
    # It did observe unfinished writes.
    for name in (
        "config",
        "config.toml",
        "data",
        "diary.db",
        "diary.db-journal",
        "backups",
        "example.db",
    ):
        assert name in watched["seen"]
    assert any(name.endswith(".part") for name in watched["seen"])
    assert any(name.endswith(".unfinished") for name in watched["seen"])


def test_no_command_uses_the_network_or_another_program(watched: Any) -> None:
    assert watched["connected"] == []
    # matplotlib asks for the fonts once on a machine, click for the version of the shell and, for
    # `config edit`, starts the user's editor.
    assert set(watched["started"]) <= {"fc-list", "bash", "true"}


def test_no_module_imports_the_network() -> None:
    for path in Path(tracker.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                assert not any(f"{name}.".startswith(f"{one}.") for one in NETWORK), path.name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["chart", "week", "-o", "week.png"], "week.png"),
        (["report", "--html", "page.html"], "page.html"),
        (["food", "top", "--chart", "top.svg"], "top.svg"),
    ],
)
def test_an_overwritten_file_becomes_private(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], name: str
) -> None:
    monkeypatch.chdir(home)
    there = home / name
    there.write_text("for all to read")
    there.chmod(0o644)
    # A process that has the old file open doesn't see the new one.
    with there.open() as before:
        assert b12(*words).code == 0
        assert before.read() == "for all to read"
    assert stat.S_IMODE(there.stat().st_mode) == 0o600
    assert there.stat().st_size > 1000


def test_an_empty_public_file_becomes_a_private_diary(process: B12, home: Path) -> None:
    diary = home / "mine.db"
    diary.touch()
    diary.chmod(0o644)
    assert process("--db", str(diary), "log", "2 eggs").code == 0
    assert stat.S_IMODE(diary.stat().st_mode) == 0o600


def test_sqlite_creates_no_public_file(home: Path) -> None:
    gone = home / "a % # ? gone.db"
    with pytest.raises(sqlite3.OperationalError):
        file.connect(gone)
    assert not gone.exists()


def test_files_in_a_zip_are_private_when_unpacked(b12: B12, home: Path) -> None:
    assert b12("export", str(home / "out.zip")).code == 0
    with zipfile.ZipFile(home / "out.zip") as packed:
        modes = {info.external_attr >> 16 & 0o777 for info in packed.infolist()}
    assert modes == {0o600}


def test_a_damaged_diary_is_kept_and_replaced_in_private(b12: B12, diary: Path, home: Path) -> None:
    b12("backup", str(home / "copies"))
    (copy,) = (home / "copies").iterdir()
    diary.write_bytes(b"damaged" * 1000)
    diary.chmod(0o644)
    old = os.umask(0)
    try:
        assert b12("restore", str(copy)).code == 0
    finally:
        os.umask(old)
    for path in (diary, *(home / "backups").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(diary)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _give_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a link or pipe somebody else's: by its owner for root, else by who we are."""
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534, follow_symlinks=False)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 65534)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("chart week -o week.png", "week.png"),
        ("chart week --all -o pictures", "pictures"),
        ("report --html page.html", "page.html"),
        ("export out.zip", "out.zip"),
        ("export out", "out"),
        ("demo example.db", "example.db"),
        ("backup copies", "copies"),
        ("--db new.db log egg", "new.db"),
        ("chart week -o folder/week.png", "folder"),
        ("export folder/out.zip", "folder"),
        ("export folder/out", "folder"),
    ],
)
@pytest.mark.parametrize("exists", [True, False])
def test_nothing_is_written_through_a_link_of_somebody_else(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch, words: str, name: str, exists: bool
) -> None:
    target = home / "target"
    shared = home / "shared"
    shared.mkdir()
    if name in ("folder", "copies", "pictures"):
        target.mkdir()
    elif exists and name in ("week.png", "page.html"):
        target.write_text("precious")
    (shared / name).symlink_to(target)
    _give_away(shared / name, monkeypatch)
    monkeypatch.chdir(shared)
    done = b12(*words.split())
    assert (done.code, done.out) == (1, "")
    last = done.err.splitlines()[-1]
    assert (
        last == f"Error: {shared / name} is somebody else's link or pipe: nothing is written there"
    )
    if target.is_dir():
        assert list(target.iterdir()) == []
    elif target.exists():
        assert target.read_text() == "precious"


def test_nothing_is_written_into_a_pipe_of_somebody_else(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = home / "page.html"
    os.mkfifo(pipe)
    _give_away(pipe, monkeypatch)
    done = b12("report", "--html", str(pipe))
    assert (done.code, done.out) == (1, "")
    assert "somebody else's link or pipe" in done.err


def test_a_viewer_gets_an_absolute_path(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    monkeypatch.chdir(home)
    assert b12("chart", "week", "--open", "-o", "-rf.png").code == 0
    assert opened == [str(home / "-rf.png")]
