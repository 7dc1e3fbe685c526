"""`b12 import`: diaries from other programs' files."""

import click

from tracker.cli import cronometer
from tracker.cli.options import Group


@click.group("import", cls=Group)
def import_() -> None:
    """Bring a diary in from another program's file."""


import_.add_command(cronometer.cronometer)
