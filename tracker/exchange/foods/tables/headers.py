"""Headers about B12: its name, its unit and the amount that a figure is per, in any language."""

import re
import unicodedata

from tracker.exchange.foods.tables.sheet import plain_header

# Including the Greek and Cyrillic letters that look like a B, the letters of other scripts that
# stand for it, and any sign before the number.
B12 = re.compile(
    r"(?:(?<![^\W_])|(?<=vit)|(?<=vitamin)|(?<=вит)|(?<=витамин))"
    r"[bвβ][ ._:-]{0,3}12(?!\d)"
    r"|(?:บี|ب|बी|বি)[ ._:-]{0,3}(?:12|١٢|۱۲|१२|১২|๑๒)(?!\d)"
    r"|[ck]obal+amin|κοβαλαμ|кобаламин|кобаламін|コバラミン|코발라민|钴胺",
    re.IGNORECASE,
)
# In the form of plain_header, in which µ is u. The g of "per 100 g" is not the unit.
_UNITS = tuple(
    (unit, re.compile(pattern))
    for unit, pattern in (
        ("ug", r"(?<![a-z])(?:ug|mcg|mkg)(?![a-z])|мкг|[μu]γ(?!\w)|mi[ck]ro-?gram|микрограм|"
         r"μικρογρ|uικρογρ|微克|マイクログラム|마이크로그램|ไมโครกรัม"),
        ("mg", r"(?<![a-z])mg(?![a-z])|(?<!\w)мг(?!\w)|mill?i-?gram|миллиграм|毫克|밀리그램"),
        ("ng", r"(?<![a-z])ng(?![a-z])|(?<!\w)нг(?!\w)|nano-?gram|нанограм|纳克"),
        ("g", r"(?<![\w%])(?<!\d )(?<!per )(?:g|г)(?!\w)"),
    )
)  # fmt: skip
_SMALL = re.compile("[¹²³⁰⁴-⁹*†‡]")
_SIZED = {"kg": 1000.0, "кг": 1000.0, "g": 1.0, "gr": 1.0, "г": 1.0, "克": 1.0}
_VOLUMES = {"ml": 1.0, "мл": 1.0, "cc": 1.0, "毫升": 1.0, "dl": 100.0, "l": 1000.0, "л": 1000.0}
_SIZED |= _VOLUMES
_PER = re.compile(
    r"(?:(?P<sign>/|\b(?:per|pro|je|por|par|pour|pr|na|на|kohti)\b\.?)\s*)?"
    r"(?P<amount>(?<!\w)\d+(?:[ .,]000)?)?\s*"
    rf"(?P<unit>{'|'.join(sorted(_SIZED, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)


def is_about_b12(text: str) -> bool:
    """Return whether a header, or the name of a nutrient, is about vitamin B12."""
    return B12.search(without_notes(text)) is not None


def without_notes(text: str) -> str:
    """Return a header in plain characters, without the small numbers of notes: B12¹."""
    return unicodedata.normalize("NFKC", _SMALL.sub("", text))


def unit_in(text: str) -> str:
    """Return the unit that a header or a cell has: ug, mg, ng or g; "" if it has none."""
    plain = plain_header(text)
    return next((unit for unit, pattern in _UNITS if pattern.search(plain)), "")


def is_unit(text: str) -> bool:
    """Return whether a text is a unit and nothing else."""
    plain = plain_header(text).strip("()[] ")
    return len(plain) < 16 and any(pattern.match(plain) for _, pattern in _UNITS)


def per_in(text: str) -> tuple[float, bool] | None:
    """Return the g or ml that a figure is per, and whether it is ml; None if the text has none.

    A unit counts if a number or a word such as "per" precedes it.
    """
    for per in _PER.finditer(B12.sub("", without_notes(text))):
        unit = per["unit"].casefold()
        amount = float(re.sub(r"[ .,]", "", per["amount"] or "1"))
        if amount and (per["sign"] or per["amount"]):
            return amount * _SIZED[unit], unit in _VOLUMES
    return None
