"""`b12 alias`: a user's own names for foods."""

import click

from tracker.cli import output
from tracker.cli.app import App, Group, json_option, pass_app
from tracker.cli.choose import chosen
from tracker.cli.setup import completion
from tracker.foods.amounts import check_name
from tracker.foods.model import density


@click.group(cls=Group)
def alias() -> None:
    """Your own names for foods."""


@alias.command("set")
@click.argument("phrase")
@click.argument("food", shell_complete=completion.foods)
@pass_app
def set_(app: App, phrase: str, food: str) -> None:
    """Let a phrase mean a food: b12 alias set "my cereal" 08013."""
    from tracker.foods import own as foods

    meant = chosen(app, food)
    name = check_name(phrase)
    with app.writing() as change:
        foods.set_alias(change, name, meant)
        change.summary = f'name "{name}" for {meant.title}'
    output.line(f'"{name}" is {meant.title} ({meant.code}), {density(meant)}')


@alias.command("list")
@json_option
@pass_app
def list_(app: App, as_json: bool) -> None:
    """Your names, with the foods they mean."""
    from tracker.foods import own as foods

    with app.database.reading() as connection:
        named = foods.aliases(connection)
    if as_json:
        output.document([{"phrase": phrase, "food_id": food.code} for phrase, food in named])
        return
    made = output.table()
    for phrase, food in named:
        output.row(made, phrase, food.code, food.title)
    output.show(made)
    if not named:
        output.note('No names of your own; b12 alias set "my cereal" 08013 sets one.')


@alias.command()
@click.argument("phrase")
@pass_app
def remove(app: App, phrase: str) -> None:
    """Forget a name of yours."""
    from tracker.foods import own as foods

    with app.writing() as change:
        foods.remove_alias(change, phrase)
        change.summary = f'forget the name "{phrase}"'
    output.line(f'"{phrase}" is forgotten')
