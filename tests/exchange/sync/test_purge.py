"""A person who is purged from a diary that was synced."""

import sqlite3
from contextlib import closing

import pytest

from tests.exchange.sync.machines import Machines

HERS = (
    "Xanthippe", "1961-02-03", "brunchzq", "mealnotezq", "itemnotezq", "achezq", "takenoutzq",
)  # fmt: skip


@pytest.fixture
def household(machines: Machines) -> Machines:
    """Two machines that know of Xanthippe and of me; the laptop hasn't sent all of hers."""
    for words in (
        "person add Xanthippe --born 1961-02-03", "log 2 eggs -m lunchzq",
        "--person Xanthippe log 1 cup milk -m brunchzq", "--person Xanthippe note m2 mealnotezq",
        "--person Xanthippe note 2 itemnotezq", "--person Xanthippe symptom log achezq 4 --own",
        "--person Xanthippe person condition add metformin",
        "--person Xanthippe log 10ug takenoutzq tablet",
    ):  # fmt: skip
        code, _, err = machines.run("laptop", *words.split())
        assert code == 0, (words, err)
    machines.sync("laptop")
    machines.sync("desktop")
    # Removed since, so that no row of the diary has them.
    assert machines.run("laptop", "--person", "Xanthippe", "remove", "m3")[0] == 0
    return machines


def _left(machines: Machines, machine: str) -> set[str]:
    data = machines.path(machine).read_bytes()
    return {text for text in HERS if text.encode() in data}


def _purge(machines: Machines, machine: str, *words: str) -> str:
    code, out, err = machines.run(
        machine, *words, "person", "remove", "xanthippe", "--yes", "--purge"
    )
    assert (code, err) == (0, "")
    return out


def _people(machines: Machines, machine: str) -> set[str]:
    with closing(sqlite3.connect(machines.path(machine))) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM person")}


def test_nothing_of_a_purged_person_is_in_a_file_that_was_synced(household: Machines) -> None:
    assert _left(household, "laptop") == set(HERS)
    _purge(household, "laptop")
    assert _left(household, "laptop") == set()
    assert household.run("laptop", "doctor")[0] == 0


def test_the_next_sync_tells_the_other_machines(household: Machines) -> None:
    _purge(household, "laptop")
    household.sync("laptop")
    assert _left(household, "laptop") == set()
    told = household.sync("desktop")
    assert "removed: 1 person, 2 meals, 2 items, 1 symptom, 1 condition\n" in told
    assert _people(household, "desktop") == {"me"}
    assert household.rows("laptop") == household.rows("desktop")
    assert "Sent 0 changes" in household.sync("laptop")
    assert _left(household, "laptop") == set()


def test_conflicts_over_what_was_hers_go_and_those_of_others_stay(household: Machines) -> None:
    for machine, word in (("desktop", "earlyzq"), ("laptop", "latezq")):
        for words in (
            f"--person Xanthippe note m2 {word}", f"--person Xanthippe note 2 {word}",
            f"--person Xanthippe person rename Xanthippe Xan{word}", f"note m1 mine-{word}",
        ):  # fmt: skip
            assert household.run(machine, *words.split())[0] == 0
        household.sync(machine)
    household.sync("desktop")
    history = household.run("desktop", "history")[1]
    assert "Xanearlyzq: changed on both, meal" in history
    assert "note earlyzq" in history
    code, _, err = household.run("desktop", "person", "remove", "xanlatezq", "--yes", "--purge")
    assert (code, err) == (0, "")
    history = household.run("desktop", "history", "-n", "99")[1]
    assert "me: changed on both, meal" in history
    data = household.path("desktop").read_bytes()
    for mine in (b"mine-earlyzq", b"mine-latezq"):
        assert mine in data
        data = data.replace(mine, b"")
    assert b"earlyzq" not in data
    assert b"latezq" not in data
    assert _left(household, "desktop") == set()


def test_a_later_conflict_does_not_bring_back_what_was_hers(household: Machines) -> None:
    for words in ("note m2 otherzq", "note 2 otherzq", "person set --born 1962-03-04"):
        assert household.run("desktop", "--person", "Xanthippe", *words.split())[0] == 0
    _purge(household, "laptop")
    household.sync("laptop")
    household.sync("desktop")
    assert "otherzq" not in household.sync("laptop")
    data = household.path("laptop").read_bytes()
    assert b"otherzq" not in data
    assert b"1962-03-04" not in data
    assert _left(household, "laptop") == set()
    assert _people(household, "desktop") == {"me"}
    assert household.rows("laptop") == household.rows("desktop")


def test_a_diary_that_names_nobody_in_its_conflicts_keeps_none(machines: Machines) -> None:
    """They were written while the diary had one person, and don't say that they were theirs."""
    machines.run("laptop", "log", "2 eggs")
    machines.sync("laptop")
    machines.sync("desktop")
    for machine in ("desktop", "laptop"):
        machines.run(machine, "note", "m1", f"of-{machine}-zq")
        machines.sync(machine)
    assert "changed on both, meal" in machines.run("laptop", "history")[1]
    machines.run("laptop", "person", "add", "Anna")
    code, _, err = machines.run("laptop", "person", "remove", "me", "--yes", "--purge")
    assert (code, err) == (0, "")
    assert b"-zq" not in machines.path("laptop").read_bytes()


def test_what_was_never_sent_is_never_sent(household: Machines) -> None:
    household.run("laptop", "--person", "Xanthippe", "log", "10ug unsentzq tablet")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.exchange.sync.store.send", lambda *_: 0)
        household.sync("laptop")
    _purge(household, "laptop")
    household.sync("laptop")
    sent = b"".join(file.read_bytes() for file in household.shared.iterdir())
    assert b"unsentzq" not in sent
    household.sync("desktop")
    assert household.rows("laptop") == household.rows("desktop")


def test_an_emptied_folder_is_filled_without_her(household: Machines) -> None:
    _purge(household, "laptop")
    _purge(household, "desktop")
    for file in household.shared.iterdir():
        file.unlink()
    for machine in ("laptop", "desktop", "laptop", "phone"):
        household.sync(machine)
    for path in (*household.shared.iterdir(), *household.folder.glob("*.db")):
        data = path.read_bytes()
        assert not [text for text in HERS if text.encode() in data], path
    for machine in ("desktop", "phone"):
        assert household.rows(machine) == household.rows("laptop")


def test_who_was_removed_by_another_machine_can_be_purged(household: Machines) -> None:
    _purge(household, "laptop")
    household.sync("laptop")
    household.sync("desktop")
    assert _left(household, "desktop") == set(HERS)  # in the undo history
    out = _purge(household, "desktop")
    assert out.startswith("Purged Xanthippe with what the undo history has of them; this can't")
    assert _left(household, "desktop") == set()
    code, _, err = household.run("desktop", "person", "remove", "xanthippe", "--yes", "--purge")
    assert (code, err) == (1, 'Error: nobody is called "xanthippe"; there is me\n')


@pytest.mark.parametrize("configured", [True, False])
def test_the_reply_names_the_folder(household: Machines, configured: bool) -> None:
    folder = str(household.shared) if configured else "the folder of b12 sync"
    if configured:
        household.run("laptop", "config", "set", "sync_folder", folder)
    assert f"Other machines and {folder} still have it" in _purge(household, "laptop")


def test_the_reply_of_a_diary_that_never_synced_names_no_folder(machines: Machines) -> None:
    machines.run("laptop", "config", "set", "sync_folder", str(machines.shared))
    machines.run("laptop", "person", "add", "Xanthippe")
    assert str(machines.shared) not in _purge(machines, "laptop")
