"""A regimen as people write it: `2000ug tablet weekly`, `hydroxo 1 mg every 12 weeks`."""

import re
from datetime import date

from tracker.errors import InputError
from tracker.foods.amounts import parse_item
from tracker.foods.doses import form_of, names_dose, route_of
from tracker.regimens.model import MOST_UNITS, Interval, Regimen, Unit
from tracker.text.formatting import format_number, one_line
from tracker.text.numbers import PLURAL_WORDS

_LONGEST = 200
_EXAMPLES = "daily, every 3 days, weekly, every 2 weeks, monthly or every 3 months"
_NAMED: dict[str, Interval] = {
    "daily": Interval(1, "day"),
    "nightly": Interval(1, "day"),
    "weekly": Interval(1, "week"),
    "fortnightly": Interval(2, "week"),
    "monthly": Interval(1, "month"),
    "quarterly": Interval(3, "month"),
    "yearly": Interval(12, "month"),
}
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year)"
_SIZES: dict[str, Interval] = {
    "day": Interval(1, "day"),
    "week": Interval(1, "week"),
    "fortnight": Interval(2, "week"),
    "month": Interval(1, "month"),
    "quarter": Interval(3, "month"),
    "year": Interval(12, "month"),
}
_NUMBERS = "|".join((r"\d{1,4}", "other", "second", *PLURAL_WORDS))
_OFTEN = re.compile(
    rf"(?<!\S)(?:(?:once\s+)?(?:every|each)(?:\s+(?P<number>{_NUMBERS}))?\s+{_UNIT}s?"
    rf"|(?:once\s+)?(?:an?|per)\s+{_UNIT.replace('unit', 'per')}"
    rf"|(?:once\s+)?(?P<named>{'|'.join(_NAMED)})"
    r"|on\s+(?P<alternate>alternate)\s+days)(?!\S)"
)
# More than once in a day, a week or a month.
_SEVERAL = re.compile(
    r"(?<!\S)(?:twice|thrice|(?:\d+|two|three|four)\s*(?:x|times))\s+"
    r"(?P<in>an?\s+\w+|per\s+\w+|every\s+\w+|each\s+\w+|daily|weekly|monthly)(?!\S)"
)
_WITH_FOOD = re.compile(
    r"(?<!\S)with\s+(?:food|(?:a\s+|my\s+)?(?:meals?|breakfast|lunch|dinner))(?!\S)"
)
# Nobody takes a tablet so seldom: a dose without a route is an injection then.
_SELDOM_DAYS = 28


def read(text: str, since: date, until: date | None = None) -> Regimen:
    """Return the regimen of the words, dated.

    Without a route it is an injection if the dose is taken every four weeks or less often, and else
    a tablet. Raise InputError, in one line, for what can't be read, and for a route by which nobody
    knows how much is taken up.
    """
    shown = one_line(text)
    if len(shown) > _LONGEST:
        raise InputError(f'"{shown[:40]}...": a regimen has at most {_LONGEST} characters')
    line = shown.casefold()
    with_food = bool(_WITH_FOOD.search(line))
    line = _WITH_FOOD.sub(" ", line)
    interval, line = _interval(line, shown)
    amount_ug, words = _amount(line, shown)
    form, route = form_of(words), route_of(words)
    if route in ("nasal", "patch"):
        raise InputError(
            f'"{shown}": b12 has no figure for how much a {route} dose gives; a regimen is by '
            "mouth or injected"
        )
    seldom = interval.days >= _SELDOM_DAYS
    if route is None and form == "hydroxocobalamin" and not seldom:
        raise InputError(f'"{shown}": say whether it is a tablet or an injection')
    if route is None:
        route = "injection" if seldom else "mouth"
    return Regimen(amount_ug, route, form, interval.number, interval.unit, with_food, since, until)


def _interval(line: str, shown: str) -> tuple[Interval, str]:
    """Return how often, and the line without these words."""
    if match := _SEVERAL.search(line):
        together = "day" in match["in"] or match["in"] == "daily"
        instead = (
            "give what is taken in a day together: 100ug daily"
            if together
            else "give the days between two doses: every 3 days"
        )
        raise InputError(f'"{shown}": {instead}')
    matches = list(_OFTEN.finditer(line))
    if not matches:
        raise InputError(f'"{shown}": say how often: {_EXAMPLES}')
    if len(matches) > 1:
        raise InputError(f'"{shown}" says twice how often: say it once')
    (match,) = matches
    interval = _read(match)
    if not 1 <= interval.number <= MOST_UNITS:
        raise InputError(f'"{shown}": every {interval.number} {interval.unit}s looks like a typo')
    return interval, f"{line[: match.start()]} {line[match.end() :]}"


def _read(match: re.Match[str]) -> Interval:
    if match["named"]:
        return _NAMED[match["named"]]
    if match["alternate"]:
        return Interval(2, "day")
    size = _SIZES[match["unit"] or match["per"]]
    word = match["number"] or "1"
    number = 2 if word in ("other", "second") else int(PLURAL_WORDS.get(word) or word)
    unit: Unit = size.unit
    return Interval(number * size.number, unit)


def _amount(line: str, shown: str) -> tuple[float, str]:
    """Return the µg, and the words of the dose."""
    rest = " ".join(line.split())
    try:
        request = parse_item(f"{rest} b12")
    except InputError as error:
        raise InputError(str(error).replace(f'"{rest} b12"', f'"{shown}"')) from None
    if request.b12_ug is None:
        raise InputError(f'"{shown}": give the dose in µg or mg, as in 1000ug tablet weekly')
    if not names_dose(request.phrase):
        words = " ".join(w for w in request.phrase.split() if not names_dose(w))
        raise InputError(
            f'"{shown}": leave "{words}" out: a dose counts by its amount, whatever it is called'
        )
    # As it is shown, so that the words mean the same again.
    return float(format_number(request.b12_ug)), request.phrase
