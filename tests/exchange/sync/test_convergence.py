"""Whatever is written on three machines, and whenever they sync: they end with one diary."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.sync.machines import Machines
from tracker.exchange.sync import store

_MACHINES = ("laptop", "desktop", "phone")
_COMMANDS = """
log 2 eggs
log 150g salmon -t 08:00
log 1 cup milk, toast -d yesterday
edit 1 --amount 3
edit 2 --amount 70g
edit m1 --time 09:00
edit m1 -m brunch
remove 1
remove m1
remove 2
undo
undo
redo
again
day fast sat
day fast yesterday
log soup -d sat --keep-unknown
day partial
symptom log fatigue 5
lab log b12 310 pg/mL
person set --diet vegan
person set --born 1970-05-01
person set --born 1980-05-01
person add Anna
person rename Anna Bea
--person Anna log 1 egg
person remove Anna --yes
person remove Bea --yes
--person Anna edit m1 -m brunch
person condition add metformin
regimen add 1000ug weekly
food add Brew --per 100ml --b12 2ug
food edit Brew --per 100ml --b12 3ug
food remove Brew
log 1 cup Brew
alias set brekkie 01123
alias set brekkie 13327
alias remove brekkie
food unit set 13327 slab 95g
recipe add stew 100g beef liver, 2 eggs --makes 4
log 1 serving stew
recipe remove stew
person target 50ug
person stage pregnant
food import TABLE
log 100g ciqual-1
person set --tables fr,usda
""".strip().splitlines()
# Before it sent anything.
_KILLED = "killed sync"
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(_MACHINES), st.sampled_from((*_COMMANDS, *["sync"] * 12, *[_KILLED] * 3))
    ),
    min_size=4,
    max_size=28,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_STEPS)
def test_all_machines_end_with_the_same_diary(
    steps: list[tuple[str, str]],
    home: Path,
    seeded: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        machines = Machines(tmp_path_factory.mktemp("machines"), seeded, patch)
        table = machines.folder / "moon.csv"
        table.write_text("alim_code;alim_nom_eng;Vitamin B12 (µg/100g)\n1;Moon cheese;2,5\n")
        for machine, command in steps:
            if command == "sync":
                machines.sync(machine)
            elif command == _KILLED:
                with pytest.MonkeyPatch.context() as killing:
                    killing.setattr(store, "send", lambda *_: 0)
                    machines.sync(machine)
            else:
                machines.run(machine, *command.replace("TABLE", str(table)).split(" "))
        for _ in range(3):
            for machine in _MACHINES:
                machines.sync(machine)
        laptop, desktop, phone = map(machines.rows, _MACHINES)
        assert laptop == desktop
        assert laptop == phone
