"""The statements of an import of foods."""

from sqlalchemy import bindparam, select

from tracker.database import tables

_FOOD = tables.food

with_codes = select(_FOOD).where(_FOOD.c.code.in_(bindparam("codes", expanding=True)))
# Which of these names are taken, wherever.
called = select(tables.alias.c.ordered_words).where(
    tables.alias.c.ordered_words.in_(bindparam("ordered", expanding=True))
)
# Foods whose source names their product, as `fdc.py` writes it.
of_products = select(_FOOD.c.code, _FOOD.c.source).where(
    _FOOD.c.source.like("%, GTIN %") | _FOOD.c.source.like("%, food code %")
)
