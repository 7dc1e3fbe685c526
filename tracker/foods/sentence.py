"""A line of a diary, split into its parts: `toast (2 slices) with butter, a glass of milk`.

A part names one food with its amount, as far as marks and joining words tell; which of them belong
to one dish, as in fish and chips, is for the catalogue to say.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from tracker.text.formatting import one_line
from tracker.text.numbers import NUMBER, SPOKEN

# What stands between a food and what is added to it, and between foods beside each other.
_WITH = (
    r"(?:(?:topped|served|mixed|made|filled|stuffed|cooked|fried|along|loaded|paired|packed)\s+)?"
    r"(?:with|in)|w/?(?!o)|alongside|made of|containing|mit|avec|med|con"
)
_ON = r"on(?: top of)?|over|auf|sur|på"
_AND = r"and(?: also)?|plus|n|'n'|followed by|then|as well as|also|und|och|og|et|y"
_JOINT = re.compile(
    rf"\s*(?:(?P<mark>[,;+&\n]|(?<=[^\W\d_]{{3}})[.!?…]+(?=\s+\w)|(?<=\s)[/|](?=\s)|(?<=[a-zà-ÿ])/(?=[a-zà-ÿ])|\s[-–—]+\s(?!\d))"
    rf"|(?<!\S)(?:(?P<with>{_WITH})|(?P<on>{_ON})|(?P<and>{_AND}))(?!\S))\s*",
    re.IGNORECASE,
)
# A comma between digits is a decimal comma, unless there is a letter or a long number before it.
_DECIMAL = re.compile(r"(?<![a-zA-Z\d])\d{1,3},\d")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_AMOUNT = re.compile(rf"(?:{NUMBER}|{SPOKEN}|[x×]\s*\d)", re.IGNORECASE)
_CALORIES = re.compile(
    r"\b\d+\s*k?cal(?:orie)?s?\b|\b\d[\d,.]*\s*iu\b|\bor so\b(?: of)?", re.IGNORECASE
)
_WITH_SLASH = re.compile(r"(?<![^\s])w/(?=\S)", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|approx\.?|approximately|roughly|circa|ca\.?)\s+(?=[\d½¼¾])", re.IGNORECASE
)
_BOX_OF = re.compile(
    r"^(?:an?\s+(?:(?:box|pack|packet|bag|plate|bowl|tray)\s+of\s+)?)(?=\d)|^(?:box|pack|bag)\s+of\s+(?=\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(table|tea|desert|dessert|left|home)\s(spoon|over\b|made\b)", re.IGNORECASE
)
# Where it is from, who made it and what it is for are no part of a food's name.
_ASIDE = re.compile(
    r"(?<=\S)\s+(?:from|at|by|for|that|which|because|before|after|during|while|when|made|mixed|dipped|drizzled|sprinkled|all)\s.*",
    re.IGNORECASE,
)
# A cream, and no two halves.
_HALF_AND_HALF = re.compile(r"\bhalf\s*(?:and|&|n|'n'|\+)\s*half\b", re.IGNORECASE)
_DASHES = ("-", "–", "—")
_LOOSE = ' \t.!?…:*•"“”~≈'


class Part(NamedTuple):
    """Words between two joints, and in brackets after them.

    `joint` is what joins it to the part before: "with", "on", "and" or a mark, empty for the first;
    `conjunction` is the joint as typed, which may be part of a dish's name. `amount` is the one in
    brackets.
    """

    text: str
    joint: str = ""
    amount: str = ""
    details: tuple[str, ...] = ()
    conjunction: str = ""


def parts(line: str) -> list[Part]:
    """Return the parts of a line, in their order."""
    details: list[str] = []

    def hide(match: re.Match[str]) -> str:
        details.append(match[1].strip())
        return f" \0{len(details) - 1}\0 "

    text = _HALF_AND_HALF.sub("half-and-half", one_line(line))
    text = text.replace("~", "").replace("w/o ", "without ")
    text = _WITH_SLASH.sub("with ", text)
    text = _BOX_OF.sub("", text)
    text = _ABOUT.sub("", _CALORIES.sub(" ", text))
    text = _SPELLED.sub(lambda match: match[1] + match[2], _BRACKETS.sub(hide, text))
    pieces: list[Part] = []
    joint, conjunction, start = "", "", 0
    for match in _JOINT.finditer(text):
        if match[0].strip() == "," and _DECIMAL.match(text, _start_of_number(text, match.start())):
            continue
        _add(pieces, Part(text[start : match.start()], joint, conjunction=conjunction), details)
        joint, start = _joint(match), match.end()
        conjunction = "" if match["mark"] else match[0].strip()
    _add(pieces, Part(text[start:], joint, conjunction=conjunction), details)
    return pieces


def _joint(match: re.Match[str]) -> str:
    mark = (match["mark"] or "").strip()
    if match["and"] or (mark and mark in "&+"):
        return "and"
    if mark:
        return "-" if mark[0] in _DASHES else mark
    return "on" if match["on"] else "with"


def _start_of_number(text: str, end: int) -> int:
    while end and text[end - 1].isdigit():
        end -= 1
    return end


def _add(pieces: list[Part], part: Part, hidden: list[str]) -> None:
    """Add a part with its brackets, or the brackets alone to the part before."""
    inside = [hidden[int(number)] for number in re.findall("\0(\\d+)\0", part.text)]
    text = " ".join(re.sub("\0\\d+\0", " ", part.text).split()).strip(_LOOSE)
    amount = next((words for words in inside if begins_with_amount(words)), "")
    details = tuple(words for words in inside if words and words != amount)
    if text:
        pieces.append(part._replace(text=text, amount=amount, details=details))
    elif pieces and inside:
        last = pieces[-1]
        pieces[-1] = last._replace(amount=last.amount or amount, details=last.details + details)


def begins_with_amount(text: str) -> bool:
    """Return whether words begin with a number, spoken or not."""
    return _AMOUNT.match(f"{text} ") is not None


def without(text: str, fillers: Collection[str]) -> str:
    """Return the text without words at its ends that don't belong to the food: "I had", "today"."""
    typed = text.split()
    first, last = 0, len(typed)
    while first < last and _bare(typed[first]) in fillers:
        first += 1
    while last > first and _bare(typed[last - 1]) in fillers:
        last -= 1
    return " ".join(typed[first:last]).strip(_LOOSE)


def _bare(word: str) -> str:
    return word.casefold().replace("'", "").replace("’", "").strip(_LOOSE)


def without_aside(text: str) -> str:
    """Return the text up to words such as "from the shop" or "for my lunch"."""
    return _ASIDE.sub("", text)
