"""Diaries as older releases left them: nothing is lost, and the weeks read as they did.

Each release that changes the form of the file adds a dump of the same diary to `diaries`, and what
that release said of it: the `--json` of its commands at NOW, by their words.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from tests.conftest import B12, NOW, created_once
from tracker import cli, paths
from tracker.cli import app
from tracker.database import file, migrate

Rows = dict[str, list[tuple[object, ...]]]

_DUMPS = sorted((Path(__file__).parent / "diaries").glob("*.sql"))


@pytest.fixture(params=_DUMPS, ids=lambda dump: dump.stem)
def dump(request: pytest.FixtureRequest) -> Path:
    """What an older release left."""
    path: Path = request.param
    return path


@pytest.fixture
def old(dump: Path, tmp_path: Path) -> Path:
    """A diary as an older release left it."""
    path = tmp_path / "old.db"
    _load(dump, path)
    return path


@pytest.fixture
def first(dump: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same diary after the first command of this release, and its backups.

    The command upgrades the diary, which takes seconds: once for all tests, which only read here.
    """

    def create(folder: Path) -> None:
        folder.mkdir()
        _load(dump, folder / "diary.db")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app, "now", lambda: NOW)
            patch.setenv("B12_DB", str(folder / "diary.db"))
            patch.setenv("B12_BACKUPS", str(folder / "backups"))
            assert cli.run(["week"]) == 0

    return created_once(tmp_path_factory, f"{dump.stem}-upgraded", create)


