"""Cronometer's servings.csv in the forms it had over the years, and its dailysummary.csv."""

import csv
import gzip
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.diary.model import Item
from tracker.errors import InputError, TrackerError
from tracker.exchange.cronometer.daily_summary import Difference, Summary
from tracker.exchange.cronometer.nature import PLAIN, SUPPLEMENT
from tracker.exchange.cronometer.servings import Broken, LeftOut, Servings
from tracker.text.formatting import printable

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
_DAY = date(2023, 9, 17)
HEADER = "Day,Time,Group,Food Name,Amount,Energy (kcal),B12 (Cobalamin) (µg),Category"
ROW = '2023-09-17,9:51 AM,Breakfast,"Salmon, Atlantic, Cooked",158.00 g,325.48,4.82,Fish'


def _rows(path: Path, content: str | bytes) -> list[Item | Broken | LeftOut]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(Servings(path).rows(lambda *_: None, TODAY, NOW, lambda _: PLAIN))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "servings.csv"


def _item(path: Path, header: str, row: str) -> Item:
    (item,) = _rows(path, f"{header}\n{row}\n")
    assert isinstance(item, Item), item
    return item


def _food(row: Item | LeftOut) -> str:
    assert isinstance(row, Item)
    return row.food


def _why(path: Path, row: str) -> str:
    (broken,) = _rows(path, f"{HEADER}\n{row}\n")
    assert isinstance(broken, Broken), broken
    assert broken.line == 2
    return broken.why


def test_a_row_is_what_was_eaten(file: Path) -> None:
    item = _item(file, HEADER, ROW)
    assert (item.when.day, item.when.meal) == (_DAY, "Breakfast")
    # The time is this computer's, whatever its zone.
    assert item.when.eaten_at == datetime(2023, 9, 17, 9, 51).astimezone()
    assert item.when.eaten_at.utcoffset() is not None
    assert (item.food, item.label, item.grams, item.b12_ug) == (
        "Salmon, Atlantic, Cooked", "158 g", 158, 4.82,
    )  # fmt: skip
    assert item.food_code is None
    assert item.source == "Cronometer (servings.csv)"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER, ROW),
        # Old files, before there were times, groups and categories.
        ("Day,Food Name,Amount,B12 (Cobalamin) (µg)", "2023-9-17,Salmon,158 g,4.82"),
        ("Day,Group,Food Name,Amount,B12 (µg),Zinc (mg)", "2023-09-17,Lunch,Salmon,158.00 g,4.82,"),
        # Another order, and other nutrients.
        (
            "B12 (Cobalamin) (µg),Amount,Food Name,Day,Iron (mg)",
            '4.82,158.00 g,"Salmon",2023-09-17,0.3',
        ),
        # The Greek letter, and what people write for it.
        ("Day,Food Name,Amount,B12 (Cobalamin) (μg)", "2023-09-17,Salmon,158.00 g,4.82"),
        ("Day,Food Name,Amount,B12 (Cobalamin) (ug)", "2023-09-17,Salmon,158.00 g,4.82"),
        ("Day,Food Name,Amount,B12 (Cobalamin) (UG)", "2023-09-17,Salmon,158.00 g,4.82"),
        ("Day,Food Name,Amount,Vitamin B12 (mcg)", "2023-09-17,Salmon,158.00 g,4.82"),
        ('"Day","Food Name","Amount","B12 (Cobalamin) (µg)"', '"2023-09-17","S","158.00 g","4.82"'),
    ],
)
@pytest.mark.parametrize("form", ["plain", "bom", "crlf", "latin", "gzip"])
def test_every_header_gives_the_same(file: Path, header: str, row: str, form: str) -> None:
    text = f"{header}\n{row}\n"
    if form == "latin" and "μ" in text:
        return  # a Greek letter isn't in it
    content = {
        "plain": text.encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "latin": text.encode("latin-1", "replace"),
        "gzip": gzip.compress(text.encode()),
    }[form]
    (item,) = _rows(file, content)
    assert isinstance(item, Item)
    assert (item.when.day, item.amount, item.measure) == (_DAY, 158, "g")
    assert (item.grams, item.b12_ug) == (158, 4.82)


