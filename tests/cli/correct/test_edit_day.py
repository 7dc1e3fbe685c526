"""A day edited as text: `b12 edit`, with a script for an editor."""

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import B12, NOW, Result, use_home
from tracker import cli
from tracker.cli import app, choose

_DAY = "2026-11-20"
Editor = Callable[[Callable[[str], str]], None]


def _content(path: Path) -> list[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in ("meal", "item", "day_mark")
        ]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the editor's file is."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Let an editor change the text of the file."""

    def set_to(change: Callable[[str], str]) -> None:
        def edit(*, filename: str) -> None:
            file = Path(filename)
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
            file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

        monkeypatch.setattr(click, "edit", edit)

    return set_to


@pytest.fixture
def friday(b12: B12) -> B12:
    """A Friday with a breakfast and a lunch."""
    b12("log", "2 eggs, 1 cup milk, 1000ug B12 tablet", "-d", _DAY, "-t", "8:00", "-m", "breakfast")
    b12("note", "1", "half of it was left")
    b12("log", "150g salmon", "-d", _DAY, "-t", "13:00")
    return b12


def _edited(b12: B12, editor: Editor, *replacements: tuple[str, str]) -> Result:
    def change(text: str) -> str:
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        return text

    editor(change)
    return b12("edit", _DAY)


def _plain(b12: B12) -> list[str]:
    return b12("show", "--plain", "-d", _DAY).out.splitlines()


def test_the_day_opens_as_lines_with_what_may_be_done(friday: B12, editor: Editor) -> None:
    texts: list[str] = []

    def keep(text: str) -> str:
        texts.append(text)
        return text

    editor(keep)
    for words in (["20", "nov"], [_DAY], ["-d", "fri"], ["-2d"]):
        result = friday("edit", *words)
        assert (result.code, result.out, result.err) == (0, "", "Nothing to change.\n")
    assert len(set(texts)) == 1
    assert texts[0].splitlines() == [
        "# Fri 20 Nov 2026",
        "# A meal a line. Change, add or remove lines and foods; then save and close the editor.",
        "# What you leave as it is keeps its figures. A removed line removes its meal.",
        "# Lines that begin with # are passed over.",
        "",
        f"{_DAY} 08:00 breakfast: 2 large egg, 1 cup whole milk, 1000 µg B12 tablet",
        f"{_DAY} 13:00: 150 g salmon",
    ]


def test_only_the_difference_is_stored_as_one_undo(
    friday: B12, editor: Editor, diary: Path, temporary: Path
) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("UPDATE item SET b12_ug = 7 WHERE id IN (1, 4)")  # as of another table
        connection.commit()
    before = _content(diary)
    result = _edited(
        friday,
        editor,
        ("1 cup whole milk", "2 cups whole milk"),
        (", 1000 µg B12 tablet", ""),
        ("13:00: 150 g salmon", "13:30 lunch: 150 g salmon, 1 oz cheddar"),
    )
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Changed whole milk 1 cup, 1.10 µg to whole milk 2 cups, 2.20 µg, Fri 20 Nov 2026, 08:00, "
        "breakfast",
        "Moved m2 with salmon 150 g, 7.00 µg, Fri 20 Nov 2026, 13:00 to Fri 20 Nov 2026, 13:30, "
        "lunch",
        "Added cheddar 1 oz, 0.31 µg, Fri 20 Nov 2026, 13:30, lunch",
        "Removed B12 tablet 1000 µg, 1000 µg, Fri 20 Nov 2026, 08:00, breakfast",
        "Fri 20 Nov 2026: 16.5 µg, 688 % of the target of 2.4 µg (IOM RDA 1998)",
        "Not right? b12 undo",
    ]
    assert list(temporary.iterdir()) == []
    first, second = friday("show", "-d", _DAY, "--json").json["meals"]
    assert [(i["id"], i["b12_ug"], i["note"]) for i in first["items"]] == [
        (1, 7, "half of it was left"),
        (2, pytest.approx(2.196), None),
    ]
    assert [(i["id"], i["b12_ug"]) for i in second["items"][:1]] == [(4, 7)]
    assert friday("history", "-n", "1").out.strip().endswith("edit Fri 20 Nov 2026: 4 changes")
    friday("undo")
    assert _content(diary) == before


def test_a_meal_may_be_added_moved_to_another_day_and_removed(friday: B12, editor: Editor) -> None:
    friday("day", "fast", "2026-11-18")
    result = _edited(
        friday,
        editor,
        (f"{_DAY} 08:00 breakfast", "2026-11-18 08:00 breakfast"),
        (f"{_DAY} 13:00: 150 g salmon", "supper: 2 eggs"),
    )
    assert (result.code, result.err) == (0, "Wed 18 Nov 2026 is no longer marked as a fast.\n")
    assert "Wed 18 Nov 2026: 1002 µg" in result.out
    assert _plain(friday) == [f"{_DAY} supper: 2 large egg"]
    assert friday("show", "--plain", "-d", "2026-11-18").out == (
        "2026-11-18 08:00 breakfast: 2 large egg, 1 cup whole milk, 1000 µg B12 tablet\n"
    )


