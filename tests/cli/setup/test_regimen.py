"""`b12 regimen`: planned doses are stored, listed, ended, removed, and each step can be undone."""

import pytest

from tests.conftest import B12

_WEEKLY = ("regimen", "add", "2000ug", "tablet", "weekly")


def _planned(b12: B12) -> list[tuple[int, str, str, str | None]]:
    listed = b12("regimen", "list", "--json").json
    return [(one["id"], one["regimen"], one["since"], one["until"]) for one in listed]


def test_a_regimen_is_added_and_listed(b12: B12) -> None:
    added = b12(*_WEEKLY)
    assert (added.code, added.err) == (0, "")
    assert added.out.splitlines() == [
        "Added 2000 µg tablet weekly from Sun 22 Nov 2026.",
        "Not right? b12 undo",
    ]
    assert b12("regimen", "list").out == "  1  2000 µg tablet weekly from Sun 22 Nov 2026\n"
    assert b12("regimen", "list", "--json").json == [
        {
            "person": "me", "id": 1, "regimen": "2000 µg tablet weekly", "amount_ug": 2000.0,
            "route": "mouth", "form": None, "every": "weekly", "with_food": False,
            "since": "2026-11-22", "until": None,
        }
    ]  # fmt: skip


def test_without_one_the_list_says_how_to_add_one(b12: B12) -> None:
    result = b12("regimen", "list")
    assert (result.code, result.out) == (0, "")
    assert "b12 regimen add" in result.err


@pytest.mark.parametrize(
    ("options", "since", "until"),
    [
        (["--since", "2024-03"], "2024-03-01", None),
        (["--since", "1 nov"], "2026-11-01", None),
        (["--since", "2026-12-01"], "2026-12-01", None),
        (["--since", "2026-11", "--until", "2027-01"], "2026-11-01", "2027-01-31"),
    ],
)
def test_a_regimen_has_days_past_or_to_come(
    b12: B12, options: list[str], since: str, until: str | None
) -> None:
    assert b12(*_WEEKLY, *options).code == 0
    assert _planned(b12) == [(1, "2000 µg tablet weekly", since, until)]


def test_several_go_on_at_once_but_not_the_same_twice(b12: B12) -> None:
    b12(*_WEEKLY)
    injection = ("1mg", "hydroxocobalamin", "injection", "every", "3", "months")
    assert b12("regimen", "add", *injection).code == 0
    assert len(_planned(b12)) == 2
    again = b12(*_WEEKLY, "--since", "mon")
    assert (again.code, again.out) == (1, "")
    assert "already planned; b12 regimen remove 1" in again.err
    assert b12("regimen", "end", "1", "--until", "2026-11-30").code == 0
    assert b12(*_WEEKLY, "--since", "2026-12-01").code == 0


def test_what_ends_is_kept_for_its_days(b12: B12) -> None:
    b12(*_WEEKLY, "--since", "2026-10")
    ended = b12("regimen", "end", "1", "--until", "wed")
    assert ended.out.splitlines()[0] == "2000 µg tablet weekly: ends on Wed 18 Nov 2026."
    assert _planned(b12) == [(1, "2000 µg tablet weekly", "2026-10-01", "2026-11-18")]
    late = b12("regimen", "end", "1")
    assert (late.code, late.out) == (1, "")
    assert "is not current on Sun 22 Nov 2026" in late.err


def test_each_step_can_be_undone(b12: B12) -> None:
    b12(*_WEEKLY, "--since", "mon")
    added = _planned(b12)
    b12("regimen", "end", "1")
    ended = _planned(b12)
    assert b12("regimen", "remove", "1").out == (
        "Removed 2000 µg tablet weekly from Mon 16 Nov 2026 to Sun 22 Nov 2026. "
        "Not right? b12 undo\n"
    )
    for before in ([], ended, added):
        assert _planned(b12) == before
        assert b12("undo").code == 0
    assert _planned(b12) == []
    assert b12("redo").code == 0
    assert _planned(b12) == added


@pytest.mark.parametrize("verb", ["end", "remove"])
def test_a_number_of_nothing_is_refused(b12: B12, verb: str) -> None:
    result = b12("regimen", verb, "7")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "b12 regimen list" in result.err


def test_words_that_are_no_regimen_store_nothing(b12: B12) -> None:
    for words, code in (("2000ug tablet", 2), ("2000ug weekly --until 2026-01-01", 2)):
        result = b12("regimen", "add", *words.split())
        assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert _planned(b12) == []


def test_a_regimen_belongs_to_one_person(b12: B12) -> None:
    b12("person", "add", "Anna")
    assert b12("--person", "anna", *_WEEKLY).out.startswith("Anna: Added")
    assert _planned(b12) == []
    assert b12("due").code == 0
    assert b12("--person", "anna", "due").code == 4
    assert b12("regimen", "remove", "1").code == 1
    purged = b12("person", "remove", "Anna", "--purge", "--yes")
    assert "Purged Anna with 1 regimen" in purged.out


def test_the_shell_completes_its_words(b12: B12) -> None:
    from tracker.cli.setup.regimen import _completed

    assert _completed(None, None, "w") == ["weekly"]  # type: ignore[arg-type]
    assert _completed(None, None, "") == []  # type: ignore[arg-type]
