"""Numbers as people write them before a food: 1,5 or 1 1/2 or ½ or half a."""

import re
import unicodedata

_VULGAR = "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DECIMAL = r"(?:\d+(?:[.,]\d+)?|\.\d+)(?:e[+-]?\d+)?"
# Only kitchen fractions: "80/20 ground beef" is a name.
_FRACTION = r"\d{1,2}\s*/\s*(?:16|12|10|8|6|5|4|3|2)(?![\d/])"
NUMBER = rf"(?:\d+\s+{_FRACTION}|{_FRACTION}|\d*\s*[{_VULGAR}]|{_DECIMAL})"

# Words that are an amount by themselves, and those that need a plural or a measure after them:
# three eggs, but three cheese pizza.
_ARTICLES = {
    "half a dozen": 6.0, "half dozen": 6.0, "a dozen": 12.0, "dozen": 12.0, "a couple of": 2.0,
    "a couple": 2.0, "half a": 0.5, "half an": 0.5, "a half": 0.5, "half": 0.5,
    "one third of a": 1 / 3, "a third of a": 1 / 3, "two thirds of a": 2 / 3,
    "three quarters of a": 0.75, "half of a": 0.5, "half of an": 0.5, "a quarter of a": 0.25,
    "a quarter": 0.25, "quarter": 0.25, "a": 1.0, "an": 1.0, "one": 1.0,
}  # fmt: skip
PLURAL_WORDS = {
    "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0,
    "nine": 9.0, "ten": 10.0, "twelve": 12.0,
}  # fmt: skip
NUMBER_WORDS = _ARTICLES | PLURAL_WORDS
SPOKEN = rf"(?:{'|'.join(NUMBER_WORDS)})(?=\s)"

_AND_A_HALF = re.compile(r"(\d+|one|two|three|four|five|six)\s+and\s+(?:a\s+half|(\d/\d))")
_HYPHENED = re.compile(r"(\d+)-(\d+/\d+)")
_DOZENS = re.compile(r"^(\d+)\s+dozen\b")


def read_number(text: str) -> float:
    """Return the value of a NUMBER or SPOKEN number; `inf` if it is too large for a float."""
    text = text.strip()
    if text in NUMBER_WORDS:
        return NUMBER_WORDS[text]
    if text[-1] in _VULGAR:
        return float(text[:-1].strip() or 0) + unicodedata.numeric(text[-1])
    if "/" in text:
        above, below = text.split("/")
        *whole, over = above.split()
        return float(whole[0] if whole else 0) + float(over) / float(below.strip())
    return float(text.replace(",", "."))


def join_spoken(line: str) -> str:
    """Return the line with compound numbers as figures: two and a half, 1-1/2, 2 dozen."""
    line = _AND_A_HALF.sub(_mixed, line)
    line = _HYPHENED.sub(r"\1 \2", line)
    return _DOZENS.sub(lambda match: str(int(match[1]) * 12), line)


def _mixed(match: re.Match[str]) -> str:
    whole = match[1] if match[1].isdigit() else f"{NUMBER_WORDS[match[1]]:.0f}"
    return f"{whole} {match[2] or '1/2'}"
