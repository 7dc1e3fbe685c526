"""The names of files to write, as options take them."""

import os
from pathlib import Path
from typing import Any

import click

from tracker.cli.app import App
from tracker.errors import InputError


class OutputFile(click.Path):
    """A file to write: its suffix is one of those given, and its folder exists."""

    def __init__(
        self, what: str, *suffixes: str, or_pipe: bool = False, in_folder: bool = False
    ) -> None:
        """`what` names it in messages; `or_pipe` allows any name for a pipe or a device.

        A name alone is one `in_folder` for charts, if the user has chosen one.
        """
        super().__init__(path_type=Path, dir_okay=False)
        self._what, self._suffixes, self._or_pipe = what, suffixes, or_pipe
        self._in_folder = in_folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raise InputError."""
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self._in_folder and ctx is not None and not os.path.dirname(value):  # noqa: PTH120
            file = Path(ctx.ensure_object(App).settings["chart_folder"]).expanduser() / file
        is_pipe = os.path.exists(file) and not os.path.isfile(file)  # noqa: PTH110, PTH113
        if file.suffix.lower() not in self._suffixes and not (self._or_pipe and is_pipe):
            raise InputError(f'"{file}": {self._what} ends in {", ".join(self._suffixes)}')
        if not file.parent.is_dir():
            raise InputError(f'"{file}": the folder does not exist')
        return file


CHART_FILE = OutputFile("a chart", ".png", ".svg", ".pdf", in_folder=True)
PAGE_FILE = OutputFile("a page", ".html", ".htm", or_pipe=True)
PRINT_FILE = OutputFile("a print", ".pdf")
