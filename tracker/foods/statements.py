"""The statements for the catalogue, and for the user's own entries in it."""

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from tracker.database import tables
from tracker.foods.model import DIETS
from tracker.foods.recipes import SOURCE
from tracker.foods.search.match import OWN, SHIPPED

_FOOD, _PORTION, _ALIAS, _WORD = tables.food, tables.portion, tables.alias, tables.food_word
_RECIPE, _INGREDIENT = tables.recipe, tables.recipe_ingredient
_MOST_CANDIDATES = 220
_THIS: sa.BindParameter[int] = bindparam("food")
_IDS: sa.BindParameter[int] = bindparam("ids", expanding=True)
_WORDS: sa.BindParameter[str] = bindparam("words", expanding=True)

# --- Foods; those with short names if there are too many -----------------------------------------

_FOODS = (
    select(_FOOD)
    .where(_FOOD.c.removed == 0)
    .order_by(sa.func.length(_FOOD.c.name), _FOOD.c.id)
    .limit(_MOST_CANDIDATES)
)
by_code = _FOODS.where(_FOOD.c.code == bindparam("code"))
by_codes = _FOODS.where(_FOOD.c.code.in_(bindparam("codes", expanding=True)))
# As Open Food Facts numbers a product, or as the source of a food of the USDA names it.
by_barcode = _FOODS.where(
    _FOOD.c.code.in_(bindparam("codes", expanding=True)) | _FOOD.c.source.like(bindparam("source"))
)
by_id = _FOODS.where(_FOOD.c.id == _THIS)
by_ids = _FOODS.where(_FOOD.c.id.in_(_IDS))
# Foods whose names hold all of the words, of which there are `number`.
_HOLDING = (
    select(_WORD.c.food_id)
    .where(_WORD.c.word.in_(_WORDS))
    .group_by(_WORD.c.food_id)
    .having(sa.func.count() == bindparam("number"))
)
with_words = _FOODS.where(_FOOD.c.id.in_(_HOLDING))
# The same of some tables: where a food is from, if not from a table, is said as `Preference` does.
_FROM = sa.func.coalesce(
    _FOOD.c.table_code,
    sa.case(((_FOOD.c.catalogue == "seed") | _FOOD.c.source.like("USDA %"), SHIPPED), else_=OWN),
)
with_words_in = with_words.where(_FROM.in_(bindparam("tables", expanding=True)))


_USUAL = (_PORTION.c.food_id == _FOOD.c.id) & (_PORTION.c.position == 0)
all_foods = (
    select(_FOOD, _PORTION.c.amount, _PORTION.c.measure, _PORTION.c.grams, _PORTION.c.b12_ug)
    .select_from(_FOOD.outerjoin(_PORTION, _USUAL))
    .where(_FOOD.c.removed == 0)
    .order_by(_FOOD.c.id)
)
everyday_foods = all_foods.where(_FOOD.c.everyday.is_not(None))
portions = (
    select(_PORTION)
    .where(_PORTION.c.food_id.in_(_IDS))
    .order_by(_PORTION.c.food_id, _PORTION.c.position)
)
eaten = (
    select(tables.item.c.food_id)
    .select_from(tables.item.join(tables.meal))
    .where(tables.item.c.food_id.in_(_IDS), tables.meal.c.person_id == bindparam("person"))
    .distinct()
)

# --- Official tables that were imported -----------------------------------------------------------

_TABLE = tables.food_table
food_tables = (
    select(
        *(_TABLE.c[name] for name in ("code", "title", "edition", "country")),
        *(_TABLE.c[name] for name in ("licence", "attribution")),
        sa.func.count(_FOOD.c.id).label("foods"),
    )
    .select_from(_TABLE.outerjoin(_FOOD, _FOOD.c.table_code == _TABLE.c.code))
    .group_by(_TABLE.c.id)
    .order_by(_TABLE.c.code)
)
food_table = select(_TABLE).where(_TABLE.c.code == bindparam("code"))

# --- What people call them ------------------------------------------------------------------------

