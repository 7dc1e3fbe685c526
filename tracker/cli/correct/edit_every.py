"""All items of a food's name edited at once: `b12 edit --every "oat milk" --food ...`."""

from typing import TYPE_CHECKING

import click

from tracker.cli import choose, output
from tracker.cli.app import App
from tracker.diary import bulk
from tracker.diary import edit as corrections
from tracker.errors import InputError, RefusedError
from tracker.text import spans

if TYPE_CHECKING:
    from tracker.text.spans import Span

# What is older was mostly eaten as it was logged: to change it, name the days.
_USUAL = "28d"


def edit_every(
    app: App, name: str, food: str | None, amount: str | None, span: "Span | None", *, dry_run: bool
) -> None:
    """Give all items of that name another food or amount; on a terminal it asks first."""
    if food is None and amount is None:
        raise InputError("nothing to change: with --every give --food, --amount or both")
    other = None if food is None else choose.chosen(app, corrections.parse_food(food))
    days = spans.last(_USUAL, app.today) if span is None else span
    with app.diary() as diary:
        planned = bulk.read(diary, name, days, other, amount)
    if not planned.before:
        output.unchanged()
        return
    to = [other.title] if other else []
    what = f"{name} to {' '.join([*to, *([amount] if amount else [])])}"
    if dry_run:
        output.paragraph(f"Would change {what} in {planned.figures}")
        _left(planned)
        output.line("Nothing is stored: this was a dry run")
        return
    _confirm(what, planned)
    with app.diary(write=True) as diary:
        if bulk.read(diary, name, days, other, amount) != planned:
            raise RefusedError("the diary was changed meanwhile; nothing was stored")
        diary.correct_all(planned.after)
        diary.summary = f"edit every {what}: {planned.figures}"
    output.paragraph(f"Changed {what} in {planned.figures}")
    _left(planned)
    output.undo()


def _confirm(what: str, planned: bulk.BulkEdit) -> None:
    """Ask on a terminal. Raise RefusedError if the answer is no."""
    if not choose.asks():
        return
    output.note(f"{what} in {planned.figures}")
    if planned.left:
        output.note(planned.left)
    if not click.confirm("Change them?", err=True):
        raise RefusedError("nothing was changed")


def _left(planned: bulk.BulkEdit) -> None:
    if planned.left:
        output.paragraph(planned.left)
