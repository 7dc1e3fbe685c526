"""What a run of the command works with: the clock, the diary and whose it is."""

import os
import time as clock
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import click

from tracker.cli import output, settings, terminal
from tracker.errors import InputError, NotFoundError
from tracker.text import dates, units

if TYPE_CHECKING:
    from tracker.database.engine import Database
    from tracker.database.place import Place
    from tracker.diary.store import Diary
    from tracker.people.model import Usual
    from tracker.people.store import Session

_DAY_SECONDS = 24 * 60 * 60
S = TypeVar("S", bound="Session")


def now() -> datetime:
    """Return the local time with its offset; the clock is read nowhere else.

    Raise InputError for a time zone that Python can't count with.
    """
    if max(abs(clock.timezone), abs(clock.altzone)) >= _DAY_SECONDS:
        raise InputError(f'invalid time zone TZ="{os.environ.get("TZ")}": it is a day or more off')
    return datetime.now().astimezone()


class _DryRunError(Exception):
    """Rolls back the transaction of a dry run."""


class App:
    """What one run of the command works with."""

    def __init__(self) -> None:
        """Read the clock once, so that everything in a run happens at the same moment."""
        self.moment = now()
        # What --db names.
        self.named: Place | None = None
        # Whose the diary is that was opened last, if it has several people.
        self.whose = ""
        self.settings = settings.read(os.environ)
        self.person_name: str | None = self.settings["person"] or None
        # Whether --person says so, and not the shell's B12_PERSON or the user's file.
        self.person_given = False
        # What --color says, else the setting.
        self.colour: str = self.settings["colour"]

    def configure(self) -> None:
        """Let the output follow the settings."""
        terminal.choose_colour(self.colour)
        dates.choose(cast("dates.Style", self.settings["dates"]), self.settings["week_start"])
        units.choose(cast("units.System", self.settings["units"]))

    @cached_property
    def day_starts(self) -> time:
        """The hour at which this person's days start."""
        from tracker.people import store as people

        return people.day_start(self.place, self.person_name)

    @cached_property
    def today(self) -> date:
        """Today's diary day, in local time."""
        return dates.diary_day(self.moment, self.day_starts)

    def moment_of(self, day: date | None, at: time | None) -> tuple[date, datetime | None]:
        """Return the diary day and the moment of what is logged with -d and -t.

        Raise InputError as `dates.logged_at` does.
        """
        return dates.logged_at(day, at, self.moment, self.day_starts)

    @cached_property
    def place(self) -> "Place":
        """The diary's file, whether it exists or not, or its server.

        Raise InputError for an invalid address.
        """
        from tracker.database import place

        return self.named or place.usual()

    @cached_property
    def database(self) -> "Database":
        """The diary, created at first use. Raises as `creating` and `Database` do."""
        from tracker.database.engine import Database

        if not self.place.exists():
            from tracker.cli.creating import refuse_unless_creating

            refuse_unless_creating(self.named)
        database = Database(self.place)
        if database.created:
            output.note(f"New diary: {database.place}")
            self.mention_backups()
        return database

    def mention_backups(self) -> None:
        """If a diary was lost, say how to get it back."""
        import shlex

        from tracker.database import backup

        backups = backup.of_diary(self.place)
        if backups:
            command = f"b12 restore {shlex.quote(str(backups[-1]))}"
            output.note(f"There is a backup of an earlier diary: {command}")

    def diary(
        self,
        *,
        write: bool = False,
        own: bool = True,
        dry_run: bool = False,
        back_up: bool = False,
    ) -> "AbstractContextManager[Diary]":
        """Open the diary of --person, B12_PERSON or the first person, to read or to write.

        What is written is one transaction, and one step of undo whose summary names the person. A
        dry run is rolled back at the end. With `back_up` the diary is copied first, and the copy
        kept if anything was stored.
        """
        from tracker.diary.store import Diary

        if not write:
            return self._reading(Diary, own=own)
        return self._writing(Diary, own=own, dry_run=dry_run, back_up=back_up)

    def session(
        self,
        *,
        write: bool = False,
        own: bool = False,
        of_all: bool = False,
        dry_run: bool = False,
        back_up: bool = False,
    ) -> "AbstractContextManager[Session]":
        """Open the same without the verbs of the diary: for foods, people, symptoms and files.

        What is `own` is the person's, as meals are; a change `of_all` belongs to nobody.
        """
        from tracker.people.store import Session

        if not write:
            return self._reading(Session, own=own)
        return self._writing(Session, own=own, of_all=of_all, dry_run=dry_run, back_up=back_up)

    @contextmanager
    def _reading(self, kind: "type[S]", *, own: bool) -> "Iterator[S]":
        with self.database.reading() as connection:
            session = kind(connection, self.person_name, usual=self._usual)
            if own:
                self._check_person(session)
            yield session
            if own:
                self._name(session)

    @contextmanager
    def _writing(
        self,
        kind: "type[S]",
        *,
        own: bool,
        of_all: bool = False,
        dry_run: bool,
        back_up: bool,
    ) -> "Iterator[S]":
        from tracker.database import history

        copied: AbstractContextManager[Callable[[], None]] = nullcontext(lambda: None)
        if back_up and not dry_run and not self.database.created:
            from tracker.database import backup

            copied = backup.before(self.place, "import")
        with copied as keep:
            with (
                suppress(_DryRunError),
                self.database.writing() as connection,
                history.recorded(connection, self.moment) as change,
            ):
                session = kind(connection, self.person_name, change, self._usual)
                if own:
                    self._check_person(session)
                yield session
                if own:
                    self._name(session)
                if self.whose and not of_all:
                    session.summary = f"{session.person.name}: {session.summary}"
                if dry_run:
                    raise _DryRunError
            if change.changed:
                keep()

    def _check_person(self, session: "Session") -> None:
        """Raise NotFoundError, with where the name is from, if a setting names nobody there."""
        if self.person_given or not self.settings["person"]:
            return
        try:
            session.person  # noqa: B018
        except NotFoundError as error:
            raise NotFoundError(f"{self.settings.origin('person')}: {error}") from None

    @property
    def _usual(self) -> "Usual":
        """What holds for people who have chosen nothing else."""
        from tracker.people.model import Usual

        return Usual(self.settings["reference"].upper(), self.settings["country"] or None)

    def _name(self, session: "Session") -> None:
        """Let the reply say whose diary it is, if there are several people."""
        self.whose = session.whose
        output.begin(session.person.name, shared=bool(self.whose))


pass_app = click.make_pass_decorator(App, ensure=True)
