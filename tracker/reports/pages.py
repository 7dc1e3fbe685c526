"""A page for each person, and one that leads to them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker import __version__, interrupt, paths
from tracker.health.cautions import NO_ADVICE
from tracker.people.model import Person
from tracker.reports import habits, household, outlook, page, sentences
from tracker.reports.household import Standing
from tracker.reports.stretch import Stretch, read_stretch
from tracker.reports.summary import summarise
from tracker.text.dates import diary_day, format_day
from tracker.text.spans import Span

if TYPE_CHECKING:
    from tracker.diary.store import Diary

_INDEX = "index"


class Pages(NamedTuple):
    """What the pages are made of, read at one time, so that no diary is open while they are drawn.

    Of each person the days, today's day, and the outlook in words; `rows` are those of the index.
    """

    span: Span
    made: date
    people: list[tuple[Stretch, date, str]]
    rows: list[dict[str, Any]]


def read(diaries: "Sequence[Diary]", span: Span, now: datetime) -> Pages:
    """Return what the pages of those diaries need."""
    people = [_read(diary, span, now) for diary in diaries]
    return Pages(span, now.date(), people, household.read_standings(diaries, span, now, _row))


def _read(diary: "Diary", span: Span, now: datetime) -> tuple[Stretch, date, str]:
    today = diary_day(now, diary.person.day_starts)
    begins = diary.first_day()
    stretch = read_stretch(diary, span if begins is None else span.since(begins), today)
    return stretch, today, outlook.in_words(habits.read_habits(diary, today), stretch.span.last)


def write(of: Pages, folder: Path, *, printed: bool) -> Iterator[Path]:
    """Write each person's page into the folder, and an index; yield each file once it is there.

    The folder is created for its owner alone. `printed` writes PDFs, which have no index. Raise
    RefusedError as `page.write` and `page.print_to` do.
    """
    paths.make_folder(folder)
    write_one, suffix = (page.print_to, ".pdf") if printed else (page.write, ".html")
    for stretch, today, years in of.people:
        file = folder / f"{_name(stretch.person)}{suffix}"
        write_one(file, stretch, summarise(stretch, today), today, years)
        yield file
        interrupt.heed()
    if not printed:
        index = folder / f"{_INDEX}.html"
        with paths.writing_private(index) as written:
            written.write(_index(of).encode())
        yield index


def _name(person: Person) -> str:
    name = person.file_name
    return f"{name}-{person.id}" if name == _INDEX else name


def _index(of: Pages) -> str:
    return page.template("people.html").render(
        span=of.span.label,
        made=format_day(of.made),
        version=__version__,
        no_advice=NO_ADVICE,
        rows=of.rows,
    )


def _row(of: Standing) -> dict[str, Any]:
    return {
        "file": f"{_name(of.person)}.html",
        "name": of.person.name,
        "last_log": household.last_log_cell(of),
        "mean": household.mean_cell(of),
        "met": sentences.met_cell(of.period),
        "attention": household.attention(of),
    }
