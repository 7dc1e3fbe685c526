"""The statements that ship, as SQLAlchemy compiles them today."""

import json

import pytest
from sqlalchemy.dialects import postgresql

from tracker.database import compiled, generate


def test_the_file_holds_every_statement_as_it_is_written_today() -> None:
    for name, dialect in generate.DIALECTS.items():
        assert name.read_text(encoding="utf-8") == generate.compile_all(dialect), (
            "run python -m tracker.database.generate"
        )


def test_each_statement_has_a_name_of_its_own() -> None:
    names = [name for name, _ in generate.statements()]
    assert len(names) == len(set(names)) > 150


def test_each_statement_can_be_compiled_for_a_server() -> None:
    for name, statement in generate.statements():
        assert generate.compiled_for(postgresql.dialect(), statement).string, name  # type: ignore[no-untyped-call]


def test_who_forgets_the_generator_is_told_what_to_run() -> None:
    with pytest.raises(LookupError, match=r"run python -m tracker\.database\.generate"):
        compiled.get("diary.forgotten")


def test_the_generator_keeps_what_is_constant_and_what_is_given() -> None:
    parts = json.loads(compiled.FILE.read_bytes())["database.to_redo"]
    assert parts["binds"] == "superseded_1:flag owner param_1 param_2"
    assert parts["defaults"] == {"superseded_1": 0, "param_1": 1, "param_2": 0}
    assert (
        parts["columns"]
        == "id made_at:second summary undone_at:second superseded:flag origin owner"
    )
