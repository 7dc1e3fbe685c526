"""The grammar of a logged item.

An item is an amount, a measure and a food in any usual order: `150g salmon`, `salmon 150 g`,
`half a cup of milk`, `2 large eggs`, `1000ug B12 tablet`. The catalogue decides which food a
phrase means and what a cup of it weighs.
"""

import math
import re
from typing import NamedTuple

from tracker.errors import InputError
from tracker.foods.doses import names_b12, names_dose
from tracker.text.formatting import BOUNDS, format_number, one_line
from tracker.text.numbers import NUMBER, PLURAL_WORDS, SPOKEN, join_spoken, read_number
from tracker.text.units import (
    MEASURES,
    MICROGRAM,
    UNITS,
    Dimension,
    Unit,
    canonical_measure,
    singular,
)

# The least and the most that anyone eats at once, in g, ml, µg, or a count.
_BOUNDS: dict[Dimension | None, tuple[float, float, str]] = {
    "mass": (0.001, 10_000.0, "10 kg"),
    "volume": (0.001, 10_000.0, "10 litres"),
    "b12": (0.001, 100_000.0, "100,000 µg"),
    None: (0.01, 1000.0, "1000"),
}
_LONGEST_NAME = 200
_SIZED = frozenset("small medium large sm med lg mini".split())
# The largest number after a food that is a count if it has no unit: "eggs 2", but not "egg 60".
_MOST_TRAILING = 12

_alternatives = "|".join(re.escape(word) for word in sorted(UNITS, key=len, reverse=True))
_UNIT = rf"(?P<unit>{_alternatives})\.?(?![a-z0-9%])"
# A number may touch a longer word ("2eggs") but not a short one ("7up", "2%").
_LEADING = re.compile(
    rf"(?P<amount>{NUMBER}|{SPOKEN})(?:\s*{_UNIT}|(?=[\s./]|[a-z]{{3}})|$)\s*(?:of\s+)?"
)
_TRAILING = re.compile(
    rf"(?P<phrase>.*?\S)[\s:]+(?P<amount>{NUMBER})(?:\s*{_UNIT}|\s*(?P<measure>[a-z ]+))?"
)
_SPOKEN_LAST = rf"(?P<phrase>.*?\S)\s+(?P<amount>{SPOKEN})\s*(?:{_UNIT}|(?P<measure>[a-z]+))"
# Compiled where they are used: few lines have a dose, a times sign, or a word such as "inf".
_DOSE = rf"(?<![\w.,])(?P<amount>{NUMBER})\s*(?P<unit>micrograms?|ug|mcg|mg)\b"
_DOSE_UNITS = ("microgram", "ug", "mcg", "mg")
_COUNT = rf"(?<!\S)(?:[x×*]\s*)?(?P<count>{NUMBER})(?:\s*[x×*])?(?!\S)"
_COUNT_X = rf"(?P<count>{NUMBER})\s*[x×*](?=\s|\d)\s*(?P<rest>.*)"
_X_COUNT = rf"(?P<rest>.*\S)\s+[x×*]\s*(?P<count>{NUMBER})"
_NOT_A_NUMBER = rf"(?:^|\s)[+-]?(?:nan|inf|infinity)(?:\s*{_UNIT}|$)"
# The USDA's, or a barcode.
_FOOD_NUMBER = re.compile(r"(?:\d{5}|\d{8,14})(?!\S)")
# A second number; "2% milk", "80/20 beef", "7up" and a food's number are names.
_NUMBER_AGAIN = re.compile(r"[./]|(?!(?:\d{5}|\d{8,14})(?!\S))[\d.,]+(?:\s|$)")
_NEGATIVE = re.compile(r"(?:^|\s)-\s?[\d.,¼½¾]")
# "<1% fat" is part of a name.
_BOUND = re.compile(rf"[{BOUNDS}]=?(?=\s*[\d.,¼½¾](?![\d.,]*\s*%))")
# "2-3 eggs" are the middle of the range.
_RANGE = re.compile(
    r"(?<![^\s])(?P<least>\d+(?:[.,]\d+)?)\s*(?:-|\s+to\s+|\s+or\s+)\s*(?P<most>\d+(?:[.,]\d+)?)(?![\d/])"
)
# "1,000" and "2.500 g" are thousands in half of the world and decimals in the other half.
_THOUSANDS = re.compile(
    r"(?<![\d.,])(?:[1-9]\d{0,2}(?:,\d{3})+(?![\d,])"
    r"|[1-9]\d{0,2}(?:\.\d\d0)+(?=\s*(?:ug|mcg|mg|g|ml)\b))"
)
_VITAMIN = re.compile(r"\b(?:vit(?:amin)?\.?\s*)?b[\s-]?12\b")
_DASH = re.compile(r"(?<=[a-z])\s+-\s+(?=\d)")
# A comma splits items unless it is a decimal comma: digits on both sides, no letter before them
# ("b12,2 eggs"), and no food's number ("13327,2 eggs").
_SPLIT = re.compile(r"(?<!\d),|,(?!\d)|(?<=[a-zA-Z]\d),|(?<=[a-zA-Z]\d\d),|(?<=\d{4}),|;|\n")

