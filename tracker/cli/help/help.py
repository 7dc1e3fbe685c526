"""`b12 help`: the list of commands, the help of one, or a topic, found by any words."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from tracker.cli import output
from tracker.cli.command import Command
from tracker.cli.options import offered
from tracker.errors import NotFoundError
from tracker.text.formatting import one_line

if TYPE_CHECKING:
    from tracker.cli.help.topic import Topic

_MOST = 12
_ALSO = 3
_LONGEST = 60


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument(
    "words", nargs=-1, metavar="[COMMAND | TOPIC | WORDS]", shell_complete=offered("help")
)
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Explain a command or a topic, found by any words.

    \b
    b12 help                       every command and topic
    b12 help person condition      a command
    b12 help dates                 a topic
    b12 help blood test            what has to do with it
    b12 help --csv                 what takes that option
    """
    root = ctx.find_root()
    typed = words[1:] if words[:1] == ("b12",) else words
    if not typed:
        click.echo(root.get_help())
        return
    from tracker.cli.help import search

    command, topics = _command(root, typed), search.topics(typed)
    hits = search.find(typed)
    if command is not None:
        click.echo(command.get_help())
        _see_also(topic.name for topic in topics)
    elif len(topics) == 1:
        _print(topics[0])
        _see_also(hit.name for hit in hits if hit.close and hit.name != topics[0].name)
    elif hits:
        output.explained([(f"b12 help {hit.name}", hit.line) for hit in hits[:_MOST]])
        if len(hits) > _MOST:
            output.note(f"{len(hits) - _MOST} more; another word leaves fewer.")
    else:
        near = search.near(typed)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        asked = one_line(" ".join(typed))[:_LONGEST]
        raise NotFoundError(f'no help on "{asked}"{meant} (b12 help lists everything)')


def _command(root: click.Context, words: Sequence[str]) -> click.Context | None:
    """Return what click formats the help of that command with; None if there is none."""
    context = root
    for word in words:
        group, name = context.command, word.casefold()
        found = group.get_command(context, name) if isinstance(group, click.Group) else None
        if found is None:
            return None
        context = click.Context(found, context, name, **found.context_settings)
    return context


def _print(topic: "Topic") -> None:
    output.paragraph(f"{topic.name}: {topic.line}")
    for block in topic.blocks:
        output.line()
        if isinstance(block, str):
            output.paragraph(block)
        else:
            output.explained(block)


def _see_also(names: Iterable[str]) -> None:
    others = [f"b12 help {name}" for name in names][:_ALSO]
    if others:
        output.line()
        output.paragraph(f"See also: {', '.join(others)}")
