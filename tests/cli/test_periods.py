"""The same periods in every command that shows days, and the same rows of CSV."""

import csv

import click
import pytest

from tests.conftest import B12
from tests.test_house import _commands
from tracker.cli.periods import span_options

_PERIODS = ("--from", "--to", "--last", "--month", "--year")
_OF_DAYS = (
    "week", "report", "sources", "symptom list", "lab list", "unknown", "often", "history",
)  # fmt: skip
_TABLES = (
    *_OF_DAYS, "today", "due", "outlook", "symptom names", "regimen list", "person list",
    "person condition list", "person condition names", "recipe list", "alias list",
    "food find egg", "food top",
)  # fmt: skip


@pytest.fixture
def kept(b12: B12) -> B12:
    """A diary with something for each table, in October and November."""
    for day in range(9, 23):
        b12("log", "2 eggs, 1 cup milk", "-d", f"2026-11-{day:02}")
    b12("log", "--keep-unknown", "1 cup flumble", "-d", "2026-10-05")
    b12("log", "--keep-unknown", "1 cup zorblax", "-d", "2026-11-05")
    for month, score in ((10, "3"), (11, "4")):
        b12("symptom", "log", "tired", score, "-d", f"2026-{month}-06")
        b12("lab", "log", "b12", f"{month}00", "pg/mL", "-d", f"2026-{month}-07")
    b12("regimen", "add", "50ug", "daily")
    b12("person", "condition", "add", "metformin", "--since", "2026-01")
    b12("recipe", "add", "stew", "2 eggs", "--makes", "2")
    b12("alias", "set", "brekkie", "egg")
    return b12


def test_every_command_with_a_period_takes_all_of_them() -> None:
    found = set()
    for name, command in _commands():
        options = {option for param in command.params for option in param.opts}
        if "--month" in options:
            assert options.issuperset(_PERIODS), name
            found.add(name.removeprefix("b12 "))
    assert found.issuperset(_OF_DAYS)


@pytest.mark.parametrize("command", _OF_DAYS)
def test_a_period_is_understood_in_the_same_way(kept: B12, command: str) -> None:
    def rows(*options: str) -> list[dict[str, str]]:
        by_day = ["--by", "day"] if command == "report" else []
        result = kept(*command.split(), *options, *by_day, "--csv")
        assert result.code == 0, options
        return list(csv.DictReader(result.out.splitlines()))

    every = ("--from", "2026-10-01", "--to", "2026-11-22")
    october = rows("--month", "oct")
    assert october == rows("--month", "2026-10") == rows("--last", "month")
    assert october == rows("--month", "last")
    assert october == rows("--from", "2026-10-01", "--to", "2026-10-31")
    if command != "history":  # all of it was changed today
        assert 0 < len(october) < len(rows(*every))
    assert rows("--year", "2026") == rows("--year")
    assert rows("--month", "nov") == rows("--month") == rows("--last", "1m")
    assert rows("--last", "3d") == rows("--from", "2026-11-20")
    # As many days as usual up to that day, or all of them.
    assert bool(rows("--to", "2026-10-31")) is (command != "history")


@pytest.mark.parametrize("command", _OF_DAYS)
def test_a_period_is_refused_in_the_same_way(kept: B12, command: str) -> None:
    for options in (
        ("--month", "oct", "--year"),
        ("--last", "2w", "--from", "2026-11-01"),
        ("--month", "oct", "--to", "2026-10-05"),
        ("--from", "2026-11-05", "--to", "2026-11-01"),
        ("--last", "soon"),
        ("--month", "13"),
        ("--year", "next"),
    ):
        result = kept(*command.split(), *options)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1), options


@pytest.mark.parametrize("command", _TABLES)
def test_every_table_is_csv_too(kept: B12, command: str) -> None:
    result = kept(*command.split(), "--csv")
    rows = list(csv.reader(result.out.splitlines()))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not {"True", "False", "None"} & {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith(("{", "["))]
    both = kept(*command.split(), "--csv", "--json")
    assert (both.code, both.out) == (2, "")


def test_an_empty_table_is_no_csv_and_a_sentence(b12: B12) -> None:
    for command in ("lab list", "symptom list", "regimen list", "due", "unknown", "often"):
        result = b12(*command.split(), "--csv")
        assert (result.code, result.out, result.err.count("\n")) == (0, "", 1), command


def test_a_number_alone_counts_where_its_unit_is_clear(kept: B12) -> None:
    assert kept("week", "--last", "2", "--json").json["from"] == "2026-11-09"
    assert kept("symptom", "list", "--last", "17", "--json").json[0]["day"] == "2026-11-06"
    assert kept("report", "--last", "2").err.startswith('Error: invalid time span "2"')


def test_no_day_is_asked_for_where_everything_is_usual() -> None:
    @click.command()
    @span_options(None)
    def everything(span: object) -> None:
        click.echo(repr(span))

    from click.testing import CliRunner

    assert CliRunner().invoke(everything, []).output == "None\n"
