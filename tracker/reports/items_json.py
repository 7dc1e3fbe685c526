"""What `items`, `find` and `today +restaurant` print by --json and --csv."""

from collections.abc import Sequence
from datetime import date

from tracker.diary.model import Item
from tracker.reports.items import ItemSum
from tracker.reports.json_output import ITEM, Document, Keys, of_item

# An element of `items`; `meal_id` is what `b12 edit` takes for its meal: m7.
of_dated_item = Keys(
    f"id day=when.day meal_id {ITEM} tags=when.tags note meal_note",
    meal_id=lambda item: f"m{item.meal_id}",
)
# An element of `find`; `every_days` is the mean time from one day with it to the next.
of_food = Keys(
    "food times days first last=last.when.day last_amount=last.amount last_measure=last.measure "
    "last_grams=last.grams last_b12_ug=last.b12_ug last_lower_bound=last.lower_bound usual "
    "every_days"
)
_of_sum = Keys("intake_ug=b12_ug lower_bound unknown_foods=unknown")


def of_tagged_day(day: date, tags: Sequence[str], items: Sequence[Item]) -> Document:
    """`today +restaurant`: those items and what they come to, which is a part of the day's."""
    return {
        "day": day.isoformat(),
        "tags": list(tags),
        **_of_sum(ItemSum.of(items)),
        "items": of_item.each(items),
    }