@pytest.fixture
def upgraded(first: Path, home: Path, b12: B12, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the upgraded diary, in the place of the user's."""
    path = home / "upgraded.db"
    shutil.copy(first / "diary.db", path)
    monkeypatch.setenv("B12_DB", str(path))
    return path


def _load(dump: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def _columns(path: Path) -> dict[str, str]:
    """Every table but Alembic's, with its columns as it names them."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names if name != "alembic_version"]
        return {
            table: ", ".join(
                f'"{name}"' for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')
            )
            for table in tables
        }


def _rows(path: Path, columns: dict[str, str]) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f'SELECT {those} FROM "{table}" ORDER BY {those}').fetchall()
            for table, those in columns.items()
        }


# What ships with the program, which a release brings up to date: foods, their portions but for
# those that a change stored, everyday names, and the words that follow from all these.
_SHIPPED = {
    "food": "catalogue = 'seed'",
    "portion": "food_id IN (SELECT id FROM food WHERE catalogue = 'seed') AND "
    "id NOT IN (SELECT row_id FROM change_row WHERE table_name = 'portion')",
    "alias": "own = 0",
    "food_word": "food_id IN (SELECT id FROM food WHERE catalogue = 'seed')",
    "reference_intake": "1",
}


def _shipped(path: Path, columns: dict[str, str]) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(
                f'SELECT {columns[table]} FROM "{table}" WHERE {rule}'
            ).fetchall()
            for table, rule in _SHIPPED.items()
        }


def test_an_old_diary_has_the_foods_of_this_release(upgraded: Path, b12: B12) -> None:
    with closing(sqlite3.connect(upgraded)) as connection:
        foods = dict(connection.execute("SELECT code, b12_ug_per_100g FROM food"))
        assert len(foods) > 12_000
        assert foods["27510615"] == 1.21
        names = "SELECT phrase FROM alias JOIN food ON food.id = food_id WHERE code = '01123'"
        assert ("hen's egg",) in connection.execute(names).fetchall()
        roles = "SELECT DISTINCT role FROM food WHERE code = '27510615'"
        assert connection.execute(roles).fetchall() == [("sandwich",)]
    assert b12("log", "1 big mac").code == 0
    assert b12("undo").code == 0


def test_an_old_diary_has_the_reference_intakes_of_this_release(upgraded: Path, b12: B12) -> None:
    with closing(sqlite3.connect(upgraded)) as connection:
        columns = "authority, life_stage, age_from_months, kind, ug_per_day, source"
        rows = connection.execute(f"SELECT {columns} FROM reference_intake ORDER BY id").fetchall()
    assert rows == [
        (r["authority"], r["life_stage"], int(r["age_from_months"]), r["kind"],
         float(r["ug_per_day"]), r["source"])
        for r in paths.seed_rows("reference_intakes.csv")
    ]  # fmt: skip
    assert "4 µg (NNR AI 2023) a day" in b12("person", "set", "--reference", "nnr").out


def test_there_is_a_diary_of_every_older_form() -> None:
    revisions = ScriptDirectory.from_config(migrate.alembic_config()).walk_revisions()
    older = {script.revision for script in revisions} - {file.HEAD}
    assert {dump.stem for dump in _DUMPS} == older


def test_an_old_diary_has_rows_in_every_table(old: Path) -> None:
    assert not [table for table, rows in _rows(old, _columns(old)).items() if not rows]


def test_every_row_of_an_old_diary_is_still_there(old: Path, first: Path) -> None:
    columns = _columns(old)
    # The number last given goes on.
    del columns["sqlite_sequence"]
    before = _rows(old, columns)
    shipped = _shipped(old, columns)
    assert len(before["item"]) > 5

    now = first / "diary.db"
    after = _rows(now, columns)
    for table, rows in before.items():
        if table in shipped:
            rows = [row for row in rows if row not in shipped[table]]
            assert rows or table == "reference_intake", table
        lost = [row for row in rows if row not in after[table]]
        assert not lost, table
    with closing(sqlite3.connect(now)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        form = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert form == (file.HEAD,)


def test_an_old_diary_is_backed_up_before_it_is_changed(
    old: Path, first: Path, upgraded: Path, home: Path, b12: B12
) -> None:
    columns = _columns(old)
    (backup,) = (first / "backups").iterdir()
    assert _rows(backup, columns) == _rows(old, columns)
    # The second command has nothing to upgrade.
    assert b12("today").code == 0
    assert not (home / "backups").exists()


def test_the_weeks_of_an_old_diary_read_as_they_did(upgraded: Path, b12: B12) -> None:
    days = b12("week", "--json").json["days"]
    assert [day["day"] for day in days] == [f"2026-11-{n}" for n in range(16, 23)]
    assert [day["intake_ug"] for day in days] == [
        pytest.approx(4.575 + 1.098 + 0.89),
        1000,
        pytest.approx(1.9, abs=0.01),
        None,
        pytest.approx(41.7, abs=0.01),
        None,
        None,
    ]
    assert [day["lower_bound"] for day in days] == [n == 2 for n in range(7)]
    assert [day["unknown_foods"] != [] for day in days] == [n == 2 for n in range(7)]
    assert [day["injected_ug"] for day in days] == [1000 if n == 3 else 0 for n in range(7)]
    assert [day["target_ug"] for day in days] == [4.5] * 4 + [50] * 3
    assert days[0]["target_source"] == "EFSA AI 2015"
    assert days[4]["target_source"] == "your own"


def test_every_report_of_an_old_diary_says_what_it_said(
    upgraded: Path, dump: Path, b12: B12
) -> None:
    said = json.loads(dump.with_suffix(".json").read_text(encoding="utf-8"))
    assert len(said) > 8
    for words, before in said.items():
        command, _, name = words.partition(" show ")
        split = [command, "show", name] if name else words.split()
        now = b12(*split, "--json").json
        if words in ("report", "sources"):
            _trim(before, now["from"])
        assert _common(now, before) == before, words


def _trim(document: Any, begins: str) -> None:
    """Leave the days before the first meal or mark out of what an older release said.

    It began with a laboratory value, where later ones begin with what was eaten. The report is
    shorter, so that it is by days, and not by weeks.
    """
    if document["from"] == begins:
        return
    document["from"] = begins
    if "days" in document:
        before = [day for day in document["days"] if day["day"] < begins]
        assert not any(day["logged"] for day in before)
        document["days"] = document["days"][len(before) :]
        document["targets"][0]["since"] = begins
        del document["by"], document["periods"]
        del document["whole"]["from"], document["whole"]["days"]


def test_an_old_injection_keeps_its_dose_and_has_no_known_form(upgraded: Path, b12: B12) -> None:
    (injection,) = b12("report", "--from", "2026-11-16", "--json").json["injections"]
    assert injection == {"day": "2026-11-19", "b12_ug": 1000, "form": None}
    # At least 147 as of cyanocobalamin, at most 800 as of hydroxocobalamin.
    assert "injected 1000 µg (form unknown), of which ≈ 210 µg (147–800) stays" in b12("week").out


# Parts of keys: what a later release estimates or warns of better, and what is said in words.
# Symptoms stand beside weeks that are judged by such an estimate where doses are large.
_ESTIMATED = ("absor", "need", "retained", "target_why", "cautions", "symptoms")


def _is_estimated(key: str) -> bool:
    return any(part in key for part in _ESTIMATED)


def _common(now: Any, before: Any) -> Any:
    """What is now under the keys that there were before; a later release may have more."""
    if isinstance(now, dict) and isinstance(before, dict):
        return {
            key: before[key]
            if any(word in key for word in _ESTIMATED)
            else _common(now[key], before[key])
            for key in before
            if key in now
        }
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [_common(*pair) for pair in zip(now, before, strict=True)]
    if isinstance(now, float) and isinstance(before, (int, float)):
        # Later releases print six decimals, where the older ones printed all that Python has.
        return before if now == pytest.approx(before, rel=0, abs=5.1e-7) else now
    return now


def test_what_an_old_release_wrote_can_be_undone(upgraded: Path, b12: B12) -> None:
    undone = b12("undo")
    assert undone.code == 0
    assert "liver pate" in undone.out
    assert b12("today", "-d", "fri", "--json").json["items"] == []
    # The recipe, my slice, my cereal, Oatly, the injection, soup, tablet, salmon, three of person.
    for _ in range(11):
        assert b12("undo").code == 0
    assert b12("undo").code == 1
    person = b12("person", "--json").json
    assert (person["born"], person["life_stages"], person["targets"]) == (None, [], [])


def test_an_old_diary_takes_what_this_release_knows(upgraded: Path, b12: B12) -> None:
    before = b12("person", "--json").json["conditions"]
    assert b12("person", "condition", "add", "metformin", "--since", "2024-03").code == 0
    assert b12("today", "-d", "mon", "--json").json["conditions"] == ["metformin"]
    assert b12("log", "2 eggs").code == 0
    assert b12("undo").code == 0
    assert b12("undo").code == 0
    assert b12("person", "--json").json["conditions"] == before
