"""What one machine removed and another changed: both go on syncing, and end with one diary."""

import pytest

from tests.exchange.sync.machines import Machines
from tracker.exchange.sync import store

_REMOVED_AND_CHANGED = {
    "remove 1": ("edit 1 --amount 3", "edit m1 -m brunch", "note 1 cold", "remove 1"),
    "remove m2": ("edit m2 --tag out", "log 2 eggs -t 08:00"),
    "--person Zoe remove m3": ("--person Zoe log 1 cup milk", "--person Zoe edit m3 -m brunch"),
    "person remove Zoe --yes": ("--person Zoe log 1 cup milk", "--person Zoe edit m3 -m brunch"),
    "person remove Zoe --purge --yes": ("--person Zoe log 1 cup milk", "person remove Zoe --yes"),
    "food remove Brew": ("food edit Brew --per 100ml --b12 3ug", "log 1 cup Brew"),
    "regimen remove 1": ("regimen end 1",),
}


@pytest.fixture
def synced(machines: Machines) -> Machines:
    """Two machines with one diary: three meals, a food, a regimen and a symptom."""
    for words in (
        "log 2 eggs -t 08:00", "log 150g salmon -t 12:00", "person add Zoe",
        "--person Zoe log 1 cup milk -t 09:00", "food add Brew --per 100ml --b12 2ug",
        "regimen add 1000ug weekly", "symptom log fatigue 5",
    ):  # fmt: skip
        code, _, err = machines.run("laptop", *words.split())
        assert code == 0, (words, err)
    machines.sync("laptop")
    machines.sync("desktop")
    return machines


@pytest.mark.parametrize(
    ("removal", "edit"),
    [(removal, edit) for removal, edits in _REMOVED_AND_CHANGED.items() for edit in edits],
)
def test_machines_that_removed_and_edited_agree(synced: Machines, removal: str, edit: str) -> None:
    for words, machine in ((removal, "laptop"), (edit, "desktop")):
        code, _, err = synced.run(machine, *words.split())
        assert code == 0, (words, err)
    # First the one that edited: what it sends meets a removal that nobody knows of.
    for machine in ("desktop", "laptop", "desktop", "laptop", "desktop", "laptop"):
        synced.sync(machine)
    rows = synced.rows("laptop")
    assert rows == synced.rows("desktop")
    meals = {uid for table, uid in rows if table == "meal"}
    assert meals == {row["meal_id"] for (table, _), row in rows.items() if table == "item"}
    assert "Sent 0 changes" in synced.sync("laptop")


@pytest.mark.parametrize("remover_first", [True, False])
def test_a_meal_that_comes_back_has_its_items(synced: Machines, *, remover_first: bool) -> None:
    synced.run("laptop", "log", "100g beef liver, 1 cup milk", "-t", "07:00")
    synced.sync("laptop")
    synced.sync("desktop")
    synced.run("laptop", "remove", "m4")
    synced.run("desktop", "remove", "5")
    synced.run("desktop", "edit", "m4", "--tag", "out")
    for machine in ("laptop", "desktop", "laptop") if remover_first else ("desktop", "laptop") * 2:
        synced.sync(machine)
    assert synced.rows("laptop") == synced.rows("desktop")
    shown = synced.run("laptop", "today")[1]
    assert ("beef liver" in shown, shown.count("milk"), "+out" in shown) == (True, 0, True)


def test_what_was_removed_before_its_meal_does_not_come_back_with_it(synced: Machines) -> None:
    synced.run("laptop", "log", "100g beef liver, 1 cup milk", "-t", "07:00")
    synced.sync("laptop")
    synced.sync("desktop")
    synced.run("laptop", "remove", "5")
    synced.run("laptop", "remove", "m4")
    synced.run("desktop", "edit", "m4", "--tag", "out")
    for machine in ("laptop", "desktop", "laptop"):
        synced.sync(machine)
    for machine in ("laptop", "desktop"):
        shown = synced.run(machine, "today")[1]
        assert ("beef liver" in shown, "milk" in shown, "+out" in shown) == (True, False, True)


