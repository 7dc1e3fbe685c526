"""What `b12 doctor` says in one respect."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was found in one respect, and what to do about it; None where all is well.

    A diary that is not `usable` other commands can't open, or can't read all of.
    """

    what: str
    said: str
    to_do: str | None = None
    usable: bool = True
