"""What start-up may import, and how the process ends."""

import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import tracker
from tests.conftest import B12

# What a command may import of b12, and of other packages but for click.
_EVERY = """
    cli cli.app cli.arguments cli.bars cli.command cli.files cli.listings cli.options cli.output
    cli.pager cli.periods cli.settings cli.table cli.terminal cli.wrapping errors interrupt paths
    text.dates text.formatting text.units
"""
_DATABASE = """
    database.compiled database.connection database.engine database.file database.forms
    database.history database.migrate database.place database.search_index text.words
"""
_PERSON = f"{_DATABASE} people.conditions people.model people.store people.targets"
_DAY = (
    f"{_PERSON} absorption.curve absorption.estimate absorption.injections diary.model foods.doses "
    "foods.model reports.intake text.spans text.units"
)
_DIARY = f"{_DAY} diary.rows diary.store reports.days"
# What a diary without a regimen pays: one query.
_REGIMENS = "regimens.model regimens.store"
_GRAMMAR = "foods.amounts foods.doses foods.model foods.search.match text.numbers text.units"
_CATALOGUE = "foods.catalogue foods.model foods.search.match"
# Only for what is not a name that the catalogue knows.
_SEARCH = "foods.search.spelling foods.search.vocabulary"
_LOG = (
    f"{_DIARY} {_GRAMMAR} {_CATALOGUE} cli.choose cli.log.reply diary.repeat foods.serving "
    "reports.sentences"
)
_EDIT = (
    f"{_DIARY} {_GRAMMAR} cli.choose cli.correct.edit cli.correct.entries cli.log.reply "
    "cli.setup.completion diary.edit diary.lines foods.serving"
)
_CAUTIONS = "health.cautions reports.cautions"
_HEALTH = "health.laboratory health.store health.symptoms"
_OUTLOOK = (
    "absorption.outlook foods.amounts reports.habits reports.outlook reports.sentences text.numbers"
)
_REPORT = (
    f"{_DIARY} {_HEALTH} {_REGIMENS} cli.look.report diary.filters reports.figures "
    "reports.json_output reports.sentences reports.sources reports.standing reports.stretch "
    "reports.summary"
)
# A chart in characters, which needs neither pandas nor matplotlib.
_CHART = (
    f"{_DIARY} {_HEALTH} {_REGIMENS} cli.look.chart cli.look.outlook cli.look.picture cli.tags "
    "cli.look.text_charts reports.cautions health.cautions reports.findings reports.regimens "
    "reports.sentences reports.standing reports.stretch"
)
_ITEMS = (
    f"{_DIARY} cli.look.items cli.setup.completion cli.tags diary.filters diary.lines "
    "reports.items reports.items_json reports.json_output"
)
_FOOD = (
    f"{_DAY} {_GRAMMAR} {_CATALOGUE} cli.choose cli.setup.completion cli.setup.food "
    "cli.setup.food_tables cli.setup.own_food cli.transfer.food_import foods.labels foods.ranking "
    "foods.recipes foods.serving reports.json_output"
)
_PEOPLE = (
    f"{_DAY} {_GRAMMAR} cli.choose cli.setup.completion cli.setup.condition cli.setup.person "
    "reports.json_output reports.sentences"
)
_VIEWS = (
    f"{_DIARY} {_CATALOGUE} {_HEALTH} cli.transfer.sql health.cautions reports.columns "
    "reports.views"
)
_FILE = (
    "cli.transfer.backup database.backup database.checkup database.compiled database.file "
    "database.finding database.forms database.integrity database.place"
)
_IMPORTS = {
    "--version": "",
    "--help": "cli.help.machine cli.help.topic cli.help.topics",
    "": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_REGIMENS} cli.look.home reports.sentences",
    "week --help": "cli.look.week text.spans",
    "log --help": "cli.log.log cli.setup.completion",
    "log 2 eggs": f"{_LOG} cli.log.log cli.log.meals cli.setup.completion diary.reading "
    "diary.resolve",
    "log 2 eggs +restaurant": f"{_LOG} {_SEARCH} cli.log.log cli.log.meals cli.setup.completion "
    "diary.reading diary.resolve diary.tags foods.search.names foods.search.score",
    "log 150g salmn": f"{_LOG} {_SEARCH} cli.log.log cli.log.meals cli.setup.completion "
    "diary.parts diary.phrases diary.reading diary.resolve foods.addition foods.composition "
    "foods.search.cover foods.search.phrase_words foods.sentence rapidfuzz",
    "again": f"{_LOG} cli.log.again",
    "often": f"{_LOG} cli.log.again reports.json_output",
    "day fast yesterday": f"{_DIARY} cli.log.day reports.sentences",
    "symptom log cramps 6": f"{_DIARY} {_HEALTH} {_CAUTIONS} cli.log.symptom",
    "symptom list": f"{_DAY} {_HEALTH} cli.log.symptom reports.json_output",
    "lab list": f"{_DIARY} {_HEALTH} {_CAUTIONS} cli.log.lab reports.json_output",
    "today": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_REGIMENS} cli.look.today cli.tags "
    "reports.sentences reports.standing",
    "today --brief": f"{_DIARY} {_REGIMENS} cli.look.today cli.tags reports.sentences "
    "reports.standing",
    "today --json": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_REGIMENS} cli.look.today cli.tags "
    "reports.json_output reports.sentences reports.standing",
    "show": f"{_DIARY} cli.look.today cli.tags diary.filters reports.json_output reports.sentences",
    "items": _ITEMS,
    "items --json": _ITEMS,
    "find egg": _ITEMS,
    "due": f"{_DAY} {_REGIMENS} cli.look.due",
    "regimen list": f"{_DAY} {_REGIMENS} cli.setup.regimen reports.json_output",
    "week": f"{_DIARY} {_REGIMENS} cli.look.week reports.sentences reports.standing",
    "week --json": f"{_DIARY} {_REGIMENS} cli.look.week reports.json_output reports.sentences",
    "report": _REPORT,
    "report --json": _REPORT,
    "report --csv": f"{_REPORT} reports.csv_output",
    "summary": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_REGIMENS} cli.look.summary reports.household "
    "reports.json_output reports.regimens reports.sentences",
    "sources": f"{_DIARY} {_HEALTH} {_REGIMENS} cli.look.sources cli.tags diary.filters "
    "reports.json_output reports.origins reports.sentences reports.sources reports.stretch",
    "sources --json": f"{_DIARY} {_HEALTH} {_REGIMENS} cli.look.sources cli.tags diary.filters "
    "reports.json_output reports.origins reports.sentences reports.sources reports.stretch",
    "chart week": f"{_CHART} cli.look.week",
    "chart heatmap": f"{_CHART} reports.shades",
    "chart trend": _CHART,
    "chart sources": f"{_CHART} diary.filters reports.sources",
    "advise": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_CATALOGUE} {_OUTLOOK} {_REGIMENS} "
    "cli.look.advise foods.ranking reports.advice reports.regimens reports.suggestions",
    "outlook": f"{_DIARY} {_HEALTH} {_CAUTIONS} {_OUTLOOK} {_REGIMENS} cli.look.outlook "
    "regimens.words reports.regimens",
    "edit 1 --amount 1": f"{_EDIT} {_CATALOGUE} diary.repeat diary.resolve reports.sentences",
    "note 1 tasty": _EDIT,
    "remove 1": f"{_EDIT} reports.sentences",
    "unknown": f"{_DIARY} {_GRAMMAR} cli.choose cli.correct.unknown cli.setup.completion "
    "cli.tags diary.lines diary.unknown foods.labels foods.serving reports.json_output",
    "undo": f"{_DATABASE} cli.correct.history",
    "redo": f"{_DATABASE} cli.correct.history",
    "history": f"{_DAY} cli.correct.history reports.json_output",
    "person": _PEOPLE,
    "person condition list": _PEOPLE,
    "food find cheese": f"{_FOOD} {_SEARCH} foods.search.names foods.search.score "
    "reports.csv_output",
    "food show egg": _FOOD,
    "alias list": f"{_FOOD} foods.own",
    "recipe list": f"{_DAY} {_GRAMMAR} {_CATALOGUE} cli.choose cli.setup.completion "
    "cli.setup.recipe foods.own foods.recipes foods.serving reports.csv_output "
    "reports.json_output reports.sentences",
    "export out": f"{_PERSON} cli.transfer.export database.seed exchange.files "
    "exchange.native.export exchange.native.files exchange.native.sheets exchange.recognise "
    "diary.model foods.doses foods.model health.laboratory regimens.model text.numbers text.units",
    "config": "cli.setup.config",
    "config set units us": "cli.setup.config tomlkit",
    "sql": _VIEWS,
    "sql SELECT+1": f"{_VIEWS} database.query",
    "backup": _FILE,
    "doctor": f"{_FILE} database.connection database.future",
}


