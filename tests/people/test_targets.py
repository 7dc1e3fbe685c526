"""Targets against the published tables: IOM 1998, EFSA 2015, COMA 1991, D-A-CH 2018, ..."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tracker import paths
from tracker.people.model import Person, StageSince, TargetSince
from tracker.people.targets import Reference, authorities, target_for

DAY = date(2026, 11, 22)


def _references() -> list[Reference]:
    rows: list[dict[str, Any]] = [*paths.seed_rows("reference_intakes.csv")]
    for row in rows:
        row["ug_per_day"] = float(row["ug_per_day"])
        row["age_from_months"] = int(row["age_from_months"])
        row["age_below_months"] = int(row["age_below_months"] or 0) or None
    return [Reference(**row) for row in rows]


REFERENCES = _references()


def _aged(years: float, authority: str = "IOM") -> Person:
    """Return somebody of that age on DAY, to the month."""
    months = DAY.year * 12 + DAY.month - 1 - round(years * 12)
    born = date(months // 12, months % 12 + 1, DAY.day)
    return Person("me", born, targets=(TargetSince(date.min, authority),))


def _target(authority: str, born: date | None, stage: str = "none") -> float:
    person = Person(
        "me",
        born,
        "f",
        stages=(StageSince(DAY, stage),),  # type: ignore[arg-type]
        targets=(TargetSince(date.min, authority),),
    )
    return target_for(person, DAY, REFERENCES).ug_per_day


@pytest.mark.parametrize(
    ("authority", "age_years", "ug"),
    [
        # IOM 1998, summary table: AI to 12 months, then RDA.
        ("IOM", 0.25, 0.4),
        ("IOM", 0.75, 0.5),
        ("IOM", 1, 0.9),
        ("IOM", 3.9, 0.9),
        ("IOM", 4, 1.2),
        ("IOM", 9, 1.8),
        ("IOM", 13.9, 1.8),
        ("IOM", 14, 2.4),
        ("IOM", 80, 2.4),
        # EFSA Journal 13(7):4150: adequate intakes.
        ("EFSA", 0.75, 1.5),
        ("EFSA", 5, 1.5),
        ("EFSA", 8, 2.5),
        ("EFSA", 12, 3.5),
        ("EFSA", 16, 4.0),
        ("EFSA", 36, 4.0),
        ("UK", 0.25, 0.3),
        ("UK", 0.75, 0.4),
        ("UK", 1, 0.5),
        ("UK", 2, 0.5),
        ("UK", 36, 1.5),
        ("DACH", 0.1, 0.5),
        ("DACH", 36, 4.0),
        ("NHMRC", 36, 2.4),
        ("WHO", 36, 2.4),
        ("JP", 0.25, 0.4),
        ("JP", 0.75, 0.9),
        ("JP", 36, 4.0),
        # Read in second sources, which seed_data names.
        ("NNR", 36, 4.0),
        ("ANSES", 0.25, 0.4),
        ("ANSES", 0.75, 1.5),
        ("ANSES", 36, 4.0),
        ("CN", 0.25, 0.3),
        ("CN", 0.75, 0.6),
        ("CN", 3, 1.0),
        ("CN", 5, 1.2),
        ("CN", 10, 1.6),
        ("CN", 12, 2.1),
        ("CN", 14, 2.4),
        ("CN", 36, 2.4),
    ],
)
def test_the_target_is_the_published_one(authority: str, age_years: float, ug: float) -> None:
    assert target_for(_aged(age_years, authority), DAY, REFERENCES).ug_per_day == ug


@pytest.mark.parametrize(
    ("authority", "pregnant", "lactating"),
    [
        ("IOM", 2.6, 2.8),
        ("EFSA", 4.5, 5.0),
        ("UK", 1.5, 2.0),
        ("DACH", 4.5, 5.5),
        ("NHMRC", 2.6, 2.8),
        ("WHO", 2.6, 2.8),
        ("JP", 4.0, 4.0),
        # That of adults, as the table has no other.
        ("NNR", 4.0, 4.0),
        ("ANSES", 4.5, 5.0),
        ("CN", 2.9, 3.2),
    ],
)
def test_pregnancy_and_breastfeeding(authority: str, pregnant: float, lactating: float) -> None:
    born = date(1990, 5, 1)
    assert _target(authority, born, "pregnant") == pregnant
    assert _target(authority, born, "lactating") == lactating


def test_without_a_birth_date_the_target_is_the_ioms_for_adults() -> None:
    target = target_for(Person("me"), DAY, REFERENCES)
    assert (target.ug_per_day, target.authority) == (2.4, "IOM RDA 1998")
    assert "no birth date" in target.why


def test_an_average_requirement_is_never_a_target() -> None:
    kinds = {"AI", "RDA", "RNI", "RDI", "estimated value"}
    assert {r.kind for r in REFERENCES} == kinds | {"EAR", "provisional AR"}
    for authority in authorities(REFERENCES):
        for age in range(100):
            target = target_for(_aged(age, authority), DAY, REFERENCES)
            assert target.authority.split(" ", 1)[1].rsplit(" ", 1)[0] in kinds


@pytest.mark.parametrize(
    ("authority", "age", "ug", "of"),
    [
        ("WHO", 0, 0.4, "IOM AI 1998"),
        ("NNR", 0, 0.4, "IOM AI 1998"),
        ("NNR", 17, 2.4, "IOM RDA 1998"),
        ("ANSES", 2, 0.9, "IOM RDA 1998"),
        ("JP", 11, 1.8, "IOM RDA 1998"),
    ],
)
def test_what_is_not_in_the_table_is_the_ioms_and_says_so(
    authority: str, age: int, ug: float, of: str
) -> None:
    target = target_for(_aged(age, authority), DAY, REFERENCES)
    assert (target.ug_per_day, target.authority) == (ug, of)
    assert target.why.endswith(f"; {authority}'s is not in this table, so the IOM's is used")


def test_a_life_stage_that_is_not_in_the_table_is_not_said_to_add_nothing() -> None:
    born, stages = date(1990, 5, 1), (StageSince(DAY, "pregnant"),)
    why = {
        authority: target_for(
            Person("me", born, "f", None, stages, (TargetSince(date.min, authority),)),
            DAY,
            REFERENCES,
        ).why
        for authority in authorities(REFERENCES)
    }
    for authority, first in (("UK", 15), ("NNR", 18)):
        assert why.pop(authority) == (
            f"aged {first} years and over; {authority}'s for pregnancy is not in this table, so "
            "the one for the age is used"
        )
    assert set(why.values()) == {"pregnant"}


# The shape of the words, with the ages in years that they hold.
_AGED = re.compile(
    r"aged (?:(?P<all_from>\d+) years and over|(?:(?P<first>\d+) to )?under (?P<end>\d+) "
    r"(?P<unit>months|years))(?:; .*)?"
)


@pytest.mark.parametrize("authority", authorities(REFERENCES))
def test_the_reason_holds_the_age_and_calls_no_child_an_adult(authority: str) -> None:
    for month in range(101 * 12):
        person = _aged(month / 12, authority)
        words = target_for(person, DAY, REFERENCES).why
        group = _AGED.fullmatch(words)
        assert group, words
        if group["all_from"]:
            assert int(group["all_from"]) * 12 <= month
        else:
            size = {"months": 1, "years": 12}[group["unit"]]
            assert int(group["first"] or 0) * size <= month < int(group["end"]) * size, words


def test_an_age_is_in_one_group_of_an_authority() -> None:
    for authority in authorities(REFERENCES):
        groups = sorted(
            (r.age_from_months, r.age_below_months or 10_000)
            for r in REFERENCES
            if r.authority == authority
            and r.life_stage in ("infant", "child", "adult")
            and r.kind not in ("EAR", "provisional AR")
        )
        assert all(end <= first for (_, end), (first, _) in pairwise(groups)), authority
        assert groups[-1][1] == 10_000


def test_every_figure_names_where_a_user_finds_it() -> None:
    for reference in REFERENCES:
        assert "as above" not in reference.source
        assert reference.confidence.startswith("read in "), reference
    later = [r for r in REFERENCES if r.authority in ("NNR", "ANSES", "CN")]
    assert {r.confidence for r in later} == {"read in a second source"}


def test_stages_and_targets_begin_on_their_day() -> None:
    person = Person(
        "me",
        date(1990, 5, 1),
        "f",
        stages=(
            StageSince(date(2026, 3, 1), "pregnant"),
            StageSince(date(2026, 11, 20), "lactating"),
        ),
        targets=(TargetSince(date(2026, 11, 22), "IOM", 50.0),),
    )
    on = {
        day: target_for(person, date.fromisoformat(day), REFERENCES).ug_per_day
        for day in ("2026-02-28", "2026-03-01", "2026-11-19", "2026-11-20", "2026-11-22")
    }
    assert list(on.values()) == [2.4, 2.6, 2.6, 2.8, 50.0]


def test_a_birthday_changes_the_target_on_its_day() -> None:
    person = Person("child", date(2012, 11, 22))
    assert target_for(person, date(2026, 11, 21), REFERENCES).ug_per_day == 1.8
    assert target_for(person, date(2026, 11, 22), REFERENCES).ug_per_day == 2.4


def test_every_authority_with_adults_can_be_chosen() -> None:
    assert authorities(REFERENCES) == [
        "IOM", "EFSA", "UK", "DACH", "NHMRC", "WHO", "JP", "NNR", "ANSES", "CN",
    ]  # fmt: skip


_IOM_NEED = (
    "the IOM's 1–1.2 µg, half of the IOM RDA 1998, as no source says that the {} rests on half "
    "being absorbed"
)


@pytest.mark.parametrize(
    ("authority", "need_ug", "source"),
    [
        ("IOM", 1.2, "half of the IOM RDA 1998"),
        ("UK", 0.75, "half of the UK RNI 1991"),
        ("WHO", 1.2, "half of the WHO RNI 2004"),
        ("NHMRC", 1.2, "half of the NHMRC RDI 2006"),
        ("EFSA", 1.2, _IOM_NEED.format("EFSA AI 2015")),
        ("DACH", 1.2, _IOM_NEED.format("DACH estimated value 2018")),
        ("JP", 1.2, _IOM_NEED.format("JP AI 2025")),
        ("ANSES", 1.2, _IOM_NEED.format("ANSES AI 2021")),
        ("NNR", 1.2, _IOM_NEED.format("NNR AI 2023")),
        ("CN", 1.2, _IOM_NEED.format("CN RNI 2013")),
    ],
)
@pytest.mark.parametrize("own_ug", [None, 50.0])
def test_the_need_is_half_of_a_requirement_whatever_the_own_target(
    authority: str, need_ug: float, source: str, own_ug: float | None
) -> None:
    person = Person("me", date(1990, 5, 1), targets=(TargetSince(date.min, authority, own_ug),))
    target = target_for(person, DAY, REFERENCES)
    assert (target.need_ug, target.need_source) == (need_ug, source)


def test_the_need_in_pregnancy_is_the_ioms_where_the_authority_has_an_adequate_intake() -> None:
    person = Person(
        "me",
        stages=(StageSince(date.min, "pregnant"),),
        targets=(TargetSince(date.min, "EFSA"),),
    )
    target = target_for(person, DAY, REFERENCES)
    # IOM 1998: RDA 2.6, EAR 2.2.
    assert target.need_ug == pytest.approx(1.3)
    assert "the IOM's 1.1–1.3 µg" in target.need_source


@pytest.mark.parametrize("authority", ["IOM", "WHO", "EFSA", "UK", "JP"])
def test_of_an_infant_no_need_is_known(authority: str) -> None:
    person = Person("me", date(2026, 9, 1), targets=(TargetSince(date.min, authority),))
    target = target_for(person, DAY, REFERENCES)
    assert (target.need_ug, target.need_source) == (None, "no need is known for infants")
