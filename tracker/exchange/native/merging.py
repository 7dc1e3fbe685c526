"""A whole diary put into this one: what is new is added, and what is here stays as it is.

The same diary again adds nothing.
"""

from tracker.database.history import Change
from tracker.exchange.native import merge as merging_diary
from tracker.exchange.native import merging_foods, merging_people
from tracker.exchange.native.merged import Merged, Outcome, Reader


def merge(change: Change, read: Reader) -> Outcome:
    """Add what the sheets of `domain.sheets` have and the diary hasn't.

    Raises InputError, with the row's place, for what can't be stored or refers to nothing.
    """
    merged = Merged(change, read)
    merging_people.merge(merged)
    merging_foods.merge(merged)
    merging_diary.merge(merged)
    return merged.outcome
