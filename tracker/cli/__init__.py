"""The command `b12`: its groups, and how every refusal becomes one line and an exit code."""

import errno
import gc
import importlib
import sys
from collections.abc import Sequence
from keyword import iskeyword
from typing import NoReturn

import click

from tracker import __version__
from tracker.cli import output
from tracker.cli.app import App, Group
from tracker.errors import AmbiguousError, InputError, TrackerError

# Each command with its module and its line in the help: start-up imports the one that is asked for.
_SECTIONS = {
    "Log": {
        "log": ("log.log", "Log what was eaten, in plain words."),
        "again": ("log.again", "Log the last meal once more, or the last of that name."),
        "copy": ("log.again", "Copy a day's meals to another day, today if none is said."),
        "often": ("log.again", "The foods logged most of late, with the amount last used."),
        "day": ("log.day", "Days of fasting, and days that are logged in part."),
        "symptom": ("log.symptom", "How you feel: symptoms with a score."),
        "lab": ("log.lab", "Laboratory values, beside the bands of NICE."),
    },
    "Look": {
        "today": ("look.today", "What was eaten today, beside the target."),
        "week": ("look.week", "The week from Monday to Sunday, a line a day."),
        "report": ("look.report", "Intake and what is absorbed over weeks, months or years."),
        "sources": ("look.sources", "Which foods, meals and origins your B12 came from."),
        "chart": ("look.chart", "Draw the diary as png, svg or pdf."),
        "advise": ("look.advise", "What the last 28 days mean for you, and foods for today."),
    },
    "Correct": {
        "show": ("look.show", "A day's meals and items, with the ids to correct them by."),
        "edit": ("correct.edit", "Correct an item or a meal: amount, food, time, day or name."),
        "rm": ("correct.edit", "Remove items, or meals with all their items."),
        "note": ("correct.edit", "A note on an item or a meal; an empty one takes it away."),
        "undo": ("correct.history", "Take back the last change."),
        "redo": ("correct.history", "Do again what was undone last."),
        "history": ("correct.history", "The last changes, newest first."),
    },
    "Set up": {
        "person": ("setup.person", "Who the diary is for, the target and why it is that."),
        "food": ("setup.food", "Look foods up, and add your own."),
        "recipe": ("setup.recipe", "Your own dishes, from what is in them."),
        "alias": ("setup.alias", "Your own names for foods."),
        "demo": ("setup.demo", "Make a diary of a made-up year, to look around in."),
        "completion": (
            "setup.completion",
            "Print what makes bash, zsh or fish complete commands and foods.",
        ),
    },
    "In and out": {
        "import": ("transfer.imports", "Bring a diary in: another program's, or an export."),
        "export": (
            "transfer.export",
            "Write the whole diary, everybody's, into a new folder or zip.",
        ),
        "backup": ("transfer.backup", "Copy the diary, everybody's, and check the copy."),
        "restore": (
            "transfer.backup",
            "Put a backup in the place of the diary, which is kept first.",
        ),
        "doctor": (
            "transfer.doctor",
            "Check the diary's file and its backups, and say what to do.",
        ),
    },
}
_COMMANDS = {name: row for section in _SECTIONS.values() for name, row in section.items()}


class _Commands(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"tracker.cli.{_COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, commands in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name, line) for name, (_, line) in commands.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="b12")
@click.pass_context
def b12(ctx: click.Context) -> None:
    """A diary of dietary vitamin B12: log what you eat, see your days and weeks.

    \b
    b12 log 150g salmon, 1 cup milk, 2 eggs
    b12 today
    b12 week

    It keeps a diary and gives no medical advice.
    """
    ctx.ensure_object(App)


def main() -> NoReturn:
    """The process: run the command line and exit."""
    # A command lives for a fraction of a second, and a sixth of that would go into collecting
    # garbage among the classes of SQLAlchemy: seldom while it runs, and not once more at exit.
    gc.set_threshold(500_000)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run `b12`; returns 0 done, 1 refused or not found, 2 usage, 3 the diary's file."""
    try:
        b12.main(args=arguments, prog_name="b12", standalone_mode=False)
    except AmbiguousError as error:
        output.error(str(error), *error.choices)
        return error.exit_code
    except TrackerError as error:
        output.error(str(error))
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "b12"
        output.error(f"{error.format_message()} (see {where} --help)")
        return error.exit_code
    except click.ClickException as error:
        output.error(error.format_message())
        return error.exit_code
    except UnicodeEncodeError as error:
        # A word in another encoding. As a path it would do; there is nothing by that name.
        if error.reason != "surrogates not allowed":
            raise
        output.error("a word of that is no text in UTF-8")
        return InputError.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        # click takes any EOFError for the end of what is typed; outside a question it is a bug.
        if isinstance(error.__cause__, EOFError):
            raise error.__cause__ from None
        click.echo(err=True)
        output.error("stopped")
        return 130
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            output.error(f"{error.filename}: no name of a file is as long")
            return InputError.exit_code
        # click ends in silence when the reader has seen enough: `b12 week | head`.
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        output.error(
            f"the answer can't be written: {error.strerror}; b12 today shows what is stored"
        )
        return 1
    return 0
