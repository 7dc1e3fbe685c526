import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.conftest import B12
from tracker import paths
from tracker.database import file, forms, migrate, tables
from tracker.database.columns import OF_SERVER
from tracker.database.engine import Database
from tracker.diary.model import MARKS
from tracker.errors import DatabaseFileError
from tracker.foods.model import DIETS, KINDS, ORIGINS, ROLES
from tracker.health.laboratory import BOUNDS, SIZES, TESTS
from tracker.people.conditions import known_conditions
from tracker.people.model import STAGES
from tracker.regimens import model as regimens

CONDITIONS = known_conditions()

# The form of this release; `next_release` is one later.
_HEAD = file.HEAD


def _rows(path: Path, table: str = "item") -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_head_is_the_newest_migration() -> None:
    script = ScriptDirectory.from_config(migrate.alembic_config())
    assert script.get_heads() == [file.HEAD]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_tables_are_as_the_migrations_make_them(seeded: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{seeded}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []
        found = connection.execute(sa.text("SELECT name, sql FROM sqlite_master"))
        made = {row.name: row.sql for row in found if row.sql}
    engine.dispose()
    for table in tables.metadata.tables.values():
        # compare_metadata doesn't look at checks and strictness.
        assert made[table.name].rstrip().endswith("STRICT")
        for constraint in table.constraints:
            if isinstance(constraint, sa.CheckConstraint) and constraint.info != OF_SERVER:
                assert (
                    f"CONSTRAINT {constraint.name} CHECK ({constraint.sqltext})" in made[table.name]
                )


def test_every_constraint_has_a_name() -> None:
    for table in tables.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)


def test_a_new_diary_is_private_from_its_first_byte(home: Path, process: B12) -> None:
    os.umask(0o022)
    assert process("log", "2", "eggs").code == 0
    path = Path(os.environ["B12_DB"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_first_run_pays_for_alembic(process: B12) -> None:
    def imported(*commands: str) -> list[str]:
        code = (
            "import sys; from tracker.cli import run\n"
            "for words in sys.argv[1:]:\n"
            "    if code := run(words.split()): sys.exit(code)\n"
            "print(*sys.modules, file=sys.stderr)"
        )
        return subprocess.run(
            [sys.executable, "-c", code, *commands], capture_output=True, text=True, check=True
        ).stderr.split()

    later = "log 2 eggs", "today", "week", "food find egg", "undo"
    assert "alembic" in imported("log 2 eggs")
    assert "alembic" not in imported(*later)


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "x#y.db", "Tagebuch-ü.db"])
def test_any_file_name_will_do(home: Path, b12: B12, name: str) -> None:
    path = home / "my data" / name
    assert b12("--db", str(path), "log", "2", "eggs").code == 0
    assert b12("today", "--db", str(path)).out.count("2 large") == 1
    assert [p.name for p in path.parent.iterdir()] == [name]


def _sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_newer_diary_is_refused_and_left_alone(diary: Path, process: B12) -> None:
    _sqlite(diary, "UPDATE alembic_version SET version_num = '0999_from_the_future'")
    before = diary.read_bytes()
    result = process("today")
    assert (result.code, result.out) == (3, "")
    assert "newer release" in result.err
    assert result.err.count("\n") == 1
    assert diary.read_bytes() == before


def test_another_programs_database_is_refused(home: Path, process: B12) -> None:
    path = home / "other.db"
    _sqlite(path, "CREATE TABLE notes (text)")
    before = path.read_bytes()
    result = process("--db", str(path), "log", "2", "eggs")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "another program's" in result.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"this is no database at all, but a text\n" * 40, b"SQLite format 3\0" + b"\xff" * 4000],
)
def test_a_file_that_is_no_diary_is_refused(home: Path, process: B12, content: bytes) -> None:
    path = home / "text.db"
    path.write_bytes(content)
    result = process("--db", str(path), "log", "2", "eggs")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert path.read_bytes() == content


def test_a_truncated_diary_is_refused_in_a_line(diary: Path, process: B12) -> None:
    diary.write_bytes(diary.read_bytes()[:200_000])
    result = process("log", "2", "eggs")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "damaged" in result.err


