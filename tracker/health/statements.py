"""The statements for symptoms and laboratory values."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables

_SYMPTOM, _VALUE = tables.symptom, tables.lab_value
_ID: sa.BindParameter[int] = bindparam("person")
_IDS: sa.BindParameter[int] = bindparam("people", expanding=True)
_OWN = _SYMPTOM.c.person_id == _ID
_DAYS = _SYMPTOM.c.day.between(bindparam("first"), bindparam("last"))

symptoms = (
    select(_SYMPTOM)
    .where(_SYMPTOM.c.person_id.in_(_IDS), _DAYS)
    .order_by(_SYMPTOM.c.day, _SYMPTOM.c.felt_at.is_(None), _SYMPTOM.c.felt_at, _SYMPTOM.c.id)
)
symptom = select(_SYMPTOM).where(_OWN, _SYMPTOM.c.id == bindparam("row"))
symptom_names = select(_SYMPTOM.c.name).where(_OWN).distinct()
lab_values = select(_VALUE).where(_VALUE.c.person_id.in_(_IDS)).order_by(_VALUE.c.day, _VALUE.c.id)
lab_value = select(_VALUE).where(_VALUE.c.person_id == _ID, _VALUE.c.id == bindparam("row"))
