"""`b12` alone: the day in a few lines, what is due, and what to type next."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tracker.cli import output
from tracker.text.dates import format_day

if TYPE_CHECKING:
    from datetime import date

    from tracker.cli.app import App
    from tracker.diary.store import Diary
    from tracker.health.cautions import Remark
    from tracker.regimens.model import Due, Regimen
    from tracker.reports.intake import Day

# What to type, without b12, and what that is.
Hint = tuple[str, str]
_HINTS = 3
_HELP: Hint = ("help", "all commands, or b12 help WORD")
_LOG: Hint = ("log 150g salmon, 1 cup milk", "what you ate, in plain words")
_PERSON: Hint = ("person set --born 1955-05-01 --sex f", "who you are, for the target")
_AGAIN: Hint = ("again", "the last meal once more")
_ADVISE: Hint = ("advise", "what your symptoms and blood tests may mean")
_UNKNOWN: Hint = ("unknown", "foods of unknown B12, and how to fill them in")
_SUMMARY: Hint = ("summary", "everybody in a line each")
_USUAL: tuple[Hint, ...] = (
    ("week", "the week, a line a day"),
    ("sources", "where your B12 comes from"),
    ("report", "the last 12 weeks"),
)
_OF_ALL = (_HELP, _SUMMARY)
# Where there is no diary yet.
_FIRST = (_LOG, _PERSON, ("demo", "an example diary, to look around in"), _HELP)


class _Now(NamedTuple):
    """What there is to say of a person's diary today."""

    day: "Day"
    planned: "list[tuple[Regimen, Due]]"
    urgent: "list[Remark]"
    begun: bool
    unwell: bool
    born: bool
    shared: bool

    @property
    def due(self) -> "list[tuple[Regimen, Due]]":
        """The doses to take by now."""
        return [(regimen, state) for regimen, state in self.planned if state.is_due]

    @property
    def empty(self) -> bool:
        """Whether nothing is logged for the day, not even that nothing was eaten."""
        return not self.day.logged and not self.day.injected_ug


def show(app: "App") -> None:
    """Print today, what is due and hints; without a diary a welcome, and create none."""
    if not app.place.exists():
        output.paragraph(
            "b12 keeps a diary of dietary vitamin B12. There is none yet: the first thing you log "
            f"creates {app.place}."
        )
        app.mention_backups()
        _print(app, _FIRST)
        return
    with app.diary() as diary:
        now = _read(diary, app.today)
    _day(now)
    if now.planned:
        from tracker.reports import regimens

        for state in now.due or now.planned[:1]:
            output.paragraph(regimens.day_line(*state, app.today, app.today))
    if now.urgent:
        output.remark(now.urgent[0])
    _print(app, [*_hints(now), _HELP])


def _read(diary: "Diary", today: "date") -> _Now:
    from tracker.health import store as health
    from tracker.regimens import store as regimens
    from tracker.regimens.model import by_urgency
    from tracker.reports import cautions
    from tracker.reports.days import read_day

    weeks = cautions.weeks_to(today)
    felt, values = health.symptoms(diary, weeks.first, weeks.last), health.lab_values(diary)
    return _Now(
        day=read_day(diary, today, today),
        planned=by_urgency(regimens.courses(diary, today, today), today),
        urgent=cautions.read_urgent(diary, today),
        begun=diary.first_day() is not None,
        unwell=bool(felt or values),
        born=diary.person.born is not None,
        shared=bool(diary.whose),
    )


def _day(now: _Now) -> None:
    from tracker.reports import sentences

    day = now.day
    mark = f", {sentences.MARKS[day.mark]}" if day.mark else ""
    if now.empty:
        said = f"nothing logged yet; target {sentences.target(day.target)}"
    else:
        said = sentences.total(day)
    output.paragraph(f"{format_day(day.day)}{mark}: {said}")
    if day.logged:
        output.paragraph(sentences.absorbed(day))


def _hints(now: _Now) -> list[Hint]:
    """Return what to type next, the most useful first."""
    hints = [_LOG] if now.empty else []
    if now.due:
        from tracker.reports import regimens

        regimen, _ = now.due[0]
        hints.append((f"log {regimens.typed(regimen)}", "when you have taken what is due"))
    fitting = {
        _ADVISE: now.unwell or now.urgent,
        _PERSON: not now.born,
        _UNKNOWN: now.day.unknown,
        _AGAIN: now.begun and now.empty,
    }
    hints += [hint for hint, fits in fitting.items() if fits]
    hints += _USUAL
    return [*hints[: _HINTS - 1], _SUMMARY] if now.shared else hints[:_HINTS]


def _print(app: "App", hints: Iterable[Hint]) -> None:
    """Print hints to be typed as they are: for the diary that was opened by options."""
    import shlex

    file = ["--db", str(app.named)] if app.named else []
    person = ["--person", app.person_name] if app.person_given and app.person_name else []
    rows = []
    for hint in hints:
        typed, what = hint
        opened = shlex.join(["b12", *file, *(() if hint in _OF_ALL else person)])
        rows.append((f"{opened} {typed}", what))
    output.explained(rows)
