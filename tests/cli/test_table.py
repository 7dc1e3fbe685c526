"""Tables: what fits is drawn as rich would draw it."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.table import Table
from tracker.cli.terminal import Styled

_WIDE = 1000
_TEXTS = st.text(st.sampled_from("ab 1.µ≥≈–×│█▍▸"), max_size=8).map(str.strip)
_ROWS = st.lists(st.lists(_TEXTS, min_size=1, max_size=5), min_size=1, max_size=5)


def _table(rows: list[list[str]], right: set[int], fold: int | None = None) -> Table:
    table = Table(right, fold)
    for row in rows:
        table.row(*row)
    return table


@given(_ROWS, st.sets(st.integers(1, 5)))
def test_what_fits_is_drawn_as_rich_draws_it(rows: list[list[str]], right: set[int]) -> None:
    # Rich also makes room for the columns that are only named.
    right = {number for number in right if number <= max(map(len, rows))}
    table = _table(rows, right)
    lines = table.lines(_WIDE, styled=False)
    assert lines == table._wrapped(_WIDE, styled=False)
    assert max(map(len, lines)) <= table.width


@given(_ROWS, st.sets(st.integers(1, 5)), st.sampled_from([None, 1, 2, 3]), st.integers(12, 60))
def test_nothing_is_cut_and_no_line_is_wider_than_the_room(
    rows: list[list[str]], right: set[int], fold: int | None, room: int
) -> None:
    lines = _table(rows, right, fold).lines(room, styled=False)
    assert max(map(len, lines), default=0) <= room
    shown, given_ = "".join(lines), "".join(cell for row in rows for cell in row)
    assert sorted(shown.replace(" ", "")) == sorted(given_.replace(" ", ""))


_SYMPTOMS = [["1", "Sun 22 Nov 2026", "numbness and tingling", "6"], ["12", "", "fatigue", "10"]]


def test_a_column_wraps_where_there_is_less_room() -> None:
    assert _table(_SYMPTOMS, {1, 4}, fold=3).lines(43, styled=False) == [
        "   1  Sun 22 Nov 2026  numbness and       6",
        "                       tingling",
        "  12                   fatigue           10",
    ]


def test_cells_stand_below_each_other_where_there_is_hardly_any() -> None:
    assert _table(_SYMPTOMS, {1, 4}, fold=3).lines(30, styled=False) == [
        "  1  Sun 22 Nov 2026",
        "    numbness and tingling  6",
        "  12  fatigue  10",
    ]
    long = _table([["1", "a" * 30]], set()).lines(20, styled=False)
    assert long == ["  1", "    " + "a" * 16, "    " + "a" * 14]


def test_columns_without_room_stand_below_with_the_name_of_each_row() -> None:
    week = _table(
        [["", "intake", "share", "need"], ["Mon", "1.30 µg", "32 %", "26 %"], ["Tue"]], {2, 3, 4}
    )
    assert [part.lines(22, styled=False) for part in week.split(22)] == [
        ["        intake  share", "  Mon  1.30 µg   32 %", "  Tue"],
        ["       need", "  Mon  26 %"],
    ]
    (whole,) = week.split(_WIDE)
    assert whole.lines(_WIDE, styled=False) == week.lines(_WIDE, styled=False)


def test_characters_of_two_cells_are_aligned() -> None:
    lines = _table([["寿司", "1 µg"], ["sushi", "2 µg"]], set()).lines(_WIDE, styled=False)
    assert lines == ["  寿司   1 µg", "  sushi  2 µg"]


def test_a_dim_cell_is_dim_on_a_terminal_only() -> None:
    table = Table()
    table.row(Styled("no log", "quiet"), "x")
    table.row("1234567890", "y")
    assert table.lines(_WIDE, styled=True)[0] == "  \033[2mno log\033[0m      x"
    assert table.lines(_WIDE, styled=False)[0] == "  no log      x"


def test_an_empty_table_has_no_lines() -> None:
    assert Table().lines(_WIDE, styled=False) == []