# The user's own first, and then those of the country.
named = (
    select(
        _ALIAS.c.own,
        _ALIAS.c.country,
        _ALIAS.c.food_id,
        _ALIAS.c.ordered_words,
        _ALIAS.c.sorted_words,
        _ALIAS.c.phrase,
    )
    .where(
        _ALIAS.c.ordered_words.in_(bindparam("ordered", expanding=True))
        | _ALIAS.c.sorted_words.in_(bindparam("sorted", expanding=True))
    )
    .order_by(_ALIAS.c.own.desc(), _ALIAS.c.country.desc())
)
names = select(_ALIAS.c.food_id, _ALIAS.c.phrase).where(_ALIAS.c.food_id.in_(_IDS))
# Names to offer to a person: of foods that suit the person's diet, or may suit it.
_DIET = (
    select(sa.func.coalesce(tables.person.c.diet, "any"))
    .where(tables.person.c.id == bindparam("person"))
    .scalar_subquery()
)
_STRICTNESS = {diet: place for place, diet in enumerate(DIETS)}
_SUITS = sa.case(_STRICTNESS, value=sa.func.coalesce(_FOOD.c.diet, "vegan")) <= sa.case(
    _STRICTNESS, value=_DIET
)
phrases_for = (
    select(_ALIAS.c.phrase).join(_FOOD).where(_FOOD.c.removed == 0, _SUITS).order_by(_ALIAS.c.id)
)
phrases_with = (
    select(_ALIAS.c.food_id, _ALIAS.c.phrase)
    .join(_FOOD)
    .where(
        _FOOD.c.removed == 0,
        _SUITS,
        _FOOD.c.id.in_(select(_WORD.c.food_id).where(_WORD.c.word.in_(_WORDS))),
    )
    .order_by(_ALIAS.c.id)
)
known_words = select(_WORD.c.word).where(_WORD.c.word.in_(_WORDS)).distinct()
words_between = (
    select(_WORD.c.word, sa.func.count(), sa.func.count(_FOOD.c.everyday))
    .join(_FOOD)
    .where(_WORD.c.word >= bindparam("first"), _WORD.c.word < bindparam("beyond"))
    .group_by(_WORD.c.word)
)
# To be completed: the user's own names come first, then what a food is usually called, and of these
# the names of fewer words.
_SPACES = sa.func.length(_ALIAS.c.phrase) - sa.func.length(
    sa.func.replace(_ALIAS.c.phrase, " ", "")
)
all_phrases = (
    select(_ALIAS.c.phrase)
    .join(_FOOD)
    .where(_FOOD.c.removed == 0)
    .order_by(
        _ALIAS.c.own.desc(),
        _ALIAS.c.phrase.is_distinct_from(_FOOD.c.everyday),
        _SPACES,
        sa.func.lower(_ALIAS.c.phrase),
    )
)
own_phrases = all_phrases.where(_FOOD.c.catalogue != "seed")

# --- The user's own -------------------------------------------------------------------------------

same_code = select(_FOOD.c.id, _FOOD.c.removed).where(_FOOD.c.code == bindparam("code"))
stored = select(_FOOD).where(_FOOD.c.id == _THIS)
# The name under which the user added a food is the food's, not another name for it.
own_names = (
    select(_ALIAS.c.phrase, _FOOD.c.code)
    .join(_FOOD)
    .where(
        _ALIAS.c.own == 1,
        _FOOD.c.removed == 0,
        _ALIAS.c.phrase.is_distinct_from(_FOOD.c.everyday),
    )
    .order_by(_ALIAS.c.phrase)
)
own_name = select(_ALIAS.c.id, _ALIAS.c.food_id).where(
    _ALIAS.c.ordered_words == bindparam("words"), _ALIAS.c.own == 1
)
names_of_food = select(_ALIAS.c.id).where(_ALIAS.c.food_id == _THIS)
portions_of_food = select(_PORTION).where(_PORTION.c.food_id == _THIS).order_by(_PORTION.c.position)
recipe = select(_RECIPE).where(_RECIPE.c.food_id == _THIS)
ingredients = (
    select(_INGREDIENT, _FOOD.c.code, _FOOD.c.origin, _FOOD.c.kind, _FOOD.c.source)
    .join(_FOOD, _FOOD.c.id == _INGREDIENT.c.food_id, isouter=True)
    .where(_INGREDIENT.c.recipe_id == bindparam("recipe"))
    .order_by(_INGREDIENT.c.position)
)
recipe_codes = (
    select(_FOOD.c.code).join(_RECIPE).where(_FOOD.c.removed == 0, _FOOD.c.source == SOURCE)
)
