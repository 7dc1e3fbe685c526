"""`b12 food top`: the richest foods."""

from pathlib import Path

import click

from tracker.cli import output
from tracker.cli.app import App, Command, check_chart, csv_option, json_option, one_of, pass_app
from tracker.errors import InputError
from tracker.foods.model import DIETS, KINDS
from tracker.foods.ranking import PER, UNRELIABLE, UNRELIABLE_SOURCE, Per, Ranked, Ranking, rank
from tracker.reports import json_output as documents
from tracker.text.formatting import format_number, format_ug

# More bars than this nobody reads.
_MOST_BARS = 60


@click.command(cls=Command)
@click.option(
    "--per",
    type=click.Choice(PER),
    default="serving",
    show_default=True,
    help="µg in the usual portion or in 100 g.",
)
@click.option(
    "--diet",
    type=click.Choice(DIETS),
    default="any",
    show_default=True,
    help="Only foods that suit a diet.",
)
@click.option("--kind", type=click.Choice(KINDS), help="Only foods of a kind.")
@click.option(
    "-n",
    "--most",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="How many at most.",
)
@click.option(
    "--everyday/--all",
    default=True,
    show_default=True,
    help="The everyday foods, or the whole catalogue.",
)
@json_option
@csv_option
@click.option(
    "--chart",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw them; the ending says png, svg or pdf.",
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
    """The foods richest in B12.

    Supplements are left out unless --kind supplement, and so is what holds no B12. Plant foods
    whose B12 is not to be counted on are marked.

    \b
    b12 food top --diet vegan
    b12 food top --per 100g --kind fish --all
    """  # fmt: skip
    one_of(json=as_json, csv=as_csv, chart=file)
    if file is not None:
        _check_file(file, most)

    from tracker.foods import catalogue

    with app.database.reading() as connection:
        foods = catalogue.everything(connection, everyday=everyday)
        ranking = rank(foods, per=per, diet=diet, kind=kind)
    shown = ranking.foods[:most]
    if as_json:
        output.document([documents.of_ranked(one) for one in shown])
    elif as_csv:
        output.csv_rows([documents.of_ranked(one) for one in shown])
    elif file is not None:
        if shown:
            from tracker.reports.charts import style
            from tracker.reports.charts.richest import richest

            style.save(richest(shown, _title(per, diet, kind)), file)
            output.line(f"Wrote {file}")
    else:
        _table(shown)
    _notes(ranking, most, diet, marked=any(one.unreliable for one in shown))


def _check_file(file: Path, most: int) -> None:
    check_chart(file)
    if most > _MOST_BARS:
        raise InputError(f"a chart has room for {_MOST_BARS} foods: -n {_MOST_BARS}")


def _table(shown: tuple[Ranked, ...]) -> None:
    if not shown:
        return
    made = output.table(right=(1, 5), fold=3)
    for one in shown:
        output.row(
            made,
            str(one.rank),
            one.food.code,
            one.food.title,
            _portion(one),
            f"{format_ug(one.b12_ug)} µg",
            UNRELIABLE if one.unreliable else "",
        )
    output.show(made)


def _notes(ranking: Ranking, most: int, diet: str, *, marked: bool) -> None:
    """What the list doesn't show, and where its mark comes from."""
    if marked:
        output.note(f"{UNRELIABLE[0].upper()}{UNRELIABLE[1:]}: {UNRELIABLE_SOURCE}.")
    if not ranking.foods:
        output.note("No food with known B12 is like that.")
    elif len(ranking.foods) > most:
        output.note(f"{most} of {len(ranking.foods)} foods; -n shows more.")
    for number, reason in (
        (ranking.unknown_diet, f"nobody knows whether {_they(ranking.unknown_diet)} {diet}"),
        (ranking.unknown_b12, "B12 unknown"),
        (ranking.unweighed, "no figure for that measure"),
    ):
        if number:
            output.note(f"Left out: {number} {'food' if number == 1 else 'foods'}, {reason}.")


def _they(number: int) -> str:
    return "it is" if number == 1 else "they are"


def _portion(one: Ranked) -> str:
    """`1 fillet (178 g)`, `100 g`, `1 tablet`."""
    portion = one.portion
    if portion.grams is None or portion.measure == "g":
        return portion.label
    return f"{portion.label} ({format_number(portion.grams)} g)"


def _title(per: Per, diet: str, kind: str | None) -> str:
    which = "" if diet == "any" else f"{diet} "
    of_kind = "" if kind is None else f" ({kind})"
    where = "100 g" if per == "100g" else "the usual portion"
    return f"The {which}foods{of_kind} richest in vitamin B12, µg in {where}"
