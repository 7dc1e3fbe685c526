"""Which items a filter keeps."""

from datetime import date

import pytest

from tracker.diary.filters import EVERYTHING, Filter, similar
from tracker.diary.model import ItemRow
from tracker.text.words import words

_DAY = date(2026, 11, 20)
LIVER = ItemRow(_DAY, "Beef liver, braised", "natural", 70.7, meal="Dinner", tags=("a", "b"))
STEW = ItemRow(_DAY, "stew", "natural", None)
PIE = ItemRow(_DAY, "pie", "natural", 1.0, lower_bound=True)
SHOT = ItemRow(_DAY, "injection", "injection", None)
ROWS = [LIVER, STEW, PIE, SHOT]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (EVERYTHING, ROWS),
        (Filter(words("livers")), [LIVER]),
        (Filter(words("braised beef")), [LIVER]),
        (Filter(words("beef stew")), []),
        (Filter(words("liv"), beginnings=True), [LIVER]),
        (Filter(words("liv")), []),
        (Filter(meal="dinner"), [LIVER]),
        (Filter(origin="injection"), [SHOT]),
        (Filter(unknown=True), [STEW, PIE]),
        (Filter(tags=("b",)), [LIVER]),
        (Filter(tags=("b", "a")), [LIVER]),
        (Filter(tags=("b", "c")), []),
        (Filter(words("liver"), origin="fortified"), []),
    ],
)
def test_a_row_is_kept_if_it_has_all_that_is_asked_for(wanted: Filter, kept: list[ItemRow]) -> None:
    assert [row for row in ROWS if wanted.keeps(row)] == kept


def test_similar_names_have_a_word_like_each_word() -> None:
    names = ["Beef liver, braised", "liverwurst", "egg", "beef stew"]
    assert similar("livr", names) == ["Beef liver, braised"]
    assert similar("beaf stw", names) == ["beef stew"]
    assert similar("tofu", names) == []
    assert similar("beef", [f"beef {n}" for n in range(9)]) == ["beef 0", "beef 1", "beef 2"]