# What B12 isn't measured in, as other vitamins are.
_IU = re.compile(r"(?<![\w.,])\d[\d.,]*\s*(?:iu|i\.u\.)(?![a-z])", re.IGNORECASE)

_BARE_DECIMAL = re.compile(r"(?:^|[,;])\s*,\d")

# The longest name in the USDA's table has 131 characters.
_LONGEST_ITEM = 400


class Request(NamedTuple):
    """One item as the user typed it.

    `amount` is in `unit` if there is one, else a count of `measure` (or of the food's usual
    portion); None means that no amount was given. `whole` is the phrase with its measure word,
    and `spoken` the line with the word that was read as a number: both are for foods whose names
    hold such a word, as fish sticks, half and half.
    """

    text: str
    phrase: str
    whole: str
    amount: float | None = None
    unit: Unit | None = None
    measure: str | None = None
    spoken: str | None = None

    @property
    def b12_ug(self) -> float | None:
        """Return the µg if the amount is one of B12 itself: `1000ug …`."""
        if self.amount is None or self.unit is None or self.unit.dimension != "b12":
            return None
        return self.amount * self.unit.size

    def named(self, name: str) -> "Request":
        """Return the request for a food whose name includes the measure word or the number."""
        amount = None if name == self.spoken else self.amount
        return self._replace(phrase=name, whole=name, measure=None, spoken=None, amount=amount)

    def of_grams(self, grams: float) -> "Request":
        """Return the request for so many grams."""
        return self._replace(amount=grams, unit=UNITS["g"], measure=None)

    def by(self, measure: str, phrase: str) -> "Request":
        """Return the request with a measure that only the food has."""
        return self._replace(phrase=phrase, measure=measure)


def check_name(text: str) -> str:
    """Return the name on one line, as it can be typed after `b12 log`.

    Raise InputError if it has no letter or too many, has a comma, or reads as an amount.
    """
    name = one_line(text)
    if not any(c.isalpha() for c in name) or len(name) > _LONGEST_NAME:
        raise InputError(f'invalid name "{name}": use letters, at most {_LONGEST_NAME} characters')
    requests = parse_items(name)
    if len(requests) > 1 or requests[0].amount is not None:
        raise InputError(f'invalid name "{name}": it reads as an amount or as two items')
    return name


def parse_items(text: str) -> list[Request]:
    """Return the items of a line, split at commas.

    Raise InputError, naming the item, if the line is empty or an amount is invalid: negative,
    zero, a range, not a number, ambiguous, too small or too large.
    """
    if _BARE_DECIMAL.search(text):
        raise InputError('",5" is ambiguous: write 0,5 or .5')
    pieces = split_items(text)
    if not pieces:
        raise InputError("nothing to log: name what was eaten, for instance 150g salmon, 2 eggs")
    return [parse_item(piece) for piece in pieces]


def split_items(text: str) -> list[str]:
    """Return the words for each item of a line."""
    pieces = (piece.strip() for piece in _SPLIT.split(text))
    return [piece for piece in pieces if piece]


def refuse_iu(text: str) -> None:
    """Raise InputError for an item of B12 in IU, which say nothing of its µg."""
    for item in split_items(text) if _IU.search(text) else ():
        rest = _VITAMIN.sub("b12", re.sub(r"[()]", " ", _IU.sub(" ", item)).casefold())
        if _IU.search(item) and names_dose(rest):
            raise InputError(
                f'"{one_line(item)}": B12 is not measured in IU; give its µg, which the label says'
            )


def refuse_long(text: str) -> None:
    """Raise InputError for more than an item can be."""
    shown = one_line(text)
    if len(shown) > _LONGEST_ITEM:
        raise InputError(f'"{shown[:40]}...": an item has at most {_LONGEST_ITEM} characters')


