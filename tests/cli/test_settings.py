"""What a user chooses once: where each value is from, and what an invalid one says."""

import os
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import B12
from tracker.cli import settings
from tracker.cli.settings import SETTINGS
from tracker.errors import InputError
from tracker.paths import seed_rows

# Three values of each that differ from the default.
_VALUES = {
    "person": ("Anna", "Bea", "Clara"),
    "reference": ("efsa", "uk", "who"),
    "country": ("uk", "de", "fr"),
    "units": ("us", "metric", "us"),
    "week_start": ("sunday", "saturday", "monday"),
    "dates": ("iso", "us", "day-first"),
    "colour": ("always", "never", "auto"),
    "chart_folder": ("/charts", "~/charts", "/tmp"),
    "sync_folder": ("/sync", "~/sync", "/tmp"),
    "keep_unknown": ("true", "false", "true"),
}


@pytest.fixture
def write(home: Path) -> Path:
    file = Path(os.environ["B12_CONFIG"])
    file.parent.mkdir()
    return file


def test_without_a_file_everything_is_as_by_default(home: Path) -> None:
    chosen = settings.read({})
    assert chosen.problems == []
    assert {value.source for value in chosen.values.values()} == {"default"}
    assert chosen["units"] == "metric"
    assert chosen["person"] == ""


@pytest.mark.parametrize("name", SETTINGS)
def test_the_environment_goes_before_the_file(write: Path, name: str) -> None:
    in_file, in_environment, _ = _VALUES[name]
    write.write_text(f'{name} = "{in_file}"\n')
    assert settings.read({}).values[name] == (in_file, "file")
    variable = SETTINGS[name].variable
    chosen = settings.read({variable: in_environment})
    assert chosen.values[name] == (in_environment, variable)
    assert settings.read({variable: ""}).values[name] == (in_file, "file")


def test_no_color_goes_before_the_file_and_after_its_own_variable(write: Path) -> None:
    write.write_text('color = "always"\n')
    assert settings.read({})["colour"] == "always"
    assert settings.read({"NO_COLOR": "1"})["colour"] == "never"
    assert settings.read({"NO_COLOR": "1", "B12_COLOUR": "auto"})["colour"] == "auto"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('units = "imperial"', 'invalid units "imperial": use metric or us'),
        ("units = 3", "units must be text in quotes"),
        ('uints = "us"', 'unknown key "uints": did you mean units?'),
        ("[units]", "units must be text in quotes"),
        ('country = "Germany"', 'invalid country "Germany": use two letters'),
        ('chart_folder = "charts"', "write the whole path, such as ~/charts"),
        ('sync_folder = "ss"', "write the whole path, such as ~/Sync/b12"),
        ('keep_unknown = "perhaps"', 'invalid keep_unknown "perhaps": use true or false'),
        ('person = ""', 'invalid person ""'),
        ("units = us", "invalid TOML"),
        ("x = " + "[" * 5000, "invalid TOML"),
    ],
)
def test_an_invalid_file_is_one_line_that_names_it_and_the_key(
    b12: B12, write: Path, text: str, problem: str
) -> None:
    write.write_text(text)
    result = b12("today")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert f"{write}: " in result.err
    assert problem in result.err
    # What the file says besides is in force, and help needs no valid file.
    assert b12("today", "--help").code == 0
    assert b12("config").code == 0
    assert problem in b12("config").err


def test_an_invalid_variable_is_named(b12: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12_DATES", "european")
    result = b12("week")
    assert result.code == 2
    assert result.err == ('Error: B12_DATES: invalid dates "european": use day-first, iso or us\n')


def test_a_file_that_is_not_text_is_named(b12: B12, write: Path) -> None:
    write.write_bytes(b"units = '\xff'")
    assert "invalid UTF-8" in b12("today").err
    write.unlink()
    write.mkdir()
    assert f"{write} can't be read: Is a directory" in b12("today").err


def test_every_reference_of_the_table_can_be_chosen() -> None:
    known = {row["authority"].lower() for row in seed_rows("reference_intakes.csv")}
    assert set(SETTINGS["reference"].choices) == known


@given(st.text(max_size=30), st.sampled_from([*SETTINGS]))
def test_what_is_written_is_read_again(text: str, name: str) -> None:
    try:
        value = SETTINGS[name].value(text)
    except InputError:
        return
    document = tomlkit.parse("# mine\n")
    document[name] = value
    written = tomlkit.dumps(document)
    assert settings.parse(written.encode()) == ({name: value}, [])
    assert written.startswith("# mine\n")
