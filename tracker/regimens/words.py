"""A regimen as people write it: `2000ug tablet weekly`, `hydroxo 1 mg every 12 weeks`."""

import re
from datetime import date
from math import ceil, floor

from tracker.errors import InputError
from tracker.foods.amounts import parse_item
from tracker.foods.doses import form_of, names_dose, names_injection, route_of
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
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_PER = rf"(?:an?|per|every|each)\s+{_UNIT.replace('unit', 'per')}s?"
_OFTEN = re.compile(
    rf"(?<!\S)(?:(?:once|1\s*x|one\s+time)\s*)?"
    rf"(?:(?:every|each)(?:\s+(?P<number>{_NUMBERS}))?\s+{_UNIT}s?"
    rf"|{_PER}"
    rf"|(?P<named>{'|'.join(_NAMED)})"
    r"|(?P<daily>(?:every|each)\s+(?:morning|noon|afternoon|evening|night)|[oq]d)"
    rf"|(?P<weekday>(?:(?:every|each|on)\s+)?{_WEEKDAY})"
    r"|(?:on\s+)?(?P<alternate>alternat(?:e|ing))\s+days)(?!\S)"
)
# More than once in a day, a week, a month or a year.
_SEVERAL = re.compile(
    r"(?<!\S)(?:(?P<adverb>twice|thrice)|(?P<times>[2-9]|\d\d+|two|three|four|six)\s*(?:x|times))\s*"
    rf"(?:{_PER}|(?P<named>{'|'.join(_NAMED)}))(?!\S)"
)
_TIMES = {"twice": 2, "thrice": 3}
_FROM_TO = re.compile(rf"(?<!\S)every\s+\d+\s*(?:to|or|-|–)\s*(?P<most>\d+)\s+{_UNIT}s?(?!\S)")
_SLASH = re.compile(r"\s*/\s*(?=day|week|month|year)")
_MEAL = r"(?P<meal>breakfast|lunch|dinner)"
_WITH_FOOD = re.compile(rf"(?<!\S)with\s+(?:food|(?:a\s+|my\s+)?(?:meals?|{_MEAL}))(?!\S)")
# Few take a tablet so seldom: a dose without a route is an injection then.
_SELDOM_DAYS = 28
# An injection without an amount, as `b12 log injection` takes it: the usual ampoule.
_AMPOULE_UG = 1000.0


def read(text: str, since: date, until: date | None = None) -> Regimen:
    """Return the regimen of the words, dated.

    Without a route it is an injection if the dose is taken every four weeks or less often, and else
    a tablet. Raise InputError, in one line, for what can't be read, and for a route by which nobody
    knows how much is taken up.
    """
    shown = one_line(text)
    if len(shown) > _LONGEST:
        raise InputError(f'"{shown[:40]}...": a regimen has at most {_LONGEST} characters')
    line = _SLASH.sub(" per ", shown.casefold())
    meal = _WITH_FOOD.search(line)
    line = _WITH_FOOD.sub(" ", line)
    if meal and meal["meal"] and not _OFTEN.search(line):
        line = f"{line} daily"
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
    return Regimen(amount_ug, route, form, interval.number, interval.unit, bool(meal), since, until)


def _interval(line: str, shown: str) -> tuple[Interval, str]:
    """Return how often, and the line without these words."""
    if match := _SEVERAL.search(line):
        rest = f"{line[: match.start()]} {line[match.end() :]}"
        raise InputError(f'"{shown}": {_instead(match, rest, shown)}')
    if match := _FROM_TO.search(line):
        raise InputError(
            f'"{shown}": b12 counts from one dose to the next: every {match["most"]} '
            f"{match['unit']}s is the latest"
        )
    matches = list(_OFTEN.finditer(line))
    # Weekly on Mondays is weekly.
    days, others = (
        [m for m in matches if bool(m["weekday"]) == is_day] for is_day in (True, False)
    )
    if len(days) == len(others) == 1 and _read(others[0]).unit == "week":
        (day,) = days
        return _interval(f"{line[: day.start()]} {line[day.end() :]}", shown)
    if not matches:
        raise InputError(f'"{shown}": say how often: {_EXAMPLES}')
    if len(matches) > 1 and all(match["weekday"] for match in matches):
        raise InputError(f'"{shown}": give how far apart: every {_about(7 / len(matches))} days')
    if len(matches) > 1:
        raise InputError(f'"{shown}" says twice how often: say it once')
    (match,) = matches
    interval = _read(match)
    if not 1 <= interval.number <= MOST_UNITS:
        raise InputError(f'"{shown}": every {interval.number} {interval.unit}s looks like a typo')
    return interval, f"{line[: match.start()]} {line[match.end() :]}"


def _instead(match: re.Match[str], rest: str, shown: str) -> str:
    """What to write in place of several times in a while."""
    word = match["times"]
    times = _TIMES.get(match["adverb"]) or int(PLURAL_WORDS.get(word) or word)
    size = _SIZES[match["per"]] if match["per"] else _NAMED[match["named"]]
    if size.days == 1:
        ug, _ = _amount(rest, shown)
        return f"give what is taken in a day together: {format_number(times * ug)}ug daily"
    months = size.number / times if size.unit == "month" else 0.5
    if months == int(months):
        return f"give how far apart: {Interval(int(months), 'month').label}"
    return f"give how far apart: every {_about(size.days / times)} days"


def _about(days: float) -> str:
    """`3 or 4` of three and a half."""
    below, above = max(floor(days), 1), ceil(days)
    return f"{below} or {above}" if below < above else f"{below}"


def _read(match: re.Match[str]) -> Interval:
    if match["named"]:
        return _NAMED[match["named"]]
    if match["alternate"]:
        return Interval(2, "day")
    if match["daily"]:
        return Interval(1, "day")
    if match["weekday"]:
        return Interval(1, "week")
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
    if request.b12_ug is None and request.amount in (None, 1) and names_injection(request.phrase):
        return _AMPOULE_UG, request.phrase
    if request.b12_ug is None:
        raise InputError(f'"{shown}": give the dose in µg or mg, as in 1000ug tablet weekly')
    if not names_dose(request.phrase):
        words = " ".join(w for w in request.phrase.split() if not names_dose(w))
        raise InputError(
            f'"{shown}": leave "{words}" out: a dose counts by its amount, whatever it is called'
        )
    # As it is shown, so that the words mean the same again.
    return float(format_number(request.b12_ug)), request.phrase
