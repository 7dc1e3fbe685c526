"""Every example of the README is run, or held against the program where it can't be.

A screen in a ```console block is compared to the letter, a command in a ```text block or in the
text is run, and what is only named (a command, an option, a file) is there. The lines of the ```sh
blocks are run by `.ci/run`, as a user would, and what they have `b12` do is run here too.
"""

import io
import re
import shlex
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

import tracker
from tests.cli.transfer.test_import_cronometer import HEADER, ROWS
from tests.conftest import B12, Result
from tests.test_house import _commands
from tracker.absorption import estimate
from tracker.cli import b12 as root
from tracker.cli.settings import SETTINGS
from tracker.foods.model import Origin, Serving
from tracker.people.conditions import Condition, known_conditions, over_50
from tracker.text.formatting import format_estimate

CONDITIONS = known_conditions()
OVER_50 = over_50()

CHECKOUT = Path(tracker.__file__).parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BLOCKS = _BLOCK.findall(README)
_PROSE = _BLOCK.sub("", README)
_COMMANDS = README.partition("\n## Commands\n")[2].partition("\nEvery command ")[0]
_REFERENCE = [line for line in _COMMANDS.splitlines() if line.startswith("| `b12 ")]
_OPTION = re.compile(r"(?<!\S)--?[a-z][\w-]*")


def _spans(text: str) -> list[str]:
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]


def _of(kind: str) -> list[str]:
    return [content for found, content in _BLOCKS if found == kind]


# All but the reference, whose commands stand there without what they are given.
_SPANS = _spans(_PROSE.replace(_COMMANDS, ""))
# What was logged before the example of a week.
_WEEK = [
    ("mon", "salmon, 2 eggs, 1 cup milk"),
    ("tue", "2 eggs, 1 cup milk, 1 oz cheddar"),
    ("thu", "1000ug B12 tablet, 1 cup almond milk"),
    ("fri", "1 cup yogurt"),
    ("sat", "1 oz cheddar, 1 cup 27042"),
]


