"""The names of files to write, as options take them."""

import os
from pathlib import Path
from typing import Any

import click

from tracker.cli.app import App
from tracker.errors import InputError


def begins_with(source: Path, signature: bytes) -> bool:
    """Return whether it is a file that begins so; not of one that can't be read."""
    try:
        with source.open("rb") as file:
            return file.read(len(signature)) == signature
    except OSError:
        return False


class OutputFile(click.Path):
    """A file to write: its suffix is one of those given, and its folder exists.

    With `all_option` it is a folder, which is there or will be created.
    """

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
        if ctx is not None and ctx.params.get(_EVERYBODY):
            return _folder(value)
        file = Path(os.fsdecode(super().convert(value, param, ctx)))
        if self._in_folder and ctx is not None and not os.path.dirname(value):  # noqa: PTH120
            file = Path(ctx.ensure_object(App).settings["chart_folder"]).expanduser() / file
        is_pipe = os.path.exists(file) and not os.path.isfile(file)  # noqa: PTH110, PTH113
        if file.suffix.lower() not in self._suffixes and not (self._or_pipe and is_pipe):
            raise InputError(f'"{file}": {self._what} ends in {", ".join(self._suffixes)}')
        if not file.parent.is_dir():
            raise InputError(f'"{file}": the folder does not exist')
        return file


def _folder(value: Any) -> Path:
    folder = Path(os.fsdecode(value))
    if folder.exists() and not folder.is_dir():
        raise InputError(f'"{folder}" is a file, and --all writes into a folder')
    return folder


_EVERYBODY = "everybody"
# Read first, as it decides what a file is.
all_option = click.option(
    "--all",
    _EVERYBODY,
    is_flag=True,
    is_eager=True,
    help="For everybody, a file each: FILE is a folder.",
)
CHART_FILE = OutputFile("a chart", ".png", ".svg", ".pdf", in_folder=True)
PAGE_FILE = OutputFile("a page", ".html", ".htm", or_pipe=True)
PRINT_FILE = OutputFile("a print", ".pdf")
