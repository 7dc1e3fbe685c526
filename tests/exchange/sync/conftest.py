"""Machines that share a folder."""

from pathlib import Path

import pytest

from tests.exchange.sync.machines import Machines


@pytest.fixture
def seeded(small: Path) -> Path:
    """Few foods are quick to copy."""
    return small


@pytest.fixture
def machines(
    home: Path,
    seeded: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Machines:
    """A laptop, a desktop, and what else a test names."""
    return Machines(home, seeded, monkeypatch, capsys)
