"""`b12 import`: diaries from other programs, and one's own from an export."""

import click

from tracker.cli.options import Group


@click.group("import", cls=Group)
def import_() -> None:
    """Bring a diary in from another program's file."""
