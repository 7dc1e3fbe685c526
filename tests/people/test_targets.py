"""Targets against the published tables: IOM 1998, EFSA 2015, COMA 1991, D-A-CH 2018, ..."""

import csv
from datetime import date
from typing import Any

import pytest

from tracker import paths
from tracker.people.model import Person, StageSince, TargetSince
from tracker.people.targets import Reference, authorities, target_for

DAY = date(2026, 11, 22)


def _references() -> list[Reference]:
    with (paths.shipped("seed_data") / "reference_intakes.csv").open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    for row in rows:
        row["ug_per_day"] = float(row["ug_per_day"])
        row["age_from_months"] = int(row["age_from_months"])
        row["age_below_months"] = int(row["age_below_months"] or 0) or None
    return [Reference(**row) for row in rows]


REFERENCES = _references()


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
        ("UK", 2, 0.5),
        ("UK", 36, 1.5),
        ("DACH", 0.1, 0.5),
        ("DACH", 36, 4.0),
        ("NHMRC", 36, 2.4),
        ("WHO", 36, 2.4),
        ("JP", 36, 4.0),
    ],
)
def test_the_target_is_the_published_one(authority: str, age_years: float, ug: float) -> None:
    months = round(age_years * 12)
    born = date(DAY.year - months // 12 - (DAY.month <= months % 12), 1, 1).replace(
        month=(DAY.month - months % 12 - 1) % 12 + 1
    )
    assert _target(authority, born) == ug


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
    kinds = {r.kind for r in REFERENCES if r.kind != "EAR"}
    for age in range(100):
        born = date(DAY.year - age, 1, 1)
        target = target_for(Person("me", born), DAY, REFERENCES)
        assert target.authority.split(" ", 1)[1].rsplit(" ", 1)[0] in kinds


def test_if_an_authority_gives_none_the_ioms_is_used_and_named() -> None:
    person = Person("me", date(2026, 9, 1), targets=(TargetSince(date.min, "WHO"),))
    target = target_for(person, DAY, REFERENCES)
    assert (target.ug_per_day, target.authority) == (0.4, "IOM AI 1998")
    assert "WHO gives none" in target.why


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
    assert authorities(REFERENCES) == ["IOM", "EFSA", "UK", "DACH", "NHMRC", "WHO", "JP"]


@pytest.mark.parametrize(
    ("authority", "need_ug", "source"),
    [
        ("IOM", 1.2, "half of the IOM RDA 1998"),
        ("EFSA", 2.0, "half of the EFSA AI 2015, as the IOM assumes"),
        ("UK", 0.75, "half of the UK RNI 1991, as the IOM assumes"),
    ],
)
@pytest.mark.parametrize("own_ug", [None, 50.0])
def test_the_need_is_half_of_the_authoritys_figure_whatever_the_own_target(
    authority: str, need_ug: float, source: str, own_ug: float | None
) -> None:
    person = Person("me", date(1990, 5, 1), targets=(TargetSince(date.min, authority, own_ug),))
    target = target_for(person, DAY, REFERENCES)
    assert (target.need_ug, target.need_source) == (need_ug, source)
    assert target.ug_per_day == (own_ug or 2 * need_ug)


def test_if_the_ioms_target_is_used_so_is_its_need() -> None:
    person = Person("me", date(2026, 9, 1), targets=(TargetSince(date.min, "WHO"),))
    target = target_for(person, DAY, REFERENCES)
    assert (target.need_ug, target.need_source) == (0.2, "half of the IOM AI 1998")
