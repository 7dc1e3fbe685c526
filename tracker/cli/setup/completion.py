"""`b12 completion`, and the names of foods that the shell completes."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli.app import App, Command

_VARIABLE = "_B12_COMPLETE"
_USE = {
    "bash": """in ~/.bashrc: eval "$(b12 completion bash)\"""",
    "zsh": """in ~/.zshrc, below compinit: eval "$(b12 completion zsh)\"""",
    "fish": "once: b12 completion fish > ~/.config/fish/completions/b12.fish",
}
# What bash would not take for itself. Without quotes it takes a backslash, and a second one because
# click's script hands it to `read`; within quotes such a name is not offered.
_UNSAFE = re.compile(r"[^\w %+,./:@-]")
_BACKSLASH = "\\\\"


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(_USE)))
def completion(shell: str) -> None:
    """Print what makes bash, zsh or fish complete commands and foods.

    \b
    eval "$(b12 completion bash)"     in ~/.bashrc
    eval "$(b12 completion zsh)"      in ~/.zshrc, below compinit
    b12 completion fish > ~/.config/fish/completions/b12.fish
    """
    from click.shell_completion import get_completion_class

    from tracker.cli import b12

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(b12, {}, "b12", _VARIABLE).source().rstrip())
    # Last: the first line of a script for zsh must stay the first.
    click.echo(f"# To have it in every shell, {_USE[shell]}")


def items(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The last of the items typed, behind its amount."""
    return _completed(ctx, param, incomplete, item=True)


def foods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """A food."""
    return _completed(ctx, param, incomplete)


def own_foods(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """A food that didn't come with the program, and so can be changed."""
    return _completed(ctx, param, incomplete, own=True)


def _completed(
    ctx: click.Context,
    param: click.Parameter,
    incomplete: str,
    *,
    item: bool = False,
    own: bool = False,
) -> list[str]:
    """The word that is being typed, with each ending that makes a name of it and those before."""
    from tracker.foods import completion as completing

    before = ctx.params.get(param.name or "")
    words = before if param.nargs == -1 and isinstance(before, tuple) else ()
    typed = " ".join([*words, incomplete])
    known = completing.names(_diary(ctx), own=own)
    endings = completing.endings(known, typed, item=item)
    values = [incomplete + ending for ending in endings if (incomplete + ending).isprintable()]
    return [*_for_bash(values, many=param.nargs == -1)] if _asked_by_bash() else values


def _for_bash(values: list[str], *, many: bool) -> Iterator[str]:
    """The values as bash can insert them; zsh and fish see to that themselves.

    Where many words are taken, a name of several needs no quotes.
    """
    quoted = _typed_word().startswith(("'", '"'))
    for value in values:
        if quoted:
            if not _UNSAFE.search(value):
                yield value
            continue
        escaped = _UNSAFE.sub(lambda found: _BACKSLASH + found[0], value)
        yield escaped if many else escaped.replace(" ", f"{_BACKSLASH} ")


def _diary(ctx: click.Context) -> Path | None:
    app = ctx.find_object(App)
    return None if app is None else app.path


def _asked_by_bash() -> bool:
    return os.environ.get(_VARIABLE) == "bash_complete"


def _typed_word() -> str:
    """The word at the cursor with the quote before it; click's script parts words by new lines."""
    try:
        return os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"])]
    except (KeyError, ValueError, IndexError):
        return ""