def test_a_meal_comes_back_though_the_removal_was_sent_later(
    synced: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced.run("laptop", "remove", "m2")
    with monkeypatch.context() as patch:
        patch.setattr(store, "send", lambda *_: 0)  # killed before
        synced.sync("laptop")
    synced.run("desktop", "edit", "m2", "--tag", "out")
    for machine in ("desktop", "laptop", "desktop", "laptop"):
        synced.sync(machine)
    assert synced.rows("laptop") == synced.rows("desktop")
    shown = synced.run("laptop", "today")[1]
    assert ("salmon" in shown, "+out" in shown) == (True, True)


def test_changes_of_different_values_both_stay_against_a_removal(synced: Machines) -> None:
    synced.sync("phone")
    synced.run("laptop", "remove", "m2")
    synced.sync("laptop")
    synced.run("phone", "edit", "m2", "-m", "brunch")
    synced.run("desktop", "edit", "m2", "--tag", "out")
    synced.sync("desktop")
    for _ in range(2):
        for machine in ("phone", "desktop", "laptop"):
            synced.sync(machine)
    for machine in ("phone", "desktop", "laptop"):
        shown = synced.run(machine, "today")[1]
        assert ("salmon" in shown, "brunch" in shown, "+out" in shown) == (True, True, True)


def test_a_name_for_a_food_that_was_removed_elsewhere_is_in_nobodys_way(synced: Machines) -> None:
    synced.run("laptop", "food", "remove", "Brew")
    synced.run("desktop", "alias", "set", "brewski", "Brew")
    for machine in ("desktop", "laptop", "desktop"):
        synced.sync(machine)
    for machine in ("laptop", "desktop"):
        code, _, err = synced.run(machine, "alias", "list")
        assert (code, "number" in err) == (0, False)


def test_what_comes_back_after_a_removal_is_named(synced: Machines) -> None:
    synced.run("laptop", "remove", "1")
    synced.run("desktop", "edit", "1", "--amount", "3")
    synced.sync("desktop")
    line = 'changed on both, item "egg": the version of desktop stays; this machine had removed it'
    assert line in synced.sync("laptop")
    assert line in synced.run("laptop", "history")[1]
    for machine in ("desktop", "laptop"):
        synced.sync(machine)
        assert "3 large" in synced.run(machine, "today")[1]


def test_what_was_changed_before_it_was_removed_elsewhere_is_named(synced: Machines) -> None:
    synced.run("desktop", "edit", "1", "--amount", "3")
    synced.run("laptop", "remove", "1")
    synced.sync("desktop")
    assert (
        'changed on both, item "egg": the removal of this machine stays; desktop had food egg, '
        "amount 3, measure large, grams 150"
    ) in synced.sync("laptop")


def test_whom_it_does_not_concern_hears_of_no_conflict(synced: Machines) -> None:
    synced.run("laptop", "edit", "1", "--amount", "3")
    synced.run("desktop", "edit", "1", "--amount", "4")
    for machine in ("laptop", "desktop"):
        synced.sync(machine)
    assert "changed on both" in synced.sync("laptop")
    assert "changed on both" not in synced.sync("phone")
    assert synced.run("phone", "history")[1].count("\n") == 1


def test_a_file_that_is_on_its_way_gives_meals_before_their_items(machines: Machines) -> None:
    machines.run("laptop", "log", "2 eggs")
    machines.run("laptop", "log", "150g salmon")
    machines.sync("laptop")
    (file,) = machines.shared.iterdir()
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    for first in range(1, len(lines)):
        file.write_bytes(b"".join(lines[:first]))
        for _ in range(2):
            assert "took 1 change from \n" not in machines.sync(f"desktop-{first}")
        file.write_bytes(whole)
        machines.sync(f"desktop-{first}")
        assert machines.rows(f"desktop-{first}") == machines.rows("laptop")