def parse_item(text: str) -> Request:
    """Return one item. Raise InputError as `parse_items` does."""
    refuse_long(text)
    shown = one_line(text)
    refuse_iu(shown)
    line = _RANGE.sub(_middle, _tidy(shown))
    _refuse_non_amounts(line, shown)
    request = _dose(shown, line) or _food(shown, line)
    if not request.phrase and request.b12_ug is None:
        raise InputError(f'"{shown}" names no food')
    _refuse_size(request)
    return request


def parse_dose(text: str) -> float:
    """Return the µg of `0.38ug` or `1 mg`. Raise InputError if there is anything else."""
    shown = one_line(text)
    try:
        request = parse_item(f"{shown} b12")
    except InputError as error:
        raise InputError(str(error).replace(f'"{shown} b12"', f'"{shown}"')) from None
    if request.b12_ug is None or set(request.phrase.split()) != {"b12"}:
        raise InputError(f'"{shown}" is not an amount of B12')
    return request.b12_ug


def _tidy(shown: str) -> str:
    # Casefolding makes both micro signs the Greek one.
    line = shown.casefold().replace("μ", "u").replace("−", "-").replace("–", "-")
    line = _DASH.sub(" ", line.replace("⁄", "/"))
    return join_spoken(_VITAMIN.sub("b12", line))


def _middle(match: re.Match[str]) -> str:
    """Return the middle of a range; leave what is none, such as 3-2."""
    least, most = read_number(match["least"]), read_number(match["most"])
    return format_number((least + most) / 2) if least < most else match[0]


def _refuse_non_amounts(line: str, shown: str) -> None:
    if _NEGATIVE.search(line):
        raise InputError(f'"{shown}": an amount can\'t be negative')
    if match := _BOUND.search(line):
        raise InputError(f'"{shown}": give one amount, without "{match[0]}"')
    if ("nan" in line or "inf" in line) and re.search(_NOT_A_NUMBER, line):
        raise InputError(f'"{shown}": invalid amount')
    if match := _THOUSANDS.search(line):
        thousands = re.sub("[.,]", "", match[0])
        decimal = format_number(float(match[0].replace(",", ".", 1).replace(",", "")))
        raise _ambiguous(shown, match[0], thousands, decimal)


def _dose(shown: str, line: str) -> Request | None:
    """Return B12 itself: µg anywhere, or mg of B12 alone; another number counts the doses."""
    has_unit = any(unit in line for unit in _DOSE_UNITS)
    match = re.search(_DOSE, line) if has_unit else None
    if not match:
        return None
    before, after = line[: match.start()].strip(), line[match.end() :].strip()
    rest = f"{before} {after}".strip()
    counts = [c for c in re.finditer(_COUNT, rest) if not _FOOD_NUMBER.fullmatch(c["count"])]
    named = re.sub(_COUNT, " ", rest) if counts else rest
    if not counts and (word := re.match(SPOKEN, rest)):
        counts, named = [word], rest[word.end() :]
    named = " ".join(named.split()).removeprefix("of ")
    if match["unit"] == "mg" and not names_b12(named):
        return None
    if len(counts) > 1 or re.search(_DOSE, rest) or _measured(rest):
        raise InputError(f'"{shown}" has two amounts: give one')
    # A space separates thousands, too.
    if re.search(r"(?<!\S)\d{1,3}$", before) and re.fullmatch(r"\d{3}", match["amount"]):
        number, dose = before.split()[-1], f"{match['amount']}ug"
        raise _ambiguous(shown, f"{number} {dose}", number + dose, f"{number} x {dose}")
    count = read_number(counts[0][0].strip("x×* ")) if counts else 1.0
    milli = 1000.0 if match["unit"] == "mg" else 1.0
    amount = count * read_number(match["amount"]) * milli
    return Request(shown, named, named, amount, MICROGRAM)


def _measured(rest: str) -> bool:
    """Return whether there is another amount with a unit beside a dose."""
    match = _LEADING.match(rest) or _TRAILING.fullmatch(rest)
    return bool(match and match["unit"])


