"""`b12 import`: diaries from other programs' files, and from exports."""

import click

from tracker.cli.app import Group
from tracker.cli.transfer import cronometer
from tracker.cli.transfer import export as native


@click.group("import", cls=Group)
def import_() -> None:
    """Bring a diary in: another program's, or an export."""


import_.add_command(cronometer.cronometer)
import_.add_command(native.native)
