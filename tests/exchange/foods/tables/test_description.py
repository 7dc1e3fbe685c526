"""A description that can't be used is one line that says where it is wrong."""

from pathlib import Path

import pytest

from tests.conftest import B12
from tracker.errors import InputError
from tracker.exchange.foods.tables.description import known_tables, read_tables

_HEAD = '[moon]\ntitle = "Moon"\n[[moon.forms]]\n'
_FOODS = '[moon.forms.foods]\ncode = "Code"\nname = "Food"\nb12 = "B12"\n'


@pytest.fixture(scope="session")
def seeded(small: Path) -> Path:
    return small


def test_a_description_of_one_sheet() -> None:
    (table,) = read_tables(_HEAD + _FOODS + 'where = { Kind = "x" }\nskip = 2\n', "moon.toml")
    part = table.forms[0].parts["foods"]
    assert (part.columns["b12"], part.where, part.skip) == (("B12",), {"Kind": ("x",)}, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("moon", "is not valid TOML: "),
        ("", "describes no table"),
        ("# nothing\n", "describes no table"),
        ('title = "Moon"\n', "title is not a table"),
        ("[Moon]\n", "[Moon] must be small letters and digits"),
        ("[moon]\n", "[moon] has no title"),
        ("[moon]\ntitle = 3\n", "title of moon is not text"),
        ('[moon]\ntitle = "Moon"\n', "[moon] has no [[moon.forms]]"),
        ('[moon]\ntitle = "Moon"\nforms = 3\n', "[moon] has no [[moon.forms]]"),
        ('[moon]\ntitle = "Moon"\ncolour = "x"\n', "moon has no colour: use attribution, "),
        ('[moon]\ntitle = "Moon"\ncountry = "moon"\n', "is not two letters, such as uk"),
        ('[moon]\ntitle = "M"\ndigits = "5"\nforms = [{}]\n', "digits of [moon] is not a number"),
        ('[moon]\ntitle = "Moon"\ntrace = 5\nforms = [{}]\n', "trace of moon is not text"),
        ('[moon]\ntitle = "Moon"\ndecimal = ";"\n', "decimal of [moon] is neither . nor ,"),
        ('[moon]\ntitle = "M"\nno_b12 = "yes"\nforms = [{}]\n', "no_b12 of moon is neither"),
        (_HEAD, "a form of [moon] has no foods"),
        (_HEAD + '[moon.forms.foods]\nb12 = "B12"\n', "[moon.forms.foods] names no column name"),
        (_HEAD + '[moon.forms.foods]\nname = "Food"\n', "[moon.forms.foods] names no column b12"),
        (_HEAD + "foods = 3\n", "[moon.forms.foods] is not a table"),
        (_HEAD + _FOODS + 'colour = "x"\n', "[moon.forms.foods] has no colour: use "),
        (_HEAD + _FOODS + "local = 5\n", "local of moon.forms.foods is not text"),
        (_HEAD + _FOODS + "where = 5\n", "where of [moon.forms.foods] is not a table"),
        (_HEAD + _FOODS + 'skip = "x"\n', "skip of moon.forms.foods is not a number from 0"),
        (_HEAD + _FOODS + 'every = "x"\n', "every of moon.forms.foods is neither true nor false"),
        (
            _HEAD + 'edition_in = "("\n' + _FOODS,
            "edition_in of moon.forms is not a valid regular expression",
        ),
        (
            _HEAD + 'edition_in = "x"\n' + _FOODS,
            "edition_in of moon.forms must have exactly one group ( )",
        ),
        (
            _HEAD + '[moon.forms.foods]\nname = "N"\n[moon.forms.values]\ncode = "C"\nb12 = "B"\n',
            "[moon.forms.foods] names no column code",
        ),
    ],
)
def test_a_wrong_description_is_one_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_tables(text, "moon.toml")
    assert str(caught.value).startswith("moon.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("description", "message"),
    [
        (
            _HEAD + _FOODS.replace('"B12"', '"Cobalamin"'),
            "no sheet has all of Code, Food, Cobalamin",
        ),
        (_HEAD + _FOODS.replace('"B12"', '"#9"'), "no sheet has all of Code, Food, #9"),
        (_HEAD + _FOODS + 'where = { Kind = "x" }\n', "no sheet has all of Kind, Code, Food, B12"),
        (_HEAD + _FOODS + 'sheet = "Other"\n', "no sheet Other has all of Code, Food, B12"),
        ("\xff\x00", "is not valid TOML"),
        ("[" * 5000, "is not valid TOML"),
    ],
)
def test_a_description_that_does_not_fit_stores_nothing(
    b12: B12, home: Path, diary: Path, description: str, message: str
) -> None:
    table = home / "moon.csv"
    table.write_text("Code;Food;B12\nA1;Cheese;1,5\n")
    (home / "moon.toml").write_text(description)
    before = diary.read_bytes()
    result = b12("food", "import", str(table), "--as", str(home / "moon.toml"))
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert diary.read_bytes() == before


def test_a_description_that_is_not_there(b12: B12, home: Path) -> None:
    table = home / "moon.csv"
    table.write_text("Code;Food;B12\nA1;Cheese;1,5\n")
    result = b12("food", "import", str(table), "--as", str(home / "none.toml"))
    assert result.code == 2
    assert "none.toml: there is no such file" in result.err


def test_the_tables_that_are_known_are_described_well() -> None:
    assert len({table.code for table in known_tables()}) == len(known_tables()) > 12
