"""The roles of the columns of an unknown table, by their headers and their cells."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.exchange.foods.tables import words
from tracker.exchange.foods.tables.grid import Column, Grid, middle_length
from tracker.exchange.foods.tables.headers import (
    B12,
    is_about_b12,
    is_unit,
    per_in,
    unit_in,
    without_notes,
)

_ENOUGH_ENGLISH = 0.2
_ENGLISH_CODES = frozenset({"en", "eng", "english", "gb", "uk", "en-gb", "en-us"})


def residue(text: str) -> int:
    """Return the number of letters in a header besides B12, its unit and its amount."""
    plain = without_notes(text)
    plain = B12.sub(" ", re.sub(r"[(\[].*?[)\]]", lambda part: _kept(part[0]), plain))
    plain = re.sub(r"\bvit[^\W_]*|vitamin\w*|вит\w*|βιτ\w*|비타민", " ", plain, flags=re.IGNORECASE)
    rest = (word for word in re.split(r"[\W_]+", plain) if not word.isdigit())
    return sum(len(word) for word in rest if not unit_in(word))


def _kept(bracket: str) -> str:
    """Return what a bracket adds to a header, without its unit and other names of B12."""
    return " " if unit_in(bracket) or is_about_b12(bracket) else bracket


def b12_of(grid: Grid) -> list[tuple[tuple[object, ...], Column]]:
    """Return the columns that could hold B12 per 100 g, each with its rank; the least is best."""
    ranked = []
    for column in grid:
        about = [header for header in (*column.above, *column.headers) if is_about_b12(header)]
        if not about or not column.is_figures:
            continue
        below = [header for header in column.headers if not is_about_b12(header)]
        rank = (
            is_beside(column.words),
            _is_of_other(column.words) or _is_of_other(grid.sheet.name),
            max(map(residue, about)),
            not any(words.VALUE.search(header) for header in below),
            not column.has_marks,
            column.is_whole,
            -len(column.filled),
        )
        ranked.append((rank, column))
    return sorted(ranked, key=lambda pair: pair[0])


def _is_of_other(text: str) -> bool:
    """Return whether figures are per serving, per 100 kcal or per 100 g of dry matter."""
    of_serving = words.OF_SERVING.search(text) is not None and per_in(text) is None
    return of_serving or words.OF_OTHER.search(text) is not None


def is_beside(text: str) -> bool:
    """Return whether a header names something about a figure, such as its source."""
    plain = B12.sub(" ", without_notes(text))
    return bool(words.BESIDE.search(plain) or words.ADDED.search(plain))


def english_share(cells: Sequence[str]) -> float:
    """Return the share of names that have an English word of foods."""
    return sum(bool(words.IN_ENGLISH.search(cell)) for cell in cells) / max(1, len(cells))


def is_english(column: Column) -> bool:
    """Return whether names are in English, by their header or by their words."""
    return how_english(column) > _ENOUGH_ENGLISH


def how_english(column: Column) -> float:
    """Return how sure it is that names are in English: more than 1 if their header says so."""
    is_named = any(words.ENGLISH.search(header) for header in column.headers)
    return is_named + english_share(column.some)


def english_of(names: Mapping[str, Column]) -> str:
    """Return which value of a column of languages stands for English; "" if none does."""
    coded = [language for language in names if language.casefold() in _ENGLISH_CODES]
    most = max(names, key=lambda language: how_english(names[language]), default="")
    return coded[0] if coded else most if most and is_english(names[most]) else ""


def names_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Return the columns of the names of foods, by role: `name`, in English if any is, and `local`.

    {} if no column could hold names.
    """
    texts = [
        column
        for column in columns
        if column.is_text
        and not column.is_figures
        and not is_about_b12(column.words)
        and not words.LATIN.search(column.words)
        and len(column.values) >= 0.8 * len(column.filled)
    ]
    called = [c for c in texts if _is_name(c) or (is_english(c) and not _is_code(c))]
    called = [c for c in called if len(c.filled) > 0.3 * len(c.cells)]
    distinct = [c for c in texts if c.is_distinct and not _is_code(c)]
    called = called or distinct
    called = [c for c in called if c.is_distinct or is_english(c) or len(called) == 1]
    called = called or distinct
    if not called:
        return {}
    name = max(called, key=lambda c: (is_english(c) and how_english(c), _is_name(c), -c.place))
    names = {"name": name}
    # Some words are the same in English: egg, salt, rum.
    most = 0.5 * how_english(name) if is_english(name) else 0
    others = [c for c in texts if c.is_complete and (_is_name(c) or c in distinct)]
    others = [c for c in others if how_english(c) < most and not is_beside(c.words)]
    if others:
        names["local"] = min(others, key=lambda c: (not _is_name(c), abs(c.place - name.place)))
    if not name.is_complete and "local" not in names:
        return {}
    return names


def _is_name(column: Column) -> bool:
    return bool(words.NAME.search(column.words)) and not _is_code(column)


def _is_code(column: Column) -> bool:
    """Return whether cells are codes: a header that says so, or what no name looks like."""
    is_named = words.CODE.search(column.words) is not None
    digits = sum(any(map(str.isdigit, cell)) for cell in column.some) > 0.9 * len(column.some)
    return column.is_code and (is_named or digits)


