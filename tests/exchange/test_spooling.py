import tempfile
from pathlib import Path
from typing import Any

import pytest

from tracker.errors import RefusedError
from tracker.exchange.files import read_first


def test_what_is_read_first_comes_once_more_in_its_order() -> None:
    entries = [(number, "x" * number) for number in range(1200)]
    with read_first(iter(entries)) as again:
        assert list(again) == entries


def test_a_full_disk_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")

    def made(buffering: int) -> Any:
        return full.open("r+b", buffering=buffering)

    monkeypatch.setattr(tempfile, "TemporaryFile", made)
    with pytest.raises(RefusedError, match="can't be written: No space left"), read_first([1, 2]):
        pass


def test_no_room_for_a_temporary_file_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    with pytest.raises(RefusedError, match="no temporary file can be made"), read_first([1]):
        pass
