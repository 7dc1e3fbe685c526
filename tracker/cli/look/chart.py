"""`b12 chart`."""

import gc
import importlib
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial, wraps
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from tracker import paths
from tracker.cli import files, output
from tracker.cli.app import App, pass_app
from tracker.cli.command import Group
from tracker.cli.look.outlook import Reader, outlook_options
from tracker.cli.options import F, day_option, intake_option
from tracker.cli.periods import read, span_options
from tracker.cli.tags import tags_argument
from tracker.errors import InputError, RefusedError
from tracker.text.dates import week_of
from tracker.text.spans import Span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tracker.health.cautions import Remark
    from tracker.people.model import Person
    from tracker.reports.charts.style import Theme
    from tracker.reports.outlook import Forecast
    from tracker.reports.stretch import Stretch

T = TypeVar("T")
# A picture is made of objects that refer to each other, which Python seldom looks for: after so
# many it is told to.
_PICTURES_HELD = 20


class _Place(NamedTuple):
    """Where a chart goes: into a file, of all people into a folder, or onto the terminal."""

    file: Path | None
    opened: bool
    dark: bool
    everybody: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it is shown and no file is written."""
        return self.file is None and not self.opened

    def file_of(self, name: str) -> Path:
        """Return the file of the chart of that name; what is only opened is in a private folder."""
        if self.file is None:
            return Path(tempfile.mkdtemp(prefix="b12-")) / f"{name}.png"
        if self.everybody:
            return paths.make_folder(self.file) / f"{name}.png"
        return self.file

    @property
    def theme(self) -> "Theme":
        from tracker.reports.charts import style

        return style.DARK if self.dark else style.LIGHT


def _place_options(*, of_people: bool = True) -> Callable[[F], F]:
    """Add -o, --open, --dark and for charts of people --all, as `place`."""
    options = [
        files.all_option,
        click.option(
            "-o",
            "--output",
            "file",
            type=files.CHART_FILE,
            metavar="FILE",
            help="Draw it into a file; its ending says png, svg or pdf.",
        ),
        click.option("--open", "opened", is_flag=True, help="Show the picture in a window."),
        click.option("--dark", is_flag=True, help="Light on a dark ground."),
    ]

    def add(function: F) -> F:
        @wraps(function)
        def with_place(
            *args: Any,
            file: Path | None,
            opened: bool,
            dark: bool,
            everybody: bool = False,
            **kwargs: Any,
        ) -> Any:
            if everybody and click.get_current_context().ensure_object(App).person_given:
                raise InputError("--all is about everybody's diary: leave --person out")
            return function(*args, place=_Place(file, opened, dark, everybody), **kwargs)

        decorated: Any = with_place
        for option in reversed(options if of_people else options[1:]):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


@click.group(cls=Group)
def chart() -> None:
    """Draw the diary on the terminal, or as png, svg or pdf.

    \b
    b12 chart week
    b12 chart trend --last 6m -o trend.png
    b12 chart heatmap --all -o pictures

    Without -o terminals such as kitty, iTerm2 and foot show it as a picture, and elsewhere it is
    drawn in characters.
    """


@chart.command()
@day_option("Any day of another week.")
@_place_options()
@pass_app
def week(app: App, day: date | None, place: _Place) -> None:
    """A week day by day: what was eaten, by origin, and what was absorbed of it.

    \b
    b12 chart week --open
    b12 chart week -d 2026-11-02 -o week.png

    With the target, and below with the need: what should be absorbed a day.
    """
    begins = week_of(day or app.today)
    _draw(app, "week", Span(begins, begins + timedelta(days=6)), place, trimmed=False)


def _add(name: str, usual: str, help_text: str, *, by_tags: bool = False) -> None:
    """Add the command that draws a stretch of days by the function of its name in its module.

    `by_tags` lets it draw the meals with some tags alone.
    """

    examples = f"\b\nb12 chart {name}\nb12 chart {name} --last 6m -o {name}.png"

    @chart.command(name, help=f"{cleandoc(help_text)}\n\n{examples}")
    @span_options(usual)
    @intake_option
    @_place_options()
    @pass_app
    def command(
        app: App, span: Span, intake: bool, place: _Place, tags: tuple[str, ...] = ()
    ) -> None:
        _draw(app, name, span, place, intake=intake, tags=tags)

    if by_tags:
        tags_argument(command)


_add(
    "trend",
    "12w",
    """The intake as a point a day, with means over 7 and 28 days, and the target.

    A mean is over the logged days of those 7 or 28, where they are at least half; elsewhere the
    line has a gap. A hollow point is a lower bound.
    """,
)
_add(
    "sources",
    "12w",
    "The foods and meals that the B12 came from, with their shares; of meals with +TAG alone.",
    by_tags=True,
)
_add(
    "heatmap",
    "12m",
    "A calendar of the year: a square a day, in the shade of its intake beside the target.",
)
_add(
    "year",
    "12m",
    "The months side by side, and how often the target was met.",
)
_add(
    "symptoms",
    "12w",
    "Symptoms and laboratory values under the trend.",
)


@chart.command()
@_place_options(of_people=False)
def absorption(place: _Place) -> None:
    """How much B12 is absorbed of a dose: the estimate beside what was measured.

    \b
    b12 chart absorption -o absorption.svg
    b12 chart absorption --open

    For tablets and fortified food, without intrinsic factor, and for natural food; with the
    sources. It needs no diary.
    """
    from tracker.cli.look import text_charts

    def picture() -> "Figure":
        from tracker.reports.charts.absorption import absorption as draw

        return draw(place.theme)

    _put(place, "absorption", picture, text_charts.absorption)


@chart.command()
@outlook_options
@_place_options()
@pass_app
def outlook(app: App, years: int, read: Reader, place: _Place) -> None:
    """The body's store over years, if your habits go on, with its range.

    \b
    b12 chart outlook --without b12 tablet --open
    b12 chart outlook --as vegan --add 10ug daily -o outlook.png

    With the start, and the level at which signs of a deficiency appear.
    """
    from tracker.cli.look import text_charts

    def show(of: "tuple[Forecast, list[Remark]]") -> None:
        forecast, urgent = of

        def picture() -> "Figure":
            from tracker.reports.charts.outlook import outlook as draw

            return draw(forecast, years, place.theme, app.whose)

        name = _name(app, "outlook", forecast.habits.person)
        _put(place, name, picture, partial(text_charts.outlook, forecast, years))
        for remark in urgent[:1]:
            output.remark(remark)

    _for_each(app, place, partial(read, app), show)


def _draw(
    app: App,
    name: str,
    span: Span,
    place: _Place,
    *,
    intake: bool = False,
    trimmed: bool = True,
    tags: tuple[str, ...] = (),
) -> None:
    """Draw those days of a person or of everybody, and say what has to be known of them."""
    from tracker.cli.look import text_charts

    # A week has both, and words for today.
    week = name == "week"
    chosen: dict[str, Any] = {} if week else {"intake": intake}
    if tags:
        chosen["tags"] = tags

    def show(stretch: "Stretch") -> None:
        def picture() -> "Figure":
            from tracker.reports import frames

            draw = getattr(importlib.import_module(f"tracker.reports.charts.{name}"), name)
            return draw(frames.of(stretch, app.whose), place.theme, **chosen)  # type: ignore[no-any-return]

        more = {"today": app.today} if week else chosen
        text = partial(getattr(text_charts, name), stretch, **more)
        _put(place, _name(app, name, stretch.person), picture, text)
        _remarks(name, stretch, intake=intake)

    _for_each(app, place, lambda: read(app, span, trimmed=trimmed), show)


def _remarks(name: str, stretch: "Stretch", *, intake: bool) -> None:
    """Say on stderr what has to be known of a chart, and when nothing is known of its days."""
    from tracker.reports import sentences

    eaten = stretch.period.logged or any(day.rows for day in stretch.period.days)
    if not (eaten or stretch.felt or any(v.day in stretch.span for v in stretch.values)):
        output.note("Nothing is logged in that time.")
    elif name == "symptoms" and not stretch.felt:
        output.note("No symptom is logged in that time; b12 symptom log fatigue 5 logs one.")
    if name == "week" or intake:
        return
    if name == "heatmap" and stretch.kept:
        output.note(sentences.JUDGED_BY_REGIMEN)
    elif stretch.period.shows_absorbed:
        output.note(sentences.INTAKE_OPTION)


def _for_each(
    app: App, place: _Place, read_one: Callable[[], T], show: Callable[[T], None]
) -> None:
    """Read and show a chart of the person, or of each; one that is refused is named and left out.

    Raise RefusedError if none is left.
    """
    if not place.everybody:
        show(read_one())
        return
    shown = 0
    for name in (names := _names(app)):
        app.person_name = name
        output.begin(name, shared=len(names) > 1)
        try:
            of = read_one()
        except RefusedError as error:
            output.note(str(error))
            continue
        if shown and place.is_shown:
            output.line()
        show(of)
        shown += 1
        if shown % _PICTURES_HELD == 0:
            gc.collect()
    if not shown:
        raise RefusedError("no chart is drawn of anybody")


def _names(app: App) -> list[str]:
    """Return everybody's names; a person of the environment is left aside."""
    from tracker.people import store as people

    app.person_name = None
    with app.session() as session:
        return people.names(session.connection)


def _name(app: App, name: str, person: "Person") -> str:
    """Return the name of a file: `week`, or `week-anna` where there are several people."""
    return f"{name}-{person.file_name}" if app.whose else name


def _put(
    place: _Place, name: str, picture: "Callable[[], Figure]", text: Callable[[], None]
) -> None:
    """Write the picture into its file, or show it on the terminal, or else print the text."""
    if place.is_shown:
        from tracker.cli.look import picture as pictures

        known = pictures.known()
        if known is None:
            text()
        else:
            pictures.show(picture(), known)
        return
    from tracker.reports.charts import style

    file = place.file_of(name)
    style.save(picture(), file)
    output.paragraph(f"Wrote {file}")
    if place.opened:
        click.launch(str(file.absolute()))  # a name could begin like an option
