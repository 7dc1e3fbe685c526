"""All items of a food's name edited at once: `b12 edit --every`."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conftest import B12
from tracker.cli import choose


def _items(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT id, food, amount, measure, grams, b12_ug, note FROM item ORDER BY id"
        ).fetchall()


@pytest.fixture
def drinker(b12: B12) -> B12:
    """Oat milk in two cups in these weeks, and one in spring."""
    b12("log", "1 cup oat milk", "-d", "2026-04-02")
    b12("log", "1 cup oat milk, 2 eggs", "-d", "2026-11-02", "-m", "breakfast")
    b12("note", "2", "iced")
    b12("log", "100 g oat milk", "-d", "2026-11-20")
    return b12


def test_the_items_of_these_weeks_become_another_food(drinker: B12, diary: Path) -> None:
    before = _items(diary)
    result = drinker("edit", "--every", "Oat Milk", "--food", "soy milk")
    assert (result.code, result.err) == (0, "")
    # A cup of either is 244 g; oat milk has 0.5 µg in 100 g by the USDA, soy milk 0.39 µg.
    assert result.out.splitlines() == [
        "Changed Oat Milk to soy milk in 2 items on 2 days, Mon 2 – Fri 20 Nov 2026: 1.72 µg "
        "before, 1.34 µg after",
        "1 item on other days is left as it is, the first on Thu 2 Apr 2026: --from 2026-04-02 "
        "changes it too",
        "Not right? b12 undo",
    ]
    after = _items(diary)
    assert [row[1] for row in after] == [
        "oat milk", "soy milk", "egg", "soy milk",
    ]  # fmt: skip
    assert [row[2:4] for row in after] == [row[2:4] for row in before]
    assert after[1][6] == "iced"
    assert after[3][5] == pytest.approx(0.39)
    drinker("undo")
    assert _items(diary) == before


def test_another_amount_in_a_period_that_is_named(drinker: B12, diary: Path) -> None:
    result = drinker("edit", "--every", "oat milk", "--amount", "200g", "--from", "2026-04-01")
    # 0.5 µg in 100 g: in 244 g twice and 100 g before, and in 200 g three times after.
    assert result.out.splitlines()[0] == (
        "Changed oat milk to 200g in 3 items on 3 days, Thu 2 Apr – Fri 20 Nov 2026: 2.94 µg "
        "before, 3.00 µg after"
    )
    assert [row[2:5] for row in _items(diary) if row[1] == "oat milk"] == [(200, "g", 200)] * 3
    assert drinker("edit", "--every", "oat milk", "--amount", "200g").err == "Nothing to change.\n"


def test_the_reply_has_both_sums_and_unknown_is_not_zero(b12: B12) -> None:
    b12("log", "150g salmon")
    b12("log", "1 bowl gloop", "--keep-unknown")
    result = b12("edit", "--every", "salmon", "--amount", "300g")
    assert "1 item on 1 day, Sun 22 Nov 2026: 4.58 µg before, 9.15 µg after" in result.out
    result = b12("edit", "--every", "gloop", "--food", "salmon", "--amount", "100g")
    assert "unknown before, 3.05 µg after" in result.out


def test_a_dry_run_stores_nothing(drinker: B12, diary: Path) -> None:
    before = diary.read_bytes()
    result = drinker("edit", "--every", "oat milk", "--amount", "200g", "--dry-run")
    assert result.out.startswith("Would change oat milk to 200g in 2 items on 2 days")
    assert result.out.endswith("Nothing is stored: this was a dry run\n")
    assert diary.read_bytes() == before


@pytest.mark.parametrize("answer", [True, False])
def test_it_asks_on_a_terminal(
    drinker: B12, diary: Path, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    before = _items(diary)
    monkeypatch.setattr(choose, "asks", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: answer)
    result = drinker("edit", "--every", "oat milk", "--amount", "200g")
    assert "oat milk to 200g in 2 items on 2 days" in result.err
    assert "--from 2026-04-02" in result.err
    assert result.code == (0 if answer else 1)
    assert (_items(diary) == before) is not answer


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("otamilk", "--amount", "200g"), 1, '"oat milk"'),
        (("milk", "--amount", "200g"), 1, 'nothing called "milk" is logged; nearest: "oat milk"'),
        (("oat milk", "--amount", "2g", "--last", "1d"), 1, "3 items on Thu 2 Apr – Fri 20 Nov"),
        (("oat milk",), 2, "give --food, --amount or both"),
        (("oat milk", "--amount", "salmon"), 2, "is not an amount"),
        (("oat milk", "--food", "2 eggs"), 2, "the amount goes into --amount"),
        (("oat milk", "--food", "samonella"), 1, 'no food is called "samonella"'),
        (("oat milk", "--food", "salmon", "-m", "lunch"), 2, "no id, -t, -d or -m"),
        (("egg", "--food", "b12-1000"), 1, "can't be changed"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    drinker: B12, diary: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    before = _items(diary)
    result = drinker("edit", "--every", *words)
    assert (result.code, result.out) == (code, "")
    assert says in result.err
    assert _items(diary) == before


def test_other_people_keep_theirs(drinker: B12, diary: Path) -> None:
    drinker("person", "add", "Anna")
    drinker("log", "1 cup oat milk", "--person", "Anna")
    before = _items(diary)
    drinker("edit", "--every", "oat milk", "--amount", "200g")
    assert _items(diary)[-1] == before[-1]
