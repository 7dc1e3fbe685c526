"""A diary on a real server, for each test its own."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import NOW, Result
from tracker import cli
from tracker.cli import app
from tracker.database.place import Server

As = Callable[..., Result]


@pytest.fixture
def place() -> Iterator[Server]:
    """A new diary on the server, opened as the practice."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.database(f"b12_{uuid.uuid4().hex[:12]}") as opened:
        yield opened


@pytest.fixture
def as_role(
    place: Server, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> As:
    """Run `as_role("sam", "log", "2 eggs")` in this process, at NOW."""
    monkeypatch.setattr(app, "now", lambda: NOW)

    def run(role: str, *words: str) -> Result:
        monkeypatch.setenv("B12_DB", of_role(place, role))
        capsys.readouterr()
        code = cli.run(words)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


def of_role(place: Server, role: str) -> Server:
    """Return the same database for another role."""
    return Server(place.replace(f"//{postgres.OWNER}@", f"//{role}@"))