@pytest.mark.parametrize(
    ("cell", "ug"),
    [("", None), ("  ", None), ("0.00", 0), ("0", 0), ("1000.00", 1000), ("1e-2", 0.01)],
)
def test_an_empty_cell_is_unknown_and_a_zero_is_none(
    file: Path, cell: str, ug: float | None
) -> None:
    assert _item(file, HEADER, ROW.replace("4.82", cell)).b12_ug == ug


def test_without_nutrients_all_is_unknown(file: Path) -> None:
    item = _item(
        file, "Day,Time,Group,Food Name,Amount,Category", "2023-09-17,,Lunch,Tofu,90.00 g,Beans"
    )
    assert (item.b12_ug, item.grams) == (None, 90)
    assert not Servings(file).shows_b12


@pytest.mark.parametrize(
    ("cell", "label", "grams"),
    [
        ("158.00 g", "158 g", 158),
        ("0.50 kg", "0.5 kg", 500),
        ("3.00 oz", "3 oz", 3 * 28.349523125),
        ("4.00 medium", "4 medium", None),
        ("2.00 x 20.0 pieces", "2 x 20.0 pieces", None),
        ("1.50 x 100.0 g", "1.5 x 100.0 g", 150),
        ("0.75 tbsp, whole pieces", "0.75 tbsp, whole pieces", None),
        ("1.00 full recipe", "1 full recipe", None),
        ("800.00 1", "800", None),
        ("8.00 fl oz", "8 fl oz", None),
        ("1000.00 mcg", "1000 mcg", None),
        ("2.00", "2", None),
        ("3.00 slice", "3 slices", None),
    ],
)
def test_amounts_read_naturally(file: Path, cell: str, label: str, grams: float | None) -> None:
    item = _item(file, HEADER, ROW.replace("158.00 g", f'"{cell}"'))
    assert (item.label, item.grams) == (label, pytest.approx(grams) if grams else None)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("9:51 AM", (9, 51)),
        ("9:51\u202fPM", (21, 51)),
        ("12:05 AM", (0, 5)),
        ("05:17", (5, 17)),
        ("", None),
    ],
)
def test_times_are_read(file: Path, cell: str, hour: tuple[int, int] | None) -> None:
    at = _item(file, HEADER, ROW.replace("9:51 AM", cell)).when.eaten_at
    assert (at and (at.hour, at.minute)) == hour


def test_an_hour_that_the_clocks_skipped_is_no_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        item = _item(file, HEADER, ROW.replace("2023-09-17,9:51", "2023-03-12,2:30"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (item.when.day, item.when.eaten_at) == (date(2023, 3, 12), None)


@pytest.mark.parametrize("group", ["Uncategorized", "uncategorized", "", " "])
def test_no_group_is_no_meal(file: Path, group: str) -> None:
    assert _item(file, HEADER, ROW.replace("Breakfast", group)).when.meal is None


def test_names_from_a_file_can_do_nothing(file: Path) -> None:
    item = _item(file, HEADER, ROW.replace("Salmon,", "=cmd|' /C calc'!A0\x1b[2J\u202e,"))
    assert item.food == "=cmd|' /C calc'!A0 [2J , Atlantic, Cooked"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("2023-09-17", "17/09/2023"), "17/09/2023"),
        (ROW.replace("2023-09-17", "2023-02-30"), "no such day"),
        (ROW.replace("2023-09-17", "yesterday"), "yesterday"),
        (ROW.replace("2023-09-17", ""), "invalid date"),
        (ROW.replace("9:51 AM", "25:61"), "25:61"),
        (ROW.replace("4.82", "-1"), "-1"),
        (ROW.replace("4.82", "nan"), "nan"),
        (ROW.replace("4.82", "1_000"), "1_000"),
        # A thousand, or one and a bit.
        (ROW.replace("158.00 g", '"1,158 g"'), 'its amount "1,158" can be 1.158 or 1158'),
        (ROW.replace("2023-09-17", "9/10/2023"), 'invalid date "9/10/2023": use 2023-09-17'),
        (ROW.replace("4.82", '"1,000"'), "1,000"),
        (ROW.replace("4.82", "100001"), "typo"),
        (ROW.replace("158.00 g", "some"), "some"),
        (ROW.replace("158.00 g", "-3 g"), "-3 g"),
        (ROW.replace("158.00 g", "999.00 kg"), "typo"),
        (ROW.replace('"Salmon, Atlantic, Cooked"', ""), "has no food name"),
        (ROW.replace('"', ""), "it has 10 cells, and the header 8"),
        (ROW.rsplit(",", 2)[0], "it has 6 cells, and the header 8"),
    ],
)
def test_a_broken_row_says_why(file: Path, row: str, message: str) -> None:
    assert message in _why(file, row)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("2023-09-17", "2027-01-01", "still to come"),
        ("158.00 g", "0.00 g", "without an amount"),
    ],
)
def test_a_row_in_which_nothing_was_eaten_is_left_out(
    file: Path, before: str, after: str, why: str
) -> None:
    assert _rows(file, f"{HEADER}\n{ROW.replace(before, after)}\n") == [LeftOut(why)]


