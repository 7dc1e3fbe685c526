"""The home of a reader of the documentation."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import B12, NOW, created_once
from tests.docs import player
from tests.docs.player import Player
from tracker import cli
from tracker.cli import app


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year of `b12 demo` up to NOW, created once; each page has its copy."""

    def create(path: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app, "now", lambda: NOW)
            assert cli.run(["demo", str(path)]) == 0

    return created_once(tmp_path_factory, "example.db", create)


@pytest.fixture
def page_player(
    b12: B12, diary: Path, home: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Player]:
    """Play a page in a new home, with the example's diary beside the reader's own."""
    monkeypatch.chdir(home)
    player.furnish(home)
    shutil.copy(example, home / "example.db")
    reader = Player(b12, diary, home, monkeypatch)
    yield reader
    reader.close()
