"""A food of FoodData Central, whichever form it came in: its entry, kind and portions."""

import re
from dataclasses import dataclass

from tracker.exchange.foods.entry import (
    UnusableError,
    food_name,
    label_portions,
    portion,
    refuse_unit_error,
    serving_size,
    sound,
    split_amount,
)
from tracker.foods.model import Food, Origin, Portion

BRANDED = "Branded"
# The data types of what people eat, as the tables and the API write them.
DATASETS = {
    "sr_legacy_food": "SR Legacy", "sr legacy": "SR Legacy", "foundation_food": "Foundation",
    "foundation": "Foundation", "survey_fndds_food": "FNDDS", "survey (fndds)": "FNDDS",
    "branded_food": BRANDED, "branded": BRANDED,
}  # fmt: skip


@dataclass(frozen=True)
class Raw:
    """A food as either form tells it; `b12_ug` and `added_ug` are per 100 g (or 100 ml)."""

    fdc_id: str
    dataset: str
    name: str
    category: str
    b12_ug: float | None
    added_ug: float | None
    ndb: str = ""
    brand: str = ""
    label: str = ""
    serving: float | None = None
    serving_unit: str = ""
    ingredients_add: bool = False
    portions: tuple[Portion, ...] = ()


def food(raw: Raw) -> Food:
    """The entry for the catalogue. Raises UnusableError when it makes none."""
    if not (raw.fdc_id.isascii() and raw.fdc_id.isdigit() and len(raw.fdc_id) <= 12):
        raise UnusableError("its fdc_id is not a number")
    supplement = bool(_SUPPLEMENT.search(raw.category))
    refuse_unit_error(raw.b12_ug, supplement=supplement)
    origin: Origin = "natural"
    if supplement:
        origin = "supplement"
    elif raw.b12_ug and (raw.ingredients_add or 2 * (raw.added_ug or 0) >= raw.b12_ug):
        origin = "fortified"
    kind = _kind(raw.category, raw.name, origin)
    size = serving_size(raw.label, raw.serving, raw.serving_unit)
    by_volume = size is not None and size[1] == "ml"
    code = raw.ndb.zfill(5) if raw.ndb.isascii() and raw.ndb.isdigit() else f"fdc-{raw.fdc_id}"
    return Food(
        code=code,
        name=food_name(raw.name, raw.brand),
        origin=origin,
        source=f"USDA FoodData Central, {raw.dataset}, fdc_id {raw.fdc_id}"
        + (", figure per 100 ml" if by_volume else ""),
        b12_ug_per_100g=raw.b12_ug,
        group=raw.category or None,
        kind=kind,
        diet=_DIETS.get(kind),
        portions=raw.portions + label_portions(raw.label, size, raw.b12_ug),
    )


# --- Kind ----------------------------------------------------------------------------------

# Only flesh is sure: a dairy product may hold gelatine, a vegetable dish butter.
_DIETS = {"meat": "any", "poultry": "any", "fish": "pescatarian", "shellfish": "pescatarian"}
_EGG = re.compile(r"eggs?\b", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"\bsupplements?\b|^vitamins\b", re.IGNORECASE)
_SHELLFISH = re.compile(
    r"crustacean|mollusk|clam|oyster|mussel|scallop|shrimp|prawn|crab|crayfish|lobster|abalone|"
    r"whelk|conch|cuttlefish|octopus|squid|snail|shellfish",
    re.IGNORECASE,
)
# How the groups of SR, the categories of the survey and those of the branded foods begin, where
# they hold one kind of food only.
_KINDS = tuple(
    (kind, re.compile(rf"(?:{beginning})", re.IGNORECASE))
    for kind, beginning in (
        ("plant", r"plant[- ]based|milk substitutes|fruit|vegetables|nut and seed|nuts and seeds|"
         r"legumes|beans|spices and herbs|cereal grains and pasta"),
        ("fish", r"finfish|fish\b(?!.*(?:meal|dish))|canned tuna|frozen fish"),
        ("shellfish", r"shellfish\b"),
        ("poultry", r"poultry products|chicken, whole|turkey, duck"),
        ("meat", r"(?:ground )?beef\b(?!.*dish)|pork\b(?!.*dish)|lamb\b|liver and organ|bacon|"
         r"sausages? and luncheon|sausages\b|frankfurters|cold cuts|pepperoni, salami"),
        ("egg", r"eggs (?:and|&)"),
        ("dairy", r"dairy and egg|milk(?:,|$)|cheese\b(?! (?:sauce|dip|sandwich))|"
         r"cottage/ricotta|yogurt"),
    )
)  # fmt: skip


def _kind(category: str, name: str, origin: Origin) -> str:
    """One of KINDS. What has its B12 from animals keeps its kind when more was added."""
    if origin == "supplement":
        return "supplement"
    kind = next((kind for kind, begins in _KINDS if begins.match(category)), "mixed")
    if kind == "fish" and _SHELLFISH.search(name):
        kind = "shellfish"
    elif kind == "dairy" and _EGG.match(name):
        kind = "egg"
    return "fortified" if origin == "fortified" and kind in ("plant", "mixed") else kind


# --- Portions ------------------------------------------------------------------------------


def measured(
    amount: object, unit: str, description: str, modifier: str, grams: object
) -> Portion | None:
    """A row of food_portion, in whichever of its three ways it names the measure."""
    unit = {"undetermined": "", "racc": "serving"}.get(unit.casefold(), unit)
    if description.casefold().startswith("quantity not"):
        return None
    if modifier.isdigit():  # the survey's own codes
        modifier = ""
    count, words = split_amount(description)
    given = sound(amount)
    if given is None or (count is not None and not unit):
        given = 1.0 if count is None else count
    measure = ", ".join(dict.fromkeys(part for part in (unit, words, modifier) if part))
    return portion(given, measure, sound(grams) or 0.0)