def _food(shown: str, line: str) -> Request:
    times = 1.0
    has_sign = any(sign in line for sign in "x×*")
    if has_sign and (counted := re.fullmatch(_COUNT_X, line) or re.fullmatch(_X_COUNT, line)):
        weight = _LEADING.match(counted["rest"])
        if weight and weight["unit"]:  # 2 x 100g
            times, line = read_number(counted["count"]), counted["rest"]
        else:
            line = f"{counted['count']} {counted['rest']}"
    request = _leading(shown, line) or _trailing(shown, line) or _bare(shown, line)
    return request._replace(amount=request.amount * times) if request.amount else request


def _leading(shown: str, line: str) -> Request | None:
    match = _LEADING.match(line)
    if not match or (_FOOD_NUMBER.match(line) and not match["unit"]):
        return None
    word, rest = match["amount"].strip(), line[match.end() :].strip()
    _refuse_second(shown, rest)
    spoken = line if word[0].isalpha() and word not in ("a", "an", "one") else None
    if match["unit"]:
        return Request(shown, rest, rest, read_number(word), UNITS[match["unit"]], spoken=spoken)
    measure, phrase = _measure(rest)
    if word in PLURAL_WORDS and not measure and not rest.endswith("s"):
        return None
    return Request(shown, phrase, rest, read_number(word), measure=measure, spoken=spoken)


def _trailing(shown: str, line: str) -> Request | None:
    match = _TRAILING.fullmatch(line) or re.fullmatch(_SPOKEN_LAST, line)
    if not match:
        return None
    phrase, amount = match["phrase"].strip(), read_number(match["amount"])
    if match["unit"]:
        return Request(shown, phrase, phrase, amount, UNITS[match["unit"]])
    word = (match["measure"] or "").strip()
    if word and canonical_measure(word) not in MEASURES:
        return None
    if not word and amount > _MOST_TRAILING:
        number = format_number(amount)
        raise InputError(f'"{shown}": {number} what? for instance {number}g')
    return Request(shown, phrase, phrase, amount, measure=canonical_measure(word) if word else None)


def _bare(shown: str, line: str) -> Request:
    first, _, rest = line.partition(" ")
    if rest and first in UNITS and UNITS[first].dimension == "volume":  # cup of milk
        phrase = rest.removeprefix("of ")
        return Request(shown, phrase, phrase, 1.0, UNITS[first])
    measure, phrase = _measure(line)
    return Request(shown, phrase, line, measure=measure)


def _refuse_second(shown: str, rest: str) -> None:
    """Raise InputError for a second amount: `1 can tuna 150g`, `1 1 cups milk`."""
    match = _TRAILING.fullmatch(rest)
    if match and _FOOD_NUMBER.fullmatch(match["amount"]):
        match = None
    word = (match["measure"] or "").strip() if match else ""
    second = match and (match["unit"] or not word or canonical_measure(word) in MEASURES)
    # "100g salmon 2 eggs" lacks a comma, but "omega 3 spread" is a name.
    if second or (word and word.endswith("s")) or _NUMBER_AGAIN.match(rest):
        raise InputError(f'"{shown}" has two amounts: give one')


def _measure(phrase: str) -> tuple[str | None, str]:
    """Return measure word and rest: "slices of cheddar" and "pizza slices" are by the slice."""
    words = phrase.split()
    if len(words) > 2 and words[:2] == ["extra", "large"]:
        return "extra large", " ".join(words[2:])
    if len(words) < 2:
        return None, phrase
    if words[0] in _SIZED and singular(words[1]) in MEASURES and "of" in words[2:3]:
        words = words[1:]  # a small bowl of soup
    if singular(words[0]) in MEASURES:
        rest = words[2:] if words[1] == "of" and len(words) > 2 else words[1:]
        return canonical_measure(words[0]), " ".join(rest)
    if singular(words[-1]) in MEASURES:
        return canonical_measure(words[-1]), " ".join(words[:-1])
    return None, phrase


def _refuse_size(request: Request) -> None:
    if request.amount is None:
        return
    unit = request.unit
    least, most, limit = _BOUNDS[unit.dimension if unit else None]
    size = request.amount * (unit.size if unit else 1.0)
    if not math.isfinite(size) or size < 0:
        raise InputError(f'"{request.text}": invalid amount')
    if size == 0:
        raise InputError(f'"{request.text}": an amount must be more than zero')
    if size < least:
        raise InputError(f'"{request.text}": so small an amount looks like a typo')
    if size > most:
        raise InputError(f'"{request.text}": more than {limit} at once looks like a typo')


def _ambiguous(shown: str, text: str, *forms: str) -> InputError:
    return InputError(f'"{shown}": {text} is ambiguous: write {" or ".join(forms)}')
