"""`b12 config`: the user's settings, and the file they are in."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import paths
from tracker.cli import output, settings
from tracker.cli.app import App, pass_app
from tracker.cli.command import CommandOfAll, Group
from tracker.cli.options import json_option
from tracker.cli.settings import SETTINGS, Setting
from tracker.cli.table import Table
from tracker.cli.terminal import Styled
from tracker.errors import InputError, RefusedError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_UNSET = "not set"
_HEAD = "# The settings of b12: b12 config lists them with their meanings.\n"


class _Command(CommandOfAll):
    """A command that works with an invalid file, to correct it."""

    needs_settings = False


class _Group(Group, _Command):
    command_class = _Command


def _keys(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    return [name for name in SETTINGS if name.startswith(typed.casefold())]


def _values(ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    setting = SETTINGS.get(str(ctx.params.get("key")))
    choices = setting.choices if setting else ()
    return [choice for choice in choices if choice.startswith(typed.casefold())]


_key_argument = click.argument("key", shell_complete=_keys)


@click.group(cls=_Group, invoke_without_command=True)
@json_option
@click.pass_context
def config(ctx: click.Context, as_json: bool) -> None:
    """What you choose once: units, dates, colour, reference.

    \b
    b12 config                          each key with its value and its meaning
    b12 config set week_start sunday

    The keys are in a TOML file. A variable of the environment goes before it, B12_UNITS for units,
    and an option of a command before both.
    """
    if ctx.invoked_subcommand is None:
        _list(ctx.ensure_object(App), as_json=as_json)


@config.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """List each key with its value, where that is from, and its meaning.

    \b
    b12 config list
    b12 config list --json
    """
    _list(app, as_json=as_json)


def _list(app: App, *, as_json: bool) -> None:
    chosen = app.settings
    if as_json:
        output.document(
            {
                "file": str(chosen.path),
                "problems": chosen.problems,
                "settings": [
                    {
                        "key": name,
                        "value": chosen[name] or None,
                        "source": chosen.values[name].source,
                        "variable": setting.variable,
                        "choices": list(setting.choices),
                        "meaning": setting.meaning,
                    }
                    for name, setting in SETTINGS.items()
                ],
            }
        )
        return
    output.line(f"{chosen.path}{'' if os.path.lexists(chosen.path) else ' (not there yet)'}")
    table = Table(fold=4)
    for name, setting in SETTINGS.items():
        source = chosen.values[name].source
        is_default = source == settings.DEFAULT
        value = chosen[name] or _UNSET
        meaning = setting.meaning
        if setting.choices:
            meaning = f"{meaning} ({', '.join(setting.choices)})"
        table.row(name, Styled(value, "quiet") if is_default else value, source, meaning)
    output.show(table)
    for problem in chosen.problems:
        output.error(problem)


@config.command(cls=CommandOfAll)
@_key_argument
@pass_app
def get(app: App, key: str) -> None:
    """Print the value of a key.

    \b
    b12 config get units
    b12 config get person
    """
    setting = settings.named(key)
    if app.settings[setting.name]:
        output.line(app.settings[setting.name])
    else:
        output.note(f"{setting.name} is not set.")


@config.command("set")
@_key_argument
@click.argument("value", nargs=-1, required=True, shell_complete=_values)
@pass_app
def set_(app: App, key: str, value: tuple[str, ...]) -> None:
    """Write a key into the file.

    \b
    b12 config set units us
    b12 config set reference efsa
    """
    setting = settings.named(key)
    new = setting.value(" ".join(value))
    if setting.name == "person":
        new = _existing(app, new)

    def write(document: "TOMLDocument", written: str | None) -> None:
        document[written or setting.name] = new == "true" if new in ("true", "false") else new

    _report(setting, new, _change(app, setting.name, write))
    if setting.name == "reference":
        output.paragraph(
            "It applies to every day, past ones too, for which a person has no reference of their "
            "own; b12 person set --reference stores one from a day on."
        )


@config.command()
@_key_argument
@pass_app
def unset(app: App, key: str) -> None:
    """Remove a key from the file: its default holds again.

    \b
    b12 config unset units
    b12 config unset person
    """

    def remove(document: "TOMLDocument", written: str | None) -> None:
        if written is not None:
            del document[written]

    before = _change(app, key, remove)
    setting = settings.named(key) if before is None else _known(key)
    if setting is None:  # of another release, or a typing error
        output.line(f"{key} is removed from the file.")
        return
    _report(setting, setting.default or _UNSET, before)


@config.command()
@pass_app
def edit(app: App) -> None:
    """Open the file in $VISUAL or $EDITOR; what is invalid is not saved.

    \b
    b12 config edit
    EDITOR=nano b12 config edit
    """
    from tracker.cli import choose

    path = app.settings.path
    data = _data(path)
    text = before = _template() if data is None else data.decode(errors="replace")
    while True:
        edited = click.edit(text, extension=".toml")
        if edited is None or edited == before:
            output.unchanged()
            return
        _, problems = settings.parse(edited.encode())
        if not problems:
            break
        *others, last = problems
        for problem in others:
            output.error(problem)
        if not choose.asks():
            raise InputError(f"{last}; nothing was saved")
        output.error(last)
        if not click.confirm("Edit it again?", default=True, err=True):
            output.note("Nothing was saved.")
            return
        text = edited
    _save(app, edited)
    output.line(f"Wrote {path}")


def _existing(app: App, name: str) -> str:
    """Return the name of a person as the diary has it. Raise NotFoundError if nobody is called so.

    Where there is no diary yet, any name will do.
    """
    if not app.place.exists():
        return name
    from tracker.people import store as people

    with app.database.reading() as connection:
        return people.get(connection, name).name


def _change(app: App, key: str, change: "Callable[[TOMLDocument, str | None], None]") -> str | None:
    """Change a key in the file, whose comments stay, and return what its value was there, if any.

    `change` gets the document and the name under which the key stands in it, if it does. Raise
    RefusedError for a file that is not TOML, and as `_data` does.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    path = app.settings.path
    data = _data(path)
    try:
        text = _HEAD if data is None else data.decode()
        document = tomlkit.parse(text)
    except (ParseError, UnicodeDecodeError) as error:
        raise RefusedError(f"{path} is not valid TOML: b12 config edit opens it") from error
    setting = _known(key)
    names = (each for each in document if each == key or (setting and _known(each) is setting))
    written = next(names, None)
    given = None if written is None else document[written]
    change(document, written)
    if tomlkit.dumps(document) != text:
        _save(app, tomlkit.dumps(document))
    if given is None:
        return None
    return str(given).lower() if isinstance(given, bool) else str(given)


