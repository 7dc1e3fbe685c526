"""docs/data.md: its tables are the declared columns, and its queries and Python say what is so."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.cli.transfer.test_sql import asked
from tests.conftest import B12
from tests.docs import pages
from tracker.reports.views import VIEWS

PAGE = (pages.DOCS / "data.md").read_text(encoding="utf-8")
_BEFORE = re.findall(r"^b12 (log .*)$", PAGE.partition("<!-- before")[2].partition("-->")[0], re.M)
_BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def _of(kind: str) -> list[str]:
    return [content for found, content in _BLOCKS if found == kind]


@pytest.fixture
def week(b12: B12, diary: Path) -> B12:
    """The week of the page, and symptoms."""
    assert len(_BEFORE) == 5
    for line in _BEFORE:
        assert b12(*line.split()).code == 0
    assert b12("symptom", "log", "cramps", "4").code == 0
    return b12


@pytest.mark.parametrize("name", VIEWS)
def test_every_column_is_described(name: str) -> None:
    view = VIEWS[name]
    _, _, section = PAGE.partition(f"\n### {name}\n\n")
    says, _, table = section.partition("\n\n")
    assert says == f"{view.says[0].upper()}{view.says[1:]}."
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*?) \|$", table.split("\n\n")[0], re.M)
    assert rows == [(c.name, c.kind, c.says, c.null or "never") for c in view.columns]


def test_the_page_describes_these_views_and_no_others() -> None:
    assert re.findall(r"^### (\w+)$", PAGE.partition("\n## The views\n")[2], re.M) == list(VIEWS)
    assert {kind for kind, _ in _BLOCKS} == {"console", "sql", "python"}


def test_every_query_is_answered(week: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_of("sql")) >= 8
    for query in _of("sql"):
        result = asked(week, monkeypatch, query)
        assert result.code == 0, (query, result.err)
        # The week's tablet lifts its mean above the target.
        assert result.json or "HAVING" in query, query


def test_the_queries_say_what_was_logged(week: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [asked(week, monkeypatch, query).json for query in _of("sql")]
    weekdays, months, weeks, gaps, foods, (share,), open_days, (symptom,), eaten = answers
    # Mon, Tue, Thu, Fri and Sat: the figures of the README's week.
    assert [row["weekday"] for row in weekdays] == ["1", "2", "4", "5", "6"]
    assert weekdays[0]["mean_ug"] == pytest.approx(4.27 + 0.89 + 1.098)
    assert [row["lower_bound"] for row in weekdays] == [0, 0, 0, 0, 1]
    assert months[0]["supplement_ug"] == 1000 / 5
    assert (months[0]["days"], months[0]["lower_bound"]) == (5, 1)
    assert weeks == []
    assert [(row["first"], row["days"]) for row in gaps] == [("2026-11-18", 1), ("2026-11-22", 1)]
    assert (foods[0]["food"], foods[0]["b12_ug"]) == ("B12 tablet", 1000)
    assert foods[-1]["unknown"] == 1
    assert share["of_intake"] == pytest.approx(1000 / (1000 + 10.605789), abs=1e-6)
    assert [row["day"] for row in open_days] == ["2026-11-21"]
    assert (symptom["score"], symptom["days"]) == (4, 5)
    assert {"salmon", "egg"} <= {row["food"] for row in eaten}


def test_the_python_runs(week: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    week("--db", "example.db", "person", "rename", "me", "Sam")
    names: dict[str, Any] = {}
    results = []
    for block in _of("python"):
        *lines, last = block.strip().split("\n")
        exec("\n".join(lines), names)
        try:
            results.append(eval(last, names))
        except SyntaxError:  # an assignment
            exec(last, names)
    means, running, eaten = results
    (month,) = means.to_dict("records")
    assert month["count"] == 5
    assert month["mean"] == pytest.approx(1010.605789 / 5)
    assert running.isna().all()
    assert eaten.loc["Thursday", "supplement"] == 1000
    assert eaten.loc["Monday", "natural"] == pytest.approx(6.258)
    assert isinstance(names["sam"], pd.DataFrame)
