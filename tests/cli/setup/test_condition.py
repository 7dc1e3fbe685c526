import pytest

from tests.conftest import B12

_NAMES = (
    "pernicious-anaemia", "atrophic-gastritis", "gastric-bypass", "gastrectomy",
    "ileal-resection", "crohns", "coeliac", "metformin", "acid-blocker",
)  # fmt: skip


def _conditions(b12: B12) -> list[tuple[str, str, str | None]]:
    found = b12("person", "--json").json["conditions"]
    listed = b12("person", "condition", "list", "--json").json
    assert listed == [one | {"person": "me"} for one in found]
    return [(one["condition"], one["since"], one["until"]) for one in found]


def _absorbed(b12: B12, day: str) -> float | None:
    absorbed: float | None = b12("today", "-d", day, "--json").json["absorbed_ug"]
    return absorbed


def test_a_condition_is_shown_with_its_effect_and_source(b12: B12) -> None:
    added = b12("person", "condition", "add", "metformin", "--since", "2024-03")
    assert (added.code, added.err) == (0, "")
    assert added.out.splitlines()[0] == "Added metformin from Fri 1 Mar 2024."
    listed = b12("person", "condition", "list").out
    assert listed.splitlines()[0] == "metformin from Fri 1 Mar 2024"
    b12("log", "1 cup milk")
    for screen in (added.out, listed, b12("person").out, b12("today").out, b12("week").out):
        assert "80 % of it is counted, with a range from 50 to 100 %" in screen
        assert "MHRA Drug Safety Update, June 2022" in screen


def test_without_a_condition_the_list_says_how_to_add_one(b12: B12) -> None:
    result = b12("person", "condition", "list")
    assert (result.code, result.out) == (0, "")
    assert "b12 person condition add" in result.err
    assert b12("person", "condition", "list", "--json").json == []


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ([], "2026-11-22"),
        (["--since", "2024-03"], "2024-03-01"),
        (["--since", "2024"], "2024-01-01"),
        (["--since", "2024-03-15"], "2024-03-15"),
        (["--since", "yesterday"], "2026-11-21"),
        (["--since", "-3d"], "2026-11-19"),
    ],
)
def test_a_condition_begins_on_the_given_day(b12: B12, since: list[str], first: str) -> None:
    assert b12("person", "condition", "add", "metformin", *since).code == 0
    assert _conditions(b12) == [("metformin", first, None)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["pernicious", "anemia"], "pernicious-anaemia"),
        (["PPI"], "acid-blocker"),
        (["Celiac"], "coeliac"),
        (["gastric bypass"], "gastric-bypass"),
        (["crohn's"], "crohns"),
    ],
)
def test_a_condition_is_known_by_its_other_names(b12: B12, words: list[str], name: str) -> None:
    assert b12("person", "condition", "add", *words).code == 0
    assert _conditions(b12) == [(name, "2026-11-22", None)]


@pytest.mark.parametrize("verb", ["add", "end", "remove"])
def test_an_unknown_condition_is_refused_with_the_nearest(b12: B12, verb: str) -> None:
    result = b12("person", "condition", verb, "metformine")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert '"metformine": nearest: metformin' in result.err
    assert "nearest" not in b12("person", "condition", verb, "xyzzy").err


def test_the_names_are_listed_with_their_other_words(b12: B12) -> None:
    names = {known["name"]: known for known in b12("person", "condition", "names", "--json").json}
    assert {"nitrous-oxide", "kidney-disease", *_NAMES} < set(names)
    assert (names["crohns"]["cause"], names["antacids"]["cause"]) == (True, False)
    shown = b12("person", "condition", "names").out
    assert all(name in shown for name in names)
    assert "laughing gas, whippets" in shown


# 1 cup of milk has 1.098 µg, of which half is presented beside the 56 % of crystalline B12, and
# 0.3 % diffuses with a meal.
_MILK, _FED = 1.098 * 0.5 / 0.56, 0.003 * 1.098


def _path(presented: float) -> float:
    """Return what is carried: 1.8 µg at the most, and 0.548 of 1 µg (Carmel 2008)."""
    return 1.8 * presented / (presented + 1.8 / 0.548 - 1)


