"""`b12 completion`, and the names of foods that the shell completes."""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from tracker import paths
from tracker.cli.app import App
from tracker.cli.command import Command

if TYPE_CHECKING:
    from tracker.database.place import Place

_USE = {
    "bash": """in ~/.bashrc: eval "$(b12 completion bash)\"""",
    "zsh": """in ~/.zshrc, below compinit: eval "$(b12 completion zsh)\"""",
    "fish": "once: b12 completion fish > ~/.config/fish/completions/b12.fish",
}

# In fish, click's script would cut at a comma what is offered, and sort it by the alphabet.
_OF_FISH = {
    'string split ","': 'string split -m 1 ","',
    "complete --no-files": "complete --keep-order --no-files",
}


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(_USE)))
def completion(shell: str) -> None:
    """Print the script that completes words in bash, zsh or fish.

    \b
    eval "$(b12 completion bash)"     in ~/.bashrc
    eval "$(b12 completion zsh)"      in ~/.zshrc, below compinit
    b12 completion fish > ~/.config/fish/completions/b12.fish
    """
    from click.shell_completion import get_completion_class

    from tracker.cli import b12
    from tracker.cli.shell import VARIABLE

    completion_class = get_completion_class(shell)
    assert completion_class is not None
    script = completion_class(b12, {}, "b12", VARIABLE).source().rstrip()
    for theirs, ours in _OF_FISH.items():
        script = script.replace(theirs, ours)
    click.echo(script)
    # At the end, because the first line of a zsh script must stay the first.
    click.echo(f"# To load it in every shell, {_USE[shell]}")


def items(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of the items typed, after its amount, or a tag after +."""
    if incomplete.startswith("+"):
        return tags(ctx, param, incomplete)
    return _completed(ctx, param, incomplete, item=True)


def foods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete a food."""
    return _completed(ctx, param, incomplete)


def own_foods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Complete a food of the user's own, which can be changed."""
    return _completed(ctx, param, incomplete, own=True)


def tags(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Complete +restaurant, a tag of anybody's meal."""
    from tracker.database.glance import ERRORS, glance

    stored: list[tuple[str, ...]] = []
    with suppress(*ERRORS), glance(_diary(ctx)) as connection:
        if connection is not None:
            stored = connection.column("diary.everybodys_tags")
    return _beginning(incomplete, sorted({f"+{tag}" for tags in stored for tag in tags}))


def references(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Complete whose reference intakes the target follows."""
    rows = paths.seed_rows("reference_intakes.csv")
    return _beginning(incomplete, dict.fromkeys(row["authority"].lower() for row in rows))


def tables(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of the food tables, by their codes."""
    from tracker.database.glance import ERRORS, glance

    codes: list[str] = []
    with suppress(*ERRORS), glance(_diary(ctx)) as connection:
        if connection is not None:
            codes = [row.code for row in connection.each("foods.food_tables")]
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{code}" for code in _beginning(last, [*codes, "usda", "default"])]


def labels(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Complete whose daily value a label's percentage is of."""
    from tracker.foods.labels import known_labels

    return _beginning(incomplete, known_labels())


def _beginning(typed: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(typed.lower())]


def _completed(
    ctx: click.Context,
    param: click.Parameter,
    incomplete: str,
    *,
    item: bool = False,
    own: bool = False,
) -> list[str]:
    """Return the word that is being typed with each ending that completes a name."""
    from tracker.cli import offers
    from tracker.cli import shell as shell_words
    from tracker.foods import completion as names_of_foods

    before = ctx.params.get(param.name or "")
    words = before if param.nargs == -1 and isinstance(before, tuple) else ()
    typed = " ".join([*words, incomplete])
    known = names_of_foods.names(_diary(ctx), own=own)
    # What is eaten most comes first; a comma would end its name.
    eaten = [] if own else [name for name in offers.eaten(ctx) if not re.search("[,;]", name)]
    if not item:
        named = {name.casefold() for name in known}
        eaten = [name for name in eaten if name.casefold() in named]
    endings = names_of_foods.endings([*eaten, *known], typed, item=item)
    values = [incomplete + ending for ending in endings if (incomplete + ending).isprintable()]
    return [*shell_words.quoted(shell_words.first(values), many=param.nargs == -1)]


def _diary(ctx: click.Context) -> "Place | None":
    app = ctx.find_object(App)
    return None if app is None else app.named
