"""The README's examples are what `b12` prints."""

import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import tracker
from tests.conftest import B12
from tracker.domain import absorption
from tracker.domain.conditions import CONDITIONS, OVER_50, Condition
from tracker.domain.figures import format_estimate
from tracker.domain.foods import Origin
from tracker.domain.items import Item, When

README = (Path(tracker.__file__).parent.parent / "README.md").read_text(encoding="utf-8")
# What was logged before the example of a week.
_WEEK = [
    ("mon", "salmon, 2 eggs, 1 cup milk"),
    ("tue", "2 eggs, 1 cup milk, 1 oz cheddar"),
    ("thu", "1000ug B12 tablet, 1 cup almond milk"),
    ("fri", "1 cup yogurt"),
    ("sat", "1 oz cheddar, 1 cup 27042"),
]


def test_every_example_is_what_is_printed(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    examples = re.findall(r"```console\n\$ b12 (.*)\n((?:.*\n)*?)```", README)
    assert len(examples) >= 4
    for words, printed in examples:
        if words == "week":
            for day, what in _WEEK:
                assert b12("log", what, "-d", day).code == 0
        result = b12(*shlex.split(words))
        assert result.out == printed, words


def test_every_command_in_the_text_is_understood(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    # What the text has logged and added by then.
    b12("log", "150g salmon, 1 cup milk, 2 eggs")
    b12("person", "add", "Anna")
    for words in re.findall(r"`b12 ([^`]*\d[^`]*)`", README):
        result = b12(*shlex.split(words))
        assert result.code == 0, (words, result.err)


def _estimate(ug: float, origin: Origin, conditions: Sequence[Condition] = ()) -> tuple[str, str]:
    item = Item(When(date(2026, 11, 22)), "x", origin, 1, "cup", None, ug)
    made = absorption.of_sitting([item], absorption.under(conditions))
    return format_estimate(made.ug, made.low_ug, made.high_ug)


def test_the_table_of_doses_is_what_is_estimated() -> None:
    rows = re.findall(r"^\| ([\d.]+) µg(.*?)\| ([\d.]+) µg \| ([\d.–]+) \|", README, re.MULTILINE)
    assert len(rows) == 12
    for dose, of_what, figure, span in rows:
        origin: Origin = "natural" if "liver" in of_what else "supplement"
        without = [CONDITIONS["pernicious-anaemia"]] if "anaemia" in of_what else []
        assert _estimate(float(dose), origin, without) == (figure, span), dose


@pytest.mark.parametrize("name", [*CONDITIONS, "over 50"])
def test_the_table_of_conditions_is_what_is_estimated(name: str) -> None:
    condition = CONDITIONS.get(name, OVER_50)
    (row,) = [line for line in README.splitlines() if line.startswith("| ") and name in line[:85]
              and line.count("|") == 5]  # fmt: skip
    if not condition.estimable:
        assert row.count("no estimate") == 2
        return
    food, tablet = (
        _estimate(2.5, "natural", [condition]),
        _estimate(1000, "supplement", [condition]),
    )
    assert row.endswith(f"| {food[0]} µg ({food[1]}) | {tablet[0]} µg ({tablet[1]}) |")
