"""The grammar of a logged item.

An item is an amount, a measure and a food in any usual order: `150g salmon`, `salmon 150 g`,
`half a cup of milk`, `2 large eggs`, `1000ug B12 tablet`. Which food a phrase means, and what
a cup of it weighs, is for the catalogue to say.
"""

import math
import re
import unicodedata
from dataclasses import dataclass, replace

from tracker.domain.figures import printable
from tracker.domain.units import MEASURES, UNITS, Dimension, Unit, canonical_measure, singular
from tracker.errors import InputError

_MAX = {"mass": 10_000.0, "volume": 10_000.0, "b12": 100_000.0}
_MAX_COUNT = 1000.0

_WORDS = {
    "half a dozen": 6.0, "half dozen": 6.0, "a dozen": 12.0, "dozen": 12.0, "a couple of": 2.0,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "half": 0.5, "a quarter of a": 0.25,
    "a quarter": 0.25, "quarter": 0.25, "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0,
    "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0,
    "twelve": 12.0,
}  # fmt: skip
_VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DECIMAL = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d+)?"
# Only kitchen fractions: "80/20 ground beef" is a name.
_FRACTION = r"\d{1,2}\s*/\s*(?:16|12|10|8|6|5|4|3|2)(?![\d/])"
_NUMBER = rf"(?:\d+\s+{_FRACTION}|{_FRACTION}|\d*\s*[{_VULGAR}]|{_DECIMAL})"
_AMOUNT = rf"(?:{_NUMBER}|(?:{'|'.join(_WORDS)})(?=\s))"
_alternatives = "|".join(re.escape(word) for word in sorted(UNITS, key=len, reverse=True))
_UNIT = rf"(?P<unit>{_alternatives})\.?(?![a-z0-9%])"
# A number may be glued to a longer word ("2eggs") but not to a short one ("7up", "2%").
_LEADING = re.compile(rf"(?P<amount>{_AMOUNT})(?:\s*{_UNIT}|(?=\s|[a-z]{{3}})|$)\s*(?:of\s+)?")
_TRAILING = re.compile(
    rf"(?P<phrase>.*?\S)[\s:]+(?P<amount>{_NUMBER})(?:\s*{_UNIT}|\s*(?P<measure>[a-z ]+))?"
)
# "2 x 500ug" and "2 500ug": a count of doses.
_TIMES = re.compile(
    rf"(?P<count>{_NUMBER})\s*(?:[x×*]\s*|\s)(?={_NUMBER}\s*(?:ug|mcg|microgram|mg))"
)
_COUNT_X = re.compile(rf"(?P<count>{_NUMBER})\s*[x×*](?=\s|\d)\s*(?P<rest>.*)")
_X_COUNT = re.compile(rf"(?P<rest>.*\S)\s+[x×*]\s*(?P<count>{_NUMBER})")
_FOOD_NUMBER = re.compile(r"\d{5}")
_NEGATIVE = re.compile(rf"(?:^|\s)-\s?(?:\d|[.,]\d|[{_VULGAR}])")
_RANGE = re.compile(r"(?:^|\s)\d+(?:[.,]\d+)?\s*(?:-|\s+to\s+|\s+or\s+)\s*\d")
_NOT_A_NUMBER = re.compile(r"(?:^|\s)[+-]?(?:nan|inf|infinity)(?=\s|$|[a-z]{1,3}\s)")
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
_VITAMIN = re.compile(r"\b(?:vit(?:amin)?\.?\s*)?b[\s-]?12\b")
# A comma splits items unless it is a decimal comma: digits on both sides, and no letter before
# them ("b12,2 eggs" is two items).
_SPLIT = re.compile(r"(?<!\d),|,(?!\d)|(?<=[a-z]\d),|(?<=[a-z]\d\d),|;|\n", re.IGNORECASE)

_B12_WORDS = frozenset(
    "b12 cobalamin cyanocobalamin methylcobalamin hydroxocobalamin hydroxycobalamin "
    "adenosylcobalamin".split()
)
_INJECTION_WORDS = frozenset(
    "injection injections injected shot shots jab jabs ampoule ampoules".split()
)
_DOSE_WORDS = (
    _B12_WORDS
    | _INJECTION_WORDS
    | frozenset(
        "vitamin vitamins tablet tablets pill pills capsule capsules supplement supplements spray "
        "drop drops lozenge lozenges sublingual chewable gummy gummies liquid of a the my".split()
    )
)


