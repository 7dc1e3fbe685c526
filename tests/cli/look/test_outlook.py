from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import B12


@pytest.fixture
def eaten(b12: B12) -> Callable[..., None]:
    """Log the same on each of 14 days before today."""

    def eat(what: str = "2 eggs, 1 cup milk", days: int = 14) -> None:
        for number in range(1, days + 1):
            assert b12("log", what, "-d", f"-{number}d").code == 0

    return eat


Eat = Callable[..., None]


def test_the_outlook_names_its_days_its_range_and_its_sources(b12: B12, eaten: Eat) -> None:
    eaten()
    result = b12("outlook")
    assert (result.code, result.err) == (0, "")
    first, head, now, *_ = result.out.splitlines()
    assert first.startswith("Under the habits of 14 complete days the store ")
    assert head.split() == "store after lower end likely upper end".split()
    assert now.split() == "now 1.0 mg 2.5 mg 4.0 mg".split()
    for words in ("IOM 1998", "Doets 2013", "14 complete days of 28", "no serum level"):
        assert words in result.out
    assert "10 years" in result.out
    assert "12 years" in b12("outlook", "--years", "12").out


def test_today_is_not_complete(b12: B12, eaten: Eat) -> None:
    eaten(days=13)
    b12("log", "2 eggs")
    result = b12("outlook")
    assert (result.code, result.out) == (1, "")
    assert "no outlook from 13 complete days" in result.err


def test_no_more_than_a_year_counts(b12: B12, eaten: Eat) -> None:
    eaten()
    b12("log", "3 oz beef liver", "-d", "2025-11-21")
    b12("log", "2 eggs", "-d", "2025-11-22")
    document = b12("outlook", "--json").json
    assert (document["from"], document["to"]) == ("2025-11-22", "2026-11-21")
    assert (document["days"], document["complete_days"]) == (365, 15)


def test_a_value_of_years_ago_spreads_no_injection(b12: B12, eaten: Eat) -> None:
    eaten(days=40)
    b12("log", "1mg", "hydroxocobalamin", "injection", "-d", "-20d")
    b12("lab", "log", "b12", "500", "ng/L", "-d", "2020-02-01")
    document = b12("outlook", "--json").json
    # 730 of 1000 µg stay (Glass 1961), over the 40 days of the diary.
    assert (document["days"], document["retained_ug"]) == (40, pytest.approx(730 / 40))


def test_tablets_a_week_apart_are_not_one_a_day(b12: B12) -> None:
    for number in range(1, 16 * 7, 7):
        b12("log", "2000ug b12 tablet", "-d", f"-{number}d")
    # 25.8 of 2000 µg (`curve`), once a week; see a clinician about no food.
    assert b12("outlook", "--json").json["absorbed_ug"] == pytest.approx(25.8 / 7, abs=0.01)


def test_doses_at_first_close_together_do_not_go_on_so(b12: B12, eaten: Eat) -> None:
    eaten(days=40)
    for number in range(30, 40, 2):
        b12("log", "1mg", "hydroxocobalamin", "injection", "-d", f"-{number}d")
    refused = b12("outlook")
    assert (refused.code, refused.out) == (1, "")
    assert "injections at uneven intervals: b12 regimen add" in refused.err
    b12(*"regimen add 1mg hydroxocobalamin injection every 3 months --since -30d".split())
    # 730 of 1000 µg stay (Glass 1961), four times a year.
    retained = b12("outlook", "--json").json["retained_ug"]
    assert retained == pytest.approx(4 * 730 / 365.25)
    assert "of its doses stays" in b12("outlook").out


def test_an_injection_that_came_late_was_given(b12: B12, eaten: Eat) -> None:
    eaten(days=200)
    b12(*"regimen add 1mg hydroxocobalamin injection every 2 months --since 2026-05-10".split())
    for day in ("2026-05-20", "2026-07-30", "2026-10-10"):
        b12("log", "1mg", "hydroxocobalamin", "injection", "-d", day)
    # 730 of 1000 µg stay (Glass 1961); in 196 days since there is room for three.
    assert b12("outlook", "--json").json["retained_ug"] == pytest.approx(6 * 730 / 365.25)
    b12("remove", "m202")
    assert b12("outlook", "--json").json["retained_ug"] == pytest.approx(4 * 730 / 365.25)
    assert "of which 67 % were given" in b12("outlook").out


def test_the_days_before_a_change_of_regimen_are_left_out(b12: B12, eaten: Eat) -> None:
    eaten("1000ug b12 tablet", 40)
    _add = "regimen add 1000ug tablet daily --since -40d --until"
    b12(*f"{_add} -15d".split())
    document = b12("outlook", "--json").json
    assert (document["days"], document["complete_days"]) == (14, 14)
    b12("undo")
    b12(*f"{_add} -14d".split())
    document = b12("outlook", "--json").json
    assert document["complete_days"] == 40
    assert "as fewer than 14 since are complete" in str(document["assumptions"])


def test_an_injection_to_add_is_not_by_mouth(b12: B12, eaten: Eat) -> None:
    eaten()
    add = ("--add", "1mg hydroxocobalamin injection every 2 months", "--json")
    document = b12("outlook", *add).json
    assert document["add"] == ["1000 µg hydroxocobalamin injection every 2 months"]
    assert document["retained_ug"] == pytest.approx(6 * 730 / 365.25)
    assert document["by_mouth_ug"] == b12("outlook", "--json").json["by_mouth_ug"]


