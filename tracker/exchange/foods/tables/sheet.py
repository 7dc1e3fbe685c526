"""A sheet of a spreadsheet, of a text file or of a document, and the text of its cells."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from tracker.exchange.files import UTF_16

Row = Sequence[object]
# Where the names of columns stand: the first rows may hold a title, or units below the names.
HEAD = 25


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
    """Return a cell as text: a whole number without a point, and an empty one as ""."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.12g}"
    return "" if cell is None or isinstance(cell, bool) else str(cell)


@lru_cache(maxsize=4096)
def plain_header(text: str) -> str:
    """Return a name of a column without what differs between editions: case, spaces, / and µ."""
    plain = unicodedata.normalize("NFKC", text).replace("μ", "u").replace("/", " ")
    return " ".join(plain.casefold().split())


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or, as spreadsheets write it, Windows-1252."""
    for encoding in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")
