"""`b12 outlook`: the body's store over years."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from tracker.cli import output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Command
from tracker.cli.options import F, csv_option, json_option, one_of
from tracker.cli.table import Table

if TYPE_CHECKING:
    from tracker.health.cautions import Remark
    from tracker.reports.outlook import Forecast


class _Words(click.ParamType[str]):
    """Words without quotes, up to the next option: `--without b12 tablet`."""

    name = "words"

    @staticmethod
    def extent(words: Sequence[str]) -> int:
        """Return how many of the words belong to the value."""
        options = (place for place, word in enumerate(words) if place and word.startswith("-"))
        return next(options, len(words))


def outlook_options(function: F) -> F:
    """Add --start, --without, --add and --as as `read`, which takes the app; and --years."""
    options = [
        click.option(
            "--years",
            type=click.IntRange(1, 50),
            default=10,
            show_default=True,
            metavar="N",
            help="How many years.",
        ),
        click.option(
            "--start",
            metavar="UG",
            help="The store at the start: low, usual, or an amount such as 1500ug.  [default: "
            "unknown]",
        ),
        click.option(
            "--without",
            multiple=True,
            type=_Words(),
            metavar="FOOD",
            help="Leave out what has all these words in its name.",
        ),
        click.option(
            "--add",
            multiple=True,
            type=_Words(),
            metavar="DOSE",
            help="Add a dose as b12 regimen add takes it: 10ug daily, 1000ug weekly with food.",
        ),
        click.option(
            "--as",
            "diet",
            type=click.Choice(["vegan", "vegetarian"]),
            help="Leave out animal foods, or all but eggs and milk.",
        ),
    ]

    @wraps(function)
    def with_reader(
        *args: Any, start: str | None, without: Any, add: Any, diet: Any, **kwargs: Any
    ) -> Any:
        return function(*args, read=_reader(start, without, add, diet), **kwargs)

    decorated: Any = with_reader
    for option in reversed(options):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


Reader = Callable[[App], "tuple[Forecast, list[Remark]]"]


def _reader(start: str | None, without: Sequence[str], add: Sequence[str], diet: Any) -> Reader:
    """Return what reads the outlook of a diary, and the reasons to see a clinician."""

    def read(app: App) -> "tuple[Forecast, list[Remark]]":
        from tracker.regimens import words
        from tracker.reports import cautions, habits, outlook

        begin = outlook.read_start(start)
        doses = tuple(words.read(dose, app.today) for dose in add)
        changes = habits.Changes(tuple(without), doses, diet)
        with app.diary() as diary:
            known = habits.read_habits(diary, app.today)
            urgent = cautions.read_urgent(diary, app.today)
        return outlook.forecast(known, changes, begin), urgent

    return read


@click.command(cls=Command)
@outlook_options
@json_option
@csv_option
@pass_app
def outlook(app: App, years: int, read: Reader, as_json: bool, as_csv: bool) -> None:
    """The body's store over years, if your habits go on.

    \b
    b12 outlook --without b12 tablet
    b12 outlook --as vegan --add 10ug daily

    From the complete days of the last year, at least 14: where the store settles, or when it would
    reach the level at which signs of a deficiency appear. Each assumption has its source. It is
    neither a diagnosis nor medical advice. --csv has the store of each month.
    """
    one_of(json=as_json, csv=as_csv)

    of, urgent = read(app)
    if as_json or as_csv:
        from tracker.reports import outlook_json

        if as_csv:
            output.csv_rows(outlook_json.of_months(of, years))
            for remark in urgent[:1]:
                output.note(remark.text)
        else:
            output.document(outlook_json.of_outlook(of, years, urgent))
        return
    _show(of, years, urgent)


def _show(of: "Forecast", years: int, urgent: "Sequence[Remark]") -> None:
    from tracker.reports import outlook as words

    if urgent:
        output.remark(urgent[0])
        output.paragraph("The outlook says nothing of that. b12 advise says more.")
    output.paragraph(words.sentence(of))
    table = Table(right=(1, 2, 3))
    table.row("store after", "lower end", "likely", "upper end")
    (now, start), *later = words.by_year(of.store, years)
    table.row(now, *words.mg_cells(start))
    for label, store in later:
        table.row(label, *words.mg_cells(store, lower_bound=of.lower_bound))
    for part in table.split(output.columns(output.WIDEST)):
        output.show(part)
    output.line("Assumed")
    for line in words.assumptions(of):
        output.remark(line._replace(text=f"- {line.text}"))
    output.line("Not said")
    for text in words.NOT_SAID:
        output.paragraph(f"- {text}")
