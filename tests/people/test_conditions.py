"""What each condition does to the estimate, by hand from its source."""

import pytest

from tracker.absorption.curve import Estimate
from tracker.absorption.estimate import of_sitting, under
from tracker.errors import InputError
from tracker.foods.model import Origin, Serving
from tracker.people.conditions import Condition, deciding, known_conditions, named, over_50

CONDITIONS = known_conditions()
OVER_50 = over_50()

WITHOUT_ESTIMATE = ["gastric-bypass", "gastrectomy", "ileal-resection", "crohns", "coeliac"]


def _conditions(names: str) -> list[Condition]:
    return [OVER_50 if name == "over-50" else CONDITIONS[name] for name in names.split()]


def _absorbed(ug: float, origin: Origin, names: str) -> Estimate:
    item = Serving("x", origin, 1, "x", None, ug, "meat")
    return of_sitting([item], under(_conditions(names)))


@pytest.mark.parametrize(
    ("names", "tablet_1", "tablet_1000", "food", "low", "high"),
    [
        # Carmel 2008: 56 % of 1 µg. Natural: half of 2.5 µg would be 1.25, and the path is full
        # at about 0.7, which with 1.2 % of 2.5 µg is 0.75.
        ("", 0.56, 14.35, 0.747, 0.523, 0.971),
        # 1.2 % of each dose, and the spread of 0.7 to 1.3 around it.
        ("pernicious-anaemia", 0.012, 12.0, 0.030, 0.021, 0.039),
        # Nothing is freed: 1.2 % of 2.5 µg; a healthy stomach at the most.
        ("atrophic-gastritis", 0.56, 14.35, 0.030, 0.021, 0.971),
        # 28 % of what would be presented, 0.625 of 2.23 µg, is carried at 54.8 %: 0.342 + 0.030.
        # At the least 12 %: 0.7 * (0.147 + 0.030).
        ("acid-blocker", 0.56, 14.35, 0.372, 0.124, 0.971),
        # 90 %: 2.01 µg presented, of which 0.692 is carried.
        ("metformin", 0.56, 14.35, 0.722, 0.021, 0.971),
        # 80 %: 1.79 µg presented, of which 0.666 is carried.
        ("over-50", 0.56, 14.35, 0.696, 0.021, 0.971),
        # Each end is the strictest of the two.
        ("over-50 metformin", 0.56, 14.35, 0.696, 0.021, 0.971),
        ("metformin acid-blocker", 0.56, 14.35, 0.372, 0.021, 0.971),
        ("acid-blocker atrophic-gastritis", 0.56, 14.35, 0.030, 0.021, 0.971),
        ("atrophic-gastritis pernicious-anaemia", 0.012, 12.0, 0.030, 0.021, 0.039),
        ("metformin metformin", 0.56, 14.35, 0.722, 0.021, 0.971),
    ],
)
def test_a_condition_lowers_the_estimate_as_its_source_says(
    names: str, tablet_1: float, tablet_1000: float, food: float, low: float, high: float
) -> None:
    assert _absorbed(1, "supplement", names).ug == pytest.approx(tablet_1, abs=0.0006)
    assert _absorbed(1, "fortified", names).ug == pytest.approx(tablet_1, abs=0.0006)
    assert _absorbed(1000, "supplement", names).ug == pytest.approx(tablet_1000, abs=0.0006)
    eaten = _absorbed(2.5, "natural", names)
    assert (eaten.ug, eaten.low_ug, eaten.high_ug) == pytest.approx((food, low, high), abs=0.0006)


def test_the_order_of_conditions_does_not_matter() -> None:
    for names in ("metformin acid-blocker over-50", "pernicious-anaemia over-50"):
        conditions = _conditions(names)
        assert under(conditions) == under(reversed(conditions))


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_only_diseases_of_the_gut_have_no_estimate(name: str) -> None:
    beside = [CONDITIONS["metformin"], CONDITIONS[name], OVER_50]
    assert under(beside).estimable == (name not in WITHOUT_ESTIMATE)


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ("", ""),
        ("metformin over-50", "over-50"),
        ("metformin", "metformin"),
        ("acid-blocker metformin", "acid-blocker"),
        ("metformin pernicious-anaemia over-50", "pernicious-anaemia"),
        ("pernicious-anaemia crohns metformin", "crohns"),
        ("crohns coeliac acid-blocker", "crohns coeliac"),
    ],
)
def test_a_milder_condition_is_not_shown_beside_a_stricter_one(names: str, left: str) -> None:
    assert [one.name for one in deciding(_conditions(names))] == left.split()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *[(name, name) for name in CONDITIONS],
        ("pernicious anemia", "pernicious-anaemia"),
        ("Pernicious  Anaemia", "pernicious-anaemia"),
        ("pernicious-anemia", "pernicious-anaemia"),
        (" METFORMIN ", "metformin"),
        ("acid blocker", "acid-blocker"),
        ("PPI", "acid-blocker"),
        ("h2 blocker", "acid-blocker"),
        ("celiac", "coeliac"),
        ("Crohn's", "crohns"),
        ("Crohn’s", "crohns"),
        ("crohn", "crohns"),
        ("celiac disease", "coeliac"),
        ("Crohn's disease", "crohns"),
        ("gastric bypass", "gastric-bypass"),
    ],
)
def test_a_condition_has_several_names(text: str, name: str) -> None:
    assert named(text).name == name


@pytest.mark.parametrize("text", ["", "anaemia", "over-50", "b12", "ppi-ppi"])
def test_an_unknown_name_is_refused_with_the_known_ones(text: str) -> None:
    with pytest.raises(InputError, match="unknown condition") as refused:
        named(text)
    assert all(name in str(refused.value) for name in CONDITIONS)
