"""`b12 food` and `b12 alias`: look foods up, rank them, and name them."""

from pathlib import Path

import click

from tracker.cli import files, output
from tracker.cli.app import App, pass_app
from tracker.cli.choose import as_preferred, chosen, not_found, preference_of
from tracker.cli.command import Group
from tracker.cli.options import csv_option, json_option, most_option, offered, one_of
from tracker.cli.setup import completion, food_tables, own_food
from tracker.cli.transfer import food_import
from tracker.errors import InputError
from tracker.foods.amounts import check_name
from tracker.foods.model import DIETS, KINDS, Food, FoodTable, density
from tracker.foods.ranking import PER, UNRELIABLE, UNRELIABLE_SOURCE, Per, Ranked, Ranking, rank
from tracker.text.formatting import capitalised, count, format_number, format_ug, listed
from tracker.text.units import format_weight

_MOST_BARS = 60  # in one chart


@click.group(cls=Group)
def food() -> None:
    """Look foods up, and add your own.

    \b
    b12 food find oat milk
    b12 food add "Oatly Barista" --per 100ml --b12 0.38ug --vegan
    """


food.add_command(own_food.add)
food.add_command(food_import.foods)
food.add_command(own_food.edit)
food.add_command(own_food.remove)
food.add_command(own_food.unit)
food.add_command(food_tables.tables)


@food.command()
@click.argument("words", nargs=-1, required=True, shell_complete=completion.foods)
@most_option(10)
@json_option
@csv_option
@pass_app
def find(app: App, words: tuple[str, ...], most: int, as_json: bool, as_csv: bool) -> None:
    """Find foods by name, best match first.

    \b
    b12 food find oat milk
    b12 food find cheddar -n 3
    """
    one_of(json=as_json, csv=as_csv)

    from tracker.foods import catalogue
    from tracker.reports import csv_output, json_output

    phrase = " ".join(words).strip()
    if not phrase:
        raise InputError("name what to look for, for instance: b12 food find liver")
    with app.session() as session:
        preference = preference_of(session.person)
        result = catalogue.find(session.connection, phrase, session.person.id, preference)
        result = as_preferred(session.connection, result, preference)
    foods = [match.food for match in result.matches[:most]]
    if as_json:
        output.document(json_output.of_food.each(foods))
    elif as_csv:
        output.csv_rows([csv_output.food_row(food) for food in foods])
    elif foods:
        output.rows(([food.code, _names(food), density(food)] for food in foods), (3,), fold=2)
    if result.read_as:
        output.note(f'"{phrase}" read as "{result.read_as}"')
    if len(result.matches) > most:
        output.note(f"{most} of {len(result.matches)} foods; -n shows more.")
    if not foods:
        message = not_found(result)
        output.note(f"{capitalised(message)}.")


@food.command()
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="NUMBER | BARCODE | NAME",
    shell_complete=completion.foods,
)
@json_option
@pass_app
def show(app: App, words: tuple[str, ...], as_json: bool) -> None:
    """Show a food: its B12, its portions and where the figures come from.

    \b
    b12 food show milk
    b12 food show 13327
    """
    from tracker.reports import json_output

    shown = chosen(app, " ".join(words))
    if as_json:
        output.document(json_output.of_food(shown))
        return
    output.paragraph(f"{shown.code}  {_names(shown)}")
    of_table = None
    if shown.table_code is not None:
        from tracker.foods import tables

        with app.session() as session:
            of_table = tables.of_code(session.connection, shown.table_code)
    output.rows(_facts(shown, of_table), fold=2)
    if shown.portions:
        output.line("Portions (the first is the usual one):")
        table = []
        for portion in shown.portions:
            weight = "" if portion.grams is None else format_weight(portion.grams, exact=True)
            ug = shown.portion_ug(portion)
            table.append([portion.label, weight, "" if ug is None else f"{format_ug(ug)} µg"])
        output.rows(table, right=(2, 3))


def _facts(food: Food, table: FoodTable | None) -> list[tuple[str, str]]:
    exact = None if food.mark else food.b12_ug_per_100g
    facts = [
        ("B12", _figure(food) if exact is None else f"{exact:.10g} µg/100 g"),
        ("kind", food.kind or "unknown"),
        ("origin", food.origin),
        ("diet", food.diet or "unknown"),
        ("group", food.group or ""),
        ("source", food.source),
    ]
    if table is not None:
        facts.append(("table", table.attribution or table.title))
        facts.append(("licence", table.licence))
    return [(label, text) for label, text in facts if text]


def _figure(food: Food) -> str:
    if not food.known:
        return "unknown"
    return f"{density(food)}{', counted as 0' if food.mark in ('trace', 'below') else ''}"


def _names(food: Food) -> str:
    is_same = food.everyday is None or food.everyday == food.name
    return food.name if is_same else f"{food.everyday}: {food.name}"


