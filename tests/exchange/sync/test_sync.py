"""`b12 sync`: two machines and one diary, as their users see it."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.exchange.sync.machines import Machines
from tracker.exchange.sync import store


def _items(machines: Machines, machine: str) -> list[tuple[str, float]]:
    _, out, _ = machines.run(machine, "today", "--json")
    return [(item["food"], item["amount"]) for item in json.loads(out)["items"]]


def test_what_one_machine_logs_the_other_has(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    assert machines.sync("laptop") == (
        f"Sent 3 changes to {machines.shared}; took nothing\n"
        "No other machine has written there yet: run b12 sync on it too\n"
    )
    assert machines.sync("desktop") == (
        f"Sent 0 changes to {machines.shared}; took 3 changes from laptop\n"
        "  new: 1 meal, 1 item\n"
        "  changed: 1 person\n"
    )
    assert _items(machines, "desktop") == [("egg", 2)]


def test_a_removal_and_an_edit_arrive_and_stay(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs, 150g salmon")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("desktop", "remove", "1")
    machines.run("desktop", "edit", "2", "--amount", "200g")
    machines.sync("desktop")
    machines.sync("laptop")
    assert _items(machines, "laptop") == [("salmon", 200)]
    # Again it brings nothing back.
    for machine in ("laptop", "desktop", "laptop"):
        assert "Sent 0 changes" in machines.sync(machine)
    assert _items(machines, "desktop") == [("salmon", 200)]


def test_undo_is_a_change_too_and_takes_back_ones_own_alone(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.run("desktop", "log", "150g salmon")
    machines.sync("desktop")
    machines.sync("laptop")
    # The sync is newer than the eggs, and nothing to be undone here.
    assert "Undone: log for Sun 22 Nov 2026: egg 2 large" in machines.run("laptop", "undo")[1]
    machines.sync("laptop")
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("salmon", 150)]
    assert machines.run("laptop", "undo")[0] == 1


def test_undo_names_the_machine_that_changed_an_entry_since(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("desktop", "edit", "1", "--amount", "3")
    machines.sync("desktop")
    machines.sync("laptop")
    code, _, err = machines.run("laptop", "undo")
    assert (code, err) == (
        1,
        'Error: "log for Sun 22 Nov 2026: egg 2 large" can\'t be undone: desktop has changed it '
        "since; edit or remove it instead\n",
    )
    assert _items(machines, "laptop") == [("egg", 3)]


def test_of_two_edits_the_later_stays_and_the_other_is_named_and_kept(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("laptop", "edit", "1", "--amount", "3")
    machines.run("desktop", "edit", "1", "--amount", "4")
    machines.sync("laptop")
    named = (
        'changed on both, item "egg": amount 4, grams 200 of this machine stays; laptop had '
        "amount 3, grams 150"
    )
    assert named in machines.sync("desktop")
    assert named in machines.run("desktop", "history")[1]
    machines.sync("laptop")
    history = machines.run("laptop", "history")[1]
    assert "of desktop stays; this machine had amount 3," in history
    assert _items(machines, "laptop") == _items(machines, "desktop") == [("egg", 4)]
    # Once is enough.
    for machine in ("laptop", "desktop"):
        assert "changed on both" not in machines.sync(machine)


def test_the_same_meal_on_both_stays_twice_and_is_named(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs", "-t", "08:00")
    machines.run("desktop", "log", "2 eggs", "-t", "08:00")
    machines.sync("laptop")
    assert (
        "the same meal of Sun 22 Nov 2026 was logged on two machines: m2 and m1; if it was one, "
        "b12 remove m1"
    ) in machines.sync("desktop")
    # On both the same one is named as the second, so that both can be told to remove it.
    assert "m1 and m2; if it was one, b12 remove m2" in machines.sync("laptop")
    assert _items(machines, "laptop") == _items(machines, "desktop") == [("egg", 2), ("egg", 2)]
    machines.run("desktop", "remove", "m1")
    machines.run("laptop", "remove", "m2")
    for machine in ("desktop", "laptop", "desktop"):
        machines.sync(machine)
    assert _items(machines, "laptop") == _items(machines, "desktop") == [("egg", 2)]


def test_a_copy_of_a_file_that_the_folder_keeps_is_read_once(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    for copy in (f"{file.stem}.sync-conflict-20261122.jsonl", f"{file.stem} (copy).jsonl"):
        shutil.copy(file, machines.shared / copy)
    assert "from laptop" in machines.sync("desktop")
    machines.run("laptop", "log", "150g salmon")
    assert "Sent 2 changes" in machines.sync("laptop")
    assert file.stat().st_size > (machines.shared / copy).stat().st_size
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("egg", 2), ("salmon", 150)]


@pytest.mark.parametrize(
    ("table", "column"),
    [("person", "name"), ("meal", "day"), ("item", "food"), ("item", "meal_id")],
)
def test_a_row_that_lacks_a_column_is_refused_in_a_line(
    machines: Machines, table: str, column: str
) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    versions = [json.loads(line) for line in lines]
    for version in versions:
        if version["table"] == table:
            del version["row"][column]
    texts = [first, *(json.dumps(version, separators=(",", ":")) for version in versions)]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    code, out, err = machines.run("desktop", "sync", str(machines.shared))
    assert (code, out) == (1, "")
    assert err == f"Error: another machine wrote an invalid {table}\n"


def test_edits_of_different_columns_both_stay(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("laptop", "note", "1", "from the hens")
    machines.run("desktop", "edit", "1", "--amount", "3")
    machines.run("laptop", "person", "set", "--born", "1970-05-01")
    machines.run("desktop", "person", "set", "--diet", "vegan")
    for machine in ("laptop", "desktop", "laptop"):
        assert "changed on both" not in machines.sync(machine)
    for machine in ("laptop", "desktop"):
        person = json.loads(machines.run(machine, "person", "--json")[1])
        assert (person["born"], person["diet"]) == ("1970-05-01", "vegan")
        shown = machines.run(machine, "show")[1]
        assert "3 large" in shown
        assert "from the hens" in shown


def test_a_new_machine_that_logs_first_takes_the_person_as_it_is(machines: Machines) -> None:
    machines.run("laptop", "person", "set", "--born", "1970-05-01", "--diet", "vegan")
    machines.sync("laptop")
    machines.run("desktop", "log", "2 eggs")
    for machine in ("desktop", "laptop", "desktop"):
        assert "changed on both" not in machines.sync(machine)
    for machine in ("laptop", "desktop"):
        person = json.loads(machines.run(machine, "person", "--json")[1])
        assert (person["born"], person["diet"]) == ("1970-05-01", "vegan")
        assert _items(machines, machine) == [("egg", 2)]


def test_a_recipe_is_of_one_machine_or_of_the_other(machines: Machines) -> None:
    machines.run("laptop", "recipe", "add", "stew", "100g beef liver,", "2 eggs", "--makes", "2")
    machines.run("desktop", "recipe", "add", "stew", "150g salmon", "--makes", "3")
    for machine in ("laptop", "desktop", "laptop", "desktop"):
        machines.sync(machine)
    for machine in ("laptop", "desktop"):
        recipe = json.loads(machines.run(machine, "recipe", "show", "stew", "--json")[1])
        assert [part["food"] for part in recipe["ingredients"]] == ["salmon"]
        assert (recipe["makes"], recipe["serving"]["b12_ug"]) == (3, pytest.approx(1.525))
    assert machines.rows("laptop") == machines.rows("desktop")


def test_a_folder_that_is_not_there_is_not_created(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    code, out, err = machines.run("laptop", "sync", str(machines.folder / "stick"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (machines.folder / "stick").exists()


def test_two_meals_of_one_machine_are_nobodys_mistake(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    assert "the same meal" not in machines.sync("desktop")


def test_a_new_machine_starts_from_the_folder_alone(machines: Machines) -> None:
    for words in (
        "log 2 eggs", "person set --born 1970-05-01 --diet vegan", "person rename me Sam",
        "food add Brew --per 100ml --b12 2ug", "alias set brekkie 01123", "symptom log fatigue 5",
        "recipe add stew 100g beef liver, 2 eggs --makes 4", "log 1 serving stew",
        "regimen add 1000ug weekly", "person add Anna", "--person Anna log 1 cup milk",
    ):  # fmt: skip
        code, _, err = machines.run("laptop", *words.split())
        assert code == 0, (words, err)
    machines.sync("laptop")
    machines.sync("phone")
    assert machines.rows("phone") == machines.rows("laptop")
    _, out, _ = machines.run("phone", "person", "list", "--json")
    assert [(each["name"], each["default"]) for each in json.loads(out)] == [
        ("Sam", True),
        ("Anna", False),
    ]
    assert machines.run("phone", "log", "1 brekkie")[0] == 0


def test_what_was_added_to_a_removed_meal_keeps_the_meal(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("laptop", "remove", "m1")
    assert machines.run("desktop", "note", "m1", "on the balcony")[0] == 0
    machines.sync("laptop")
    machines.sync("desktop")
    machines.sync("laptop")
    assert machines.rows("laptop") == machines.rows("desktop")
    assert "on the balcony" in str(machines.rows("laptop"))


def test_a_table_whose_food_was_eaten_elsewhere_stays(machines: Machines) -> None:
    table = machines.folder / "Moon 2026.csv"
    table.write_text(
        "alim_code;alim_nom_eng;Vitamin B12 (µg/100g)\n1;Moon cheese;2,5\n2;Moon dust;0,5\n"
    )
    assert machines.run("laptop", "food", "import", str(table))[0] == 0
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("desktop", "log", "100g", "ciqual-1")
    machines.run("laptop", "undo")
    for machine in ("laptop", "desktop", "laptop", "desktop"):
        machines.sync(machine)
    assert machines.rows("laptop") == machines.rows("desktop")
    assert _items(machines, "laptop") == [("Moon cheese", 100)]
    assert machines.run("laptop", "food", "show", "ciqual-1")[0] == 0


def test_only_machines_from_which_something_came_are_named(machines: Machines) -> None:
    for machine in ("laptop", "phone", "desktop"):
        machines.sync(machine)
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    assert "took 2 changes from laptop\n" in machines.sync("desktop")
    assert "sync with laptop\n" in machines.run("desktop", "history")[1]
    assert "took nothing\n" in machines.sync("desktop")


def test_of_a_meal_that_was_removed_the_edit_is_named(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("desktop", "edit", "1", "--amount", "3")
    machines.run("laptop", "remove", "m1")
    machines.sync("desktop")
    assert (
        'changed on both, item "egg": the removal of this machine stays; desktop had food egg, '
        "amount 3, measure large, grams 150\n"
    ) in machines.sync("laptop")
    assert _items(machines, "laptop") == []


def test_a_dry_run_stores_and_sends_nothing(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    assert "Would send 3 changes" in machines.sync("laptop", "--dry-run")
    assert not list(machines.shared.iterdir())
    machines.sync("laptop")
    out = machines.sync("desktop", "--dry-run")
    assert "take 3 changes from laptop" in out
    assert out.endswith("Nothing is stored: this was a dry run\n")
    assert _items(machines, "desktop") == []
    assert len(list(machines.shared.iterdir())) == 1


@pytest.mark.parametrize("named", [True, False])
def test_a_dry_run_without_a_diary_says_what_a_sync_would_do(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.run("laptop", "log", "150g salmon")
    machines.sync("laptop")
    machines.run("laptop", "remove", "m1")
    machines.sync("laptop")
    new = machines.folder / "new.db"
    words = ["--db", str(new)] if named else []
    if not named:
        monkeypatch.setattr("tracker.database.place.usual", lambda: new)
    code, out, err = machines.run("laptop", *words, "sync", str(machines.shared), "--dry-run")
    assert (code, err) == (0, "")
    assert out == (
        f"Would create the diary {new} from {machines.shared}\n"
        "  new, from laptop: 1 person, 1 meal, 1 item\n"
        "Nothing is stored: this was a dry run\n"
    )
    assert not new.exists()


def test_only_the_first_sync_makes_a_backup(machines: Machines) -> None:
    """Those of each half-hourly sync would push out the backups of imports and restores."""
    backups = Path(os.environ["B12_BACKUPS"])
    for number in range(3):
        machines.run("laptop", "log", f"{number + 1} eggs")
        machines.sync("laptop")
        machines.sync("phone")
    assert len(list(backups.glob("*phone*-before-import.db"))) == 1


def test_without_a_folder_it_is_the_configured_one(machines: Machines) -> None:
    code, _, err = machines.run("laptop", "sync")
    assert (code, "b12 config set sync_folder" in err) == (2, True)
    machines.run("laptop", "config", "set", "sync_folder", str(machines.shared))
    assert machines.run("laptop", "sync")[0] == 0
    assert len(list(machines.shared.iterdir())) == 1


def test_the_files_are_private_and_nobody_elses_is_written(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    (of_laptop,) = machines.shared.iterdir()
    before = of_laptop.read_bytes()
    machines.run("desktop", "log", "2 eggs")
    machines.sync("desktop")
    assert of_laptop.read_bytes() == before
    assert stat.S_IMODE(machines.shared.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in machines.shared.iterdir()} == {0o600}
    # Only ever appended to.
    machines.run("laptop", "log", "150g salmon")
    machines.sync("laptop")
    assert of_laptop.read_bytes().startswith(before)


def test_a_sync_that_was_killed_before_it_sent_sends_the_next_time(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines.run("laptop", "log", "2 eggs")

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "send", killed)
        machines.run("laptop", "sync", str(machines.shared))
    assert not list(machines.shared.iterdir())
    machines.sync("laptop")
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("egg", 2)]


@pytest.mark.parametrize("left", [1, 40, 200, 500])
def test_a_line_that_was_cut_off_is_written_again(machines: Machines, left: int) -> None:
    machines.run("laptop", "log", "2 eggs, 150g salmon")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    data = file.read_bytes()
    head = data.index(b"\n") + 1
    file.write_bytes(data[: head + left])
    machines.sync("desktop")
    machines.sync("laptop")
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("egg", 2), ("salmon", 150)]
    assert machines.rows("laptop") == machines.rows("desktop")


def test_a_copied_diary_goes_on_as_another_machine(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    shutil.copy(machines.path("laptop"), machines.folder / "desktop.db")
    # Rows from before the copy are the same rows; those from after are others.
    machines.run("laptop", "log", "150g salmon")
    machines.run("desktop", "log", "150g salmon")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.sync("laptop")
    expected = [("egg", 2), ("salmon", 150), ("salmon", 150)]
    assert _items(machines, "laptop") == _items(machines, "desktop") == expected
    shutil.copy(machines.path("desktop"), machines.folder / "tablet.db")
    machines.run("tablet", "log", "1 cup milk")
    machines.sync("tablet")
    assert len(list(machines.shared.iterdir())) == 3
    machines.sync("laptop")
    assert len(_items(machines, "laptop")) == 4


def test_a_restored_diary_gets_back_what_the_folder_has(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    old = machines.path("laptop").read_bytes()
    machines.run("laptop", "log", "150g salmon")
    machines.sync("laptop")
    machines.path("laptop").write_bytes(old)
    machines.sync("laptop")
    assert _items(machines, "laptop") == [("egg", 2), ("salmon", 150)]


def test_a_folder_that_was_emptied_is_filled_again(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.run("desktop", "log", "150g salmon")
    machines.sync("desktop")
    for file in machines.shared.iterdir():
        file.unlink()
    machines.sync("desktop")
    machines.sync("phone")
    assert sorted(_items(machines, "phone")) == [("egg", 2), ("salmon", 150)]


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda text: text.replace('"b12_sync":1', '"b12_sync":2'), "newer release of b12"),
        (lambda text: text.replace('"table":"item"', '"table":"x"'), "line 4 is damaged"),
        (lambda text: text.replace('"food":"egg"', '"taste":"egg"'), "newer release of b12"),
        (lambda text: text.replace('"amount":2.0', '"amount":-2.0'), "an invalid item"),
        (lambda text: text.replace('"day":"2026-11-22"', '"day":"soon"'), 'invalid date "soon"'),
        (lambda text: text.replace('"tags":null', '"tags":7'), "invalid"),
        (lambda text: text.replace('"usual":0', '"usual":"no"'), 'invalid flag "no"'),
        (lambda text: text.replace('"amount":2.0', '"amount":NaN'), "line 4 is damaged"),
        (lambda text: text.replace('"amount":2.0', f'"amount":{2**64}'), "line 4 is damaged"),
        (lambda text: text.replace('"amount":2.0', '"amount":true'), "line 4 is damaged"),
        (lambda text: text.replace('"food":"egg"', r'"food":"\ud800"'), "line 4 is damaged"),
        (lambda text: text.replace('"uid":"', r'"uid":"\u0000'), "line 2 is damaged"),
        (lambda text: text.replace('"base":""', '"base":"soon"'), "line 2 is damaged"),
        (lambda text: text.replace('"machine":"', r'"machine":"\ud800'), "lacks the machine"),
        (lambda text: text.replace('{"n":2', '{"n":"2"'), "line 3 is damaged"),
    ],
)
def test_a_damaged_file_is_refused_in_a_line_and_nothing_stored(
    machines: Machines, spoil: object, error: str
) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    text = file.read_text(encoding="utf-8")
    spoilt = spoil(text)  # type: ignore[operator]
    assert spoilt != text
    file.write_text(spoilt, encoding="utf-8")
    before = machines.path("desktop").read_bytes()
    code, out, err = machines.run("desktop", "sync", str(machines.shared))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert error in err
    assert machines.path("desktop").read_bytes() == before


def test_a_damaged_file_is_written_again_by_its_machine(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    file.write_text(file.read_text().replace('"table":"item"', '"table":"x"'))
    err = machines.run("desktop", "sync", str(machines.shared))[2]
    assert "delete the file and run b12 sync on laptop, which writes it again" in err
    file.unlink()
    machines.sync("laptop")
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("egg", 2)]


def test_an_empty_name_is_no_folder(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(machines.shared)
    monkeypatch.setenv("B12_SYNC_FOLDER", str(machines.shared))
    code, out, err = machines.run("laptop", "sync", "")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "name the folder" in err
    assert list(machines.shared.iterdir()) == []
    assert machines.run("laptop", "sync", ".")[0] == 0


def test_doctor_tells_when_it_synced_last(machines: Machines) -> None:
    assert "  sync  " not in machines.run("laptop", "doctor")[1]
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    assert "with no other machine yet" in machines.run("laptop", "doctor")[1]
    machines.sync("desktop")
    assert "last on Sun 22 Nov 2026, 12:46, with laptop" in machines.run("desktop", "doctor")[1]


def test_other_files_in_the_folder_are_left_alone(machines: Machines) -> None:
    for name, text in (("notes.jsonl", "hello\n"), (".stfolder", ""), ("x.jsonl", '{"a":1}\n')):
        (machines.shared / name).write_text(text)
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    assert _items(machines, "desktop") == [("egg", 2)]


def test_of_two_diaries_people_are_matched_by_name(machines: Machines) -> None:
    for machine, name, food in (("laptop", "Anna", "2 eggs"), ("desktop", "Bea", "150g salmon")):
        machines.run(machine, "log", food)
        machines.run(machine, "person", "add", name)
        machines.run(machine, "--person", name, "log", food)
    for machine in ("laptop", "desktop", "laptop"):
        machines.sync(machine)
    for machine in ("laptop", "desktop"):
        people = json.loads(machines.run(machine, "person", "list", "--json")[1])
        assert sorted(each["name"] for each in people) == ["Anna", "Bea", "me"]
        today = machines.run(machine, "--person", "me", "today")[1]
        assert "egg" in today
        assert "salmon" in today


def test_two_people_of_one_name_keep_their_diaries(machines: Machines) -> None:
    machines.run("laptop", "person", "add", "Anna")
    machines.run("laptop", "--person", "Anna", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    machines.run("laptop", "person", "add", "Bea")
    machines.run("desktop", "person", "rename", "Anna", "Bea")
    for machine in ("laptop", "desktop", "laptop", "desktop"):
        machines.sync(machine)
    names = [
        json.loads(machines.run(m, "person", "list", "--json")[1]) for m in ("laptop", "desktop")
    ]
    assert [sorted(each["name"] for each in of) for of in names] == [["Bea", "Bea 2", "me"]] * 2
    assert machines.rows("laptop") == machines.rows("desktop")


def test_a_fast_ends_where_something_was_eaten_on_another_machine(machines: Machines) -> None:
    machines.run("laptop", "day", "fast", "yesterday")
    machines.run("desktop", "log", "2 eggs", "-d", "yesterday")
    for machine in ("laptop", "desktop", "laptop", "desktop"):
        machines.sync(machine)
    for machine in ("laptop", "desktop"):
        day = json.loads(machines.run(machine, "today", "-d", "yesterday", "--json")[1])
        assert (day["mark"], day["intake_ug"] > 0) == (None, True)