def test_thousands_that_can_be_nothing_else_are_read(file: Path) -> None:
    item = _item(
        file, HEADER, ROW.replace("158.00 g", '"1,158.00 g"').replace("4.82", '"5,000.00"')
    )
    assert (item.amount, item.grams, item.b12_ug) == (1158.0, 1158.0, 5000.0)


# --- What spreadsheets make of it ----------------------------------------------------------

_CREAM = ROW.replace("Salmon, Atlantic, Cooked", "Crème fraîche").replace("4.82", "0.25")
_TABLE = f"{HEADER}\n{ROW}\n{_CREAM}\n"


def _saved(rows: str, separator: str, *, comma: bool) -> str:
    """Save a table again with that separator, and its numbers with a decimal comma."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    for row in csv.reader(io.StringIO(rows)):
        is_number = [comma and cell.replace(".", "").isdigit() for cell in row]
        writer.writerow(
            cell.replace(".", ",") if numeric else cell
            for cell, numeric in zip(row, is_number, strict=True)
        )
    return text.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        _saved(_TABLE, ";", comma=True),
        _saved(_TABLE, ";", comma=False),
        _saved(_TABLE, "\t", comma=True),
        # A sheet whose numbers have commas, and which is separated by them.
        _saved(_TABLE, ",", comma=True),
        _TABLE.encode("utf-16"),
        _saved(_TABLE, "\t", comma=True).encode("utf-16"),
        _TABLE.encode("cp1252"),
        # UTF-8 that was read as another encoding, and saved.
        _TABLE.encode().decode("cp1252"),
        _TABLE.encode().decode("mac_roman"),
        _saved(_TABLE, ";", comma=True).encode().decode("cp1252").encode("utf-16"),
        gzip.compress(_TABLE.encode("utf-16")),
        _TABLE.replace("9:51 AM", "9:51:00 AM"),
        _TABLE.replace("9:51 AM", "09:51:00"),
        _TABLE.replace("2023-09-17", "2023-09-17 00:00:00"),
        _TABLE.replace("2023-09-17", "17.09.2023"),
        _TABLE.replace("2023-09-17", "2023/9/17"),
        # A header over two lines of one cell, or of the sheet, below a title and an empty line.
        _TABLE.replace("B12 (Cobalamin) (µg)", '"B12 (Cobalamin)\n(µg)"'),
        _TABLE.replace(
            "(kcal),B12 (Cobalamin) (µg),Category", ",B12 (Cobalamin),Category\n,,,,,(kcal),(µg),"
        ),
        f"My diary of 2023,,,,,,,\n,,,,,,,\n{_TABLE}",
        # Empty rows and cells around it.
        "\n".join(f"{line},," for line in _TABLE.splitlines()) + "\n,,,,,,,,,\n",
        _TABLE.replace("\n", ",\n").replace("Category,", "Category"),
    ],
)
def test_a_table_that_a_spreadsheet_saved_reads_as_before(file: Path, content: str | bytes) -> None:
    assert _rows(file, content) == _rows(file, _TABLE)


@pytest.mark.parametrize(
    "total",
    [
        "Total,,,,,650.96,5.07,",
        ",,,,,650.96,5.07,",
        ",,,Total:,,650.96,5.07,",
        "Summe",
        "TOTAL,5.07",
    ],
)
def test_a_row_of_totals_is_left_out(file: Path, total: str) -> None:
    assert _rows(file, f"{_TABLE}{total}\n")[2:] == [LeftOut("of totals")]


@pytest.mark.parametrize(
    ("cell", "ug"),
    [("4,82", 4.82), ("0,125", 0.125), ("1000", 1000), ("1.234,50", 1234.5), ("1,234.50", 1234.5)],
)
def test_a_decimal_comma_is_read_where_it_can_be_nothing_else(
    file: Path, cell: str, ug: float
) -> None:
    item, _ = _rows(file, _saved(_TABLE, ";", comma=True).replace("4,82", cell))
    assert isinstance(item, Item)
    assert item.b12_ug == ug


@pytest.mark.parametrize("cell", ["1,000", "1.000"])
def test_a_mark_that_can_be_of_thousands_is_refused(file: Path, cell: str) -> None:
    broken, _ = _rows(file, _saved(_TABLE, ";", comma=True).replace("4,82", cell))
    assert broken == Broken(2, f'its B12 "{cell}" can be 1 or 1000')


def test_a_column_in_another_unit_is_no_rival(file: Path) -> None:
    header = HEADER.replace("Energy (kcal)", "B12 (Cobalamin) (% DV)")
    assert _item(file, header, ROW).b12_ug == 4.82


def test_lines_are_counted_as_an_editor_does(file: Path) -> None:
    two_lines = ROW.replace("Salmon,", "Salmon\n from the sea,")
    read = _rows(file, f"{HEADER}\r\n{two_lines}\r\n\r\nbroken\r\n{ROW}\r\n")
    assert [row.line if isinstance(row, Broken) else _food(row)[:8] for row in read] == [
        "Salmon f", 5, "Salmon, ",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 5000])
def test_a_quotation_mark_that_is_not_closed_swallows_nothing(file: Path, rows: int) -> None:
    unclosed = ROW.replace('Cooked"', "Cooked")
    plain = ROW.replace('"Salmon, Atlantic, Cooked"', "Salmon")
    with pytest.raises(InputError, match=r"line 3: .* a quotation mark"):
        _rows(file, "\n".join([HEADER, ROW, unclosed, *[plain] * rows]))


# --- Other files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Date,Meal,Calories,Fat (g),Note\n", "a MyFitnessPal export: it holds no B12"),
        ("Date,Exercise,Type,Exercise Calories\n", "a MyFitnessPal export: it holds no B12"),
        ("Date,Name,Icon,Type,Quantity,Units,Calories\n", "a Lose It! export: it holds no B12"),
        ("Date,Energy (kcal),B12 (Cobalamin) (µg),Completed\n", "dailysummary.csv: the foods"),
        ("Day,Time,Group,Exercise,Minutes,Calories Burned\n", "exercises.csv: the foods"),
        ("Day,Time,Group,Metric,Unit,Amount\n", "biometrics.csv: the foods"),
        ("Day,Time,Group,Note\n", "notes.csv: the foods"),
        ('"fdc_id","data_type","description"\n', "FoodData Central: it holds foods"),
        ("code\turl\tcreator\tproduct_name\n", "Open Food Facts: it holds foods"),
        ('{"foodNutrients": [], "fdcId": 1}', "b12 food import"),
        ('[{"code": "1", "product_name": "x"}]', "b12 food import"),
        ('{"what": 1}', "a JSON file, not a CSV file"),
        ("name;day;amount\n1;2;3\n", "its first line is name;day;amount"),
        ('"Day,Food Name,Amount"\n"2023-09-17,Egg,""1.00 large"""\n', "lines in one cell: split"),
        # Two columns that are both meant, whatever they are called.
        (
            "Day,Food Name,Amount,B12 (Cobalamin) (µg),B12 (Cobalamin) (µg)\n",
            'has "b12 (cobalamin) (μg)" and "b12 (cobalamin) (μg)" in columns 4 and 5: remove all',
        ),
        ("Day,Vitamin B12 (mcg),Food Name,Amount,B12 (µg)\n", "in columns 2 and 5: remove all"),
        ("Day,Food Name,Amount,Amount,B12 (µg)\n", 'has "amount" and "amount" in columns 3 and 4'),
        ("Day,Time,Time,Food Name,Amount\n", 'has "time" and "time" in columns 2 and 3'),
        ("Day,Food Name,Amount,B12 (Cobalamin) (mg)\n", "B12 in mg: only µg"),
        ("Day,Food Name,Amount,B12 (Cobalamin) (% DV)\n", "B12 in % dv: only µg"),
        ("Day,Food Name,Amount,B12\n", "B12 in no unit: only µg"),
        ("", "is empty"),
        (" \n\n", "is empty"),
        ("SQLite format 3\0", "a database: use b12 restore"),
        (b"\x89PNG\r\n\0\0", "not readable text"),
        ("Day,Food Name,Amount\n".encode("utf-16-le"), "not readable text"),
    ],
)
def test_another_file_is_named(file: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as refused:
        _rows(file, content)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("xl/workbook.xml", "a spreadsheet"),
        ("export/servings.csv", "unpack it"),
        ("FDC/food.csv", "b12 food import"),
        ("b12-export.json", "b12 import native"),
        ("x.txt", "a zip, not a CSV file"),
    ],
)
def test_a_zip_is_named_by_what_is_in_it(tmp_path: Path, member: str, message: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(InputError, match=message):
        Servings(path)


def test_a_diary_may_have_the_name_of_a_table_of_foods(tmp_path: Path) -> None:
    assert len(_rows(tmp_path / "food.csv", f"{HEADER}\n{ROW}\n")) == 1


def test_folders_and_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder"):
        Servings(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        Servings(tmp_path / "none.csv")


# --- Any file ------------------------------------------------------------------------------

_text = st.text(max_size=30)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), _text.map(lambda t: f"{HEADER}\n{t}".encode())))
def test_whatever_is_in_a_file_is_read_or_refused(file: Path, content: bytes) -> None:
    try:
        rows = _rows(file, content)
    except TrackerError:
        return
    assert all(isinstance(row, Item | Broken | LeftOut) for row in rows)


