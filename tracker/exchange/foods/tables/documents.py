"""JSON and XML as sheets: one for each list of records, with the values of the outer records."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from tracker.errors import RefusedError
from tracker.exchange.foods.tables.sheet import Row, Sheet, decoded
from tracker.text.formatting import printable

_Record = dict[str, object]
_DEEPEST, _FEW = 20, 3
# The column for the codes of records that are keyed by code.
_KEY = "key"
# Ciqual's XML of 2020 has a bare "< 0,1", which is invalid; no tag begins like this.
_BARE_BELOW = re.compile(rb"<(?=\s*\d)")


def sheets_of(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets of a JSON or XML document. Raise RefusedError if it is neither."""
    try:
        tree = _of_xml(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" else _of_json(data)
        records: dict[str, list[_Record]] = {}
        _collect(tree, "", {}, records)
    except (ValueError, ElementTree.ParseError, RecursionError) as error:
        message = printable(str(error).split("\n")[0])[:200]
        raise RefusedError(f"{name} is neither valid JSON nor valid XML: {message}") from None
    return [_sheet(name, path, some) for path, some in records.items()]


def _of_json(data: bytes) -> Any:
    return json.loads(decoded(data))


def _of_xml(data: bytes) -> Any:
    # Python's parser limits what entities may expand to, and never loads other files.
    return _element(ElementTree.fromstring(_BARE_BELOW.sub(b"&lt;", data)))  # noqa: S314


def _element(element: ElementTree.Element) -> Any:
    """Return an element as JSON would have it: children of the same name become a list."""
    tag = element.tag.rpartition("}")[2]
    if not len(element):
        text = (element.text or "").strip()
        return {**element.attrib, tag: text} if element.attrib else text
    children: dict[str, list[Any]] = {}
    for child in element:
        children.setdefault(child.tag.rpartition("}")[2], []).append(_element(child))
    parts = {name: some if _repeats(some) else some[0] for name, some in children.items()}
    return {**element.attrib, **parts}


def _repeats(some: list[Any]) -> bool:
    return len(some) > 1 or isinstance(some[0], dict)


def _collect(value: Any, path: str, outer: _Record, into: dict[str, list[_Record]]) -> None:
    """Add the records of a value to their lists, by the path of each list."""
    if path.count(".") > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                record = _nested(outer, _plain(item), path)
                into.setdefault(path, []).append(record)
                _collect_nested(item, path, record, into)
    elif isinstance(value, dict) and _is_keyed(value):
        _collect([{_KEY: key, **item} for key, item in value.items()], path, outer, into)
    elif isinstance(value, dict):
        _collect_nested(value, path, outer, into)


def _is_keyed(value: _Record) -> bool:
    """Return whether it holds records by their codes: {"A1": {...}, "A2": {...}}."""
    items = [frozenset(item) for item in value.values() if isinstance(item, dict)]
    is_list = len(items) == len(value) >= _FEW
    return is_list and len(frozenset.intersection(*items)) > 0.5 * max(map(len, items))


def _collect_nested(
    value: _Record, path: str, outer: _Record, into: dict[str, list[_Record]]
) -> None:
    for key, inner in value.items():
        if isinstance(inner, list | dict):
            _collect(inner, f"{path}.{key}".lstrip("."), outer, into)


def _nested(outer: _Record, inner: _Record, path: str) -> _Record:
    """Return a record with the values of the outer record; two values of one name are both kept."""
    within = path.rpartition(".")[0]
    around = {f"{within}.{key}" if key in inner else key: value for key, value in outer.items()}
    return {**around, **inner}


def _plain(record: _Record) -> _Record:
    """Return the values of a record, and those of objects in it as `fat.quantity`."""
    plain: _Record = {}
    for key, value in record.items():
        if isinstance(value, dict):
            plain |= {f"{key}.{name}": inner for name, inner in _plain(value).items()}
        elif not isinstance(value, list):
            plain[key] = value
    return plain


def _sheet(name: str, path: str, records: list[_Record]) -> Sheet:
    header = list(dict.fromkeys(key for record in records for key in record))

    def rows() -> Iterator[Row]:
        yield list(header)
        yield from _cells(header, records)

    return Sheet(name, path, rows)


def _cells(header: list[str], records: Iterable[_Record]) -> Iterator[Row]:
    for record in records:
        yield [record.get(key) for key in header]