@dataclass(frozen=True)
class Request:
    """One item as it was asked for.

    `amount` is in `unit` where there is one, else a count of `measure` (or of the food's usual
    portion); None means that no amount was given. `whole` is the phrase with its measure word
    still in it, for foods whose name begins with one.
    """

    text: str
    phrase: str
    whole: str
    amount: float | None = None
    unit: Unit | None = None
    measure: str | None = None

    @property
    def b12_ug(self) -> float | None:
        """The µg of B12 itself, where the amount is one: `1000ug …`, or mg of nothing else."""
        if self.amount is None or self.unit is None:
            return None
        if self.unit.dimension == "b12":
            return self.amount * self.unit.size
        if self.unit.name == "mg" and names_b12(self.phrase):
            return self.amount * 1000.0
        return None

    def by_the_piece(self) -> "Request":
        """The same without its measure word, which turned out to belong to the food's name."""
        return replace(self, phrase=self.whole, measure=None)


def names_b12(phrase: str) -> bool:
    """Whether the phrase means the vitamin itself: "B12 tablet", "methylcobalamin", "injection"."""
    words = set(phrase.casefold().split())
    return bool(words & (_B12_WORDS | _INJECTION_WORDS)) and words <= _DOSE_WORDS


def names_dose(phrase: str) -> bool:
    """Whether nothing in the phrase names a food: "", "tablet", "B12 spray"."""
    return set(phrase.casefold().split()) <= _DOSE_WORDS


def names_injection(phrase: str) -> bool:
    """Whether the phrase means an injection."""
    return names_dose(phrase) and bool(set(phrase.casefold().split()) & _INJECTION_WORDS)