@pytest.fixture
def at(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A line that begins with `b12`, in the user's folder; `typed` is what is typed or piped in."""
    monkeypatch.chdir(home)

    def run(line: str, typed: str | None = None) -> Result:
        _, *words = shlex.split(line)
        with monkeypatch.context() as patched:
            if typed is not None:
                stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
                patched.setattr(sys, "stdin", stdin)
                patched.setattr("tracker.cli.choose.asks", lambda: "-" not in words)
                patched.setattr("tracker.cli.log.meals._at_terminal", lambda: True)
            result = b12(*words)
        # A slip that b12 mends is still one.
        assert " read as " not in result.err, line
        return result

    return run


Line = Callable[..., Result]


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert README.count("```") == 2 * len(_BLOCKS)
    assert {kind for kind, _ in _BLOCKS} == {"sh", "console", "text"}
    assert (len(_of("sh")), len(_of("console")), len(_of("text"))) >= (2, 7, 5)


def test_every_screen_is_what_is_printed(at: Line) -> None:
    screens = 0
    for block in _of("console"):
        for words, printed in re.findall(r"^\$ (.*\n)((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if words == "b12 week\n":
                for day, what in _WEEK:
                    assert at(f"b12 log {what} -d {day}").code == 0
            assert at(words).out == printed, words
            screens += 1
    assert screens >= 7


def test_the_line_for_a_prompt_is_what_is_printed(at: Line) -> None:
    (line,) = re.findall(r"`b12 today --brief` is one line [^`]*: `([^`]*)`", README)
    assert at(_of("console")[0].splitlines()[0].removeprefix("$ ")).code == 0
    assert at("b12 today --brief").out == f"{line}\n"


def test_what_the_start_has_b12_do_is_done(at: Line, home: Path) -> None:
    (first, *_) = _of("sh")
    commands = re.findall(r"\.venv/bin/(b12 [^&\n]*)", first)
    assert len(commands) == 3
    for line in commands:
        assert at(line).code == 0, line
    assert (home / "week.png").stat().st_size


@dataclass(frozen=True)
class Scene:
    """What stands before the commands of a block, what is typed into them, and what they say."""

    before: Sequence[str] = ()
    files: Callable[[Path], None] = lambda _: None
    typed: Sequence[tuple[str, str]] = ()
    said: Sequence[tuple[str, str]] = ()


def _fdc(home: Path) -> None:
    with zipfile.ZipFile(home / "SR_Legacy_csv.zip", "w") as archive:
        food = "fdc_id,data_type,description,food_category_id,publication_date"
        archive.writestr("food.csv", f"{food}\n2,foundation_food,Moon cheese,1,2026-04-01\n")
        figures = "id,fdc_id,nutrient_id,amount"
        archive.writestr("food_nutrient.csv", f"{figures}\n1,2,1178,2.5\n")


def _cronometer(home: Path) -> None:
    summary = [
        "Date,Energy (kcal),B12 (Cobalamin) (µg),Completed",
        "2026-11-16,270,1002.06,true", "2026-11-17,535,1004.82,true",
    ]  # fmt: skip
    for name, rows in (("servings.csv", [HEADER, *ROWS]), ("dailysummary.csv", summary)):
        (home / name).write_text("\n".join([*rows, ""]), encoding="utf-8")


def _meals(home: Path) -> None:
    """The line that the README shows of such a file."""
    (line,) = re.findall(r"meals\.txt +a meal a line: (.*)", README)
    (home / "meals.txt").write_text(f"# my week\n{line}\n150g salmon\n", encoding="utf-8")


# By the first command of the block.
_SCENES = {
    "b12 log salmon": Scene(
        before=[
            "b12 log 150g salmon, 2 eggs", "b12 log 1 cup milk -m breakfast",
            "b12 log 85g 13327 -m lunch -d yesterday",
        ],
        files=_meals,
        typed=[("b12 log", "2 eggs\n\n")],
        said=[
            ("b12 log salmon", "150 g"), ("b12 again breakfast", "whole milk"),
            ("b12 copy yesterday --meal lunch", "liver"), ("b12 often", "salmon"),
            ("b12 log", "egg"),
            ("b12 log - < meals.txt", "Fri 20 Nov 2026, 08:00, breakfast: 1.99 µg"),
        ],
    ),
    'b12 food add "Oatly Barista" --per 100ml --b12 0.38ug --vegan': Scene(
        files=_fdc,
        said=[
            ("b12 food import SR_Legacy_csv.zip", "1 food added"),
            ("b12 log 1 serving liver pâté", "1 serving"),
        ],
    ),
    "b12 import cronometer servings.csv --dry-run": Scene(
        files=_cronometer,
        said=[
            (
                "b12 import cronometer servings.csv --summary dailysummary.csv",
                "dailysummary.csv has the same on every day",
            )
        ],
    ),
    'b12 unknown set "homemade stew" 0.8ug/100g': Scene(
        before=[
            *(f'b12 food add "{name}" --per 100g --b12 unknown'
              for name in ("homemade stew", "oat bar", "goulash")),
            'b12 food unit set "oat bar" bar 50g',
            "b12 log 300g homemade stew, 2 bars oat bar, 200g goulash",
        ],
        said=[
            ('b12 unknown set "homemade stew" 0.8ug/100g', "Filled in 1 item, 2.40 µg"),
            ('b12 unknown set "oat bar" "2ug per bar" --origin fortified', "1 item, 4.00 µg"),
            ('b12 unknown set goulash --like "beef stew"', "as beef stew: USDA"),
        ],
    ),
    "b12 backup": Scene(
        before=["b12 log 2 eggs"],
        files=lambda home: (home / "media").mkdir(),
        said=[("b12 import native my-diary.zip", "already")],
    ),
    "b12 person remove Anna --purge": Scene(
        before=["b12 person add Anna", "b12 --person anna log 2 eggs"],
        typed=[("b12 person remove Anna --purge", "y\n")],
        said=[("b12 person remove Anna --purge", "Anna")],
    ),
}  # fmt: skip


def _lines_of(block: str) -> list[str]:
    """Its commands, without what is said behind them."""
    return [re.split(r" {2,}", line.removeprefix("$ "))[0] for line in block.splitlines()]


def _here(line: str, home: Path) -> str:
    """With a disk that is there, and with the name that the copy has in truth."""
    line = line.replace(" /media/", f" {home}/media/")
    for word in line.split():
        if "…" in word:
            (copy,) = (home / "backups").glob(word.replace("…", "*"))
            line = line.replace(word, str(copy))
    return line


@pytest.mark.parametrize("block", _of("text"), ids=lambda block: _lines_of(block)[0])
def test_every_command_of_a_block_is_understood(at: Line, home: Path, block: str) -> None:
    first, *_ = commands = _lines_of(block)
    scene = _SCENES[first]
    for line in scene.before:
        assert at(line).code == 0, line
    scene.files(home)
    said = dict(scene.said)
    typed = dict(scene.typed)
    assert {*said, *typed} <= {*commands}
    for line in commands:
        assert line.startswith("b12 "), line
        words, _, file = line.partition(" < ")
        given = (home / file).read_text(encoding="utf-8") if file else typed.get(line)
        result = at(_here(words, home), given)
        assert result.code == 0, (line, result.err)
        assert said.get(line, "") in result.out, line


def _resolved(line: str) -> tuple[click.Command, list[str]]:
    """The command that the line is of, and what it is given."""
    _, *words = shlex.split(line)
    command: click.Command = root
    while isinstance(command, click.Group):
        while words and words[0] in ("--person", "--db"):
            words = words[2:]
        if not words or words[0].startswith("-"):
            break
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, f"{line}: there is no {words[0]}"
        command, words = found, words[1:]
    return command, words


def _options(command: click.Command) -> set[str]:
    return {
        "--help",
        *(name for one in command.params for name in (*one.opts, *one.secondary_opts)),
    }


def _is_whole(line: str) -> bool:
    """Whether it can be run: nothing is in capitals for something else, and nothing is missing."""
    command, words = _resolved(line)
    if re.search(r"\b[A-Z]{3,}\b|\.\.\.", line):
        return False
    if isinstance(command, click.Group) and not words:
        return command.invoke_without_command
    return bool(words) or not any(
        one.required for one in command.params if isinstance(one, click.Argument)
    )


def _in_the_text() -> list[str]:
    return [span for span in _SPANS if re.match(r"b12( |$)", span)]


def test_every_command_in_the_text_is_understood(at: Line) -> None:
    # What the text has logged by then; without a backup, doctor would ask for one.
    for line in ("b12 log 150g salmon, 1 cup milk, 2 eggs", "b12 backup"):
        assert at(line).code == 0
    whole = [line for line in _in_the_text() if _is_whole(line)]
    assert len(whole) >= 45
    # These are only named.
    assert {*_in_the_text()} - {*whole} <= {"b12", "b12 food import", "b12 food show"}
    for line in whole:
        # It takes more days than the text logs: the example's.
        own = "outlook" not in line
        result = at(line if own else line.replace("b12 ", "b12 --db example.db ", 1))
        assert result.code == 0, (line, result.err)


def test_every_option_in_the_text_is_one() -> None:
    known = {option for _, command in _commands() for option in _options(command)}
    found = 0
    for span in (span for span in _SPANS if not span.startswith(("pip", "python"))):
        options = set(_OPTION.findall(span))
        found += len(options)
        if re.match(r"b12( |$)", span):
            assert options <= _options(_resolved(span)[0]) | {"--person", "--db"}, span
        else:
            assert options <= known, span
    assert found >= 40


def test_every_row_of_the_reference_is_of_its_command() -> None:
    assert len(_REFERENCE) >= 57
    found = 0
    for row in _REFERENCE:
        spans = _spans(row)
        own = _options(_resolved(spans[0])[0])
        for span in spans:
            options = set(_OPTION.findall(span))
            if span.startswith("b12 "):
                assert options <= _options(_resolved(span)[0]), row
            else:
                assert options <= own, row
            found += len(options)
    assert found >= 99


def test_what_every_command_takes_it_takes() -> None:
    (line,) = re.findall(r"^Every command takes (.*)\.$", README, re.MULTILINE)
    said = {option for span in _spans(line) for option in _OPTION.findall(span)}
    assert said == {"--person", "--db"}
    for name, command in _commands():
        assert said <= _options(command), name


# A value of an option is tried on this command; a list, so that each food is a new one.
_WITH_OPTION = {
    "-d": "b12 log 2 eggs", "-t": "b12 log 2 eggs", "-m": "b12 log 2 eggs",
    "--last": "b12 report", "--month": "b12 report", "--year": "b12 report",
    "--b12": "b12 food add nobody-knows --per 100g",
    "--dv": "b12 food add quarter --per 100g --label us",
}  # fmt: skip


def test_every_value_of_an_option_is_understood(at: Line) -> None:
    values = [span for span in _SPANS if re.fullmatch(r"--?[a-z][\w-]* [^A-Z]+", span)]
    assert len(values) >= 11
    for span in values:
        result = at(f"{_WITH_OPTION[span.split()[0]]} {span}")
        assert result.code == 0, (span, result.err)


# What of the text's amounts stands without a food.
_OF_WHAT = {"1 1/2 cups": "milk", "½ fillet": "salmon"}


def test_every_amount_is_understood(at: Line) -> None:
    (said,) = re.findall(r"^- The amount stands (.*?)\. ", README, re.MULTILINE | re.DOTALL)
    amounts = _spans(said)
    assert len(amounts) >= 6
    for amount in amounts:
        result = at(f"b12 log {amount} {_OF_WHAT.get(amount, '')}")
        assert result.code == 0, (amount, result.err)


def test_the_lines_of_python_run(at: Line) -> None:
    lines = [span for span in _SPANS if re.match(r"from |frames\.", span)]
    assert len(lines) == 2
    names: dict[str, object] = {}
    for line in lines:
        exec(line, names)


def test_every_file_and_variable_that_is_named_is_there() -> None:
    files = {*re.findall(r"\]\(([^)#]+)\)", _PROSE), *re.findall(r"`python (\S+)`", _PROSE)}
    assert len(files) >= 14
    assert {name for name in files if not (CHECKOUT / name).exists()} == set()
    source = "".join(p.read_text(encoding="utf-8") for p in (CHECKOUT / "tracker").rglob("*.py"))
    variables = set(re.findall(r"\bB12_[A-Z_]+", README))
    assert len(variables) >= 3
    variables -= {setting.variable for setting in SETTINGS.values()}
    assert {name for name in variables if f'"{name}"' not in source} == set()


def _estimate(
    ug: float, origin: Origin, conditions: Sequence[Condition] = (), *, fed: bool = False
) -> tuple[str, str]:
    items = [Serving("x", origin, 1, "x", None, ug)]
    items += [Serving("meal", "natural", 1, "x", None, 0.0)] * fed
    of_it = estimate.of_sitting(items, estimate.under(conditions))
    return format_estimate(of_it.ug, of_it.low_ug, of_it.high_ug)


def test_the_table_of_doses_is_what_is_estimated() -> None:
    rows = re.findall(r"^\| ([\d.]+) µg(.*?)\| ([\d.]+) µg \| ([\d.–]+) \|", README, re.MULTILINE)
    assert len(rows) == 13
    for dose, of_what, figure, span in rows:
        origin: Origin = "natural" if "liver" in of_what else "supplement"
        without = [CONDITIONS["pernicious-anaemia"]] if "anaemia" in of_what else []
        fed = "with a meal" in of_what
        assert _estimate(float(dose), origin, without, fed=fed) == (figure, span), dose


@pytest.mark.parametrize("name", [*CONDITIONS, "over 50"])
def test_the_table_of_conditions_is_what_is_estimated(name: str) -> None:
    condition = CONDITIONS.get(name, OVER_50)
    shown = name if name == "over 50" else f"`{name}`"
    (row,) = [line for line in README.splitlines() if line.startswith("| ")
              and line.count("|") == 5 and shown in line.split("|")[1]]  # fmt: skip
    if not condition.estimable:
        assert row.count("no estimate") == 2
        return
    food, tablet = (
        _estimate(2.5, "natural", [condition]),
        _estimate(1000, "supplement", [condition]),
    )
    eaten = f"{food[0]} µg ({food[1]})" if condition.has_middle else f"{food[1]} µg"
    assert row.endswith(f"| {eaten} | {tablet[0]} µg ({tablet[1]}) |")
