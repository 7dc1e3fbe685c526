"""A first description of a table that b12 doesn't know, from its headers and its cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import InputError
from tracker.exchange.foods.entry import UnusableError
from tracker.exchange.foods.tables.marks import TRACES, UNKNOWN, Figure, Marks
from tracker.exchange.foods.tables.reader import UNIT
from tracker.exchange.foods.tables.sheet import HEAD, Sheet, plain_header, text_of

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table as TomlTable

# Enough rows to judge a column by.
_MOST_ROWS = 3000
_B12 = re.compile(r"b ?-? ?12(?!\d)|vitb12|[ck]obal?amin|кобаламин", re.IGNORECASE)
# Beside the column of B12 stand others that are named after it.
_BESIDE = re.compile(
    r"added|zugesetzt|ajout|tils[aæ]t|tillsatt|añadid|source|quelle|herkunft|refer|deriv|method|"
    r"datenherkunft|bron|kilde|källa|lähde|fuente|fonte|note|remark|flag|\bn\b|std|error|\bmin\b|\bmax\b",
    re.IGNORECASE,
)
# How columns are called, in many languages; the beginning of a word is enough.
_CODE = re.compile(
    r"\b(?:code?s?|codice|cód\w*|kod\w*|id|n[or]|num\w*|núm\w*|nummer|number|nro|key|clave|clé|"
    r"schlüssel|index|indeks)\b|\w*(?:code|nummer|kode|kod|id)\b|番号|코드",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"name|naam|namn|navn|nom\b|nome|nombre|nazwa|název|nazev|nimi|nafn|bezeichn|descri|"
    r"lebensmittel|food|aliment|alimento|livsmedel|matvare|fødevare|voeding|élelmiszer|potravin|"
    r"produ|artikel|item|gıda|besin|名|식품",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\ben(?:g(?:lish)?)?\b|english|engels|anglais|inglés|inglese|_en", re.IGNORECASE
)
_GROUP = re.compile(
    r"group|grupp|grupo|gruppe|groupe|gruppo|groep|skupin|kategor|categ|klass|class|ryhm|chapter|"
    r"família|rubri|grup|群|분류",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"value|amount|content|wert|gehalt|menge|valor|valeur|teneur|contenu|värde|verdi|værdi|mengde|"
    r"mean|media|best|arvo|määrä|wartość|hodnota|érték|waarde|quantit|per ?100|resval",
    re.IGNORECASE,
)
_GRAMS = re.compile(
    r"gram|\bgr?\b|\(g\)|\[g\]|weight|gewicht|poids|peso|vikt|vekt|vægt|paino|masa|mass|waga|hmotn",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"measure|portion|serving|unit|maß|mass\b|mesure|medida|misura|mått|mål|porti|enhet|yksikkö|"
    r"miara|haushalt|household|descri",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-/]\d{2,4})?)(?!\d)|\b[vV]?(\d+\.\d+)\b")


class Column(NamedTuple):
    """A column: its header as it is written, and its cells."""

    header: str
    cells: Sequence[str]

    @property
    def filled(self) -> list[str]:
        """The cells that aren't empty."""
        return [cell for cell in self.cells if cell]

    @property
    def is_distinct(self) -> bool:
        """Whether nearly every row has a value, and nearly no value occurs twice."""
        filled = self.filled
        enough = len(filled) >= 0.95 * len(self.cells)
        return bool(filled) and enough and len(set(filled)) >= 0.97 * len(filled)

    @property
    def is_text(self) -> bool:
        """Whether most cells are words."""
        words = sum(any(c.isalpha() for c in cell) for cell in self.filled)
        return words > 0.8 * len(self.filled) if self.filled else False

    @property
    def is_number(self) -> bool:
        """Whether all cells are figures or the marks that stand for one."""
        figures = [_figure(cell) for cell in self.filled]
        numbers = sum(figure is not None and figure.b12_ug is not None for figure in figures)
        return numbers > 0.5 * len(figures) if figures else False