def test_a_folder_that_cannot_be_made_is_said(home: Path, process: B12) -> None:
    (home / "file").write_text("")
    result = process("--db", str(home / "file" / "diary.db"), "log", "2", "eggs")
    assert (result.code, result.err.count("\n")) == (3, 1)


def test_an_empty_file_becomes_a_diary(home: Path, process: B12) -> None:
    path = home / "empty.db"
    path.touch()
    assert process("--db", str(path), "log", "2", "eggs").code == 0
    assert _rows(path) == 1


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later release: one more migration, which rebuilds the parent of the items."""
    folder = tmp_path / "migrations"
    shutil.copytree(paths.shipped("migrations"), folder)
    (folder / "versions" / "9999_next.py").write_text(
        textwrap.dedent(
            f"""
            import sqlalchemy as sa
            from alembic import op

            revision, down_revision = "9999_next", "{file.HEAD}"
            branch_labels = depends_on = None

            def upgrade():
                with op.batch_alter_table("meal", recreate="always") as meal:
                    meal.add_column(sa.Column("mood", sa.Text))
            """
        )
    )
    shipped = paths.shipped
    monkeypatch.setattr(paths, "shipped", lambda n: folder if n == "migrations" else shipped(n))
    monkeypatch.setattr(file, "HEAD", "9999_next")
    return folder


def test_a_migration_keeps_every_row_and_backs_up_first(
    b12: B12, diary: Path, home: Path, next_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "HEAD", _HEAD)
    b12("log", "150g salmon, 1 cup milk")
    b12("log", "2 eggs", "-d", "yesterday")
    before = b12("week", "--json").json
    monkeypatch.setattr(file, "HEAD", "9999_next")

    assert b12("week", "--json").json == before
    assert _rows(diary) == 3
    (backup,) = (home / "backups").iterdir()
    assert _rows(backup) == 3
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (_HEAD,)


def test_a_migration_that_fails_leaves_the_diary_as_it_was(
    b12: B12, diary: Path, next_release: Path
) -> None:
    script = next_release / "versions" / "9999_next.py"
    script.write_text(script.read_text() + "    raise ArithmeticError('halfway')\n")
    before = diary.read_bytes()
    with pytest.raises(ArithmeticError, match="halfway"):
        Database(diary)
    assert diary.read_bytes() == before
    # Each command would add another, until they were all there is.
    assert list((diary.parent.parent / "backups").iterdir()) == []


def test_a_migration_that_leaves_rows_hanging_is_taken_back(
    b12: B12, diary: Path, next_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "HEAD", _HEAD)
    b12("log", "2 eggs")
    monkeypatch.setattr(file, "HEAD", "9999_next")
    script = next_release / "versions" / "9999_next.py"
    script.write_text(script.read_text() + "    op.execute('DELETE FROM meal')\n")
    with pytest.raises(DatabaseFileError, match="refer to missing rows"):
        Database(diary)
    assert (_rows(diary, "meal"), _rows(diary)) == (1, 1)


def test_first_runs_at_once_make_one_diary(home: Path) -> None:
    command = [sys.executable, "-m", "tracker", "log", "2", "eggs"]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    finished = [(*run.communicate(timeout=60), run.returncode) for run in runs]
    assert [code for *_, code in finished] == [0] * 4, finished
    assert _rows(Path(os.environ["B12_DB"])) == 4
    assert _rows(Path(os.environ["B12_DB"]), "person") == 1


def test_the_words_of_the_checks_are_those_of_the_features() -> None:
    assert (forms.KINDS, forms.ORIGINS, forms.DIETS) == (KINDS, ORIGINS, DIETS)
    assert forms.ROLES == ROLES
    assert (forms.STAGES, forms.MARKS) == (STAGES, MARKS)
    assert tuple(CONDITIONS) == forms.CONDITIONS
    assert tuple(TESTS) == forms.TESTS
    assert tuple(SIZES) == forms.UNITS
    assert tuple(BOUNDS) == forms.BOUNDS
    assert (regimens.ROUTES, regimens.FORMS) == (forms.ROUTES, forms.B12_FORMS)
    assert regimens.UNITS == forms.INTERVALS
