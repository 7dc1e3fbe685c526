import pytest

from tracker.errors import InputError, RefusedError, TrackerError
from tracker.foods.amounts import parse_item
from tracker.foods.labels import (
    known_labels,
    label_in,
    label_named,
    labelled,
    origin_of,
    read_figure,
    read_measure,
    with_usual,
)
from tracker.foods.model import Food, Portion
from tracker.foods.serving import weigh

BARE = Food("oat", "Oat drink", "fortified", "label", everyday="oat drink")


def _food(per: str, b12: str | None = None, dv: str | None = None, **more: str) -> Food:
    figure = read_figure(per, b12, dv, label_named(more.get("label", "us")), more.get("grams"))
    return labelled(BARE, figure)


@pytest.mark.parametrize(
    ("label", "ug"),
    [
        # 25 % of 2.4, 6 and 2.5 µg: 21 CFR 101.9(c)(8)(iv); Regulation (EU) 1169/2011, annex XIII.
        ("us", 0.6),
        ("us-old", 1.5),
        ("eu", 0.625),
        ("uk", 0.625),
        ("gb", 0.625),
        # Of 2.0, 1.0 and 0.7 µg: Australia New Zealand Food Standards Code, Schedule 1.
        ("au", 0.5),
        ("NZ", 0.5),
        ("au-child", 0.25),
        ("nz-child", 0.25),
        ("au-infant", 0.175),
        ("nz-infant", 0.175),
        # Of 2.4 µg: CAC/GL 2-1985, GB 28050-2011, Japan's standard of 2015, R146.
        ("codex", 0.6),
        ("cn", 0.6),
        ("jp", 0.6),
        ("za", 0.6),
    ],
)
def test_a_quarter_of_the_daily_value(label: str, ug: float) -> None:
    food = _food("1 cup", dv="25%", label=label, grams="240")
    assert food.portion_ug(food.portions[0]) == pytest.approx(ug)


def test_every_label_is_said_with_its_name_and_source() -> None:
    for label in known_labels().values():
        share = read_figure("1 cup", None, "25%", label, None).share
        assert share.startswith(f"25 % of {label.ug:g} µg ({label.title}) for {label.who}: ")
        assert label.source in share
        assert share.endswith(f" ({label.confidence})")
    not_read = {x.name for x in known_labels().values() if x.confidence != "read in the source"}
    assert not_read == {"eu", "uk", "codex", "jp", "za"}


def test_an_unknown_label_names_those_that_are_known() -> None:
    with pytest.raises(InputError) as error:
        label_named("fr")
    for label in known_labels().values():
        assert {label.name, *label.also} <= set(str(error.value).replace(",", "").split())


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("us", "us"), ("de", "eu"), ("ie", "eu"), ("uk", "uk"), ("au", "au"), ("nz", "au"),
        ("cn", "cn"), ("jp", "jp"), ("za", "za"), ("br", "us"),
    ],
)  # fmt: skip
def test_the_usual_label_is_the_country_s(country: str, name: str) -> None:
    assert label_in(country).name == name


def test_a_name_or_a_country_means_one_label() -> None:
    labels = known_labels().values()
    for words in (
        [name for label in labels for name in (label.name, *label.also)],
        [country for label in labels for country in label.countries],
    ):
        assert len(words) == len(set(words))
    # The member states of the European Union.
    assert len(known_labels()["eu"].countries) == 27


def test_per_100_ml_applies_to_any_volume_but_no_weight() -> None:
    food = _food("100ml", "0.38ug")
    assert weigh(food, parse_item("250 ml oat drink")).b12_ug == pytest.approx(0.95)
    assert weigh(food, parse_item("1 cup oat drink")).b12_ug == pytest.approx(0.899, rel=1e-3)
    assert weigh(food, parse_item("250 ml oat drink")).grams is None
    with pytest.raises(RefusedError, match="no weight"):
        weigh(food, parse_item("250g oat drink"))


def test_per_100_g() -> None:
    food = _food("100g", "5ug")
    assert weigh(food, parse_item("30g oat drink")).b12_ug == pytest.approx(1.5)


def test_per_piece_without_a_weight() -> None:
    food = _food("1 bar", "1.25ug")
    assert weigh(food, parse_item("2 bars oat drink")).b12_ug == pytest.approx(2.5)


def test_an_unknown_figure_stays_unknown_in_any_measure() -> None:
    food = _food("100ml", "unknown")
    serving = weigh(food, parse_item("250 ml oat drink"))
    assert (serving.grams, serving.b12_ug) == (None, None)
    assert _food("100g", "unknown").b12_ug_per_100g is None
    assert _food("100g", "0").b12_ug_per_100g == 0


@pytest.mark.parametrize(
    ("portion", "first"),
    [
        ("1 glass 250ml", Portion(1, "glass", None, 0.95)),
        ("2 biscuits 30g", Portion(2, "biscuits", 30.0)),
    ],
)
def test_a_usual_portion(portion: str, first: Portion) -> None:
    usual = with_usual(_food("100ml", "0.38ug"), portion).portions[0]
    assert (usual.amount, usual.measure, usual.grams) == (first.amount, first.measure, first.grams)
    assert usual.b12_ug == (None if first.b12_ug is None else pytest.approx(first.b12_ug))


def test_a_unit_error_is_refused_except_for_a_supplement() -> None:
    with pytest.raises(RefusedError, match="unit error"):
        _food("100g", "50mg")
    with pytest.raises(RefusedError, match="unit error"):
        _food("1 g", "80ug")
    drops = Food("drops", "Drops", "supplement", "label")
    figure = read_figure("1 g", "80ug", None, None, None)
    assert labelled(drops, figure).b12_ug_per_100g == pytest.approx(8000)


@pytest.mark.parametrize(
    ("diet", "ug", "chosen", "origin"),
    [
        ("vegan", 0.38, None, "fortified"),
        ("vegan", 0.0, None, "natural"),
        (None, 0.38, None, "natural"),
        (None, 0.38, "fortified", "fortified"),
        ("vegan", 0.38, "natural", "natural"),
    ],
)
def test_b12_in_vegan_food_counts_as_added(
    diet: str | None, ug: float, chosen: str | None, origin: str
) -> None:
    assert origin_of(diet, ug, chosen) == origin  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("per", "b12", "dv", "grams"),
    [
        ("100ml", None, None, None),
        ("100ml", "0.38ug", "25%", None),
        ("100ml", "0.38", None, None),
        ("100ml", "-1ug", None, None),
        ("100ml", "nan", None, None),
        ("100ml", "lots", None, None),
        ("100ml", None, "lots", None),
        ("100ml", None, "-5%", None),
        ("0ml", "1ug", None, None),
        ("", "1ug", None, None),
        ("100g", "1ug", None, "100"),
        ("1 cup", "1ug", None, "0"),
        ("1 cup", "1ug", None, "240ml"),
        ("1 cup", "1ug", None, "x"),
        ("1 cup", "1ug", None, "240%"),
    ],
)
def test_an_invalid_label_is_refused(
    per: str, b12: str | None, dv: str | None, grams: str | None
) -> None:
    with pytest.raises(TrackerError) as error:
        read_figure(per, b12, dv, None, grams)
    assert isinstance(error.value, InputError)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("per", ["1 " + "x" * 100_000, "x" * 200])
def test_a_measure_as_long_as_a_page_is_refused(per: str) -> None:
    with pytest.raises(InputError, match="a measure has at most 100 characters"):
        read_figure(per, "1ug", None, None, "30")
    with pytest.raises(InputError, match="a measure has at most 100 characters"):
        read_measure(per)