@dataclass(frozen=True)
class _Grid:
    """A sheet whose headers end at a row."""

    sheet: Sheet
    row: int

    @cached_property
    def columns(self) -> list[Column]:
        """The columns with a header, without the rows that hold units or headings."""
        rows = [
            [text_of(cell) for cell in row]
            for row in islice(self.sheet.rows(), self.row + 1, self.row + 1 + _MOST_ROWS)
        ]
        width = len(self.sheet.head[self.row])
        rows = [row + [""] * (width - len(row)) for row in rows]
        # Rows of units, and headings between the foods, have one cell in many.
        rows = [row for row in rows if sum(map(bool, row)) > 1]
        headers = [self._header(place) for place in range(width)]
        return [
            Column(header, [row[place] for row in rows])
            for place, header in enumerate(headers)
            if header
        ]

    def _header(self, place: int) -> str:
        """Return the header of a column: in the row of B12's, else in the nearest above it."""
        for row in reversed(self.sheet.head[: self.row + 1]):
            if place < len(row) and row[place]:
                return row[place]
        return ""

    def named(self, header: str) -> Column | None:
        """Return the column with that header."""
        return next((column for column in self.columns if column.header == header), None)


@dataclass
class _Draft:
    """The parts of a description: each a sheet and its headers by role, with its options."""

    parts: dict[str, tuple[Sheet, dict[str, object]]]
    b12: Column
    unit: str = ""


def describe(sheets: Sequence[Sheet], stem: str) -> str:
    """Return a description, as TOML, of the table that the sheets hold; `stem` is the file's name.

    Raise InputError if no column or row of theirs has B12.
    """
    draft = _wide(sheets) or _long(sheets)
    if draft is None:
        seen = "; ".join(f"{sheet.file} {sheet.name}".strip() for sheet in sheets[:5])
        raise InputError(f"no column and no row of it is about vitamin B12 (looked at: {seen})")
    _add_portions(draft, sheets)
    return _as_toml(draft, sheets, stem)


# --- Finding -------------------------------------------------------------------------------


def _wide(sheets: Sequence[Sheet]) -> _Draft | None:
    """Return the draft of a table in which B12 is a column; None if none is."""
    found: list[tuple[int, _Grid, Column]] = []
    for sheet in sheets:
        for row, cells in enumerate(sheet.head):
            about = [cell for cell in cells if _B12.search(cell) and not _BESIDE.search(cell)]
            if not about or sum(map(bool, cells)) < 2:
                continue
            grid = _Grid(sheet, row)
            for header in about:
                column = grid.named(header)
                if column is not None and column.is_number:
                    found.append((len(column.filled), grid, column))
    if not found:
        return None
    _, grid, b12 = max(found, key=lambda each: each[0])
    roles: dict[str, object] = {"b12": b12.header}
    foods = _food_columns(grid, b12)
    if "name" in foods:
        return _Draft({"foods": (grid.sheet, {**foods, **roles, **_basis(grid)})}, b12)
    return _with_names(sheets, grid, foods.get("code"), roles, b12)


def _long(sheets: Sequence[Sheet]) -> _Draft | None:
    """Return the draft of a table in which B12 is in rows of its own; None if there are none."""
    for sheet in sheets:
        for row, cells in enumerate(sheet.head[:HEAD]):
            if sum(map(bool, cells)) < 3:
                continue
            # The nutrients of the first foods: B12 is among them, or the file has another form.
            grid = _Grid(sheet, row)
            draft = _of_rows(sheets, grid)
            if draft is not None:
                return draft
            break
    return None


def _of_rows(sheets: Sequence[Sheet], grid: _Grid) -> _Draft | None:
    for nutrient in grid.columns:
        named = Counter(
            cell for cell in nutrient.cells if _B12.search(cell) and not _BESIDE.search(cell)
        )
        if not named or nutrient.is_distinct:
            continue
        at = {n for n, cell in enumerate(nutrient.cells) if cell in named}
        picked = [
            Column(column.header, [cell for n, cell in enumerate(column.cells) if n in at])
            for column in grid.columns
            if column is not nutrient
        ]
        numbers = [
            column for column in picked if column.is_number and not _CODE.search(column.header)
        ]
        value = _best(numbers, _VALUE)
        if value is None:
            continue
        roles: dict[str, object] = {"b12": value.header}
        units = next((c for c in picked if c.filled and all(map(_is_unit, c.filled))), None)
        if units is not None:
            roles["units"] = units.header
        roles["where"] = {nutrient.header: list(named)}
        of_foods = [column for column in picked if column is not value]
        foods = _named_columns(of_foods, has_group=True)
        if "name" in foods:
            return _Draft({"foods": (grid.sheet, {**foods, **roles})}, value)
        return _with_names(sheets, grid, foods.get("code"), roles, value)
    return None