def parse_items(text: str) -> list[Request]:
    """The items of a line, split at commas.

    Raises InputError, naming the item, for an empty line and for every amount that can't be
    meant: negative, zero, a range, not a number, or too large.
    """
    pieces = [piece.strip() for piece in _SPLIT.split(text)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        raise InputError("nothing to log: say what was eaten, for instance: 150g salmon, 2 eggs")
    return [parse_item(piece) for piece in pieces]


def parse_item(text: str) -> Request:
    """One item. Raises InputError as `parse_items` does."""
    shown = printable(text)
    line = _tidy(text)
    _refuse_non_amounts(line, shown)

    times = 1.0
    multiple = _TIMES.match(line)
    if multiple:
        times = _number(multiple["count"])
        line = line[multiple.end() :]
    elif counted := _COUNT_X.fullmatch(line) or _X_COUNT.fullmatch(line):
        line = f"{counted['count']} {counted['rest']}"

    request = _leading(shown, line) or _trailing(shown, line) or _bare(shown, line)
    if request.unit is None and request.amount is not None:
        request = _counted_doses(request)
    if times != 1.0 and request.amount is not None:
        request = replace(request, amount=request.amount * times)
    if not request.phrase and request.b12_ug is None:
        raise InputError(f'"{shown}" names no food')
    _refuse_size(request)
    return request


def _tidy(text: str) -> str:
    # Casefolding makes both micro signs the Greek one.
    line = printable(text).casefold().replace("μ", "u").replace("−", "-").replace("–", "-")
    line = line.replace("⁄", "/")
    return _VITAMIN.sub("b12", line)


def _refuse_non_amounts(line: str, shown: str) -> None:
    if _NEGATIVE.search(line):
        raise InputError(f'"{shown}": an amount can\'t be negative')
    if _RANGE.search(line):
        raise InputError(f'"{shown}" is a range: give one amount')
    if _NOT_A_NUMBER.search(line):
        raise InputError(f'"{shown}": that isn\'t an amount')
    if thousands := _THOUSANDS.search(line):
        plain = thousands[0].replace(",", "")
        raise InputError(
            f'"{shown}": {thousands[0]} can be read in two ways: write {plain}, '
            f"or {thousands[0].replace(',', '.', 1)} with a point"
        )


def _leading(shown: str, line: str) -> Request | None:
    found = _LEADING.match(line)
    if not found or _FOOD_NUMBER.fullmatch(line):
        return None
    amount, rest = _number(found["amount"]), line[found.end() :].strip()
    if found["unit"]:
        if second := _TRAILING.fullmatch(rest):
            _refuse_two(shown, second)
        return Request(shown, rest, rest, amount, UNITS[found["unit"]])
    measure, phrase = _measure(rest)
    return Request(shown, phrase, rest, amount, measure=measure)


def _trailing(shown: str, line: str) -> Request | None:
    found = _TRAILING.fullmatch(line)
    if not found:
        return None
    phrase, amount = found["phrase"].strip(), _number(found["amount"])
    if found["unit"]:
        measure, rest = _measure(phrase)
        if UNITS[found["unit"]].dimension == "b12":
            return Request(shown, rest if measure else phrase, phrase, amount, UNITS[found["unit"]])
        return Request(shown, phrase, phrase, amount, UNITS[found["unit"]])
    word = (found["measure"] or "").strip()
    if word and canonical_measure(word) not in MEASURES:
        return None
    return Request(shown, phrase, phrase, amount, measure=canonical_measure(word) if word else None)


def _bare(shown: str, line: str) -> Request:
    measure, phrase = _measure(line)
    return Request(shown, phrase, line, measure=measure)


def _counted_doses(request: Request) -> Request:
    """`2 B12 tablets 500ug` is two doses; `1 can tuna 150g` has one amount too many."""
    found = _TRAILING.fullmatch(request.whole)
    if not found or request.amount is None:
        return request
    unit = UNITS[found["unit"]] if found["unit"] else None
    if unit and unit.dimension == "b12":
        phrase = found["phrase"].strip()
        return replace(
            request,
            phrase=phrase,
            whole=phrase,
            amount=request.amount * _number(found["amount"]),
            unit=unit,
            measure=None,
        )
    if unit or (found["measure"] and canonical_measure(found["measure"].strip()) in MEASURES):
        _refuse_two(request.text, found)
    return request


def _refuse_two(shown: str, second: re.Match[str]) -> None:
    if second["unit"] or (
        second["measure"] and canonical_measure(second["measure"].strip()) in MEASURES
    ):
        raise InputError(f'"{shown}" has two amounts: give one')


def _measure(phrase: str) -> tuple[str | None, str]:
    """A leading measure word, and the rest: "slices of cheddar" is slice and cheddar."""
    words = phrase.split()
    if len(words) > 2 and words[:2] == ["extra", "large"]:
        return "extra large", " ".join(words[2:])
    if len(words) < 2 or singular(words[0]) not in MEASURES:
        return None, phrase
    rest = words[2:] if words[1] == "of" and len(words) > 2 else words[1:]
    return canonical_measure(words[0]), " ".join(rest)


def _number(text: str) -> float:
    text = text.strip()
    if text in _WORDS:
        return _WORDS[text]
    if text[-1] in _VULGAR:
        return (float(text[:-1]) if text[:-1].strip() else 0.0) + unicodedata.numeric(text[-1])
    if "/" in text:
        whole, _, fraction = (
            text.rpartition(" ") if " " in text.split("/")[0].strip() else ("", "", text)
        )
        over, under = fraction.split("/")
        return (float(whole) if whole else 0.0) + float(over) / float(under)
    return float(text.replace(",", "."))


def _refuse_size(request: Request) -> None:
    if request.amount is None:
        return
    if not math.isfinite(request.amount) or request.amount < 0:
        raise InputError(f'"{request.text}": that isn\'t an amount')
    if request.amount == 0:
        raise InputError(f'"{request.text}": an amount must be more than zero')
    dimension: Dimension | None = request.unit.dimension if request.unit else None
    if request.b12_ug is not None:
        dimension, size = "b12", request.b12_ug
    else:
        size = request.amount * (request.unit.size if request.unit else 1.0)
    most = _MAX[dimension] if dimension else _MAX_COUNT
    if size > most:
        names = {"mass": "10 kg", "volume": "10 litres", "b12": "100,000 µg"}
        limit = names[dimension] if dimension else "1000"
        raise InputError(f'"{request.text}": more than {limit} at once must be a slip')
