"""The foods of a table, read according to its description."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count, islice

from tracker.database.seed import usual_portion
from tracker.exchange.foods import entry, kinds
from tracker.exchange.foods.entry import FoodEntry, Record, Skipped, UnusableError, optional_figure
from tracker.exchange.foods.tables.description import Group
from tracker.exchange.foods.tables.headers import is_about_b12, per_in, unit_in
from tracker.exchange.foods.tables.marks import Figure, UnexplainedError
from tracker.exchange.foods.tables.recognise import Place, Recognised, matches, matches_any
from tracker.exchange.foods.tables.sheet import text_of
from tracker.foods.model import Food, Portion, mark_in_words

_HAS_DIGIT = re.compile(r"\d")
_OTHER_SIGNS = re.compile(r"[^\w.]+")
_LONGEST = 100


def read(recognised: Recognised, unexplained: Counter[str]) -> Iterator[FoodEntry]:
    """Yield the foods of a table.

    Texts in place of figures that the description doesn't explain are unknown B12, and counted in
    `unexplained`.
    """
    return _Reader(recognised, unexplained).foods()


class _Reader:
    """The parts of a table that are in separate sheets, by food code."""

    def __init__(self, recognised: Recognised, unexplained: Counter[str]) -> None:
        self._table, self._title = recognised.table, recognised.food_table.name
        self._places = recognised.places
        self._unexplained = unexplained
        self._names = self._lookup("names", "code", "name")
        self._locals = self._lookup("locals", "code", "name")
        self._groups = self._lookup("groups", "key", "name")
        self._values: dict[str, dict[str, str]] = {}
        for cells in self._rows("values"):
            # Of several rows the first one with a figure counts.
            code = self._code(cells["code"])
            if not self._values.get(code, {}).get("b12"):
                self._values[code] = cells
        self._measured = self._all_measured()
        self._portions, self._usual = self._all_portions()

    def foods(self) -> Iterator[FoodEntry]:
        """Yield the foods in the order of the table."""
        place = self._places["foods"]
        names: dict[str, str] = {}
        apart = "values" in self._places
        for cells in self._rows("foods") if apart else self._below_headings():
            name = entry.plain(cells["name"] or cells.get("local", ""))
            code = self._code(cells.get("code", ""))
            if "code" not in place.columns:
                code = _OTHER_SIGNS.sub("-", name.casefold()).strip("-")
            if (
                not name
                or not code
                or self._table.marks.mark_of(name)
                or matches_any(name, place.part.columns["name"])
            ):
                continue  # a heading between the foods, an empty row, or the legend of a mark
            if apart and names.get(code) == name:
                continue  # another nutrient of the same food
            # An error in the table: several foods share a code.
            code = next(c for c in _numbered(code) if names.setdefault(c, name) == name)
            if self._measured and code not in self._measured:
                where = f"{place.sheet.file}, {code} {name[:60]}"
                yield Skipped(where, "the table has no figure of any nutrient for it")
                continue
            try:
                yield self._record(code, name, cells)
            except UnusableError as error:
                yield Skipped(f"{place.sheet.file}, {code} {name[:60]}", str(error))

    def _record(self, code: str, name: str, cells: Mapping[str, str]) -> Record:
        apart = "values" in self._places
        place = self._places["values" if apart else "foods"]
        value = self._values.get(code, {}) if apart else cells
        factor, by_volume = _per(value.get("basis") or place.part.per or _basis(place))
        units = value.get("units", "")
        unit = unit_in(units) or units or _unit(place)
        figure = self._figure(value, unit, cells.get("traces", ""))
        density = optional_figure(cells.get("density") or None, 10)
        if by_volume and density:
            factor, by_volume = factor / density, False
        figure = figure.times(factor)
        b12_ug, _ = entry.strength(figure.b12_ug, None, None, supplement=False)
        name = self._names.get(code) or name
        group = self._group(cells.get("group", ""), name)
        added = None
        if text := cells.get("added"):
            added = self._table.marks.read(text, unit).times(factor).b12_ug
        if is_about_b12(cells.get("fortified", "")):
            added = b12_ug
        origin = kinds.origin_in_table(name, group.kind, b12_ug, added)
        kind = group.kind and kinds.kind_of(group.kind, origin)
        food = Food(
            code=code if self._table.is_usda else f"{self._table.code}-{code}",
            name=entry.food_name(name),
            origin=origin,
            source="",
            b12_ug_per_100g=b12_ug,
            group=group.name or None,
            kind=kind,
            diet=kinds.diet_of(kind),
            portions=self._portions_of(code, density, b12_ug if by_volume else None),
            table_code=None if self._table.is_usda else self._table.code,
            mark=figure.mark,
            below_ug_per_100g=figure.below_ug,
        )
        source = f"{self._title}, {'food code ' if self._table.is_usda else ''}{code}"
        remarks = [mark_in_words(food)] if food.mark else []
        remarks += ["figure per 100 ml"] if by_volume else []
        food = replace(food, source=", ".join([source, *remarks]))
        local = entry.plain(cells.get("local") or self._locals.get(code, ""))[:_LONGEST]
        return Record(food, food.code, also=local if local != name else "")

    def _figure(self, value: Mapping[str, str], unit: str, traces: str) -> Figure:
        text = value.get("b12", "")
        try:
            figure = self._table.marks.read(text, unit)
        except UnexplainedError:
            self._unexplained[text.strip()[:20]] += 1
            return Figure(None)
        flagged = self._table.marks.mark_of(value.get("flag", ""))
        if flagged == "below":
            return Figure(0.0, flagged, figure.b12_ug or figure.below_ug)
        if flagged is not None:
            return Figure(0.0, flagged)
        # Some tables leave a trace empty, or 0, and list the nutrients with a trace.
        if not figure.b12_ug and figure.mark is None and is_about_b12(traces):
            return Figure(0.0, "trace")
        return figure

    def _portions_of(
        self, code: str, density: float | None, ug_per_100ml: float | None
    ) -> tuple[Portion, ...]:
        portions: list[Portion | None] = list(self._portions.get(code, ()))
        if code in self._usual:
            measures = [portion._asdict() for portion in self._portions.get(code, ())]
            portions.insert(0, Portion(**usual_portion(self._usual[code], measures)))
        if density:
            portions.append(entry.portion(100.0, "ml", 100 * density))
        elif ug_per_100ml is not None:
            portions.append(entry.portion(100.0, "ml", None, ug_per_100ml))
        return entry.distinct(portions)

    def _all_measured(self) -> frozenset[str]:
        """Return the foods with a value of any nutrient; none if values don't stand apart."""
        place = self._places.get("values")
        if place is None:
            return frozenset()
        column = place.columns["code"]
        rows = islice(place.sheet.rows(), place.first_row, None)
        return frozenset(self._code(text_of(row[column])) for row in rows if len(row) > column)

    def _all_portions(self) -> tuple[dict[str, list[Portion]], dict[str, float]]:
        """Return the portions of each food by its code, and the weights of the usual ones in g."""
        measures = self._lookup("measures", "key", "name")
        portions: dict[str, list[Portion]] = defaultdict(list)
        usual: dict[str, float] = {}
        for cells in self._rows("portions"):
            code, measure = self._code(cells["code"]), cells["measure"]
            grams = optional_figure(cells.get("grams") or None)
            if grams is None and (factor := optional_figure(cells.get("factor") or None)):
                grams = 100 * factor
            if not grams:
                continue
            if measure.casefold() == self._places["portions"].part.usual:
                usual[code] = grams
                continue
            count, words = entry.split_amount(measures.get(measure, measure))
            amount = optional_figure(cells.get("amount") or None) or 1.0
            if portion := entry.portion(amount * (count or 1.0), words, grams):
                portions[code].append(portion)
        return portions, usual

    def _group(self, name: str, food: str) -> Group:
        """Return the group with that name or code, with its kind if the description has it."""
        name = entry.plain(self._groups.get(name, name))[:_LONGEST]
        if self._table.is_usda:
            return Group("", name, kinds.of_usda(name, food))
        for group in self._table.groups:
            if matches(name, group.pattern):
                return Group("", group.name or name, group.kind)
        return Group("", name)

    def _lookup(self, part: str, key: str, value: str) -> dict[str, str]:
        """Return the values of a column of a part by those of another; codes as they are typed."""
        code = self._code if key == "code" else str
        rows = self._rows(part)
        return {code(cells[key]): cells[value] for cells in rows if cells[value]}

    def _code(self, text: str) -> str:
        """Return a code in the form in which it can be typed."""
        code = _OTHER_SIGNS.sub("-", text[:_LONGEST]).strip("-.")
        return code.zfill(self._table.digits) if code.isdigit() else code

    def _below_headings(self) -> Iterator[dict[str, str]]:
        """Yield the cells of foods; a food without a group gets the heading above it.

        A heading fills one cell, or its code is the beginning of those of the foods below it, or
        its code has no digit although those of foods have some.
        """
        first = self._places["foods"]
        for place in (first, *first.more):
            yield from self._in_sheet(place)

    def _in_sheet(self, place: Place) -> Iterator[dict[str, str]]:
        columns = place.columns
        width = max(map(len, place.sheet.head))
        named = {columns[role] for role in ("code", "name", "local") if role in columns}
        coded, narrow = self._has_digits(place), width <= len(named) + 2
        heading, before = place.sheet.name if place.part.every else "", None
        for row in self._picked(place):
            filled = [at for at, cell in enumerate(row) if cell]
            cells = {role: row[column] for role, column in columns.items()}
            code = cells.get("code", "")
            if before is not None:
                above = before["code"]
                below = code.removeprefix(above) if above else code
                # In a table of few columns a food without a figure looks like a heading: 1 and 10.
                if below not in ("", code) and not (narrow and below[0].isdigit()):
                    heading = before["name"] or before.get("local", "")
                else:
                    yield before
                before = None
            if len(filled) == 1 and (width > 2 or filled[0] not in named):
                heading = row[filled[0]]
            elif (
                len(filled) == 2 and set(filled) <= named and not _HAS_DIGIT.search(code) and coded
            ):
                heading = cells["name"] or cells.get("local", "")
            elif len(filled) == 2 and set(filled) <= named and code:
                before = {**cells, "group": cells.get("group") or heading}
            else:
                yield {**cells, "group": cells.get("group") or heading}
        if before is not None:
            yield before

    def _has_digits(self, place: Place) -> bool:
        """Return whether most codes have digits."""
        at = place.columns.get("code", -1)
        rows = place.sheet.head[place.first_row :] if at >= 0 else []
        digits = [_HAS_DIGIT.search(row[at]) is not None for row in rows if row[at : at + 1]]
        return sum(digits) > 0.5 * len(digits)

    def _rows(self, part: str) -> Iterator[dict[str, str]]:
        """Yield the cells of the rows of a part, by role; nothing for a missing part."""
        place = self._places.get(part)
        if place is not None:
            for row in self._picked(place):
                yield {role: row[column] for role, column in place.columns.items()}

    def _picked(self, place: Place) -> Iterator[list[str]]:
        """Yield the rows of a place that its description selects, all cells as text."""
        width = 1 + max((*place.columns.values(), *place.where))
        for cells in islice(place.sheet.rows(), place.first_row, None):
            row = [text_of(cell) for cell in cells]
            row += [""] * (width - len(row))
            if all(matches_any(row[at], values) for at, values in place.where.items()):
                yield row


