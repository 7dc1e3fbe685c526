"""The origins of B12, natural (mostly animal) food and what is added: what is known of each.

The figures of absorption are those of `absorption.curve`, where each has its source.
"""

from dataclasses import dataclass

from tracker.foods.model import Origin


@dataclass(frozen=True)
class Kind:
    """One origin of eaten B12 in words, with the source of each statement."""

    origin: Origin
    title: str
    form: str
    absorption: str
    suits: str
    sure: str
    source: str


KINDS = (
    Kind(
        "natural",
        "natural food",
        "bound in food: meat, fish, eggs and milk; plants hold next to none",
        "30 % of a little in eggs, 42 % in fish, about half in other food; needs stomach acid",
        "mostly animal food, so not for vegans; not to be counted on alone from 50 on, or with "
        "acid blockers",
        "an average of a food table: breed, season and cooking move it",
        "IOM 1998, ch. 9; Watanabe 2007; Garrod 2019",
    ),
    Kind(
        "fortified",
        "fortified food",
        "added, crystalline",
        "56 % of 1 µg, less of more at once; needs no stomach acid",
        "every diet that the food suits; advised from 50 on",
        "a label: the EU lets it hold 50 % more, and less only by the error of measuring",
        "Carmel 2008; IOM 1998, ch. 9; EU guidance on tolerances, December 2012",
    ),
    Kind(
        "supplement",
        "supplement",
        "added, crystalline",
        "56 % of 1 µg, about 1.3 % of 1000 µg; needs no stomach acid",
        "every diet; in high doses also without intrinsic factor",
        "a label: the EU lets it hold 20 % less to 50 % more",
        "Carmel 2008; IOM 1998, ch. 9; EU guidance on tolerances, December 2012",
    ),
)