@food.command()
@click.option(
    "--per",
    type=click.Choice(PER),
    default="serving",
    show_default=True,
    help="µg in a serving, or in 100g.",
)
@click.option(
    "--diet",
    type=click.Choice(DIETS),
    metavar="DIET",
    default="any",
    show_default=True,
    help=f"Only what suits it: {listed(DIETS, 'or')}.",
)
@click.option(
    "--kind", type=click.Choice(KINDS), metavar="KIND", help=f"Only {listed(KINDS, 'or')}."
)
@most_option(20)
@click.option(
    "--everyday/--all",
    default=True,
    show_default=True,
    help="Everyday foods, or the whole catalogue.",
)
@json_option
@csv_option
@click.option(
    "--chart",
    "file",
    type=files.CHART_FILE,
    metavar="FILE",
    help="Draw them; the file ends in .png, .svg or .pdf.",
)
@pass_app
def top(
    app: App,
    per: Per,
    diet: str,
    kind: str | None,
    most: int,
    everyday: bool,
    as_json: bool,
    as_csv: bool,
    file: Path | None,
) -> None:
    """List the foods richest in B12.

    Without supplements, unless --kind supplement is given. Plants with unreliable B12 are marked.

    \b
    b12 food top --diet vegan
    b12 food top --per 100g --kind fish --all
    """
    one_of(json=as_json, csv=as_csv, chart=file)
    if file is not None and most > _MOST_BARS:
        raise InputError(f"a chart has room for {_MOST_BARS} foods: -n {_MOST_BARS}")

    from tracker.foods import catalogue
    from tracker.reports import json_output

    with app.session() as session:
        foods = catalogue.all_foods(session.connection, everyday=everyday)
        ranking = rank(foods, per=per, diet=diet, kind=kind)
    shown = ranking.foods[:most]
    if as_json:
        output.document([json_output.of_ranked(ranked) for ranked in shown])
    elif as_csv:
        output.csv_rows([json_output.of_ranked(ranked) for ranked in shown])
    elif shown and file is None:
        output.rows(map(_ranked, shown), right=(1, 5), fold=3)
    elif shown and file is not None:
        from tracker.reports.charts import style
        from tracker.reports.charts.sources import richest

        style.save(richest(shown, _title(per, diet, kind)), file)
        output.paragraph(f"Wrote {file}")
    _notes(ranking, most, diet, marked=any(ranked.unreliable for ranked in shown))


def _ranked(of: Ranked) -> list[str]:
    mark = UNRELIABLE if of.unreliable else ""
    figure = f"{format_ug(of.b12_ug)} µg"
    return [str(of.rank), of.food.code, of.food.title, _portion(of), figure, mark]


def _portion(of: Ranked) -> str:
    """Return `1 fillet (178 g)`, `100 g`, `1 tablet`."""
    portion = of.portion
    if portion.grams is None or portion.measure == "g":
        return portion.label
    return f"{portion.label} ({format_number(portion.grams)} g)"


def _notes(ranking: Ranking, most: int, diet: str, *, marked: bool) -> None:
    """Say what the list leaves out, and the source of its mark."""
    if marked:
        output.note(f"{capitalised(UNRELIABLE)}: {UNRELIABLE_SOURCE}.")
    if not ranking.foods:
        output.note("No food with known B12 is like that.")
    elif len(ranking.foods) > most:
        output.note(f"{most} of {len(ranking.foods)} foods; -n shows more.")
    for number, reason in (
        (ranking.unknown_diet, f"not known to be {diet}"),
        (ranking.unknown_b12, "B12 unknown"),
        (ranking.unweighed, "no figure for that measure"),
    ):
        if number:
            output.note(f"Left out: {count(number, 'food')}, {reason}.")


def _title(per: Per, diet: str, kind: str | None) -> str:
    which = "" if diet == "any" else f"{diet} "
    of_kind = "" if kind is None else f" ({kind})"
    where = "100 g" if per == "100g" else "the usual portion"
    return f"The {which}foods{of_kind} richest in vitamin B12, µg in {where}"


@click.group(cls=Group)
def alias() -> None:
    """Give foods names of your own.

    \b
    b12 alias set "my cereal" 08013
    b12 log 1 cup my cereal
    """


@alias.command("set")
@click.argument("phrase")
@click.argument("food", shell_complete=completion.foods)
@pass_app
def set_alias(app: App, phrase: str, food: str) -> None:
    """Let a phrase mean a food: b12 alias set "my cereal" 08013.

    \b
    b12 alias set "my cereal" 08013
    b12 alias set tea "tea with milk"
    """
    from tracker.foods import own

    meant = chosen(app, food)
    name = check_name(phrase)
    with app.session(write=True) as session:
        own.set_alias(session.change, name, meant)
        session.summary = f'name "{name}" for {meant.title}'
    output.paragraph(f'"{name}" is {meant.title} ({meant.code}), {density(meant)}')


@alias.command("list")
@json_option
@csv_option
@pass_app
def list_aliases(app: App, as_json: bool, as_csv: bool) -> None:
    """List your names with the foods they mean.

    \b
    b12 alias list
    b12 alias list --json
    """
    from tracker.foods import own

    with app.session() as session:
        aliases = own.aliases(session.connection)
    output.listing(
        aliases,
        as_json,
        lambda alias: {"phrase": alias[0], "food_id": alias[1].code, "food": alias[1].title},
        lambda alias: [alias[0], alias[1].code, alias[1].title],
        as_csv=as_csv,
        empty='No names of your own; b12 alias set "my cereal" 08013 sets one.',
    )


@alias.command("remove")
@click.argument("phrase", shell_complete=offered("aliases"))
@pass_app
def remove_alias(app: App, phrase: str) -> None:
    """Remove a name of yours.

    \b
    b12 alias list
    b12 alias remove "my cereal"
    """
    from tracker.foods import own

    with app.session(write=True) as session:
        own.remove_alias(session.change, phrase)
        session.summary = f'remove the name "{phrase}"'
    output.paragraph(f'Removed the name "{phrase}"')
