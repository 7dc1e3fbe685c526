"""Alembic's entry: runs on the connection that the program hands over, in its transaction.

`tracker.database.migrate` calls it for every diary, new and old. By hand, in a checkout,
`alembic revision --autogenerate` compares the tables with a fresh diary in memory.
"""

import sqlalchemy as sa
from alembic import context

from tracker.database.tables import metadata


def _run(connection: sa.Connection) -> None:
    # Triggers and indices aside, SQLite alters tables by rebuilding them; see the notes on
    # batch_alter_table in CONTRIBUTING.md before you use it.
    context.configure(connection=connection, target_metadata=metadata)
    context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    _run(handed_over)
else:
    from alembic import command

    from tracker.database.migrate import alembic_config

    # By hand: a fresh diary in memory at the newest revision is what the tables are held against.
    with sa.create_engine("sqlite://").begin() as fresh:
        config = alembic_config()
        config.attributes["connection"] = fresh
        command.upgrade(config, "head")
        _run(fresh)
