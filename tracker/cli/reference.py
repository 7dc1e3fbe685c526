"""Every command in the words of its own help, for the reference and the man page.

No command needs this module: it imports all of them.
"""

from collections.abc import Iterator
from inspect import cleandoc
from typing import NamedTuple

import click

from tracker.cli import _SECTIONS, b12


class Paragraph(NamedTuple):
    """A paragraph of a help text; the lines of a verbatim one, mostly examples, stay lines."""

    text: str
    verbatim: bool


class Entry(NamedTuple):
    """One command.

    `path` is what is typed (`b12 food add`), `section` the heading that it has in `b12 --help`, and
    `usage` the path with what follows it. `arguments` and `options` are pairs of what is typed and
    what it means, without the options that every command has.
    """

    path: str
    section: str
    usage: str
    summary: str
    help: tuple[Paragraph, ...]
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    is_group: bool

    @property
    def depth(self) -> int:
        """Return how many groups it stands in: 0 for `b12 food`, 1 for `b12 food add`."""
        return self.path.count(" ") - 1


def entries() -> Iterator[Entry]:
    """Yield every command that is not hidden, a group before its commands, as in `b12 --help`."""
    top = click.Context(b12, info_name="b12", **b12.context_settings)
    for section, names in _SECTIONS.items():
        for name in names:
            command = b12.get_command(top, name)
            assert command is not None
            yield from _entries(command, click.Context(command, top, name), section)


def shared_options() -> tuple[tuple[str, str], ...]:
    """Return the options that every command has, in the form of `Entry.options`."""
    ctx = click.Context(b12, info_name="b12", **b12.context_settings)
    log = b12.get_command(ctx, "log")
    assert log is not None
    inner = click.Context(log, ctx, "log")
    return _options([option for option in log.get_params(inner) if _is_shared(option)], inner)


def _entries(command: click.Command, ctx: click.Context, section: str) -> Iterator[Entry]:
    if command.hidden:
        return
    params = [param for param in command.get_params(ctx) if not _is_shared(param)]
    options = _options(params, ctx)
    usage = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    yield Entry(
        path=ctx.command_path,
        section=section,
        usage=usage if options else usage.replace(" [OPTIONS]", ""),
        summary=command.get_short_help_str(1000),
        help=paragraphs(command.help or ""),
        arguments=tuple(
            param.get_help_record(ctx) for param in params if isinstance(param, click.Argument)
        ),
        options=options,
        is_group=isinstance(command, click.Group),
    )
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            assert inner is not None
            yield from _entries(inner, click.Context(inner, ctx, name), section)


def _is_shared(param: click.Parameter) -> bool:
    # What a command is given for its own sake is passed to its function.
    return not param.expose_value


def _options(params: list[click.Parameter], ctx: click.Context) -> tuple[tuple[str, str], ...]:
    records = (param.get_help_record(ctx) for param in params if isinstance(param, click.Option))
    return tuple(record for record in records if record is not None)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a help text as click does: a line of `\\b` begins a paragraph that isn't wrapped."""
    paragraphs = []
    for paragraph in cleandoc(text).partition("\f")[0].split("\n\n"):
        first, _, rest = paragraph.partition("\n")
        if first == "\b":
            paragraphs.append(Paragraph(rest, verbatim=True))
        elif paragraph:
            paragraphs.append(Paragraph(" ".join(paragraph.split()), verbatim=False))
    return tuple(paragraphs)