@pytest.mark.parametrize(
    ("name", "ug"),
    [
        (None, _path(_MILK) + _FED),
        ("pernicious-anaemia", _FED),
        ("atrophic-gastritis", _FED),
        ("acid-blocker", _path(0.35 * _MILK) + _FED),
        ("metformin", 0.8 * _path(_MILK) + _FED),
        *[(name, None) for name in _NAMES[2:7]],
    ],
)
def test_a_condition_reduces_what_is_absorbed_of_a_cup_of_milk(
    b12: B12, name: str | None, ug: float | None
) -> None:
    b12("log", "1 cup milk")
    if name is not None:
        b12("person", "condition", "add", name)
    day = b12("today", "--json").json
    assert day["conditions"] == ([] if name is None else [name])
    if name == "atrophic-gastritis":
        # Between none and all nobody knows.
        assert (day["absorbed_ug"], day["share_of_need"]) == (None, None)
        assert day["absorbed_low_ug"] < _FED < day["absorbed_high_ug"]
        return
    if ug is not None:
        assert day["absorbed_ug"] == pytest.approx(ug, abs=0.001)
        assert day["absorbed_low_ug"] < day["absorbed_ug"] <= day["absorbed_high_ug"]
        assert day["share_of_need"] == pytest.approx(ug / 1.2, abs=0.001)
        return
    keys = ("absorbed_ug", "absorbed_low_ug", "absorbed_high_ug", "share_of_need")
    assert [day[key] for key in keys] == [None] * 4
    (week,) = b12("week", "--json").json["weeks"]
    assert (week["estimated_days"], week["mean_absorbed_ug"], week["share_of_need"]) == (
        0,
        None,
        None,
    )
    assert "Absorbed: no estimate" in b12("today").out
    assert "no estimate" in b12("week").out


def test_being_over_50_follows_from_the_birth_date_on_its_day(b12: B12) -> None:
    for day in ("sat", "sun"):
        b12("log", "1 cup milk", "-d", day)
    b12("person", "set", "--born", "1975-11-22")
    assert _absorbed(b12, "sat") == pytest.approx(_path(_MILK) + _FED, abs=0.001)
    assert _absorbed(b12, "sun") == _absorbed(b12, "sat")
    low, before = (b12("today", "-d", d, "--json").json["absorbed_low_ug"] for d in ("sun", "sat"))
    assert (low, before > 0.3) == (0.0, True)
    assert b12("today", "--json").json["conditions"] == ["over-50"]
    assert _conditions(b12) == []
    assert "Over 50: 10 to 30 % of older people absorb hardly any" in b12("today").out


def test_a_condition_does_not_change_earlier_days(b12: B12) -> None:
    for day in ("tue", "thu"):
        b12("log", "1 cup milk", "-d", day)
    b12("person", "condition", "add", "pernicious-anaemia", "--since", "wed")
    assert _absorbed(b12, "tue") == pytest.approx(_path(_MILK) + _FED, abs=0.001)
    assert _absorbed(b12, "thu") == pytest.approx(_FED, abs=0.001)
    assert b12("today", "-d", "tue", "--json").json["conditions"] == []
    (week,) = b12("week", "--json").json["weeks"]
    assert week["conditions"] == ["pernicious-anaemia"]
    assert week["mean_absorbed_ug"] == pytest.approx(_path(_MILK) / 2 + _FED, abs=0.001)


def test_a_condition_that_ended_still_covers_its_days(b12: B12) -> None:
    for day in ("tue", "wed", "thu"):
        b12("log", "1 cup milk", "-d", day)
    b12("person", "condition", "add", "crohns", "--since", "2024")
    ended = b12("person", "condition", "end", "crohn's", "--until", "wed")
    assert ended.out == "Crohn's disease ends on Wed 18 Nov 2026.\n"
    assert [_absorbed(b12, day) for day in ("tue", "wed")] == [None, None]
    assert _absorbed(b12, "thu") == pytest.approx(_path(_MILK) + _FED, abs=0.001)
    assert _conditions(b12) == [("crohns", "2024-01-01", "2026-11-18")]
    assert "from Mon 1 Jan 2024 to Wed 18 Nov 2026" in b12("person", "condition", "list").out