def test_an_overdue_dose_is_said_first(b12: B12, eaten: Eat) -> None:
    eaten()
    b12(*"regimen add 1mg hydroxocobalamin injection every 2 months --since 2026-08-01".split())
    b12("log", "1mg", "hydroxocobalamin", "injection", "-d", "2026-09-01")
    overdue = b12("outlook").out
    assert overdue.startswith(
        "1000 µg hydroxocobalamin injection every 2 months is overdue by 21 days. If doses resume "
        "as before: under the habits of 14 complete days the store "
    )
    b12("log", "1mg", "hydroxocobalamin", "injection")
    assert b12("outlook").out.startswith("Under the habits of 14 complete days the store ")


_REFUSED = {
    "few days": ((), "at least 14"),
    "infant": (("person set --born 2026-06-01",), "for an infant"),
    "child": (("person set --born 2010-01-01",), "under 18"),
    "pregnant": (("person stage pregnant",), "in pregnancy"),
    "breastfeeding": (("person stage lactating",), "while breastfeeding"),
    "nitrous oxide": (
        ("person condition add whippets --since 2026-03-01 --until 2026-03-01",),
        "nitrous oxide",
    ),
    "no estimate": (("person condition add crohns --since 2020",), "with Crohn's disease"),
    "laboratory": (("lab log b12 150 pg/mL -d 2026-10-02",), "a deficiency is likely"),
    "injections left out": (
        ("log 1mg hydroxocobalamin injection -d yesterday",),
        "leaves no treatment out",
    ),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_what_would_mislead_is_refused_in_one_line(
    b12: B12, eaten: Eat, home: Path, name: str
) -> None:
    before, reason = _REFUSED[name]
    eaten(days=3 if name == "few days" else 14)
    for line in before:
        assert b12(*line.split()).code == 0
    words = ("--without", "injection") if name == "injections left out" else ()
    file = home / "outlook.png"
    for command in (("outlook",), ("chart", "outlook", "-o", str(file))):
        result = b12(*command, *words)
        assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
        assert reason in result.err
    assert not file.exists()
    if not words:
        topics = {line["topic"] for line in b12("advise", "--json").json["advice"]}
        assert "outlook" not in topics


def test_what_ifs_take_words_without_quotes(b12: B12, eaten: Eat) -> None:
    eaten("2 eggs, 100ug B12 tablet")
    whole = b12("outlook", "--json").json
    without = b12("outlook", "--without", "b12", "tablet", "--json").json
    assert without["without"] == ["b12 tablet"]
    assert without["absorbed_ug"] < whole["absorbed_ug"]
    vegan = b12("outlook", "--as", "vegan", "--without", "b12", "tablet", "--json").json
    assert (vegan["as"], vegan["absorbed_ug"]) == ("vegan", 0)
    added = b12("outlook", "--as", "vegan", "--without", "tablet", "--add", "10ug", "daily").out
    assert ", without tablet, with 10 µg tablet daily, as a vegan, the store" in added
    low = b12("outlook", "--start", "low", "--json").json
    assert (low["start"], low["start_ug"]) == ("low", 1000)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--without", "foie", "gras"), 1, "foie gras"),
        (("--without", " "), 2, "names no food"),
        (("--add", "10ug"), 2, "say how often"),
        (("--start", "much"), 2, "much"),
        (("--start", "20mg"), 2, "at most 12000 µg"),
        (("--as", "carnivore"), 2, "vegetarian"),
        (("--years", "0"), 2, "1<=x<=50"),
    ],
)
def test_a_slip_is_one_line(
    b12: B12, eaten: Eat, words: tuple[str, ...], code: int, message: str
) -> None:
    eaten()
    result = b12("outlook", *words)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert message in result.err


def test_what_is_urgent_stands_first_and_silences_the_advice(b12: B12, eaten: Eat) -> None:
    eaten()
    assert "outlook" in {line["topic"] for line in b12("advise", "--json").json["advice"]}
    b12("symptom", "log", "numbness and tingling", "6")
    assert "outlook" not in {line["topic"] for line in b12("advise", "--json").json["advice"]}
    first, second, *_ = b12("outlook").out.splitlines()
    assert "see a clinician" in first
    assert second.startswith("The outlook says nothing of that.")
    assert b12("outlook", "--json").json["cautions"][0]["urgency"]


def test_the_picture_says_what_it_shows(b12: B12, eaten: Eat, home: Path) -> None:
    eaten()
    file = home / "outlook.svg"
    for dark in ([], ["--dark"]):
        result = b12("chart", "outlook", "-o", str(file), "--add", "10ug", "daily", *dark)
        assert (result.code, result.out) == (0, f"Wrote {file}\n")
        svg = file.read_text(encoding="utf-8")
        for words in ("Store, mg", "years from now", "likely store", "signs appear at about 0.3 mg",
                      "0.15 to 0.6 mg", "no serum level", "with 10 µg tablet daily"):  # fmt: skip
            assert words in svg


def test_the_picture_of_one_of_several_has_the_name(
    b12: B12, eaten: Eat, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eaten()
    b12("person", "add", "Anna")
    monkeypatch.chdir(home)
    assert b12("chart", "outlook", "-o", "o.svg").out == "me: Wrote o.svg\n"
    assert ">me: Outlook: the body" in (home / "o.svg").read_text(encoding="utf-8")
    assert b12("outlook").out.startswith("me:")
