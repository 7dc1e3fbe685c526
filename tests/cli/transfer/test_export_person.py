"""An export of one person holds nothing of the others; what is about the whole file says so."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import B12


@pytest.fixture
def household(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> B12:
    """Two diaries with a row of every kind, and a food, a dish and a name that are shared."""
    monkeypatch.chdir(home)
    b12("food", "add", "Zzyx drink", "--per", "100g", "--b12", "0.38ug")
    assert b12("recipe", "add", "zzyx soup", "200g zzyx drink", "--makes", "2").code == 0
    b12("alias", "set", "zz", "zzyx drink")
    b12("person", "add", "Anna")
    for who, food in (("me", "150g salmon"), ("Anna", "2 eggs")):
        for words in (
            f"log {food}", "day fast thu", "symptom log cramps 6",
            "lab log b12 310 pg/mL -d 2026-10-02", "person target 50ug",
            "person condition add metformin", "regimen add 50ug daily",
            "person set --sex f", "person stage pregnant",
        ):  # fmt: skip
            assert b12(*words.split(), "--person", who).code == 0, words
        Path("servings.csv").write_text(
            "Day,Group,Food Name,Amount,B12 (Cobalamin) (µg)\n"
            f"2026-11-01,Lunch,Bread of {who},100 g,0.1\n"
        )
        assert b12("import", "cronometer", "servings.csv", "--person", who).code == 0
    return b12


def _text(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir()))


@pytest.mark.parametrize("files", ["csv", "json"])
def test_an_export_of_a_person_is_theirs_alone(household: B12, home: Path, files: str) -> None:
    done = household("export", "hers", "--person", "anna", "--format", files)
    assert done.code == 0
    assert done.out.startswith("Anna: Exported to hers: 1 person")
    text = _text(home / "hers")
    for theirs in ("Anna", "egg", "Bread of Anna", "metformin", "pregnant"):
        assert theirs in text
    for not_theirs in ("salmon", "Bread of me", '"me"', "\nme,", ",me,"):
        assert not_theirs not in text
    # The foods are the household's.
    for shared in ("Zzyx drink", "zzyx soup", "zz"):
        assert shared in text
    rows = json.loads((home / "hers" / "b12-export.json").read_text())["rows"]
    for sheet in (
        "people", "life_stages", "targets", "conditions", "regimens", "marked_days",
        "symptoms", "laboratory", "imported_days",
    ):  # fmt: skip
        assert rows[sheet] == 1, sheet
    assert (rows["meals"], rows["items"]) == (2, 2)


def test_without_a_person_it_is_everybodys(
    household: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert household("export", "all").out.startswith("Exported to all: 2 people")
    with (home / "all" / "people.csv").open(encoding="utf-8") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["me", "Anna"]
    monkeypatch.setenv("B12_PERSON", "anna")
    assert household("export", "hers").out.startswith("Anna: Exported to hers: 1 person")


def test_who_is_left_out_by_a_setting_is_said(
    household: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    household("config", "set", "person", "Anna")
    done = household("export", "by-file.zip")
    assert (done.code, done.out.count("\n")) == (0, 2)
    assert "config.toml: person names Anna; to export everybody: b12 config unset" in done.out
    monkeypatch.setenv("B12_PERSON", "anna")
    done = household("export", "by-variable.zip")
    assert "as B12_PERSON names Anna; to export everybody: unset B12_PERSON, then" in done.out
    assert "not in it" not in household("export", "by-name.zip", "--person", "anna").out
    monkeypatch.delenv("B12_PERSON")
    household("config", "unset", "person")
    assert household("export", "all.zip").out.startswith("Exported to all.zip: 2 people")


def test_alone_nobody_is_left_out(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12_PERSON", "me")
    assert b12("export", str(home / "mine.zip")).out.count("\n") == 1


def test_an_export_of_a_person_can_be_imported(
    household: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    week = household("report", "--json", "--person", "anna").json
    household("export", "hers.zip", "--person", "anna")
    monkeypatch.setenv("B12_DB", str(home / "other.db"))
    assert household("import", "native", "hers.zip").code == 0
    assert [one["name"] for one in household("person", "list", "--json").json] == ["Anna"]
    there = household("report", "--json").json
    assert there["whole"] == week["whole"]
    assert "0.76 µg" in household("log", "200g zz").out


def test_nobody_of_that_name_writes_nothing(household: B12, home: Path) -> None:
    refused = household("export", "nobody", "--person", "bob")
    assert (refused.code, refused.out) == (1, "")
    assert not (home / "nobody").exists()


@pytest.mark.parametrize(
    "command",
    ["backup", "restore x.db", "doctor", "doctor --json", "import native x", "undo", "redo",
     "history"],
)  # fmt: skip
def test_what_is_about_everybody_refuses_a_person(
    household: B12, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = command.split()
    for line in ([*words, "--person", "anna"], ["--person", "anna", *words]):
        refused = household(*line)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.endswith("is about everybody's diary: leave --person out\n")
    assert "--person" not in household(*words[:2], "--help").out
    # A setting of the shell is for the commands that it concerns.
    monkeypatch.setenv("B12_PERSON", "anna")
    assert "--person" not in household(*words).err
