"""The tests of transfers work on diaries with few foods: they copy, check and compare them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeded(small: Path) -> Path:
    return small
