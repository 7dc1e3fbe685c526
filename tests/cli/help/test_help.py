import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.help.lines import parses
from tests.conftest import B12, NOW
from tests.test_house import PACKAGE, _commands
from tracker.cli import app, terminal
from tracker.cli.help import search
from tracker.cli.help.topic import Topic
from tracker.cli.help.topics import TOPICS

_DOCS = PACKAGE.parent / "docs"
# Options of createuser and createdb.
_OF_POSTGRESQL = ("--createrole", "--owner", "--pwprompt")
TOPIC = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


def test_help_is_the_list_of_commands_and_topics(b12: B12) -> None:
    shown = b12("help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == b12("--help").out
    assert "  week " in shown.out
    assert "unknown-b12" in shown.out


@pytest.mark.parametrize("words", ["week", "person condition", "person condition add", "remove"])
def test_a_command_has_the_help_of_its_own(b12: B12, words: str) -> None:
    of_its_own = b12(*words.split(), "--help").out
    assert of_its_own.startswith(f"Usage: b12 {words} ")
    for asked in (words, f"b12 {words}", words.upper()):
        assert b12("help", *asked.split()).out.startswith(of_its_own)


def test_no_help_creates_a_diary(process: B12, home: Path) -> None:
    for words in (["help"], ["help", "dates"], ["help", "blood", "test"], ["help", "week"]):
        assert process(*words).code == 0
    assert not (home / "data").exists()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("units", "amounts"), ("dates and times", "dates"), ("yesterday", "dates"),
        ("--month", "periods"), ("tablets", "doses"), ("my injection", "doses"),
        ("unknown B12", "unknown-b12"), ("≥", "unknown-b12"), ("rda", "targets"),
        ("metformin", "absorption"), ("is it private?", "privacy"), ("where is my diary", "files"),
        ("exit codes", "exit-codes"), ("NO_COLOR", "environment"), ("family", "household"),
        ("cron", "scripts"), ("shell prompt", "scripts"), ("cronometer", "files"),
        ("blood test", "health"), ("barcode", "own-foods"), ("zsh", "tab"),
        ("pgpass", "postgresql"), ("database role", "postgresql"),
    ],
)  # fmt: skip
def test_a_topic_is_found_by_the_words_people_use(b12: B12, words: str, topic: str) -> None:
    shown = b12("help", *words.split())
    assert (shown.code, shown.err) == (0, "")
    found = shown.out.startswith(f"{topic}: ") or f"b12 help {topic} " in shown.out
    assert found, shown.out


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("delete", "remove"), ("pdf", "report"), ("how do I change my birthday", "edit"),
        ("vegan", "food top"), ("richest", "food top"), ("--keep-unknown", "log"),
        ("absorbed by month", "report"), ("heatmap", "chart heatmap"), ("fibre scan", ""),
    ],
)  # fmt: skip
def test_a_command_is_found_by_any_words(b12: B12, words: str, command: str) -> None:
    shown = b12("help", *words.split())
    assert (shown.code == 0) == bool(command)
    assert not command or f"b12 help {command} " in f"{shown.out} ".replace(",", " ").replace(
        "\n", " "
    )


def test_what_is_not_found_names_near_words(b12: B12) -> None:
    shown = b12("help", "absorbtion")
    assert (shown.code, shown.out) == (1, "")
    assert shown.err.startswith('Error: no help on "absorbtion"; did you mean absorption')


def test_a_command_names_the_topic_of_its_word(b12: B12) -> None:
    assert b12("help", "doctor").out.endswith("See also: b12 help health, b12 help files\n")


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("words", ["dates", "pdf", "week", ""])
def test_help_fits_the_terminal(
    b12: B12, monkeypatch: pytest.MonkeyPatch, columns: int, words: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(terminal, "is_terminal", lambda _stream=None: True)
    lines = b12("help", *words.split()).out.splitlines()
    # What can be typed stays on one line.
    assert [line for line in lines if len(line) > columns and not line.startswith("  b12 ")] == []


@TOPIC
def test_a_topic_is_short_and_says_where_to_read_on(b12: B12, topic: Topic) -> None:
    assert isinstance(topic.blocks[-1], str)
    assert topic.blocks[-1].startswith("Read on: docs/")
    width = 80
    lines = 1
    for block in topic.blocks:
        lines += 1 + (-(-len(block) // width) if isinstance(block, str) else len(block))
    assert lines <= 24
    assert b12("help", topic.name).out.startswith(f"{topic.name}: {topic.line}\n")


@TOPIC
def test_the_pages_to_read_on_are_there(topic: Topic) -> None:
    pages = re.findall(r"docs/(\S+\.md)", topic.text)
    assert pages
    assert [page for page in pages if not (_DOCS / page).exists()] == []


@TOPIC
@pytest.mark.usefixtures("diary")
def test_every_example_of_a_topic_can_be_typed(
    topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "now", lambda: NOW)
    typed = [
        line
        for block in topic.blocks
        if not isinstance(block, str)
        for line, _ in block
        if line.startswith("b12 ")
    ]
    typed = [line for line in typed if " completion fish > " not in line]
    assert [line for line in typed if not parses(line)] == []


@TOPIC
def test_every_command_and_option_of_a_topic_is_one(topic: Topic) -> None:
    known = {name for name, _ in _commands()}
    options = {option for _, command in _commands() for p in command.params for option in p.opts}
    text = f"{topic.line} {topic.text}"
    for named in re.findall(r"\bb12 ((?:[a-z]+ ?)+)", topic.text):
        first = named.split()[0]
        if first not in ("alone", "asks", "makes", "never", "takes", "estimates", "doesn", "keeps",
                         "knows", "advises", "is", "reads", "says"):  # fmt: skip
            assert f"b12 {first}" in known, named
    others = {"--help", *_OF_POSTGRESQL}
    assert set(re.findall(r"(?<!\S)--[a-z][\w-]*", text)) - options - others == set()


def test_no_topic_is_hidden_by_a_command() -> None:
    commands = {name.removeprefix("b12 ") for name, _ in _commands()}
    names = [topic.name for topic in TOPICS]
    assert len(set(names)) == len(names)
    assert commands.isdisjoint(names)


@settings(deadline=None)  # the first of them imports every command
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_words_are_searched_for(words: list[str]) -> None:
    hits = search.find(words)
    assert len(hits) == len(set(hits))
    assert len(search.near(words)) <= 3
