"""Run the real `b12` on a diary of its own: in this process with a fixed clock, or as a process."""

import compileall
import fcntl
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from platformdirs import user_config_path, user_data_path

import tracker
from tests import postgres
from tracker import cli
from tracker.cli import app, terminal
from tracker.cli.settings import SETTINGS
from tracker.database import file, migrate
from tracker.text import dates, units

# On a busy machine making an example takes long, which says nothing of what is tested.
settings.register_profile("b12", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("b12")

# A Sunday.
NOW = datetime(2026, 11, 22, 12, 41, tzinfo=UTC)

# Eggs, milk, oats, liver, salmon and what else the tests of the diary's file eat.
FEW_FOODS = (
    "01009 01077 01116 01123 01191 05009 08013 08046 08121 09003 13327 13361 14209 14355 15088 "
    "15121 15209 18069 20045 25110140 27042 27510615 27360000-stew 57134000 57602100 b12-10 "
    "b12-25 b12-1000 b12-injection-1000 label-kelloggs-uk soy-milk"
).split()


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        import json

        return json.loads(self.out)


B12 = Callable[..., Result]
Clock = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-server",
        action="store_true",
        help="Run the commands on a PostgreSQL server; tests that look at the file are left out.",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.prepare()
        # The processes of the tests write no bytecode, and would compile every module each time.
        compileall.compile_dir(Path(tracker.__file__).parent, quiet=2)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and postgres.FOLDER in os.environ:
        postgres.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --on-server leave out what isn't about a diary, or looks at its file."""
    if config.getoption("--on-server"):
        items[:] = [item for item in items if _runs_on_server(item)]


# Fixtures of a test that looks at the file itself.
_OF_FILE = {"diary", "seeded", "small", "complete", "process"}


def _runs_on_server(item: pytest.Item) -> bool:
    if not isinstance(item, pytest.Function) or item.get_closest_marker("file"):
        return False
    fixtures = item._fixtureinfo
    own = (
        definitions[-1].argnames
        for name, definitions in fixtures.name2fixturedefs.items()
        if name not in {"b12", *_OF_FILE}
    )
    asked = {*fixtures.argnames, *itertools.chain.from_iterable(own)}
    return "b12" in fixtures.names_closure and not asked & _OF_FILE


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test and its processes out of the real home, and fail if one wrote there."""
    real = _real_data()
    before = _files(real)
    folder = tmp_path_factory.mktemp("session")
    with pytest.MonkeyPatch.context() as patch:
        use_home(folder, patch)
        # Matplotlib's list of fonts takes a second to build: once is enough.
        patch.setenv("MPLCONFIGDIR", str(folder / "matplotlib"))
        # CPython takes a short write of bytecode, as on a full disk, for a whole one, and every
        # later import of the module fails.
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        yield
    changed = sorted(str(path) for path, _ in before ^ _files(real))
    assert not changed, f"the tests, or somebody meanwhile, wrote to the real home: {changed}"


def _real_data() -> set[Path]:
    """Return where the user's own diary and settings are.

    By the environment, and for a process without one.
    """
    with pytest.MonkeyPatch.context() as patch:
        folders = {user_data_path("b12", appauthor=False), user_config_path("b12", appauthor=False)}
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.delenv(name, raising=False)
        folders |= {
            user_data_path("b12", appauthor=False),
            user_config_path("b12", appauthor=False),
        }
        return folders


def _files(folders: set[Path]) -> set[tuple[Path, int]]:
    """Return the folders that exist and all in them, each with the time of its last change."""
    paths = {path for folder in folders for path in (folder, *folder.rglob("*")) if path.exists()}
    return {(path, path.stat().st_mtime_ns) for path in paths}


@pytest.fixture(autouse=True)
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C stop pytest after a test that stored something."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def _usual_styles() -> Iterator[None]:
    """Take back what a command of the test chose for its process."""
    yield
    dates.choose()
    units.choose()
    terminal.choose_colour("auto")


def created_once(
    factory: pytest.TempPathFactory, name: str, create: Callable[[Path], object]
) -> Path:
    """Return the file of that name, which the first of the parallel workers creates for all."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            part = folder / f"{name}.part"
            create(part)
            part.replace(path)
    return path


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new diary, created once; tests work on copies."""
    return created_once(tmp_path_factory, "complete.db", migrate.ensure)


@pytest.fixture(scope="session")
def seeded(complete: Path) -> Path:
    """The new diary of which tests get copies; those of some modules have few foods."""
    return complete


@pytest.fixture(scope="session")
def small(complete: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new diary with the first 50 foods and those that the tests of the diary's file eat.

    Where the catalogue's size doesn't matter, it is quick to copy, to check and to compare.
    """

    def create(path: Path) -> None:
        shutil.copy(complete, path)
        keep_foods(path, "id <= 50")

    return created_once(tmp_path_factory, "small.db", create)


def keep_foods(path: Path, which: str) -> None:
    """Remove the foods from a diary's catalogue but those of the condition and FEW_FOODS."""
    listed = ", ".join(f"'{code}'" for code in FEW_FOODS)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        kept = f"SELECT id FROM food WHERE {which} OR code IN ({listed})"
        connection.execute(f"DELETE FROM food WHERE id NOT IN ({kept})")
        connection.commit()
        connection.execute("VACUUM")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty home of a user without a diary."""
    use_home(tmp_path, monkeypatch)
    return tmp_path


def use_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the folder the home of a user without settings."""
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / ".local" / "share"))
    monkeypatch.setenv("B12_DB", str(folder / "data" / "diary.db"))
    monkeypatch.setenv("B12_BACKUPS", str(folder / "backups"))
    monkeypatch.setenv("B12_CONFIG", str(folder / "config" / "config.toml"))
    variables = [setting.variable for setting in SETTINGS.values()]
    for name in (*variables, "LC_ALL", "LC_CTYPE", "NO_COLOR", "B12_PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("PAGER", "cat")


@pytest.fixture(scope="session")
def _reused(request: pytest.FixtureRequest) -> Iterator[postgres.Reused | None]:
    """The database of this worker, for one test after another; None without --on-server."""
    if not request.config.getoption("--on-server"):
        yield None
        return
    reused = postgres.Reused(f"b12_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
    yield reused
    reused.close()


@pytest.fixture
def diary(
    home: Path,
    seeded: Path,
    _reused: postgres.Reused | None,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The user's diary with nothing logged."""
    path = Path(os.environ["B12_DB"])
    if _reused is not None:
        _reused.renew()
        monkeypatch.setenv("B12_DB", _reused.place)
        return path
    path.parent.mkdir(mode=0o700)
    shutil.copy(seeded, path)
    return path


def _connect_unsynced(path: Path, connect: Callable[[Path], Any] = file.connect) -> Any:
    """Connect to a diary that may be lost with the machine: no commit waits for the disk."""
    connection = connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


@pytest.fixture
def b12(diary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> B12:
    """Run `b12("log", "2 eggs")` in this process, at NOW."""
    monkeypatch.setattr(app, "now", lambda: NOW)
    monkeypatch.setattr(file, "connect", _connect_unsynced)

    def run(*words: str) -> Result:
        capsys.readouterr()
        code = cli.run(words)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Set the zone and the time, as on a journey: `clock("Asia/Tokyo", "2026-06-17T08:00")`."""

    def set_to(zone: str, at: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        now = datetime.fromisoformat(at).astimezone()
        monkeypatch.setattr(app, "now", lambda: now)

    yield set_to
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def process(home: Path) -> B12:
    """Run `b12` as a process of its own, to see its real exit code, start-up and commits."""

    def run(*words: str, stdin: str | None = None, **environment: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *words],
            capture_output=True,
            text=True,
            input=stdin or "",
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run