def _data(path: Path) -> bytes | None:
    """Return what the file holds; None if there is none. Raise RefusedError if it is unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedError(f"{path} can't be read: {error.strerror}") from error


def _known(key: str) -> Setting | None:
    """Return the setting of that name, if it is one."""
    try:
        return settings.named(key)
    except InputError:
        return None


def _report(setting: Setting, now: str, before: str | None) -> None:
    """Say what a setting is now and what it was, and where a variable goes before the file."""
    default = setting.default or _UNSET
    if now == (before or default):
        output.unchanged()
    was = f"{default}, the default" if before is None else before
    output.line(f"{setting.name}: {now} (it was {was})")
    if os.environ.get(setting.variable):
        output.note(f"{setting.variable} in the environment goes before it.")


def _save(app: App, text: str) -> None:
    path = app.settings.path
    paths.make_private(path.parent)
    with paths.writing_private(path) as file:
        file.write(text.encode())


def _template() -> str:
    """Return a file in which every key stands as a comment."""
    lines = [_HEAD]
    for name, setting in SETTINGS.items():
        choices = f" ({', '.join(setting.choices)})" if setting.choices else ""
        value = setting.default or setting.example
        value = value if value in ("true", "false") else f'"{value}"'
        lines.append(f"\n# {setting.meaning}{choices}\n# {name} = {value}\n")
    return "".join(lines)
