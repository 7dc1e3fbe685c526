"""The one tree of errors that a user can meet. Anything else is a bug and shows a traceback."""


class TrackerError(Exception):
    """Refused, with one line that says why, and perhaps choices, a line each.

    The command line exits with `exit_code`.
    """

    exit_code = 1
    choices: tuple[str, ...] = ()


class InputError(TrackerError):
    """What was typed can't be understood, or can't be meant."""

    exit_code = 2


class NotFoundError(TrackerError):
    """There is nothing by that name."""


class RefusedError(TrackerError):
    """Understood, and not done."""


class AmbiguousError(TrackerError):
    """A phrase that names several foods; the choices are lines for a person to read."""

    exit_code = 2

    def __init__(self, message: str, choices: tuple[str, ...]) -> None:
        """Keep the choices beside the message, best first."""
        super().__init__(message)
        self.choices = choices


class DatabaseFileError(TrackerError):
    """The diary's file is newer than this program, damaged, another program's, or out of reach."""

    exit_code = 3


class DamagedFileError(DatabaseFileError):
    """The diary's file, or a copy of it, isn't whole."""


class UnreadableError(Exception):
    """A value in the diary that b12 never writes; what opened the file adds the file's name."""
