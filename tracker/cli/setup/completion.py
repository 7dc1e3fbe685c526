"""`b12 completion`, and the names of foods that the shell completes."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tracker import paths
from tracker.cli.app import App
from tracker.cli.command import Command

_VARIABLE = "_B12_COMPLETE"
_USE = {
    "bash": """in ~/.bashrc: eval "$(b12 completion bash)\"""",
    "zsh": """in ~/.zshrc, below compinit: eval "$(b12 completion zsh)\"""",
    "fish": "once: b12 completion fish > ~/.config/fish/completions/b12.fish",
}
# Characters that bash would interpret. Without quotes they need a backslash, and a second one
# because click's script passes them through `read`; within quotes such a name is not offered.
_UNSAFE = re.compile(r"[^\w %+,./:@-]")
_BACKSLASH = "\\\\"


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

    completion_class = get_completion_class(shell)
    assert completion_class is not None
    click.echo(completion_class(b12, {}, "b12", _VARIABLE).source().rstrip())
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
    from tracker.foods.completion import column

    stored = column(_diary(ctx), "diary.everybodys_tags") or []
    return _beginning(incomplete, sorted({f"+{tag}" for tags in stored for tag in tags}))


def references(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Complete whose reference intakes the target follows."""
    rows = paths.seed_rows("reference_intakes.csv")
    return _beginning(incomplete, dict.fromkeys(row["authority"].lower() for row in rows))


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
    from tracker.foods import completion as names_of_foods

    before = ctx.params.get(param.name or "")
    words = before if param.nargs == -1 and isinstance(before, tuple) else ()
    typed = " ".join([*words, incomplete])
    names = names_of_foods.names(_diary(ctx), own=own)
    endings = names_of_foods.endings(names, typed, item=item)
    values = [incomplete + ending for ending in endings if (incomplete + ending).isprintable()]
    return [*_for_bash(values, many=param.nargs == -1)] if _asked_by_bash() else values


def _for_bash(values: list[str], *, many: bool) -> Iterator[str]:
    """Yield the values as bash can insert them; zsh and fish escape them themselves.

    Where `many` words are taken, a name of several words needs no quotes.
    """
    quoted = _typed_word().startswith(("'", '"'))
    for value in values:
        if quoted:
            if not _UNSAFE.search(value):
                yield value
            continue
        escaped = _UNSAFE.sub(lambda match: _BACKSLASH + match[0], value)
        yield escaped if many else escaped.replace(" ", f"{_BACKSLASH} ")


def _diary(ctx: click.Context) -> Path | None:
    app = ctx.find_object(App)
    return None if app is None else app.path


def _asked_by_bash() -> bool:
    return os.environ.get(_VARIABLE) == "bash_complete"


def _typed_word() -> str:
    """Return the word at the cursor with its opening quote; click separates words by newlines."""
    try:
        return os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"])]
    except (KeyError, ValueError, IndexError):
        return ""
