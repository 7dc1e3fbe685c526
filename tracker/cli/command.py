"""Commands and groups: the options that each of them takes, and words it refuses."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import click

from tracker.cli import arguments, output, pager, terminal
from tracker.cli.app import App
from tracker.cli.options import offered
from tracker.cli.settings import SETTINGS
from tracker.errors import InputError
from tracker.text.formatting import is_text

_HELP_WIDTH = 80
_WHOLE = 1000  # longer than any line of the help
# Options that are explained together, by b12 help periods.
_PERIOD = {"--from", "--to", "--last", "--month", "--year"}
# Other words for a command, which the help doesn't list.
ALIASES = {"rm": "remove"}
_NOT_UTF8 = "invalid UTF-8 on the command line"


def _set_place(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        from tracker.database import place

        ctx.ensure_object(App).named = place.read(value)


def _set_person(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not is_text(value):
            raise InputError(_NOT_UTF8)
        app = ctx.ensure_object(App)
        app.person_name, app.person_given = value, True


def _set_colour(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(App).colour = value
        terminal.choose_colour(value)


class Command(click.Command):
    """A command that takes --db, --person and --color after its name too.

    It refuses negative amounts, invalid UTF-8 and invalid settings. What a command with --json
    prints is for reading, and shown in the pager if it is longer than the screen.
    """

    of_all = False
    needs_settings = True
    # Whether its help lists the options that every command has, or only names them.
    lists_shared = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add --person, --db and --color to the options."""
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--person"],
                metavar="NAME",
                is_eager=True,  # yesterday depends on whose day it is
                expose_value=False,
                callback=_set_person,
                shell_complete=offered("people"),
                hidden=self.of_all,
                help="Whose diary, instead of B12_PERSON or the first person.",
            )
        )
        self.params.append(
            click.Option(
                ["--db"],
                type=click.Path(path_type=str),
                metavar="FILE",
                is_eager=True,
                expose_value=False,
                callback=_set_place,
                help="The diary's file or server, instead of B12_DB or the user's data folder.",
            )
        )
        self.params.append(
            click.Option(
                ["--color", "--colour"],
                type=click.Choice(SETTINGS["colour"].choices),
                metavar="WHEN",
                is_eager=True,
                expose_value=False,
                callback=_set_colour,
                help="Colours: auto (on a terminal), always or never.",
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse invalid UTF-8, and --person where it has no meaning; else as `arguments.read`."""
        # In the shell's completion a line is not complete.
        args = arguments.read(args, self.params, complete=not ctx.resilient_parsing)
        rest = super().parse_args(ctx, args)
        if self.of_all and ctx.ensure_object(App).person_given:
            raise InputError(f"{ctx.command_path} is about everybody's diary: leave --person out")
        # A path may be in another encoding; what is stored or looked up may not.
        for value in () if ctx.resilient_parsing else ctx.params.values():
            for word in value if isinstance(value, tuple) else (value,):
                if isinstance(word, str) and not is_text(word):
                    raise InputError(_NOT_UTF8)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what is read is paged. Raise InputError for an invalid setting."""
        if ctx.invoked_subcommand is not None:
            return super().invoke(ctx)
        if self.needs_settings:
            ctx.ensure_object(App).settings.check()
        reads = any(param.name == "as_json" for param in self.params)
        with pager.paging() if reads else nullcontext():
            return super().invoke(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """Return its help, at most as wide as the terminal: click expects one of 50 columns."""
        if ctx.terminal_width is None:
            ctx.terminal_width = min(output.columns(_HELP_WIDTH), _HELP_WIDTH) - 2
        return super().get_help(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its own options, and in a line each those of periods and of every command."""
        own: list[tuple[str, str]] = []
        period: list[str] = []
        shared: list[str] = []
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        has_period = {name for param in params for name in param.opts} >= _PERIOD
        for param in params:
            record = param.get_help_record(ctx)
            if record is None:
                continue
            if not param.expose_value and not self.lists_shared:
                shared.append(max(param.opts, key=len))
            elif has_period and not _PERIOD.isdisjoint(param.opts):
                period += _PERIOD.intersection(param.opts)
            else:
                own.append(record)
        if own:
            with formatter.section("Options"):
                formatter.write_dl(own)
        if period or shared:
            formatter.write_paragraph()
        if period:
            formatter.write_text(f"Days: {', '.join(period)}; see b12 help periods.")
        if shared:
            formatter.write_text(f"Also: {', '.join(shared)}; see b12 help options.")


class CommandOfAll(Command):
    """A command on everybody's diary, which refuses --person rather than ignore it."""

    of_all = True


class Group(click.Group, Command):
    """A group of such commands, which takes `rm` for `remove`."""

    command_class = Command
    group_class = type

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name, or of the name that it stands for."""
        return super().get_command(ctx, ALIASES.get(name, name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name. Raise UsageError with what may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            from tracker.cli.help import mistyped

            raise click.UsageError(mistyped.command(self, ctx, args), ctx) from error

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and below them the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does in one line, uncut; a long one is wrapped."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [
            (name, command.get_short_help_str(limit=_WHOLE))
            for name, command in commands.items()
            if command is not None
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class RenamedOption(click.Option):
    """An option that takes its former names too, which the help doesn't list."""

    def __init__(self, *args: Any, former: Sequence[str], **kwargs: Any) -> None:
        """`former` are names such as `--to`."""
        super().__init__(*args, **kwargs)
        self.former = former

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let the parser know all names."""
        shown, self.opts = self.opts, [*self.opts, *self.former]
        super().add_to_parser(parser, ctx)
        self.opts = shown
