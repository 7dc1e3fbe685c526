"""The statement of an import of foods."""

from sqlalchemy import bindparam, select

from tracker.database import tables

with_codes = select(tables.food).where(tables.food.c.code.in_(bindparam("codes", expanding=True)))
