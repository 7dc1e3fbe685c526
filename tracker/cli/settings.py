"""What a user chooses once for all commands: each setting with its values, default and meaning.

An option of a command goes before the environment, that before the user's file, and that before the
default. Every setting has a variable in the environment: `B12_UNITS` for `units`.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tracker import paths
from tracker.errors import InputError
from tracker.text.formatting import is_text, listed, printable

_LONGEST = 200
# Other ways to write a key.
_ALSO = {"color": "colour"}
DEFAULT, FILE = "default", "file"
_YES_OR_NO = ("true", "false")
_SYNONYMS = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}


class Setting(NamedTuple):
    """A setting: one of the `choices`, or the text that `read` returns or refuses.

    Without a default nothing is chosen; `example` is what could be.
    """

    name: str
    meaning: str
    default: str = ""
    choices: tuple[str, ...] = ()
    read: Callable[[str], str] = str.strip
    example: str = ""

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return f"B12_{self.name.upper()}"

    def value(self, given: object) -> str:
        """Return the value of what is written in a file, on a command line or in the environment.

        Raise InputError if it is none.
        """
        text = str(given).lower() if isinstance(given, bool) else given
        if not isinstance(text, str):
            raise InputError(f"{self.name} must be text in quotes")
        if not is_text(text) or printable(text) != text or not 0 < len(text.strip()) <= _LONGEST:
            raise InputError(f'invalid {self.name} "{printable(text)[:_LONGEST]}"')
        if not self.choices:
            return self.read(text)
        word = text.strip().casefold()
        if self.choices == _YES_OR_NO:
            word = _SYNONYMS.get(word, word)
        if word not in self.choices:
            raise InputError(f'invalid {self.name} "{text}": use {listed(self.choices, "or")}')
        return word


def _country(text: str) -> str:
    from tracker.people.model import read_country

    return read_country(text)


def _folder(example: str) -> Callable[[str], str]:
    """Return what reads the whole path of a folder, of which a message has an example."""

    def read_folder(text: str) -> str:
        if not Path(text).expanduser().is_absolute():
            raise InputError(f'invalid folder "{text}": write the whole path, such as {example}')
        return text

    return read_folder


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("person", "Whose diary is opened where --person names nobody", example="Anna"),
        Setting(
            "reference",
            "Whose reference intake is the target of a person without one of their own",
            "iom",
            ("iom", "efsa", "uk", "dach", "nhmrc", "who", "jp", "nnr", "anses", "cn"),
        ),
        Setting(
            "country",
            "Whose foods a name means, for a person without a country: uk, us, de",
            read=_country,
            example="uk",
        ),
        Setting(
            "units",
            "us prints weights in oz and laboratory values of B12 in pg/mL; B12 stays in µg",
            "metric",
            ("metric", "us"),
        ),
        Setting(
            "week_start",
            "The day on which a week begins",
            "monday",
            ("monday", "sunday", "saturday"),
        ),
        Setting(
            "dates",
            "How dates are printed: 22 Nov 2026, 2026-11-22 (iso) or Nov 22, 2026 (us)",
            "day-first",
            ("day-first", "iso", "us"),
        ),
        Setting(
            "colour",
            "When output has colours; auto is on a terminal",
            "auto",
            ("auto", "always", "never"),
        ),
        Setting(
            "chart_folder",
            "Where -o writes a chart whose name has no folder",
            read=_folder("~/charts"),
            example="~/charts",
        ),
        Setting(
            "sync_folder",
            "The folder that b12 sync shares with other machines",
            read=_folder("~/Sync/b12"),
            example="~/Sync/b12",
        ),
        Setting(
            "keep_unknown",
            "Whether b12 log keeps what no table has, with unknown B12",
            "false",
            _YES_OR_NO,
        ),
    )
}


class Value(NamedTuple):
    """The value of a setting, and where it is from: a variable's name, FILE or DEFAULT."""

    text: str
    source: str


class Settings:
    """The file, the value of each setting, and what is wrong in the file and the environment."""

    def __init__(self, path: Path, values: dict[str, Value], problems: list[str]) -> None:
        """Keep them; `read` is what finds them."""
        self.path, self.values, self.problems = path, values, problems

    def __getitem__(self, name: str) -> str:
        """Return the text of a setting by its name; empty where nothing is chosen."""
        return self.values[name].text

    def origin(self, name: str) -> str:
        """Return where the value of a setting is from: the file and the key, or the variable."""
        source = self.values[name].source
        return f"{self.path}: {name}" if source == FILE else source

    def check(self) -> None:
        """Raise InputError for the first problem."""
        if self.problems:
            raise InputError(self.problems[0])


def named(key: str) -> Setting:
    """Return the setting of that name. Raise InputError, with the nearest name, for no setting."""
    name = key.strip().casefold().replace("-", "_")
    setting = SETTINGS.get(_ALSO.get(name, name))
    if setting is None:
        from difflib import get_close_matches

        near = get_close_matches(name, [*SETTINGS, *_ALSO], 1)
        advice = f"did you mean {near[0]}?" if near else f"use {listed(list(SETTINGS), 'or')}"
        raise InputError(f'unknown key "{printable(key)[:_LONGEST]}": {advice}')
    return setting


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings in force."""
    path = paths.config_file()
    problems: list[str] = []
    values = {name: Value(setting.default, DEFAULT) for name, setting in SETTINGS.items()}
    written, errors = _written(path)
    problems += errors
    values |= {name: Value(text, FILE) for name, text in written.items()}
    for variable, setting, text in _in_environment(environment):
        try:
            values[setting.name] = Value(setting.value(text), variable)
        except InputError as error:
            problems.append(f"{variable}: {error}")
    return Settings(path, values, problems)


def _in_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Setting, str]]:
    """Yield each variable with its setting and its text; what is empty is not set."""
    if environment.get("NO_COLOR"):  # https://no-color.org
        yield "NO_COLOR", SETTINGS["colour"], "never"
    for setting in SETTINGS.values():
        if text := environment.get(setting.variable):
            yield setting.variable, setting, text


def _written(path: Path) -> tuple[dict[str, str], list[str]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [f"{path} can't be read: {error.strerror}"]
    values, problems = parse(data)
    return values, [f"{path}: {problem}" for problem in problems]


def parse(data: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the values in a file, and a line for each key and value that is invalid."""
    import tomllib

    try:
        table = tomllib.loads(data.decode())
    except UnicodeDecodeError:
        return {}, ["invalid UTF-8"]
    except (ValueError, RecursionError) as error:
        return {}, [f"invalid TOML: {printable(str(error))[:_LONGEST]}"]
    values, problems = {}, []
    for key, given in table.items():
        try:
            setting = named(key)
            values[setting.name] = setting.value(given)
        except InputError as error:
            problems.append(str(error))
    return values, problems