def _with_names(
    sheets: Sequence[Sheet],
    values: _Grid,
    code: object,
    roles: dict[str, object],
    b12: Column,
) -> _Draft | None:
    """Return the draft of a table whose names stand in another sheet, found by the same codes."""
    of_values = [values.named(str(code))] if code else values.columns
    for sheet in sheets:
        if sheet is values.sheet:
            continue
        for row in range(len(sheet.head)):
            grid = _Grid(sheet, row)
            for column in grid.columns if sum(map(bool, sheet.head[row])) > 1 else ():
                foods = _food_columns(grid, None)
                if not column.is_distinct or "name" not in foods:
                    continue
                for other in filter(None, of_values):
                    if _shares(other, column):
                        parts = {
                            "foods": (sheet, {**foods, "code": column.header}),
                            "values": (values.sheet, {"code": other.header, **roles}),
                        }
                        return _Draft(parts, b12)
    return None


def _shares(values: Column, codes: Column) -> bool:
    known = set(codes.filled)
    some = set(values.filled)
    return len(some & known) >= 0.9 * min(len(some), len(known)) > 0


def _food_columns(grid: _Grid, b12: Column | None) -> dict[str, object]:
    return _named_columns([c for c in grid.columns if b12 is None or c.header != b12.header])


def _named_columns(columns: Sequence[Column], *, has_group: bool = True) -> dict[str, object]:
    """Return the headers of what says what a food is: its code, names and group."""
    roles: dict[str, object] = {}
    texts = [c for c in columns if c.is_text]
    names = [c for c in texts if c.is_distinct and any(" " in cell for cell in c.filled)]
    names = names or [c for c in texts if c.is_distinct and not _CODE.search(c.header)]
    called = [c for c in names if _NAME.search(c.header)] or names
    if called:
        english = [c for c in called if _ENGLISH.search(c.header)]
        name = (english or called)[0]
        roles["name"] = name.header
        local = next((c for c in called if c is not name), None)
        if english and local is not None:
            roles["local"] = local.header
    codes = [c for c in columns if c.is_distinct and c.header != roles.get("name")]
    codes = [c for c in codes if not any(" " in cell for cell in c.filled)]
    code = _best([c for c in codes if _CODE.search(c.header)], _CODE) or next(
        (c for c in codes if len({*c.cells}) == len(c.cells)), None
    )
    if code is not None:
        roles = {"code": code.header, **roles}
    few = [c for c in texts if 1 < len(set(c.filled)) < 0.5 * len(c.filled)]
    groups = [c for c in few if _GROUP.search(c.header)]
    if has_group and groups:
        roles["group"] = next((c for c in groups if _ENGLISH.search(c.header)), groups[0]).header
    return roles


def _basis(grid: _Grid) -> dict[str, object]:
    """Return the column that says per how much the figures are, if there is one."""
    for column in grid.columns:
        texts = set(column.filled)
        if 0 < len(texts) < 5 and all(_PER_SOME.search(plain_header(text)) for text in texts):
            return {"basis": column.header}
    return {}


_PER_SOME = re.compile(r"\b100 ?(?:g|ml)\b")


def _best(columns: Sequence[Column], pattern: re.Pattern[str]) -> Column | None:
    """Return the first column with such a header, else the first."""
    called = (column for column in columns if pattern.search(column.header))
    return next(called, columns[0] if columns else None)


def _add_portions(draft: _Draft, sheets: Sequence[Sheet]) -> None:
    """Add the sheet that has the weights of measures, if one has."""
    _, roles = draft.parts["foods"]
    code = roles.get("code")
    taken = [sheet for sheet, _ in draft.parts.values()]
    known = {header for header in roles.values() if isinstance(header, str)}
    for sheet in sheets if code else ():
        if any(sheet is other for other in taken):
            continue
        for row, cells in enumerate(sheet.head):
            if code not in cells:
                continue
            columns = [c for c in _Grid(sheet, row).columns if c.header not in known]
            if any(_B12.search(c.header) for c in columns):
                continue  # other foods, and not their portions
            grams = [c for c in columns if c.is_number and _GRAMS.search(c.header)]
            measures = [c for c in columns if c.is_text and _MEASURE.search(c.header)]
            if grams and measures:
                found: dict[str, object] = {
                    "code": code,
                    "measure": measures[0].header,
                    "grams": grams[0].header,
                }
                draft.parts["portions"] = (sheet, found)
                return


# --- Cells ---------------------------------------------------------------------------------


def _figure(cell: str) -> Figure | None:
    try:
        return Marks().read(cell)
    except UnusableError:
        return None


def _is_unit(cell: str) -> bool:
    return UNIT.fullmatch(plain_header(cell)) is not None


def _strange(column: Column) -> list[str]:
    """Return the marks that b12 doesn't know, in small letters, the most frequent first."""
    marks = Counter(cell.casefold() for cell in column.filled if _figure(cell) is None)
    return [mark for mark, _ in marks.most_common() if mark not in TRACES | UNKNOWN]