def test_an_item_moves_to_another_line_with_its_figures(friday: B12, editor: Editor) -> None:
    result = _edited(
        friday, editor, ("2 large egg, ", ""), ("150 g salmon", "150 g salmon, 2 large egg")
    )
    assert result.out.splitlines()[0] == (
        "Moved egg 2 large, 0.89 µg, Fri 20 Nov 2026, 08:00, breakfast to Fri 20 Nov 2026, 13:00"
    )
    items = friday("show", "-d", _DAY, "--json").json["meals"][1]["items"]
    assert [(i["id"], i["note"]) for i in items] == [(1, "half of it was left"), (4, None)]


def test_a_day_without_a_meal_is_written_anew(b12: B12, editor: Editor) -> None:
    editor(lambda text: f"{text}8:00: 2 eggs\n")
    result = b12("edit", _DAY)
    assert result.out.startswith("Added egg 2 large, 0.89 µg, Fri 20 Nov 2026, 08:00\n")


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("150 g salmon", "150 g samonella", 'line 7: no food is called "samonella"'),
        ("13:00", "25:00", "line 7: invalid time"),
        ("150 g salmon", "-2 eggs", "line 7: "),
        (f"{_DAY} 13:00", "2026-11-23 13:00", "line 7: 2026-11-23 is in the future"),
    ],
)
def test_nothing_is_stored_and_nothing_typed_is_lost_after_an_error(
    friday: B12, editor: Editor, diary: Path, temporary: Path, old: str, new: str, error: str
) -> None:
    before = _content(diary)
    result = _edited(friday, editor, ("2 large egg", "3 large egg"), (old, new))
    assert result.code in (1, 2)
    assert result.out == ""
    kept, said = result.err.splitlines()[:2]
    assert said.startswith(f"Error: {error}")
    (file,) = temporary.rglob("*.txt")
    assert kept == f"What you typed is kept in {file}"
    assert new in file.read_text(encoding="utf-8")
    assert _content(diary) == before


def test_all_lines_with_an_error_are_named(friday: B12, editor: Editor) -> None:
    result = _edited(friday, editor, ("08:00", "28:00"), ("150 g salmon", "150 g samonella"))
    errors = [line for line in result.err.splitlines() if line.startswith("Error: ")]
    assert [error.split(":")[1] for error in errors] == [" line 6", " line 7"]


