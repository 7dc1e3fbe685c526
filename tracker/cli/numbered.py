"""The numbers that a list shows in front of its lines."""

import click

from tracker.errors import InputError

_MOST_DIGITS = 18


class _Number(click.ParamType[int]):
    name = "number"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Raises InputError."""
        if isinstance(value, int):
            return value
        if not value.isdecimal() or len(value) > _MOST_DIGITS:
            raise InputError(f'"{value}" is no number of a line in the list')
        return int(value)


ids_argument = click.argument("ids", nargs=-1, required=True, type=_Number(), metavar="ID...")
