"""The arguments +TAG, by which a command shows only the meals that have all of these tags."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from tracker.errors import InputError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _Tag(click.ParamType[str]):
    name = "tag"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the tag. Raise InputError for any other word."""
        from tracker.diary.model import parse_tag

        if not value.startswith("+"):
            raise InputError(
                f'unexpected "{value}": a day follows -d, as in -d yesterday, and a tag +, as in '
                "+restaurant"
            )
        return parse_tag(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Complete a tag of a meal."""
        from click.shell_completion import CompletionItem

        from tracker.cli.setup import completion

        return [CompletionItem(tag) for tag in completion.tags(ctx, param, incomplete)]


TAG = _Tag()
tags_argument = click.argument("tags", nargs=-1, type=TAG, metavar="[+TAG...]")


def with_tags(text: str, tags: Collection[str]) -> str:
    """Return `Sun 22 Nov 2026, +restaurant`; the text alone if there are none."""
    from tracker.diary.model import tags_label

    return f"{text}, {tags_label(tags)}" if tags else text


def nothing(otherwise: str, tags: Collection[str], known: Collection[str]) -> str:
    """Return why nothing is shown: no meal has one of the tags, or else as given."""
    from tracker.diary.model import tags_label

    unknown = [tag for tag in tags if tag not in known]
    if not unknown:
        return otherwise
    hint = f"used so far: {tags_label(known)}" if known else "b12 log pizza +restaurant gives one"
    return f"No meal has the tag {tags_label(unknown)}; {hint}."