_foods = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=40)
_written = st.fixed_dictionaries(
    {
        "Day": st.dates(date(1990, 1, 1), TODAY),
        "Time": st.sampled_from(["", "9:51 AM", "05:17", "11:59 PM"]),
        "Group": st.sampled_from(["", "Uncategorized", "Supplements", "Mein Frühstück, spät"]),
        "Food Name": _foods.filter(lambda name: bool("".join(printable(name).split()))),
        "Amount": st.tuples(st.integers(1, 99_999), st.sampled_from(["g", "x 2.0 pieces", "cup"])),
        "B12 (Cobalamin) (µg)": st.one_of(st.none(), st.integers(0, 10_000_000)),
        "Category": st.just("Any"),
    }
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(_written, max_size=6),
    columns=st.permutations(["Day", "Time", "Group", "Food Name", "Amount", "Category"]),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_what_is_read(
    file: Path, rows: list[dict[str, Any]], columns: list[str], ends: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=ends)
    # A group says nothing when its column isn't there, and so on.
    shown = [item for item in columns if item in ("Day", "Food Name", "Amount") or len(rows) % 2]
    shown.insert(len(rows) % 3, "B12 (Cobalamin) (µg)")
    writer.writerow(shown)
    for row in rows:
        ug = row["B12 (Cobalamin) (µg)"]
        cells = {
            **row,
            "Day": row["Day"].isoformat(),
            "Amount": f"{row['Amount'][0] / 100:.2f} {row['Amount'][1]}",
            "B12 (Cobalamin) (µg)": "" if ug is None else f"{ug / 100:.2f}",
        }
        writer.writerow([cells[item] for item in shown])
    read = _rows(file, text.getvalue())
    for row, item in zip(rows, read, strict=True):
        assert isinstance(item, Item), item
        ug = row["B12 (Cobalamin) (µg)"]
        assert item.b12_ug == (None if ug is None else ug / 100)
        assert item.food == " ".join(printable(row["Food Name"]).split())
        assert (item.when.day, item.amount) == (row["Day"], row["Amount"][0] / 100)
        group = row["Group"] if "Group" in shown else ""
        assert item.when.meal == (None if group in ("", "Uncategorized") else group)
        sorted_as_one = group == "Supplements"
        assert item.origin == ("supplement" if sorted_as_one else "natural")
        assert item.kind == (SUPPLEMENT.kind if sorted_as_one else None)


def test_a_long_file_needs_no_more_memory_than_a_short_one(file: Path) -> None:
    def peak(rows: int) -> int:
        with file.open("w", encoding="utf-8") as out:
            out.write(f"{HEADER}\n")
            for n in range(rows):
                day = date(2000, 1, 1) + timedelta(n % 300)
                out.write(ROW.replace("2023-09-17", day.isoformat()) + "\n")
        tracemalloc.start()
        count = sum(1 for _ in Servings(file).rows(lambda *_: None, TODAY, NOW, lambda _: PLAIN))
        assert count == rows
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(20_000) < 1.3 * peak(2000)


def test_a_line_that_never_ends_needs_no_more(file: Path) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(f"{HEADER}\n")
        for _ in range(40):
            out.write("a" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(InputError, match="line 2: the row has no end"):
        list(Servings(file).rows(lambda *_: None, TODAY, NOW, lambda _: PLAIN))
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


# --- The summary ---------------------------------------------------------------------------


def _compared(folder: Path, servings: list[str], summary: str) -> Summary:
    (folder / "dailysummary.csv").write_text(summary, encoding="utf-8")
    rows = _rows(folder / "servings.csv", "\n".join([HEADER, *servings]))
    check = Summary(folder / "dailysummary.csv", TODAY)
    assert list(check.watch(rows)) == rows
    return check


def _on(day: str, ug: str) -> str:
    return ROW.replace("2023-09-17", day).replace("4.82", ug)


def test_the_days_that_differ_are_found(tmp_path: Path) -> None:
    servings = [
        _on("2023-09-17", "4.82"), _on("2023-09-17", "1.00"), _on("2023-09-17", ""),
        _on("2023-09-18", "2.00"), _on("2023-09-19", "0.00"), _on("2023-09-21", "3.00"),
    ]  # fmt: skip
    summary = (
        "Date,Energy (kcal),B12 (Cobalamin) (µg),Completed\r\n"
        "2023-09-17,2000,5.83,true\r\n2023-9-18,1800,2.50,false\r\n2023-09-19,1,,true\r\n"
        "2023-09-20,1,1.25,true\r\n2023-09-22,0.00,0.00,false\r\n"
    )
    check = _compared(tmp_path, servings, summary)
    assert check.differences() == [
        Difference(date(2023, 9, 18), 2.0, 2.5),
        Difference(date(2023, 9, 20), None, 1.25),
    ]
    assert check.missing == [date(2023, 9, 21)]


def test_the_total_of_the_groups_is_not_added_to_them(tmp_path: Path) -> None:
    summary = (
        "Date,Group,B12 (Cobalamin) (µg)\n2023-09-17,Breakfast,4.82\n2023-09-17,Lunch,1.00\n"
        "2023-09-17,Total,5.82\n2023-09-18,Breakfast,2.00\n2023-09-18,Lunch,2.00\n"
    )
    servings = [_on("2023-09-17", "5.82"), _on("2023-09-18", "4.00")]
    check = _compared(tmp_path, servings, summary)
    assert (check.differences(), check.missing) == ([], [])


def test_a_summary_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    summary = "Date;B12 (Cobalamin) (Âµg)\n17.09.2023;4,82\n;\nTotal;4,82\n"
    assert _compared(tmp_path, [ROW], summary).differences() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{HEADER}\n{ROW}\n", "a servings.csv of Cronometer"),
        ("Date,Energy (kcal),Completed\n", "has no B12 column"),
        ("Date,B12 (Cobalamin) (µg)\n2023-09-17,1\n2023-09-18,x\n", "line 3: its B12"),
        ("Date,Meal,Calories\n", "a MyFitnessPal export"),
        ("Date,B12 (µg),Vitamin B12 (µg)\n2023-09-17,1,2\n", "in columns 2 and 3: remove all"),
    ],
)
def test_another_summary_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "dailysummary.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        Summary(path, TODAY)