def test_a_condition_that_is_over_can_come_again_and_end_again(b12: B12) -> None:
    add = ("person", "condition", "add", "metformin")
    assert b12(*add, "--since", "2024", "--until", "2024-05-31").code == 0
    assert b12(*add, "--since", "2024-06-01").code == 0
    assert b12("person", "condition", "end", "metformin").code == 0
    assert _conditions(b12) == [
        ("metformin", "2024-01-01", "2024-05-31"),
        ("metformin", "2024-06-01", "2026-11-22"),
    ]


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (["--since", "2024-05-31"], 1),
        (["--since", "2024-03-01", "--until", "2024-03-02"], 1),
        (["--since", "2023", "--until", "2024-03-01"], 1),
        (["--since", "2023"], 1),
        (["--since", "2023", "--until", "2024-02-29"], 0),
        (["--since", "2024-06-01"], 0),
        (["--since", "2023-05", "--until", "2023-04-30"], 2),
        (["--since", "2027"], 2),
        (["--until", "2026-11-21"], 2),
    ],
)
def test_the_same_condition_twice_on_a_day_is_refused(
    b12: B12, dates: list[str], code: int
) -> None:
    add = ("person", "condition", "add", "metformin")
    b12(*add, "--since", "2024-03", "--until", "2024-05-31")
    result = b12(*add, *dates)
    assert result.code == code
    assert len(_conditions(b12)) == (1 if code else 2)
    if code:
        assert (result.out, result.err.count("\n")) == ("", 1)


def test_two_conditions_may_overlap(b12: B12) -> None:
    for name in ("metformin", "acid-blocker"):
        assert b12("person", "condition", "add", name, "--since", "2024").code == 0
    b12("log", "1 cup milk")
    assert _absorbed(b12, "today") == pytest.approx(0.8 * _path(0.35 * _MILK) + _FED, abs=0.001)


@pytest.mark.parametrize(
    "dates", [[], ["--until", "2024-02-29"]], ids=["never there", "before it began"]
)
def test_a_condition_that_is_not_current_cannot_end(b12: B12, dates: list[str]) -> None:
    if dates:
        b12("person", "condition", "add", "metformin", "--since", "2024-03")
    before = _conditions(b12)
    result = b12("person", "condition", "end", "metformin", *dates)
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert _conditions(b12) == before


def test_remove_takes_a_condition_out_of_earlier_days_too(b12: B12) -> None:
    add = ("person", "condition", "add", "gastrectomy")
    b12("log", "1 cup milk", "-d", "tue")
    b12(*add, "--since", "2024", "--until", "2024-05-31")
    b12(*add, "--since", "2025")
    b12("person", "condition", "add", "metformin", "--since", "sat")
    assert _absorbed(b12, "tue") is None
    assert b12("person", "condition", "remove", "gastrectomy").code == 0
    assert _conditions(b12) == [("metformin", "2026-11-21", None)]
    assert _absorbed(b12, "tue") == pytest.approx(_path(_MILK) + _FED, abs=0.001)
    gone = b12("person", "condition", "remove", "gastrectomy")
    assert (gone.code, gone.out, gone.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "crohns", "--since", "2024-03"], "add Crohn's disease from Fri 1 Mar 2024"),
        (["end", "metformin", "--until", "sat"], "end metformin on Sat 21 Nov 2026"),
        (["remove", "metformin"], "remove metformin"),
    ],
)
def test_each_change_of_a_condition_can_be_undone(b12: B12, words: list[str], said: str) -> None:
    b12("person", "condition", "add", "metformin", "--since", "2024")
    before = _conditions(b12)
    assert b12("person", "condition", *words).code == 0
    assert _conditions(b12) != before
    assert said in b12("undo").out
    assert _conditions(b12) == before


def test_only_the_deciding_condition_is_explained(b12: B12) -> None:
    for name in ("metformin", "pernicious-anaemia"):
        b12("person", "condition", "add", name)
    b12("log", "1 cup milk")
    out = b12("today").out
    assert "Pernicious anaemia: without intrinsic factor" in out
    assert "Metformin" not in out
    assert b12("today", "--json").json["conditions"] == ["metformin", "pernicious-anaemia"]


def test_a_condition_begins_no_earlier_than_its_person(b12: B12) -> None:
    b12("person", "set", "--born", "1990-05-01")
    result = b12("person", "condition", "add", "crohns", "--since", "1950")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_a_month_ends_a_condition_on_its_last_day(b12: B12) -> None:
    b12("person", "condition", "add", "metformin", "--since", "2020", "--until", "2024-02")
    (one,) = b12("person", "--json").json["conditions"]
    assert (one["since"], one["until"]) == ("2020-01-01", "2024-02-29")


def test_a_week_explains_what_shaped_each_of_its_days(b12: B12) -> None:
    b12("person", "condition", "add", "metformin", "--since", "2024")
    b12("person", "condition", "add", "pernicious-anaemia", "--since", "thu")
    out = b12("week").out
    assert "Metformin: " in out
    assert "Pernicious anaemia: " in out
    assert "Metformin: " not in b12("person").out