def codes_of(columns: Iterable[Column], name: Column | None = None) -> list[Column]:
    """Return the columns that could hold the codes of foods, the best first."""
    before = name.place if name is not None else 0
    fitting = []
    for column in columns:
        is_named = bool(words.CODE.search(column.words)) and not is_about_b12(column.words)
        short = middle_length(column.some) <= 20
        is_left = column.place < before and (column.is_code or column.is_figures)
        if column is not name and short and (is_named or is_left):
            fitting.append((column.is_counted, not is_named, column.place, column))
    return [each[-1] for each in sorted(fitting, key=lambda each: each[:3])]


def group_of(columns: Iterable[Column], taken: Iterable[Column]) -> Column | None:
    """Return the column of the names of food groups, else that of their codes; None without one."""
    kept = tuple(taken)
    fitting = []
    for column in columns:
        many = len(column.values)
        if column in kept or not 1 < many <= max(2, 0.5 * len(column.filled)):
            continue
        is_called = words.GROUP.search(column.words) is not None
        if (
            is_beside(column.words)
            or is_about_b12(column.words)
            or words.LATIN.search(column.words)
        ):
            continue
        if not is_called and (_is_code(column) or not column.is_text or not column.is_complete):
            continue
        if not is_called and (middle_length(column.some) < 4 or is_amount(column) or many < 3):
            continue
        is_named = column.is_text and not _is_code(column)
        rank = (not is_called, not is_named, not is_english(column), column.place)
        fitting.append((rank, column))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def is_amount(column: Column) -> bool:
    """Return whether the cells are units or amounts."""
    return all(is_unit(cell) or per_in(cell) is not None for cell in column.values)


def more_of(columns: Iterable[Column], b12: Column) -> dict[str, Column]:
    """Return the columns about the figures of B12: units, basis, flag, traces, added, density."""
    by_role: dict[str, Column] = {}
    for column in columns:
        role = "" if column is b12 else _about_figures(column)
        if role and role not in by_role:
            by_role[role] = column
    return by_role


def _about_figures(column: Column) -> str:
    values, called = column.values, column.words
    if is_about_b12(called):
        if column.is_figures and words.ADDED.search(called):
            return "added"
        if all(map(is_unit, values)):
            return "units"
        if is_flag(values):
            return "flag"
        return ""
    if len(values) < 5 and all(_is_basis(value) for value in values):
        return "basis"
    if column.is_text and words.TRACES.search(called) and any(map(is_about_b12, values)):
        return "traces"
    if column.is_text and words.ADDED.search(called) and any(map(is_about_b12, values)):
        return "fortified"
    if column.is_figures and words.DENSITY.search(called):
        return "density"
    return ""


def is_flag(values: Iterable[str]) -> bool:
    """Return whether the cells are signs such as <, for the figures beside them."""
    plain = {value.casefold() for value in values}
    return bool(plain & {"<", "≤"}) and all(len(value) <= 3 for value in plain)


def _is_basis(text: str) -> bool:
    per = per_in(text)
    return per is not None and per[0] in (1.0, 100.0, 1000.0) and not unit_in(text)


def value_of(columns: Iterable[Column]) -> Column | None:
    """Return the column of the figures, of the rows of one nutrient."""
    figures = [c for c in columns if c.is_figures and not words.CODE.search(c.words)]
    return min(
        figures,
        key=lambda c: (
            is_beside(c.words),
            not words.VALUE.search(c.words),
            not c.has_marks,
            c.is_whole,
            len(c.values) < 3,
            c.place,
        ),
        default=None,
    )


def _is_measure(column: Column) -> bool:
    """Return whether most cells are amounts such as "1 cup"."""
    begun = sum(cell[0].isdigit() or cell[0] in "½¼" for cell in column.some)
    return column.is_text and begun > 0.5 * len(column.some)


def portion_roles(
    some: Sequence[Column], coded: Collection[Column], *, apart: bool
) -> dict[str, Column]:
    """Return the columns of the weights of measures, by role; {} if there are none.

    `coded` are columns of codes that another sheet explains. Only a sheet `apart` from the foods
    has no nutrients in g.
    """
    figures = [c for c in some if c.is_figures and c not in coded]
    grams = [c for c in figures if words.GRAMS.search(c.words)]
    factors = [c for c in figures if words.FACTOR.search(c.words)]
    measures = [c for c in some if c not in figures and words.MEASURE.search(c.words)]
    measures += [c for c in some if c in coded or _is_measure(c)]
    if apart:
        measures += [c for c in some if c.is_text and words.NAME.search(c.words)]
    else:
        grams = [c for c in grams if words.MEASURE.search(c.words)]
        measures = [c for c in measures if words.MEASURE.search(c.words)]
    measures = [c for c in measures if not all(map(is_unit, c.values))]
    if not measures or not (grams or factors):
        return {}
    roles = {"measure": measures[0], "grams" if grams else "factor": (grams or factors)[0]}
    amounts = [c for c in figures if c not in roles.values() and words.AMOUNT.search(c.words)]
    amounts = [c for c in amounts if not words.CODE.search(c.words)]
    return {**roles, "amount": amounts[0]} if amounts else roles
