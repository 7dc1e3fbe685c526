"""What was meant by a command or an option that there isn't: no command needs this module."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

import click

from tracker.cli.app import App
from tracker.cli.help import synonyms

_MOST = 2
# A longer line isn't repeated whole.
_LONGEST = 60
# A shorter beginning could mean many commands.
_BEGINNING = 2
# So alike is what may be meant, and the misspelling of a synonym: search and serch.
_ALIKE, _NEARLY = 0.65, 0.85
_AMOUNT = re.compile(r"[\d½¼¾⅓⅔⅛]")


def command(group: click.Group, ctx: click.Context, typed: Sequence[str]) -> str:
    """Return the error message for words that don't begin with a command of the group."""
    word, names = typed[0].casefold(), group.list_commands(ctx)
    if ctx.parent:
        said = f'no command "{typed[0]}" of {ctx.command_path}'
        meant = synonyms.SUBCOMMANDS.get(_synonym(word, synonyms.SUBCOMMANDS), ())
        near = [name for name in meant if name in names] or _near(word, names)
        if not near and "find" in names:
            return f"{said}; to look it up: {_line(ctx.command_path, 'find', *typed)}"
        return _asked(said, near)
    said = f'no command "{typed[0]}"'
    log = f"{said}; to log what you ate: {_line('b12', 'log', *typed)}"
    foods = _foods(ctx)
    if _AMOUNT.match(word) or _is_food(" ".join(typed), foods) or _is_food(word, foods):
        return log
    below = {path.rpartition(" ")[2]: path for path in _paths(group, ctx) if " " in path}
    near = [below[word]] if word in below and word not in names else _near(word, names)
    synonym = synonyms.COMMANDS.get(_synonym(word, synonyms.COMMANDS))
    near = [synonym] if synonym else near or [below[name] for name in _near(word, below)]
    if not near and any(_is_food(other, foods) for other in typed):
        return log
    return _asked(said, [f"b12 {path}" for path in near])


def option(error: click.NoSuchOption) -> str:
    """Return what to say of an option that the command doesn't have."""
    said = f"no option {error.option_name}"
    if error.ctx is None:
        return said
    known = _options(error.ctx.command, error.ctx)
    meant = [name for name in synonyms.OPTIONS.get(error.option_name, ()) if name in known]
    long = [name.removeprefix("--") for name in known if name.startswith("--")]
    near = [f"--{name}" for name in _near(error.option_name.lstrip("-"), long)]
    return _asked(said, meant or _below(error.option_name, error.ctx) or near)


def unexpected(message: str, ctx: click.Context) -> str:
    """Return what to say of words that a command has no place for, in click's message."""
    words = message.partition("(")[2].removesuffix(")")
    said = f'unexpected "{words}"'
    if _AMOUNT.match(words) and "--amount" in _options(ctx.command, ctx):
        return f"{said}; did you mean --amount {shlex.quote(words)}?"
    return said


def _options(command: click.Command, ctx: click.Context) -> list[str]:
    return [
        name
        for param in command.get_params(ctx)
        if isinstance(param, click.Option) and not param.hidden
        for name in param.opts
    ]


def _below(name: str, ctx: click.Context) -> list[str]:
    """Return the commands of a group that have an option, with it; none of `b12` itself."""
    group = ctx.command
    if not isinstance(group, click.Group) or ctx.parent is None:
        return []
    inner = {each: group.get_command(ctx, each) for each in group.list_commands(ctx)}
    return [
        f"{ctx.command_path} {each} {name}"
        for each, command in inner.items()
        if command is not None and name in _options(command, ctx)
    ]


def _line(command: str, *words: str) -> str:
    line = f"{command} {shlex.join(words)}"
    return line if len(line) <= _LONGEST else f"{command} {words[0]} ..."


def _asked(said: str, names: Sequence[str]) -> str:
    return f"{said}; did you mean {' or '.join(names[:_MOST])}?" if names else said


def _synonym(word: str, known: Iterable[str]) -> str:
    """Return the word, or the known one that it nearly is; empty if there is none."""
    names = list(known)
    return word if word in names else next(iter(get_close_matches(word, names, 1, _NEARLY)), "")


def _near(word: str, names: Iterable[str]) -> list[str]:
    """Return the name itself, those that begin so, or those that look like it."""
    known = list(names)
    if word in known:
        return [word]
    begun = [name for name in known if name.startswith(word)]
    return (
        begun
        if begun and len(word) >= _BEGINNING
        else get_close_matches(word, known, _MOST, _ALIKE)
    )


def _paths(group: click.Group, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        inner = group.get_command(ctx, name)
        yield name
        if isinstance(inner, click.Group):
            yield from (f"{name} {path}" for path in _paths(inner, ctx))


def _foods(ctx: click.Context) -> set[str]:
    from tracker.foods import completion

    return {name.casefold() for name in completion.names(ctx.ensure_object(App).named)}


def _is_food(phrase: str, foods: set[str]) -> bool:
    name = phrase.casefold().strip(" ,")
    return name in foods or name.removesuffix("s") in foods
