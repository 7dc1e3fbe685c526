"""`b12 config`: the file is shown, changed and corrected by commands."""

import os
import stat
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.cli.settings import SETTINGS


@pytest.fixture
def file(home: Path) -> Path:
    return Path(os.environ["B12_CONFIG"])


def _editor(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the editor replace the file by that text."""
    new = folder / "new.toml"
    new.write_text(text)
    monkeypatch.setenv("EDITOR", f"cp {new}")
    monkeypatch.delenv("VISUAL", raising=False)


def test_alone_it_lists_each_key_with_where_its_value_is_from(
    b12: B12, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("config", "set", "units", "us")
    monkeypatch.setenv("B12_WEEK_START", "sunday")
    result = b12("config")
    first, *rows = result.out.splitlines()
    assert first == str(file)
    cells = {row.split()[0]: row.split()[1:3] for row in rows}
    assert list(cells) == list(SETTINGS)
    assert cells["units"] == ["us", "file"]
    assert cells["week_start"] == ["sunday", "B12_WEEK_START"]
    assert cells["dates"] == ["day-first", "default"]
    assert b12("config", "list").out == result.out
    listed = b12("config", "--json").json
    assert listed["file"] == str(file)
    units = next(row for row in listed["settings"] if row["key"] == "units")
    assert (units["value"], units["source"], units["variable"]) == ("us", "file", "B12_UNITS")


def test_set_says_what_it_was_and_unset_takes_it_back(b12: B12, file: Path) -> None:
    assert b12("config", "get", "week_start").out == "monday\n"
    result = b12("config", "set", "week-start", "Sunday")
    assert result.out == "week_start: sunday (it was monday, the default)\n"
    assert b12("config", "get", "week_start").out == "sunday\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    again = b12("config", "set", "week_start", "sunday")
    assert again.err == "Nothing to change.\n"
    assert b12("config", "unset", "week_start").out == "week_start: monday (it was sunday)\n"
    assert b12("config", "get", "week_start").out == "monday\n"
    result = b12("config", "get", "person")
    assert (result.code, result.out, result.err) == (0, "", "person is not set.\n")


def test_comments_and_other_keys_stay(b12: B12, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\ncolor = "never"  # for screenshots\n\ndates = "iso"\n')
    assert b12("config", "set", "colour", "always").out == "colour: always (it was never)\n"
    b12("config", "set", "keep_unknown", "yes")
    assert file.read_text() == (
        '# mine\ncolor = "always"  # for screenshots\n\ndates = "iso"\nkeep_unknown = true\n'
    )


def test_an_invalid_key_or_value_changes_nothing(b12: B12, file: Path) -> None:
    result = b12("config", "set", "colr", "never")
    assert (result.code, result.err) == (2, 'Error: unknown key "colr": did you mean color?\n')
    result = b12("config", "set", "units", "imperial")
    assert (result.code, result.err) == (
        2, 'Error: invalid units "imperial": use metric or us\n',
    )  # fmt: skip
    assert not file.exists()


def test_an_invalid_file_is_corrected_by_commands(b12: B12, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('units = "imperial"\nweekstart = 3\n')
    assert b12("today").code == 2
    assert b12("config", "set", "units", "us").out == "units: us (it was imperial)\n"
    assert b12("config", "unset", "weekstart").code == 0
    assert file.read_text() == 'units = "us"\n'
    assert b12("today").code == 0
    file.write_text("units =")
    result = b12("config", "set", "units", "us")
    assert result.code == 1
    assert "b12 config edit" in result.err


def test_a_folder_in_its_place_is_one_line(b12: B12, file: Path) -> None:
    file.mkdir(parents=True)
    for words in (("set", "units", "us"), ("unset", "units"), ("edit",)):
        result = b12("config", *words)
        assert (result.code, result.out) == (1, "")
        assert result.err == f"Error: {file} can't be read: Is a directory\n"


def test_a_person_is_one_of_the_diary(b12: B12, file: Path) -> None:
    b12("person", "add", "Anna")
    result = b12("config", "set", "person", "bob")
    assert (result.code, result.err) == (1, 'Error: nobody is called "bob"; there is me, Anna\n')
    assert b12("config", "set", "person", "anna").code == 0
    assert "Anna" in b12("log", "2 eggs").out
    assert b12("--person", "me", "today", "--json").json["items"] == []
    b12("person", "rename", "Anna", "Bea")
    result = b12("today")
    assert result.code == 1
    assert f'{file}: person: nobody is called "Anna"' in result.err
    assert "goes before it" in b12("person", "default", "me").err


def test_an_editor_saves_only_what_is_valid(
    b12: B12, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _editor(home, monkeypatch, "units = 'us'  # ours\n")
    assert b12("config", "edit").out == f"Wrote {file}\n"
    assert file.read_text() == "units = 'us'  # ours\n"
    _editor(home, monkeypatch, "units = 'us'\nuints = 3\n")
    result = b12("config", "edit")
    assert (result.code, result.out) == (2, "")
    assert 'unknown key "uints": did you mean units?; nothing was saved' in result.err
    assert file.read_text() == "units = 'us'  # ours\n"
    monkeypatch.setenv("EDITOR", "true")
    assert b12("config", "edit").err == "Nothing to change.\n"


def test_a_new_file_in_the_editor_names_every_key(
    b12: B12, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", f"sh -c 'sed s/^#.//p -n $0 > {home}/seen'")
    b12("config", "edit")
    seen = (home / "seen").read_text()
    assert all(f"{name} = " in seen for name in SETTINGS)
    assert not file.exists()


def test_it_is_of_nobody_s_diary(b12: B12) -> None:
    assert b12("--person", "me", "config").code == 2


def test_keys_and_values_are_completed(process: B12) -> None:
    def completed(words: str) -> set[str]:
        count = str(len(words.split(" ")) - 1)
        out = process(_B12_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count).out
        return {line.partition(",")[2] for line in out.splitlines()}

    assert completed("b12 config set week") == {"week_start"}
    assert completed("b12 config set week_start s") == {"sunday", "saturday"}
    assert completed("b12 config unset co") == {"country", "colour"}
    assert completed("b12 today --color n") == {"never"}


# --- what the settings change


def test_the_units_of_the_us(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12_UNITS", "us")
    # An avoirdupois ounce is 28.349523125 g (NIST Handbook 44, appendix C).
    out = b12("log", "150g salmon").out
    assert "150 g  5.3 oz" in out
    assert "5.3 oz" in b12("today").out
    assert b12("today", "--json").json["items"][0]["grams"] == 150
    # 200 pmol/L * 1355.37 g/mol = 271 pg/mL.
    assert "total B12 271 pg/mL (200 pmol/L)" in b12("lab", "log", "b12 200 pmol/L").out
    assert "methylmalonic acid 200 nmol/L" in b12("lab", "log", "mma 200 nmol/L").out
    value = b12("lab", "list", "--json").json[0]
    assert (value["value"], value["unit"]) == (200, "pmol/L")
    monkeypatch.setenv("B12_UNITS", "metric")
    out = b12("lab", "list").out
    assert "200 pmol/L   271 pg/mL" in out
    assert "150 g" in b12("today").out


def test_the_week_begins_on_the_day_that_is_chosen(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    # NOW is Sunday the 22nd.
    b12("log", "2 eggs", "-d", "2026-11-01")
    assert b12("week", "--json").json["from"] == "2026-11-16"
    monkeypatch.setenv("B12_WEEK_START", "sunday")
    assert b12("week", "--json").json["from"] == "2026-11-22"
    monkeypatch.setenv("B12_WEEK_START", "saturday")
    assert b12("week").out.startswith("Sat 21 – Fri 27 Nov 2026")
    weeks = b12("report", "--from", "2026-11-01", "--by", "week", "--csv").out.splitlines()
    assert [row.split(",")[0] for row in weeks[1:]] == [
        "2026-10-31", "2026-11-07", "2026-11-14", "2026-11-21",
    ]  # fmt: skip


def test_dates_are_printed_in_the_style_that_is_chosen(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("log", "2 eggs")
    assert b12("today").out.startswith("Sun 22 Nov 2026\n")
    monkeypatch.setenv("B12_DATES", "iso")
    assert b12("today").out.startswith("Sun 2026-11-22\n")
    assert b12("week").out.startswith("Mon 2026-11-16 – Sun 2026-11-22,")
    monkeypatch.setenv("B12_DATES", "us")
    assert b12("today").out.startswith("Sun Nov 22, 2026\n")
    assert b12("week").out.startswith("Mon Nov 16 – Sun Nov 22, 2026,")
    # JSON is for programs.
    assert b12("today", "--json").json["day"] == "2026-11-22"


def test_the_reference_is_of_people_without_one(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    b12("person", "add", "Anna")
    b12("person", "set", "--reference", "uk", "--since", "2026-11-10", "--person", "anna")
    monkeypatch.setenv("B12_REFERENCE", "efsa")
    # EFSA's adequate intake is 4 µg (2015), the UK's RNI 1.5 µg (1991).
    targets = {row["name"]: row["target_ug"] for row in b12("person", "list", "--json").json}
    assert targets == {"me": 4.0, "Anna": 1.5}
    week = b12("--person", "anna", "week", "-d", "2026-11-10", "--json").json
    assert [day["target_ug"] for day in week["days"]] == [4.0] + [1.5] * 6
    assert "past ones too" in b12("config", "set", "reference", "dach").out


def test_a_target_chosen_later_keeps_what_the_days_before_had(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12_REFERENCE", "efsa")
    b12("person", "set", "--reference", "uk")
    days = b12("week", "--json").json["days"]
    assert [day["target_ug"] for day in days] == [4.0] * 6 + [1.5]


def test_the_country_goes_before_the_locale_and_after_the_persons(
    b12: B12, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("B12_COUNTRY", "gb")
    assert "uk (not set)" in b12("person").out
    b12("person", "set", "--country", "fr")
    assert "uk" not in b12("person").out


def test_what_no_table_has_can_always_be_kept(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    assert b12("log", "2 flumbles").code == 1
    monkeypatch.setenv("B12_KEEP_UNKNOWN", "1")
    assert b12("log", "--no-keep-unknown", "2 flumbles").code == 1
    assert b12("log", "2 flumbles").code == 0


def test_a_chart_without_a_folder_goes_into_the_chosen_one(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    (home / "charts").mkdir()
    monkeypatch.setenv("B12_CHART_FOLDER", "~/charts")
    assert b12("chart", "absorption", "-o", "a.svg").out == f"Wrote {home}/charts/a.svg\n"
    assert b12("chart", "absorption", "-o", "./b.svg").out == "Wrote b.svg\n"
    assert (home / "b.svg").exists()
    monkeypatch.setenv("B12_CHART_FOLDER", "~/nowhere")
    result = b12("chart", "absorption", "-o", "a.svg")
    assert (result.code, result.err) == (
        2, f'Error: "{home}/nowhere/a.svg": the folder does not exist\n',
    )  # fmt: skip
