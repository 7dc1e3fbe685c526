import pytest

from tests.conftest import B12
from tests.test_house import _commands
from tracker.cli.help import synonyms


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("wek", 'no command "wek"; did you mean b12 week? (see b12 help)'),
        ("Week", 'no command "Week"; did you mean b12 week? (see b12 help)'),
        ("lgo 2 eggs", "did you mean b12 log?"),
        ("sym list", "did you mean b12 symptom?"),
        ("delete 3", "did you mean b12 remove?"),
        ("delte 3", "did you mean b12 remove?"),
        ("status", "did you mean b12 today?"),
        ("condition add metformin", "did you mean b12 person condition?"),
        ("conditon", "did you mean b12 person condition?"),
        ("version", "did you mean b12 --version?"),
        ("2 eggs", 'no command "2"; to log what you ate: b12 log 2 eggs (see b12 help)'),
        ("½ cup milk", "to log what you ate: b12 log "),
        ("salmon", "to log what you ate: b12 log salmon (see"),
        ("eggs, toast", "to log what you ate: b12 log eggs, toast (see"),
        ("half a cup of milk", "to log what you ate: b12 log half a cup of milk (see"),
        ("zzzzz", 'no command "zzzzz" (see b12 help)'),
        (
            "person codition",
            'no command "codition" of b12 person; did you mean condition? (see b12 person --help)',
        ),
        ("person delete Anna", "did you mean remove?"),
        ("regimen plan", "did you mean add?"),
        ("regimen stop 1", "did you mean end?"),
        ("food serch egg", "did you mean find?"),
        ("food liver", "to look it up: b12 food find liver"),
        ("week --lst 3", "no option --lst; did you mean --last? (see b12 week --help)"),
        ("log 2 eggs --date mon", "no option --date; did you mean --day? (see b12 log --help)"),
        ("chart --all", "did you mean b12 chart heatmap --all or b12 chart outlook --all? (see"),
        ("person --born 2000", "did you mean b12 person add --born or b12 person set --born? (see"),
        ("person --brn 2000", "no option --brn (see b12 person --help)"),
        ("edit 2 3 eggs", "unexpected \"3 eggs\"; did you mean --amount '3 eggs'? (see b12 edit"),
        ("edit 2 egg", 'unexpected "egg" (see b12 edit --help)'),
        ("undo x y", 'unexpected "x y" (see b12 undo --help)'),
        ("today -x", "no option -x (see b12 today --help)"),
        ("--persn anna today", "no option --persn; did you mean --person or --version? (see"),
    ],
)
def test_what_was_meant_is_named(b12: B12, line: str, said: str) -> None:
    done = b12(*line.split())
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("Error: ")
    assert said in done.err


def test_a_long_line_is_not_repeated(b12: B12) -> None:
    assert "b12 log ... (see" in b12("2", *["eggs"] * 100).err


def test_a_mistyped_command_creates_no_diary(process: B12, tmp_path: object) -> None:
    from pathlib import Path

    assert process("2", "eggs").code == 2
    assert not Path(str(tmp_path), "data").exists()


def test_synonyms_name_what_there_is() -> None:
    commands = {name.removeprefix("b12 ") for name, _ in _commands()}
    assert {*synonyms.COMMANDS.values()} - commands == {"--version"}
    assert {word for word in synonyms.COMMANDS if word in commands} == set()
    options = {option for _, command in _commands() for p in command.params for option in p.opts}
    assert {name for names in synonyms.OPTIONS.values() for name in names} - options == set()
    below = {name.rpartition(" ")[2] for name in commands if " " in name}
    assert {name for names in synonyms.SUBCOMMANDS.values() for name in names} - below == set()
