"""What the pages state is what the program says: figures, and when to see a clinician."""

import re
from collections.abc import Sequence

import pytest

from tests.docs import pages
from tracker.absorption import estimate
from tracker.foods.model import Origin, Serving
from tracker.health import cautions
from tracker.people.conditions import Condition, known_conditions, over_50
from tracker.text.formatting import format_estimate

PAGE = (pages.DOCS / "absorption.md").read_text(encoding="utf-8")
_CONDITIONS = known_conditions()
_OVER_50 = over_50()


def _estimate(
    ug: float, origin: Origin, conditions: Sequence[Condition] = (), *, fed: bool = False
) -> tuple[str, str]:
    items = [Serving("x", origin, 1, "x", None, ug)]
    items += [Serving("meal", "natural", 1, "x", None, 0.0)] * fed
    of_it = estimate.of_sitting(items, estimate.under(conditions))
    return format_estimate(of_it.ug, of_it.low_ug, of_it.high_ug)


def test_the_table_of_doses_is_what_is_estimated() -> None:
    rows = re.findall(r"^\| ([\d.]+) µg(.*?)\| ([\d.]+) µg \| ([\d.–]+) \|", PAGE, re.MULTILINE)
    assert len(rows) == 13
    for dose, of_what, figure, span in rows:
        origin: Origin = "natural" if "liver" in of_what else "supplement"
        without = [_CONDITIONS["pernicious-anaemia"]] if "anaemia" in of_what else []
        fed = "with a meal" in of_what
        assert _estimate(float(dose), origin, without, fed=fed) == (figure, span), dose


@pytest.mark.parametrize("name", [*_CONDITIONS, "over 50"])
def test_the_table_of_conditions_is_what_is_estimated(name: str) -> None:
    condition = _CONDITIONS.get(name, _OVER_50)
    shown = name if name == "over 50" else f"`{name}`"
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| ")
              and line.count("|") == 5 and shown in line.split("|")[1]]  # fmt: skip
    if not condition.estimable:
        assert row.count("no estimate") == 2
        return
    food, tablet = (
        _estimate(2.5, "natural", [condition]),
        _estimate(1000, "supplement", [condition]),
    )
    eaten = f"{food[0]} µg ({food[1]})" if condition.has_middle else f"{food[1]} µg"
    assert row.endswith(f"| {eaten} | {tablet[0]} µg ({tablet[1]}) |")


def test_the_reasons_to_see_a_clinician_are_those_of_the_program() -> None:
    page = (pages.DOCS / "guide" / "cramps-and-tingling.md").read_text(encoding="utf-8")
    words = " ".join(page.replace("**", "").split())
    assert [when for when, reasons in cautions.WHEN.items() if reasons not in words] == []
