"""What the words of a dose of B12 say: its form, and by which route it enters the body.

`1mg hydroxocobalamin i.m.`, `B12 patch`. Nothing here knows an amount: `amounts` reads that.
"""

import re
from functools import lru_cache
from typing import Literal

# Forms that the body retains to different degrees; one that isn't named is None.
Form = Literal["hydroxocobalamin", "cyanocobalamin", "methylcobalamin"]
Route = Literal["injection", "mouth", "sublingual", "nasal", "patch"]

# The beginnings of the names, which end and are spelled differently: hydroxycobalamine.
_FORM_STEMS: dict[Form, tuple[str, ...]] = {
    "hydroxocobalamin": ("hydroxocob", "hydroxycob", "hidroxocob", "ohcobalamin"),
    "cyanocobalamin": ("cyanocob", "cyancob", "cianocob", "cncobalamin"),
    "methylcobalamin": ("methylcob", "metilcob", "mecobal"),
}
# Cobalin-H and Neo-Cytamen are brands of hydroxocobalamin, Cytamen and Nascobal of cyanocobalamin.
_SHORT_FORMS: dict[str, Form] = {
    **dict.fromkeys(("hydroxo", "hydroxy", "ohcbl", "cobalinh", "neocytamen"), "hydroxocobalamin"),
    **dict.fromkeys(("cyano", "cncbl", "cytamen", "nascobal"), "cyanocobalamin"),
    **dict.fromkeys(("methyl", "mecbl"), "methylcobalamin"),
}
_IN_TWO_WORDS = re.compile(r"\b(cobalin|neo|oh|cn)[\s-]+(h|cytamen|cobalamin|cbl)\b")
_APART = re.compile(r"[\s\-/()]+")

_VITAMIN = frozenset("b12 cobalamin adenosylcobalamin".split())
_INJECTED = frozenset(
    "injection injections injected injectable ampoule ampoules ampule ampules intramuscular "
    "intramuscularly intravenous intravenously subcutaneous subcutaneously infusion cobalinh "
    "neocytamen cytamen".split()
)
# Injections only where no other word names a food: not an espresso shot.
_INJECTED_ALONE = frozenset("shot shots jab jabs im iv sc subcut subq sq".split())
_NASAL = frozenset("nasal nasally intranasal nose nascobal".split())
_PATCH = frozenset("patch patches transdermal".split())
_SUBLINGUAL = frozenset(
    "sublingual sublingually tongue lozenge lozenges spray sprays drop drops".split()
)
_MOUTH = frozenset(
    "tablet tablets pill pills capsule capsules chewable gummy gummies liquid oral orally "
    "mouth swallowed".split()
)
_FORM_WORDS = frozenset(
    "vitamin vitamins supplement supplements of a an the my vegan weekly daily by under".split()
)
_ROUTE_WORDS = _INJECTED | _INJECTED_ALONE | _NASAL | _PATCH | _SUBLINGUAL | _MOUTH

# Foods, or parts of the body, unless the vitamin is named beside them: beef tongue, cough drops.
_ALSO_FOODS = frozenset("tongue nose mouth patch patches drop drops spray sprays liquid".split())

# What a reply says of a dose by such a route, with the source.
REMARKS: dict[Route, str] = {
    "sublingual": "counted as swallowed, since 500 µg under the tongue did as much as by mouth "
    "(Sharabi 2003, Br J Clin Pharmacol 56:635)",
    "nasal": "its B12 is unknown, since b12 has no figure for how much the nose absorbs",
    "patch": "not counted, since no study that b12 could read shows how much passes the skin",
}


@lru_cache(1024)
def form_of(name: str) -> Form | None:
    """Return the form of B12 that the words name; None if they name no form, or several."""
    forms = {form for word in _words(name) if (form := _form(word))}
    return forms.pop() if len(forms) == 1 else None


def route_of(name: str) -> Route | None:
    """Return the route that the words of a dose, or of a supplement, name; None if they name none.

    A nasal spray is nasal, and an oral one is taken as under the tongue.
    """
    typed = set(_words(name))
    if typed & _NASAL:
        return "nasal"
    if typed & _PATCH:
        return "patch"
    if typed & _INJECTED or (typed & _INJECTED_ALONE and names_dose(name)):
        return "injection"
    if typed & _SUBLINGUAL:
        return "sublingual"
    return "mouth" if typed & _MOUTH else None


def names_b12(phrase: str) -> bool:
    """Return whether the phrase means the vitamin itself: "B12 tablet", "injection"."""
    typed = _words(phrase)
    is_b12 = any(_is_b12(word) or word in _INJECTED | _INJECTED_ALONE for word in typed)
    return is_b12 and names_dose(phrase)


def names_dose(phrase: str) -> bool:
    """Return whether nothing in the phrase names a food: "", "tablet", "B12 spray"."""
    typed = _words(phrase)
    if not _ALSO_FOODS.isdisjoint(typed) and not any(map(_is_b12, typed)):
        return False
    return all(_is_b12(word) or word in _ROUTE_WORDS | _FORM_WORDS for word in typed)


def names_injection(phrase: str) -> bool:
    """Return whether the phrase means an injection of B12, and names no food."""
    return names_dose(phrase) and route_of(phrase) == "injection"


def _is_b12(word: str) -> bool:
    return word in _VITAMIN or _form(word) is not None


def _form(word: str) -> Form | None:
    stems = (form for form, starts in _FORM_STEMS.items() if word.startswith(starts))
    return _SHORT_FORMS.get(word) or next(stems, None)


def _words(phrase: str) -> list[str]:
    """Return the words in lower case: i.m. as im, OH-cobalamin as ohcobalamin."""
    joined = _IN_TWO_WORDS.sub(r"\1\2", phrase.casefold().replace(".", ""))
    return [word for word in _APART.split(joined) if word]