def _per(text: str) -> tuple[float, bool]:
    """Return the factor that converts a figure to 100 g or 100 ml, and whether it is per ml.

    Raise UnusableError for another basis, such as dry matter or a serving.
    """
    plain = text.strip().casefold()
    if plain in _PER_100_G:
        return 1.0, False
    # EuroFIR writes WKG for what is per kg.
    per = per_in(text) or per_in(f"per {plain.removeprefix('w')}")
    if per is None:
        raise UnusableError(f'its B12 is per "{text[:40]}", which is not a weight or a volume')
    amount, by_volume = per
    return 100 / amount, by_volume


# EuroFIR's codes for 100 g of edible food.
_PER_100_G = frozenset({"", "w", "e"})


def _basis(place: Place) -> str:
    """Return the header of the figures if it has an amount, as in B12 (µg/kg); else ""."""
    column = place.columns["b12"]
    headers = [row[column] for row in place.sheet.head[: place.first_row] if column < len(row)]
    return next((header for header in headers if per_in(header)), "")


def _unit(place: Place) -> str:
    """Return the unit in the description, else the one in or below the header, else µg."""
    if place.part.unit:
        return place.part.unit
    column = place.columns["b12"]
    for row in place.sheet.headers[: place.first_row + 1]:
        if column < len(row) and (unit := unit_in(row[column])):
            return unit
    return "ug"


def _numbered(code: str) -> Iterator[str]:
    """Yield a code, and then the same code with numbers."""
    yield code
    yield from (f"{code}-{number}" for number in count(2))
