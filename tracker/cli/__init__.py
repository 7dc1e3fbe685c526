"""The command `b12`: its groups, and how an error becomes one line and an exit code."""

import builtins
import errno
import importlib
import os
from collections.abc import Sequence
from keyword import iskeyword
from typing import Any

import click

from tracker import __version__
from tracker.cli import output, terminal
from tracker.cli.app import App
from tracker.cli.command import ALIASES, Group
from tracker.errors import InputError, TrackerError

# Each command with its module and its line in the help: start-up imports only what is called.
_SECTIONS = {
    "Log": {
        "log": ("log.log", "Log what you ate, in plain words."),
        "again": ("log.again", "Log the last meal once more, or the last of that name."),
        "copy": ("log.again", "Copy a day's meals to today, or to another day."),
        "often": ("log.again", "List the foods you log most, with the amount last logged."),
        "day": ("log.day", "Mark days of fasting, and days that are logged in part."),
        "symptom": ("log.symptom", "Log how you feel: symptoms with a score."),
        "lab": ("log.lab", "Log laboratory values, and see them beside the bands of NICE."),
    },
    "Look": {
        "today": ("look.today", "What was eaten today, beside the target."),
        "due": ("look.due", "Which planned doses are due, overdue or next."),
        "week": ("look.week", "A week, a line a day."),
        "report": ("look.report", "Intake and what is absorbed over weeks, months or years."),
        "items": ("look.items", "List every item of any days, and what they come to."),
        "find": ("look.items", "When a food was last eaten, how much, and how often."),
        "summary": ("look.summary", "Everybody in a line each: who logs, and who needs attention."),
        "sources": ("look.sources", "Which foods, meals and origins your B12 came from."),
        "outlook": ("look.outlook", "The body's store over years, if your habits go on."),
        "chart": ("look.chart", "Draw the diary on the terminal, or as png, svg or pdf."),
        "advise": ("look.advise", "What the last 28 days mean for you, and foods for today."),
    },
    "Correct": {
        "show": ("look.today", "A day's meals and items, with the ids to correct them by."),
        "edit": ("correct.edit", "Correct an item or a meal, or open a day in your editor."),
        "remove": ("correct.edit", "Remove items, or meals with all their items."),
        "note": ("correct.edit", "Write a note on an item or a meal; an empty one removes it."),
        "unknown": ("correct.unknown", "List the foods of unknown B12, and fill them in."),
        "undo": ("correct.history", "Undo the last change."),
        "redo": ("correct.history", "Redo what was undone last."),
        "history": ("correct.history", "List the last changes, newest first."),
    },
    "Set up": {
        "person": ("setup.person", "Show who the diary is for, the target, and why it is that."),
        "regimen": ("setup.regimen", "Plan doses: tablets and injections, and how often."),
        "food": ("setup.food", "Look foods up, and add your own."),
        "recipe": ("setup.recipe", "Define your own dishes by their ingredients."),
        "alias": ("setup.food", "Give foods names of your own."),
        "demo": ("setup.demo", "Create an example diary, a made-up year, to look around in."),
        "config": ("setup.config", "What you choose once: units, dates, colour, reference."),
        "server": ("setup.server", "Keep the diary on a PostgreSQL server, for several people."),
        "completion": (
            "setup.completion",
            "Print the script that completes words in bash, zsh or fish.",
        ),
    },
    "In and out": {
        "sync": (
            "transfer.sync",
            "Share the diary with other machines through a folder, both ways.",
        ),
        "import": ("transfer.imports", "Import a diary: another program's, or an export of b12."),
        "export": (
            "transfer.export",
            "Export the diary, or one person's, into a new folder or zip.",
        ),
        "sql": ("transfer.sql", "Ask the diary in SQL, or list its views; it only reads."),
        "backup": ("transfer.backup", "Copy the diary, everybody's, and check the copy."),
        "restore": (
            "transfer.backup",
            "Replace the diary by a backup; the diary is kept beside it.",
        ),
        "doctor": (
            "transfer.backup",
            "Check the diary's file and its backups, and say what to do.",
        ),
    },
    "Help": {
        "help": ("help.help", "Explain a command or a topic, found by any words."),
    },
}
_COMMANDS = {name: row for section in _SECTIONS.values() for name, row in section.items()}


class _Commands(Group):
    # Here alone the options that every command has stand in full.
    lists_shared = True

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, with what the user has chosen for all of them."""
        ctx.ensure_object(App).configure()
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        name = ALIASES.get(name, name)
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"tracker.cli.{_COMMANDS[name][0]}")
        taken = iskeyword(name) or hasattr(builtins, name)
        command: click.Command = getattr(module, f"{name}_" if taken else name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, commands in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name, line) for name, (_, line) in commands.items()])
        topics = importlib.import_module("tracker.cli.help.topics")
        with formatter.section("Topics of b12 help"):
            formatter.write_text(", ".join(topic.name for topic in topics.TOPICS))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
    app = ctx.ensure_object(App)
    if ctx.invoked_subcommand is None:
        importlib.import_module("tracker.cli.look.home").show(app)


def _message(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        from tracker.cli.help import mistyped

        return mistyped.option(error)
    if error.message.startswith("Got unexpected extra argument") and error.ctx is not None:
        from tracker.cli.help import mistyped

        return mistyped.unexpected(error.message, error.ctx)
    return error.format_message()


def run(arguments: Sequence[str]) -> int:
    """Run `b12`.

    Return 0 done, 1 refused or not found, 2 usage, 3 the diary's file is unusable, 4 a dose is due.
    """
    output.begin("", shared=False)
    # Until the settings are read.
    terminal.choose_colour("never" if os.environ.get("NO_COLOR") else "auto")
    try:
        return b12.main(arguments, "b12", standalone_mode=False) or 0
    except TrackerError as error:
        output.error(str(error), *error.choices)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
    except click.UsageError as error:
        where = f"{error.ctx.command_path} --help" if error.ctx and error.ctx.parent else "b12 help"
        output.error(f"{_message(error)} (see {where})")
        return error.exit_code
    except click.ClickException as error:
        output.error(error.format_message())
        return error.exit_code
    except UnicodeEncodeError as error:
        # A word in another encoding, which only a path may be.
        if error.reason != "surrogates not allowed":
            raise
        output.error("invalid UTF-8 on the command line")
        return InputError.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        # click takes any EOFError for the end of what is typed; outside a question it is a bug.
        if isinstance(error.__cause__, EOFError):
            raise error.__cause__ from None
        output.error("stopped")
        return 130
    except SystemExit:
        # So click ends at a closed pipe, as in `b12 week | head`: whoever reads has what they want.
        return 0
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            output.error(f"{error.filename}: the file name is too long")
            return InputError.exit_code
        if error.errno == errno.ENOENT and error.filename is None:  # of `os.getcwd` alone
            output.error("the current folder was removed; change to another one")
            return TrackerError.exit_code
        if error.errno not in (errno.ENOSPC, errno.EIO):
            raise
        output.error(
            f"the output can't be written: {error.strerror}; b12 today shows what is stored"
        )
        return 1
    return 0