def test_on_a_terminal_it_is_edited_again(
    friday: B12, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr(choose, "asks", lambda: True)
    answers = iter([True, False])
    monkeypatch.setattr(click, "confirm", lambda *_, **__: next(answers))
    texts: list[str] = []

    def edit(*, filename: str) -> None:
        file = Path(filename)
        texts.append(file.read_text(encoding="utf-8"))
        file.write_text(texts[-1].replace("13:00", "25:00"), encoding="utf-8")

    monkeypatch.setattr(click, "edit", edit)
    result = friday("edit", _DAY)
    assert "25:00" in texts[1]
    (file,) = temporary.rglob("*.txt")
    assert result.code == 1
    assert result.err.splitlines()[-2:] == [
        f"What you typed is kept in {file}",
        "Error: nothing was changed",
    ]


@pytest.mark.parametrize("answer", [True, False, None])
def test_an_empty_text_removes_nothing_without_asking(
    friday: B12,
    editor: Editor,
    diary: Path,
    monkeypatch: pytest.MonkeyPatch,
    temporary: Path,
    answer: bool | None,
) -> None:
    before = _content(diary)
    questions: list[str] = []

    def confirm(question: str, **_: Any) -> bool:
        questions.append(question)
        return bool(answer) and "Remove" in question

    if answer is not None:
        monkeypatch.setattr(choose, "asks", lambda: True)
        monkeypatch.setattr(click, "confirm", confirm)
    editor(lambda _: "")
    result = friday("edit", _DAY)
    if answer:
        assert questions == ["Remove all of Fri 20 Nov 2026, 2 meals?"]
        assert _plain(friday) == []
        friday("undo")
    else:
        assert result.code == 1
    assert _content(diary) == before
    assert list(temporary.iterdir()) == []


def test_what_was_changed_meanwhile_is_not_overwritten(
    friday: B12, monkeypatch: pytest.MonkeyPatch, diary: Path, temporary: Path
) -> None:
    def edit(*, filename: str) -> None:
        with closing(sqlite3.connect(diary)) as connection:
            connection.execute("UPDATE item SET amount = 3 WHERE id = 1")
            connection.commit()
        file = Path(filename)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("150 g salmon", "200 g salmon"), encoding="utf-8")

    monkeypatch.setattr(click, "edit", edit)
    result = friday("edit", _DAY)
    assert result.code == 1
    assert result.err.splitlines()[-1] == (
        "Error: Fri 20 Nov 2026 was changed meanwhile; nothing was stored"
    )
    assert len(list(temporary.rglob("*.txt"))) == 1
    assert friday("show", "-d", _DAY, "--json").json["meals"][1]["items"][0]["amount"] == 150


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "yesterday", "--amount", "2"),
        ("edit", "--amount", "2"),
        ("edit", "-m", "lunch"),
        ("edit", "tomorow"),
        ("edit", "1"),
        ("edit", "--last", "2w"),
        ("edit", "1", "--dry-run"),
    ],
)
def test_what_needs_an_id_is_refused_without_an_editor(
    friday: B12, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr(click, "edit", lambda **_: pytest.fail("the editor was opened"))
    assert friday(*words).code == 2


def test_where_there_are_several_people_the_text_says_whose_it_is(
    friday: B12, editor: Editor
) -> None:
    friday("person", "add", "Anna")
    texts: list[str] = []

    def keep(text: str) -> str:
        texts.append(text)
        return text

    editor(keep)
    friday("edit", _DAY, "--person", "Anna")
    assert texts[0].startswith("# Anna, Fri 20 Nov 2026\n")
    assert f"# {_DAY} 08:00 breakfast: 2 eggs, 1 cup milk" in texts[0]


def test_the_editor_is_that_of_the_environment(process: B12, diary: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\necho "8:00: 2 eggs" >> "$1"\n', encoding="utf-8")
    script.chmod(0o700)
    result = process("edit", "yesterday", EDITOR=str(script), VISUAL="")
    assert result.code == 0, result.err
    assert result.out.startswith("Added egg 2 large, 0.89 µg")


# --- Any text ------------------------------------------------------------------------------------

_FOODS = [
    "2 large egg", "3 large egg", "1 cup whole milk", "150 g salmon", "75.5 g salmon",
    "1000 µg B12 tablet", "1/3 cup oat milk", "1000 µg hydroxocobalamin injection",
    "1 serving sunday stew",
]  # fmt: skip
_HEADS = [
    f"{_DAY} 08:00 breakfast", f"{_DAY} 13:00", f"{_DAY} snack", _DAY, "2026-11-19 20:00 dinner",
]  # fmt: skip
_TEXTS = st.lists(
    st.tuples(st.sampled_from(_HEADS), st.lists(st.sampled_from(_FOODS), min_size=1, max_size=3)),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def edited(
    complete: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A diary with a dish, in which the editor writes what `text` says."""
    folder = tmp_path_factory.mktemp("edited")
    texts = {"text": ""}
    with pytest.MonkeyPatch.context() as patch:
        use_home(folder, patch)
        patch.setattr(app, "now", lambda: NOW)
        patch.setattr("tempfile.tempdir", str(folder))
        patch.setattr(
            click, "edit", lambda *, filename: Path(filename).write_text(texts["text"], "utf-8")
        )
        path = folder / "diary.db"
        shutil.copy(complete, path)
        patch.setenv("B12_DB", str(path))
        assert cli.run(["recipe", "add", "sunday stew", "500g beef, 2 eggs", "--makes", "3"]) == 0
        yield path, texts


def _as_text(lines: list[tuple[str, list[str]]]) -> str:
    return "\n".join(f"{head}: {', '.join(foods)}" for head, foods in lines)


def _sorted(text: str) -> list[tuple[str, list[str]]]:
    lines = [line.partition(": ") for line in text.splitlines()]
    return sorted((head, sorted(foods.split(", "))) for head, _, foods in lines)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=_TEXTS, second=_TEXTS)
def test_a_day_becomes_what_its_text_says_and_undo_restores_it(
    edited: tuple[Path, dict[str, str]],
    capsys: pytest.CaptureFixture[str],
    first: list[tuple[str, list[str]]],
    second: list[tuple[str, list[str]]],
) -> None:
    path, texts = edited
    empty = _content(path)

    def shown(*period: str) -> str:
        capsys.readouterr()
        assert cli.run(["show", "--plain", *period]) == 0
        return capsys.readouterr().out

    texts["text"] = _as_text(first)
    assert cli.run(["edit", _DAY]) == 0
    assert _sorted(shown("--last", "4d")) == _sorted(_as_text(first))
    filled = _content(path)
    of_day = shown("-d", _DAY)
    texts["text"] = of_day
    assert cli.run(["edit", _DAY]) == 0
    assert _content(path) == filled
    if of_day:
        others = [line for line in shown("--last", "4d").splitlines() if _DAY not in line]
        texts["text"] = _as_text(second)
        assert cli.run(["edit", _DAY]) == 0
        assert _sorted(shown("--last", "4d")) == _sorted(
            "\n".join([*others, *_as_text(second).splitlines()])
        )
        if _content(path) != filled:
            assert cli.run(["undo"]) == 0
            assert _content(path) == filled
    assert cli.run(["undo"]) == 0
    assert _content(path) == empty