@pytest.fixture(scope="module")
def logged(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with an egg logged today, by the real clock of the processes."""
    path = Path(shutil.copy(seeded, tmp_path_factory.mktemp("logged")))
    command = [sys.executable, "-m", "tracker", "--db", str(path), "log", "1 egg"]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def eaten(diary: Path, logged: Path) -> None:
    shutil.copy(logged, diary)


def _imported(*words: str) -> set[str]:
    """Return the modules of b12, and the other packages but for click, that a process imports."""
    code = (
        "import click, sys; before = set(sys.modules); from tracker.cli import run\n"
        "try: run(sys.argv[1:])\n"
        "finally: print('imports', *sys.modules.keys() - before, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    names = done.stderr.splitlines()[-1].split()[1:]
    packages = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    own = {name.removeprefix("tracker.") for name in names if name.startswith("tracker.")}
    # Packages of b12 are no files; the others are those that a distribution installs.
    installed = packages & packages_distributions().keys()
    return {name for name in own if _is_file(name)} | installed - {"tracker", "click"}


def _is_file(module: str) -> bool:
    path = Path(tracker.__file__).parent.joinpath(*module.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@pytest.mark.usefixtures("eaten")
@pytest.mark.parametrize("command", _IMPORTS)
def test_a_command_imports_what_it_needs_and_no_more(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if command == "redo":
        _imported("undo")
    assert _imported(*command.split()) - {*_EVERY.split(), *_IMPORTS[command].split()} == set()


@pytest.mark.usefixtures("eaten")
def test_only_pictures_import_pandas(tmp_path: Path) -> None:
    imported = _imported("chart", "week", "-o", str(tmp_path / "week.png"))
    assert {"pandas", "matplotlib"} <= imported
    assert not imported & {"jinja2", "alembic", "rich", "sqlalchemy"}


def test_an_unknown_command_is_one_line(process: B12) -> None:
    result = process("lgo", "2", "eggs")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "lgo" in result.err
