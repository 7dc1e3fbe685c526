"""A sheet of a spreadsheet, of a text file or of a document, and the text of its cells."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from tracker.exchange.files import UTF_16

Row = Sequence[object]
# The rows that may hold the names of columns, beside a title or units.
HEAD = 25
# The encodings of western, central and eastern Europe and of Greece.
_WINDOWS = ("cp1252", "cp1250", "cp1251", "cp1253")
# Signs of a wrong encoding: a sign or a capital inside a word, many accents in a row, two scripts.
_ODD = re.compile(
    r"(?<=[a-zà-ÿа-яα-ω])[¡-©«-¯±´¶-¸»-¿ŒŠŸŽÀ-ÖØ-Þ\u201a-\u2122А-Я]"
    r"|[ß-öø-ÿ]{3}|[À-ÖØ-Þ][À-ÖØ-öø-ÿ]{2}|[a-z][а-яα-ω]|[а-яα-ω][a-z]|[¹³](?=[a-z])"
)
_SAMPLE, _VERY_ODD = 1 << 16, 0.15


@dataclass
class Sheet:
    """A sheet of a workbook, or a text file: `head` has its first rows, `rows()` all of them.

    `separator` is that of a text file.
    """

    file: str
    name: str
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    separator: str = ""

    @cached_property
    def head(self) -> list[list[str]]:
        """The first rows, each cell as text."""
        return [[text_of(cell) for cell in row] for row in islice(self.rows(), HEAD)]

    @cached_property
    def headers(self) -> list[list[str]]:
        """The first rows, each cell in the form in which the names of columns are compared."""
        return [[plain_header(cell) for cell in row] for row in self.head]


def text_of(cell: object) -> str:
    """Return a cell as text: a whole number without a point, and an empty one as "".

    A date is empty too: a spreadsheet took a figure or a code for one.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.12g}"
    return str(cell) if isinstance(cell, int) and not isinstance(cell, bool) else ""


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    """Return the name of a column without the differences of editions: case, spaces, / and µ."""
    plain = unicodedata.normalize("NFKC", text).replace("μ", "u").replace("/", " ")
    return " ".join(plain.casefold().split())


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or, as spreadsheets write it, a Windows encoding.

    That is the western one, unless it gives odd words: Russian would become àâãà.
    """
    with suppress(UnicodeDecodeError):
        return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    texts = []
    for encoding in _WINDOWS:
        with suppress(UnicodeDecodeError):
            texts.append(data.decode(encoding))
    western, *_ = texts = texts or [data.decode("latin-1")]
    return western if _oddness(western) < _VERY_ODD else min(texts, key=_oddness)


def _oddness(text: str) -> float:
    """Return the share of what is odd among the letters and signs beyond ASCII."""
    some = text[:_SAMPLE]
    return len(_ODD.findall(some)) / max(1, sum(not char.isascii() for char in some))