# --- Writing -------------------------------------------------------------------------------


def _as_toml(draft: _Draft, sheets: Sequence[Sheet], stem: str) -> str:
    import tomlkit

    sheet, roles = draft.parts["foods"]
    title, edition = _title(sheet, stem)
    words = re.findall("[a-z]{3,}", stem.casefold())
    code = next((word for word in words if word not in _ANY_TABLE), "table")[:_LONGEST_CODE]
    table = tomlkit.table()
    table["title"] = title
    table["country"] = ""
    table["country"].comment("two letters, as in uk")
    table["licence"] = ""
    table["attribution"] = ""
    table["attribution"].comment("what the publisher asks to be said")
    strange = _strange(draft.b12)
    if strange:
        traces = [mark for mark in strange if mark.startswith(_TRACE_STEMS)]
        rest = [mark for mark in strange if mark not in traces]
        if traces:
            table["trace"] = traces
        if rest:
            table["unknown"] = rest
            table["unknown"].comment("taken for unknown: check, some may be traces")
    digits = _digits(draft, str(roles.get("code", "")))
    if digits:
        table["digits"] = digits
    form = tomlkit.table()
    form["edition"] = edition
    several = len({(s.file, s.name) for s in sheets}) > 1
    for name, (of, columns) in draft.parts.items():
        form[name] = _part(of, columns, several=several)
    forms = tomlkit.aot()
    forms.append(form)
    table["forms"] = forms
    document = tomlkit.document()
    for text in _REMARKS:
        document.add(tomlkit.comment(text))
    document[code] = table
    return _unit_checked(document, table, draft)


_TRACE_STEMS = ("tr", "sp", "ślad", "slad", "stop", "след", "jälj", "iz", "nyom", "vest", "micro")
_ANY_TABLE = frozenset({"table", "tables", "the", "food", "foods", "data", "tabelle", "tabla"})
_LONGEST_CODE = 12
_REMARKS = (
    "A first description of the table, from its headers: look at it, then",
    "b12 food import FILE --as THIS.toml",
)


def _unit_checked(document: "TOMLDocument", table: "TomlTable", draft: _Draft) -> str:
    import tomlkit

    name = "values" if "values" in draft.parts else "foods"
    sheet, roles = draft.parts[name]
    part = table["forms"][0][name]
    if "units" not in roles and not UNIT.search(plain_header(str(roles["b12"]))):
        part["unit"] = _unit_below(sheet, str(roles["b12"])) or "µg"
        part["unit"].comment("not in the header: check")
    return tomlkit.dumps(document)


def _unit_below(sheet: Sheet, header: str) -> str:
    """Return the unit that stands in a row of its own above or below the header."""
    places = [row.index(header) for row in sheet.head if header in row]
    cells = (row[places[0]] for row in sheet.head if places and places[0] < len(row))
    units = (plain_header(cell) for cell in cells)
    return next((unit[1] for cell in units if (unit := UNIT.search(cell))), "")


def _part(sheet: Sheet, columns: dict[str, object], *, several: bool) -> "TomlTable":
    import tomlkit

    part = tomlkit.table()
    if several:
        part["sheet" if sheet.name else "file"] = sheet.name or sheet.file
    for role, header in columns.items():
        if isinstance(header, dict):
            where = tomlkit.inline_table()
            where.update(header)
            part[role] = where
        else:
            part[role] = header
    return part


def _title(sheet: Sheet, stem: str) -> tuple[str, str]:
    """Return the title, from the file's name, and the edition, from that or the rows above."""
    title = " ".join(re.sub(r"[\d._()]+", " ", stem).split()).strip(" -,")
    above = (cell for row in sheet.head[:3] if sum(map(bool, row)) == 1 for cell in row)
    editions = (_YEAR.search(text) for text in (stem, *above, sheet.name))
    edition = next(filter(None, editions), None)
    return title or "A food table", "" if edition is None else edition[1] or edition[2]


def _digits(draft: _Draft, code: str) -> int:
    """Return the length of codes that are all digits, of one length, some with zeros before."""
    sheet, _ = draft.parts["foods"]
    for row, cells in enumerate(sheet.head):
        if code and code in cells:
            column = _Grid(sheet, row).named(code)
            codes = column.filled if column else []
            lengths = {len(text) for text in codes}
            if (
                all(text.isdigit() for text in codes)
                and len(lengths) == 1
                and any(text.startswith("0") for text in codes)
            ):
                return lengths.pop()
            break
    return 0
