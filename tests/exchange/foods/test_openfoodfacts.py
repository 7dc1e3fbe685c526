"""Open Food Facts: one product, lists of them, and the dump."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.errors import InputError, RefusedError, TrackerError
from tracker.exchange.foods import openfoodfacts
from tracker.exchange.foods.entry import Record, Skipped
from tracker.exchange.recognise import food_format
from tracker.foods.model import DIETS, KINDS, ORIGINS, Food, Portion
from tracker.text.formatting import printable

OAT: dict[str, Any] = {
    "code": "7394376616228",
    "product_name": "Oat drink Barista",
    "brands": "Oatly,Oatly AB",
    "categories_tags": ["en:plant-based-foods-and-beverages", "en:milk-substitutes"],
    "labels_tags": ["en:vegan"],
    "ingredients_analysis_tags": ["en:palm-oil-free", "en:vegan", "en:vegetarian"],
    "nutrition_data_per": "100g",
    "serving_size": "250 ml",
    "serving_quantity": "250",
    "nutriments": {
        "vitamin-b12": 3.8e-07,
        "vitamin-b12_100g": 3.8e-07,
        "vitamin-b12_unit": "µg",
        "vitamin-b12_value": 0.38,
    },
}


def _write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _read(path: Path) -> list[Food | Skipped]:
    entries = openfoodfacts.read(path, lambda *_: None)
    return [entry.food if isinstance(entry, Record) else entry for entry in entries]


@pytest.fixture
def product(tmp_path: Path) -> Any:
    """Reads one product: the food, or why it was left."""

    def read(**fields: Any) -> Any:
        product = {**OAT, **fields}
        [entry] = _read(
            _write(tmp_path / "product.json", {"code": OAT["code"], "product": product})
        )
        return entry.why if isinstance(entry, Skipped) else entry

    return read


def _b12(**fields: Any) -> dict[str, Any]:
    return {f"vitamin-b12_{name}": value for name, value in fields.items()}


def test_one_product(product: Any) -> None:
    assert product() == Food(
        code="off-7394376616228",
        name="Oat drink Barista, Oatly",
        origin="fortified",
        source="Open Food Facts 7394376616228, figure per 100 ml",
        b12_ug_per_100g=0.38,
        kind="fortified",
        diet="vegan",
        portions=(Portion(250.0, "ml", None, 0.95), Portion(1.0, "serving", None, 0.95)),
    )


@pytest.mark.parametrize("unit", ["µg", "μg", "mcg", "mg", "g", "% DV", "", None])
def test_the_figure_per_100_g_is_in_grams_whatever_the_unit_says(product: Any, unit: Any) -> None:
    food = product(nutriments=_b12(**{"100g": "2.5e-06", "unit": unit}))
    assert food.b12_ug_per_100g == 2.5
    assert "disagrees" not in food.source


@pytest.mark.parametrize(
    ("value", "unit", "per", "ug"),
    [
        (0.5, "µg", "100g", 0.5),
        (0.5, "μg", "100ml", 0.5),
        ("0,5", "mcg", "100g", 0.5),
        (0.0005, "mg", "100g", 0.5),
        (5e-7, "g", None, 0.5),
        (0.5, "µg", "serving", 0.2),
        (25, "% DV", "100g", None),
        (0.5, "", "100g", None),
        ("", "µg", "100g", None),
    ],
)
def test_the_labels_figure_is_in_its_unit(
    product: Any, value: Any, unit: str, per: Any, ug: float | None
) -> None:
    food = product(nutriments=_b12(value=value, unit=unit), nutrition_data_per=per)
    assert food.b12_ug_per_100g == (None if ug is None else pytest.approx(ug))


def test_a_figure_per_serving_of_unknown_size_is_unknown(product: Any) -> None:
    food = product(
        nutriments=_b12(value=0.5, unit="µg"),
        nutrition_data_per="serving",
        serving_size="",
        serving_quantity=None,
    )
    assert food.b12_ug_per_100g is None


def test_a_label_that_disagrees_is_told_in_the_source(product: Any) -> None:
    food = product(nutriments=_b12(**{"100g": 3.8e-07, "value": 0.38, "unit": "mg"}))
    assert food.b12_ug_per_100g == 0.38
    assert food.source.endswith("; its label says 0.38 mg, which disagrees")


def test_missing_is_unknown_and_never_zero(product: Any) -> None:
    below = _b12(**{"100g": 1e-7, "modifier": "<"})
    absent: list[Any] = [{}, None, [], _b12(**{"100g": ""}), below]
    for nutriments in absent:
        food = product(nutriments=nutriments)
        assert food.b12_ug_per_100g is None
        # What is measured in ml has neither a weight nor a figure then.
        assert food.portions == ()
        assert food.origin == "natural"
    assert product(nutriments=_b12(**{"100g": 0})).b12_ug_per_100g == 0


def test_the_newer_form_of_the_api(product: Any) -> None:
    nutrients = {"vitamin-b12": {"value": 4.1e-7, "unit": "g", "source": "packaging"}}
    aggregated = {"per": "100ml", "preparation": "as_sold", "nutrients": nutrients}
    food = product(nutriments=None, nutrition={"aggregated_set": aggregated}, serving_size=None)
    assert food.b12_ug_per_100g == 0.41
    nutrients["vitamin-b12"]["modifier"] = "<"
    food = product(nutriments=None, nutrition={"aggregated_set": aggregated})
    assert food.b12_ug_per_100g is None


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (0.38, "380000 µg of B12 per 100 g looks like a unit error"),
        (0.0051, "5100 µg of B12 per 100 g looks like a unit error"),
        (-1e-6, "its B12 can't be -1e-06"),
        ("NaN", "its B12 can't be nan"),
        ("inf", "its B12 can't be inf"),
        ("some", "its B12 is not a number: some"),
        ({"a": 1}, "its B12 is not a number: {'a': 1}"),
    ],
)
def test_impossible_figures_are_left_with_their_reason(product: Any, figure: Any, why: str) -> None:
    assert product(nutriments=_b12(**{"100g": figure})) == why


def test_a_supplement_may_hold_more(product: Any) -> None:
    tablets = product(
        nutriments=_b12(**{"100g": 0.08}),
        categories_tags=["en:dietary-supplements", "en:vitamins"],
        serving_size="1 tablet (1,25 g)",
        serving_quantity=1.25,
    )
    assert (tablets.b12_ug_per_100g, tablets.origin) == (80000.0, "supplement")
    assert tablets.kind == "supplement"
    assert tablets.portions[0] == Portion(1.0, "tablet", 1.25)


# --- Doses, from the labels of tablets, sprays and drops ---------------------------------------

_TABLET: dict[str, Any] = {
    "categories_tags": ["en:dietary-supplements"],
    "serving_size": "1 tablet (0.25 g)",
    "serving_quantity": 0.25,
    "nutrition_data_per": None,
    "nutriments": {},
}


def _set(ug: float = 1000, unit: str = "µg", **fields: Any) -> dict[str, Any]:
    nutrient = {"value": ug, "unit": unit}
    common = {"source": "packaging", "preparation": "as_sold", "per": "serving"}
    return {**common, "nutrients": {"vitamin-b12": nutrient}, **fields}


@pytest.mark.parametrize(
    "fields",
    [
        {"nutrition": {"input_sets": [_set(per_quantity=0.25, per_unit="g")]}},
        {"nutrition": {"input_sets": [_set(1, "mg")]}},
        {"nutrition": {"aggregated_set": _set(0.001, "g")}},
        {"nutrition_data_per": "serving", "nutriments": _b12(value=1000, unit="µg")},
        {"nutriments": _b12(serving=0.001)},
        {"nutriments": _b12(value=1000, unit="µg", serving=0.001)},
        {"nutriments": _b12(**{"100g": 0.4})},  # 0.4 g in 100 g: 1000 µg in 0.25 g
        {"nutriments": _b12(**{"100g": 0.4, "value": 1000, "unit": "µg"}),
         "nutrition_data_per": "serving"},
        {"nutriments": _b12(value=1000, unit="µg", serving=0.001),
         "serving_size": "1 tablet", "serving_quantity": None},
        {"nutriments": _b12(serving=0.001), "categories_tags": []},
    ],
)  # fmt: skip
def test_a_supplement_has_its_dose_by_the_portion(product: Any, fields: dict[str, Any]) -> None:
    tablets = product(**{**_TABLET, **fields})
    assert tablets.b12_ug_per_100g is None
    assert tablets.portions[0] == Portion(1.0, "tablet", None, 1000.0)
    assert (tablets.origin, tablets.kind) == ("supplement", "supplement")


def test_a_capsule_of_coffee_is_no_supplement(product: Any) -> None:
    no_labels: dict[str, Any] = {"labels_tags": [], "ingredients_analysis_tags": []}
    coffee = {**_TABLET, **no_labels, "serving_size": "1 capsule (4 g)", "serving_quantity": 4}
    coffee |= {"nutriments": _b12(serving=4e-8), "categories_tags": ["en:coffee-capsules"]}
    food = product(**coffee)
    assert (food.origin, food.b12_ug_per_100g) == ("natural", 1.0)
    bar = {"serving_size": "1 tablette (100 g)", "serving_quantity": 100, "categories_tags": []}
    food = product(**{**_TABLET, **no_labels, **bar, "nutriments": _b12(serving=4e-8)})
    assert (food.origin, food.b12_ug_per_100g) == ("natural", 0.04)


def test_a_dose_of_drops_is_in_so_many_ml(product: Any) -> None:
    fields = {"serving_size": "0.5 ml", "serving_quantity": 0.5, "serving_quantity_unit": "ml"}
    drops = product(
        **{**_TABLET, **fields, "nutrition_data_per": "serving"}
        | {"nutriments": _b12(value=1000, unit="µg")}
    )
    assert drops.portions[0] == Portion(0.5, "ml", None, 1000.0)
    assert "per 100 ml" not in drops.source


def test_a_powder_of_30_g_can_still_be_weighed(product: Any) -> None:
    fields = {"serving_size": "1 scoop (30 g)", "serving_quantity": 30}
    powder = product(**{**_TABLET, **fields, "nutriments": _b12(serving=7.5e-7)})
    assert powder.b12_ug_per_100g == 2.5
    assert powder.portions[0] == Portion(1.0, "scoop", 30.0)


def test_an_impossible_dose_is_left(product: Any) -> None:
    sets = {"nutrition": {"input_sets": [_set(1000, "mg")]}}
    assert product(**{**_TABLET, **sets}) == (
        "1e+06 µg of B12 in a serving looks like a unit error"
    )
    no_weight = {"serving_size": "", "serving_quantity": None, "nutriments": _b12(**{"100g": 0.4})}
    assert product(**{**_TABLET, **no_weight}) == (
        "400000 µg of B12 per 100 g, but no serving with a weight"
    )


# --- What a figure is for ----------------------------------------------------------------------

_BAR: dict[str, Any] = {
    "serving_size": "30 g",
    "serving_quantity": 30,
    "nutrition_data_per": None,
    "nutriments": {},
}


@pytest.mark.parametrize(
    ("fields", "ug"),
    [
        # 0.75 µg in 30 g are 2.5 µg in 100 g.
        ({"nutriments": _b12(value=0.75, unit="µg", serving=7.5e-7)}, 2.5),
        ({"nutriments": _b12(serving=7.5e-7)}, 2.5),
        ({"nutriments": _b12(value=2.5, unit="µg", serving=7.5e-7)}, 2.5),
        ({"nutriments": _b12(value=2.5, unit="µg")}, 2.5),
        ({"nutriments": {"vitamin-b12": 2.5e-6}}, 2.5),
        ({"nutrition": {"input_sets": [_set(0.75)]}}, 2.5),
        ({"nutrition": {"input_sets": [_set(25, per="1kg")]}}, 2.5),
        ({"nutrition": {"input_sets": [_set(9, source="estimate", per="100g"), _set(0.75)]}}, 2.5),
        ({"nutrition": {"input_sets": [_set(9, preparation="prepared"), _set(0.75)]}}, 2.5),
        ({"nutrition": {"input_sets": [_set(2.5, per="100g"), _set(9)]}}, 2.5),
        ({"nutrition": {"input_sets": [_set(9, source="estimate", per="100g")]}}, None),
        ({"nutrition": {"aggregated_set": _set(9e-6, "g", per="100g", preparation="prepared")}},
         None),
        ({"nutrition": {"aggregated_set": {"per": "100g", "nutrients": {"vitamin-b12": {
            "value": 9e-6, "unit": "g", "modifier": "~", "source": "estimate"}}}}}, None),
        ({"nutriments": _b12(prepared_100g=9e-6, prepared_value=9)}, None),
        ({"nutriments": _b12(**{"100g": 9e-6, "modifier": ">"})}, None),
    ],
)  # fmt: skip
def test_a_figure_is_for_what_the_file_says(
    product: Any, fields: dict[str, Any], ug: float | None
) -> None:
    assert product(**{**_BAR, **fields}).b12_ug_per_100g == ug


def test_a_serving_without_a_weight_has_its_figure(product: Any) -> None:
    food = product(
        nutriments=_b12(serving=5e-7), nutrition_data_per="serving", serving_size="1 cup",
        serving_quantity=None,
    )  # fmt: skip
    assert food.portions == (Portion(1.0, "cup", None, 0.5), Portion(1.0, "serving", None, 0.5))


@pytest.mark.parametrize(
    ("text", "quantity", "portions"),
    [
        ("30 g", 30, (Portion(1.0, "serving", 30.0),)),
        ("30g", None, (Portion(1.0, "serving", 30.0),)),
        ("1 pot (125 g)", "125", (Portion(1.0, "pot", 125.0), Portion(1.0, "serving", 125.0))),
        ("2 biscuits (25,5 g)", None,
         (Portion(2.0, "biscuits", 25.5), Portion(1.0, "serving", 25.5))),
        ("100 g (½ pack)", None, (Portion(0.5, "pack", 100.0), Portion(1.0, "serving", 100.0))),
        ("1 serving (40 g)", 40, (Portion(1.0, "serving", 40.0),)),
        ("1 oz (28 g)", None, (Portion(1.0, "serving", 28.0),)),
        ("1/2 cup", 0, ()),
        ("a handful", None, ()),
        ("", "", ()),
        (None, "nan", ()),
    ],
)  # fmt: skip
def test_servings_by_weight(
    product: Any, text: Any, quantity: Any, portions: tuple[Portion, ...]
) -> None:
    assert product(serving_size=text, serving_quantity=quantity).portions == portions


@pytest.mark.parametrize(
    ("text", "quantity", "portions"),
    [
        ("1 glass (2 dl)", None, [(1.0, "glass", 0.76), (200.0, "ml", 0.76)]),
        ("0.25 l", 250, [(250.0, "ml", 0.95)]),
        ("1 cup (240ml)", "240", [(1.0, "cup", 0.912), (240.0, "ml", 0.912)]),
    ],
)
def test_servings_by_volume_have_their_b12_and_no_weight(
    product: Any, text: str, quantity: Any, portions: list[tuple[float, str, float]]
) -> None:
    food = product(serving_size=text, serving_quantity=quantity)
    *measured, serving = food.portions
    assert [(p.amount, p.measure, p.grams) for p in measured] == [
        (a, m, None) for a, m, _ in portions
    ]
    assert [p.b12_ug for p in measured] == [pytest.approx(ug) for *_, ug in portions]
    assert serving.measure == "serving"


def test_per_100_ml_without_a_serving_has_that_as_its_portion(product: Any) -> None:
    food = product(nutrition_data_per="100ml", serving_size="", serving_quantity="")
    assert food.portions == (Portion(100.0, "ml", None, 0.38),)
    assert food.source.endswith("figure per 100 ml")


_PLAIN: dict[str, Any] = {"categories_tags": [], "labels_tags": [], "ingredients_analysis_tags": []}


@pytest.mark.parametrize(
    "fields",
    [
        {"vitamins_tags": ["en:vitamin-b12"]},
        {"ingredients_tags": ["en:oat", "en:vitamin-b12"]},
        {"ingredients_text": "Avoine, vitamines (D2, B12)"},
        {"ingredients_text_de": "Hafer, Cyanocobalamin"},
        {"labels_tags": ["en:vegan"]},
        {"ingredients_analysis_tags": ["en:vegan"]},
    ],
)
def test_fortified(product: Any, fields: dict[str, Any]) -> None:
    assert product(**{**_PLAIN, **fields}).origin == "fortified"
    assert product(**{**_PLAIN, **fields, "nutriments": {}}).origin == "natural"


@pytest.mark.parametrize(
    ("tags", "analysis", "kind", "diet"),
    [
        (["en:dairies", "en:yogurts"], ["en:vegetarian"], "dairy", "vegetarian"),
        (["en:meats", "en:poultries", "en:chickens"], ["en:non-vegetarian"], "poultry", "any"),
        (["en:meats", "en:beef"], [], "meat", None),
        (["en:seafood", "en:fishes"], ["en:non-vegetarian"], "fish", "pescatarian"),
        (["en:seafood", "en:mollusks"], ["en:maybe-vegan"], "shellfish", None),
        (["en:meals", "en:fishes"], ["en:non-vegetarian"], "mixed", None),
        (["en:eggs"], None, "egg", None),
        (["en:plant-based-foods", "en:tempeh"], ["en:vegetarian-status-unknown"], "plant", None),
        ("en:dairies", "en:vegan", "mixed", None),
    ],
)
def test_kinds_and_diets(
    product: Any, tags: Any, analysis: Any, kind: str, diet: str | None
) -> None:
    food = product(categories_tags=tags, labels_tags=None, ingredients_analysis_tags=analysis)
    assert (food.kind, food.diet, food.origin) == (kind, diet, "natural")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"product_name": "", "product_name_en": "Oats"}, "Oats, Oatly"),
        ({"product_name": None, "product_name_fr": "Avoine"}, "Avoine, Oatly"),
        ({"product_name": "OATLY Barista"}, "OATLY Barista"),
        ({"product_name": "Oats\x1b[31m\n2", "brands": None}, "Oats [31m 2"),
        ({"product_name": "", "generic_name": "A drink", "brands": ""}, "A drink"),
    ],
)
def test_names(product: Any, fields: dict[str, Any], name: str) -> None:
    assert product(**fields).name == name


def test_names_are_cut(product: Any) -> None:
    name = product(product_name="Oat " * 200).name
    assert len(name) <= 300
    assert name.endswith(", Oatly")


def test_without_name_or_barcode_it_is_left(product: Any, tmp_path: Path) -> None:
    assert product(product_name="") == "it has no name"
    assert _read(
        _write(tmp_path / "a.json", [{**OAT, "code": ""}, 5, {**OAT, "code": "../x"}])
    ) == [
        Skipped("entry 1", "it has no barcode"),
        Skipped("entry 2", "it has no barcode"),
        Skipped("product ../x", "it has no barcode"),
    ]
    unknown = {"code": "1234567", "status": 0, "status_verbose": "product not found"}
    assert _read(_write(tmp_path / "b.json", unknown)) == [
        Skipped("product 1234567", "Open Food Facts has no such product")
    ]


OTHER = {**OAT, "code": "20000001", "product_name": "Rice drink", "nutriments": {}}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([OAT, OTHER]),
        json.dumps([OAT, OTHER], indent=4),
        json.dumps({"count": 2, "page": 1, "products": [OAT, OTHER], "skip": 0}),
        json.dumps([{"code": "7394376616228", "product": OAT, "status": 1}, OTHER]),
        "\ufeff" + json.dumps({"products": [OAT, OTHER]}, indent=1),
    ],
)
def test_lists_take_products_without_a_figure_as_unknown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "products.json"
    path.write_text(text, encoding="utf-8")
    assert food_format(path) == "openfoodfacts"
    oat, rice = _read(path)
    assert isinstance(oat, Food)
    assert isinstance(rice, Food)
    assert (oat.b12_ug_per_100g, rice.b12_ug_per_100g) == (0.38, None)
    assert rice.code == "off-20000001"


def test_a_bare_product(tmp_path: Path) -> None:
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(OAT) + "\n")
    [oat] = _read(path)
    assert isinstance(oat, Food)


@pytest.mark.parametrize("packed", [False, True])
def test_the_dump_takes_only_what_has_a_figure(tmp_path: Path, packed: bool) -> None:
    broken = '{"code": "3", "vitamin-b12_100g": 1e-6'
    tagged = {**OTHER, "vitamins_tags": ["en:vitamin-b12"]}
    lines = [json.dumps(OAT), json.dumps(OTHER), "", broken, json.dumps(tagged), json.dumps(OAT)]
    data = "\r\n".join(lines).encode()
    path = tmp_path / ("dump.jsonl.gz" if packed else "dump.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    assert food_format(path) == "openfoodfacts"
    *foods, lines_left, without = _read(path)
    assert [food.code for food in foods if isinstance(food, Food)] == ["off-7394376616228"] * 2
    assert lines_left == Skipped(path.name, "lines that are not JSON", 1)
    assert without == Skipped(path.name, "products without a B12 figure", 2)


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join([json.dumps(OAT)] * 500).encode()))
    told: list[tuple[int, int]] = []
    list(openfoodfacts.read(path, lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


def test_other_and_damaged_files_are_refused(tmp_path: Path) -> None:
    for text in ("", "[]", "hello", '{"fdcId": 1}', "code,product_name\n1,Oats\n"):
        path = tmp_path / "other"
        path.write_text(text)
        with pytest.raises(InputError):
            _read(path)
    with pytest.raises(InputError, match="no such file"):
        _read(tmp_path / "missing.json")
    path = tmp_path / "cut.json"
    path.write_text(json.dumps([OAT, OAT])[:-30])
    with pytest.raises(RefusedError, match=r"cut\.json is not valid JSON"):
        _read(path)
    path.write_text('{"code":' + "[" * 100_000)
    with pytest.raises(RefusedError, match="not valid JSON"):
        _read(path)
    packed = gzip.compress(json.dumps([OAT] * 100).encode())
    path = tmp_path / "cut.json.gz"
    for data in (packed[: len(packed) // 2], packed[:-6] + b"\0\0\0\0\0\0", packed[:5]):
        path.write_bytes(data)
        with pytest.raises(RefusedError, match=r"cut\.json\.gz is damaged"):
            _read(path)


def test_memory_stays_flat_on_a_large_dump(tmp_path: Path) -> None:
    """20 MB of lines take less than 6 MB."""
    path = tmp_path / "dump.jsonl.gz"
    line = json.dumps({**OAT, "ingredients_text": "Oats " * 1800}) + "\n"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for _ in range(2000):
            file.write(line)
    tracemalloc.start()
    try:
        count = sum(1 for _ in openfoodfacts.read(path, lambda *_: None))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2000
    assert peak < 6_000_000


# --- Anything at all -----------------------------------------------------------------------


def _valid(entries: Iterator[Record | Skipped]) -> None:
    for read in entries:
        entry = read.food if isinstance(read, Record) else read
        if isinstance(entry, Skipped):
            assert entry.why
            assert entry.count > 0
            continue
        assert entry.origin in ORIGINS
        assert entry.kind in KINDS
        assert entry.diet is None or entry.diet in DIETS
        assert entry.b12_ug_per_100g is None or 0 <= entry.b12_ug_per_100g <= 100_000
        assert printable(entry.name) == entry.name
        assert 0 < len(entry.name) <= 300
        assert printable(entry.source) == entry.source
        for portion in entry.portions:
            assert (portion.grams is None) != (portion.b12_ug is None)
            assert portion.b12_ug is None or 0 <= portion.b12_ug <= 100_000
            assert 0 < portion.amount <= 100_000
            assert portion.grams is None or 0 < portion.grams <= 100_000


def _harmless(path: Path) -> None:
    """Nothing but entries, or a refusal of one line."""
    refused = ""
    try:
        _valid(openfoodfacts.read(path, lambda *_: None))
    except TrackerError as error:
        refused = str(error)
    assert "\n" not in refused


_SETTINGS = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_SCALAR = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8),
    st.sampled_from(["µg", "g", "serving", "100ml", "30 g", "1 cup (240 ml)", 1e-6, "0.5"]),
    st.sampled_from(["1 tablet (0.25 g)", "0.5 ml", 0.001, 0.4, 1000]),
)  # fmt: skip
_VALUE = st.one_of(
    _SCALAR,
    st.lists(st.one_of(_SCALAR, st.sampled_from(["en:vegan", "en:fishes", "en:supplements"]))),
    st.dictionaries(
        st.sampled_from(
            [*OAT["nutriments"], "vitamin-b12_modifier", "vitamin-b12_serving", "aggregated_set"]
        ),
        _SCALAR,
    ),
    st.builds(
        lambda per, nutrient: {
            "input_sets": [{"per": per, "nutrients": {"vitamin-b12": nutrient}}]
        },
        _SCALAR,
        st.dictionaries(st.sampled_from(["value", "unit", "modifier", "source"]), _SCALAR),
    ),
)
_PRODUCT = st.builds(
    lambda fields: {**OAT, **fields},
    st.dictionaries(st.sampled_from([*OAT, "nutrition", "product", "_id"]), _VALUE, max_size=6),
)


@_SETTINGS
@given(products=st.lists(_PRODUCT, max_size=4), lines=st.booleans())
def test_no_product_does_harm(tmp_path: Path, products: list[Any], lines: bool) -> None:
    path = tmp_path / "any.json"
    texts = map(json.dumps, products)
    path.write_text("\n".join(texts) if lines else json.dumps(products))
    _harmless(path)


@_SETTINGS
@given(data=st.binary(max_size=200), head=st.sampled_from([b"", b"\x1f\x8b", b'{"code":', b"[{"]))
def test_no_bytes_do_harm(tmp_path: Path, data: bytes, head: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(head + data)
    _harmless(path)
