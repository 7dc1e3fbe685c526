"""Food tables of invented countries, as awkward as those that statistical offices publish.

Each has a builder that writes its files, and the facts that an import must give.
"""

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.spreadsheets import Rows, xlsx


@dataclass(frozen=True)
class Fact:
    """What a table says of a food; `ug` is per 100 g, or per 100 ml with `by_volume`."""

    code: str
    english: str
    local: str
    group: str = ""
    ug: float | None = None
    mark: str | None = None
    below: float | None = None
    by_volume: bool = False
    portions: tuple[tuple[str, float], ...] = ()
    added: bool = False


@dataclass(frozen=True)
class Style:
    """How a table writes its figures; `factor` is its units in a µg per 100 g."""

    decimal: str = "."
    trace: str = "tr"
    unknown: Sequence[str] = ("",)
    below: str = "<{}"
    no_limit: str = "<LOD"
    estimate: str = "({})"
    factor: float = 1.0
    numbers: bool = False

    def number(self, ug: float) -> str:
        text = f"{ug * self.factor:.10g}"
        if "e" in text:
            text = f"{ug * self.factor:.10f}".rstrip("0")
        return text.replace(".", self.decimal)

    def cell(self, fact: Fact, place: int = 0) -> object:
        if fact.mark == "trace":
            return self.trace
        if fact.mark == "below":
            return (
                self.no_limit if fact.below is None else self.below.format(self.number(fact.below))
            )
        if fact.ug is None:
            return self.unknown[place % len(self.unknown)]
        if fact.mark == "estimate":
            return self.estimate.format(self.number(fact.ug))
        if self.numbers:
            return float(f"{fact.ug * self.factor:.10g}")
        return self.number(fact.ug)


class Built(NamedTuple):
    """The file, folder or zip of a table, and its facts."""

    path: Path
    facts: list[Fact]


@dataclass(frozen=True)
class Table:
    """A table of an invented country: how it is written, and how its foods are compared."""

    name: str
    build: Callable[[Path], Built]
    has_codes: bool = True
    has_english: bool = True
    has_groups: bool = True


_HEADS = {
    "Milk and cheese": "Milk, whole|Cheese, hard|Yogurt, plain|Butter, salted|Cream, fresh",
    "Meat and offal": "Beef, minced, raw|Pork, fried|Liver, lamb, raw|Chicken, roasted|Ham, cooked",
    "Fish": "Herring, salted|Cod, boiled|Tuna, canned in oil|Mussels, raw|Trout, smoked",
    "Vegetables and fruit": "Carrot, raw|Potatoes, boiled|Apple|Spinach, frozen|Beans, dried",
    "Cereals": "Bread, rye|Rice, white, cooked|Oat flakes|Breakfast cereal, fortified|Pasta, dry",
    "Drinks": "Orange juice|Beer|Tea, brewed|Soya drink|Water, tap",
}
_MORE = ("", ", mountain", ", coast", ", home-made", ", low fat", ", 3,5 % fat")
_FIGURES: tuple[tuple[float | None, str | None, float | None], ...] = (
    (0.38, None, None),
    (1.5, None, None),
    (0.0, "trace", None),
    (None, None, None),
    (0.0, "below", 0.05),
    (2.25, "estimate", None),
    (0.0, None, None),
    (64.7, None, None),
    (0.0, "below", None),
    (12.0, None, None),
    (None, None, None),
    (0.07, None, None),
)


def facts(
    many: int,
    local: Sequence[str],
    codes: Callable[[int], str] = lambda n: f"{n:04d}",
    groups: dict[str, str] | None = None,
    figures: Sequence[tuple[float | None, str | None, float | None]] = _FIGURES,
    seed: int = 1,
) -> list[Fact]:
    """Return foods with each kind of figure; `local` are words of which local names are made."""
    draw = random.Random(seed)
    named = [(group, food) for group, foods in _HEADS.items() for food in foods.split("|")]
    chosen = []
    for n in range(many):
        group, food = named[(n * 7) % len(named)] if groups is None else named[n % len(named)]
        ug, mark, below = figures[(n * 5) % len(figures)]
        if ug and mark is None:
            ug = round(ug * draw.choice((1, 1.1, 0.9, 1.3)), 3)
        chosen.append(
            Fact(
                code=codes(n + 1),
                english=food + _MORE[n // len(named) % len(_MORE)],
                local=_local(n, local),
                group=group if groups is None else groups[group],
                ug=ug,
                mark=mark,
                below=below,
            )
        )
    return sorted(chosen, key=lambda fact: fact.group) if groups is not None else chosen


def _local(n: int, words: Sequence[str]) -> str:
    first, rest = divmod(n, len(words))
    return f"{words[rest].capitalize()}, {words[(rest + first + 3) % len(words)]}"


def noise(fact: Fact, at: int) -> float:
    """Return a figure of another nutrient."""
    return round(random.Random(f"{fact.local}{at}").uniform(0.01, 9), 2)


def text(rows: Rows, separator: str, *, quoted: bool = False, end: str = "\r\n") -> str:
    """Return rows as separated text."""
    out = io.StringIO()
    csv.writer(
        out,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        lineterminator=end,
    ).writerows(rows)
    return out.getvalue()


def write(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """Write a text; return the path."""
    path.write_bytes(content.encode(encoding))
    return path


# --- The tables ----------------------------------------------------------------------------


def _esperia(folder: Path) -> Built:
    """Spanish; `;` in Windows-1252, a title and a note above, B12 beside what is about it."""
    style = Style(",", "trazas", ("-", ""), "<{}", "< LOD")
    foods = facts(40, "leche queso pan niño añejo maíz jamón pez huevo arroz".split())
    rows: list[list[object]] = [
        ["Tabla de composición de alimentos de Esperia, 3ª edición, 2019"],
        ["Valores por 100 g de porción comestible; vitamina B12 en µg"],
        [],
        [
            "Código",
            "Alimento",
            "Nombre en inglés",
            "Grupo",
            "Energía (kcal)",
            "Vitamina B1 (mg)",
            "Vitamina B2 (mg)",
            "Vitamina B6 (mg)",
            "Vitamina B12 añadida (µg)",
            "Vitamina B12 (µg)",
            "Vitamina B12 DE",
            "Fuente B12",
        ],
    ]
    for n, fact in enumerate(foods):
        rows.append(
            [
                fact.code,
                fact.local,
                fact.english,
                fact.group,
                100 + n,
                *(style.number(noise(fact, at)) for at in range(3)),
                "0",
                style.cell(fact, n),
                style.number(noise(fact, 4)) if n % 2 else "",
                "ABC"[n % 3],
            ]
        )
    return Built(write(folder / "Esperia_2019.csv", text(rows, ";"), "cp1252"), foods)


def _polonka(folder: Path) -> Built:
    """Polish; a workbook with three rows of headers, units, groups between the foods, notes."""
    style = Style(",", "ślad", ("bd", "–"), "<{}", "< LOQ", "[{}]")
    groups = {
        "Milk and cheese": "Mleko i sery",
        "Meat and offal": "Mięso",
        "Fish": "Ryby",
        "Vegetables and fruit": "Warzywa",
        "Cereals": "Zboża",
        "Drinks": "Napoje",
    }
    foods = facts(
        60,
        "ser żółty mleko chleb żytni śledź łosoś jajko ćma gęś".split(),
        lambda n: f"{n // 10:02d}.{n:03d}",
        groups,
    )
    rows: list[list[object]] = [
        ["Tabele składu i wartości odżywczej żywności"],
        ["Zawartość w 100 g części jadalnych"],
        [],
        ["Kod", "Nazwa produktu", "", "Energia", "Witaminy", "", "", "", ""],
        [
            "",
            "",
            "",
            "",
            "Witamina B1",
            "Witamina B6",
            "Witamina B12",
            "Witamina B12 – odch. std.",
            "Foliany",
        ],
        [
            "Code",
            "Polish name",
            "English name",
            "Energy",
            "Thiamin",
            "Vitamin B6",
            "Vitamin B12",
            "Vitamin B12 – std. dev.",
            "Folate",
        ],
        ["", "", "", "ENERC", "THIA", "VITB6A", "VITB12", "", "FOL"],
        ["", "", "", "kcal", "mg", "mg", "µg", "µg", "µg"],
    ]
    group = ""
    for n, fact in enumerate(foods):
        if fact.group != group:
            group = fact.group
            rows.append([group])
        rows.append(
            [
                fact.code,
                fact.local,
                fact.english,
                50 + n,
                noise(fact, 1),
                noise(fact, 2),
                style.cell(fact, n),
                noise(fact, 3),
                noise(fact, 4),
            ]
        )
    rows += [[], ["bd – brak danych; [ ] wartość szacunkowa"], ["Źródło: Instytut, 2021"]]
    about = [["Tabele, wydanie 2021"], ["Arkusz", "Opis"], ["Skład", "Witamina B12 i inne"]]
    codes = [["Kod", "Nazwa produktu"], *([f.code, f.local] for f in foods)]
    path = xlsx(folder / "tabele.xlsx", {"O tabelach": about, "Kody": codes, "Skład": rows})
    return Built(path, foods)


def _turkara(folder: Path) -> Built:
    """Turkish; tabs in UTF-16, without codes, the English name after the local one."""
    style = Style(",", "eser", ("belirlenmedi", "-"), "<{}", "<TSA", "({})")
    foods = facts(35, "süt peynir ekmek ığdır şeker çorba balık yumurta üzüm".split())
    rows: list[list[object]] = [
        [
            "Gıda adı",
            "İngilizce adı",
            "Gıda grubu",
            "Enerji (kcal)",
            "B6 vitamini (mg)",
            "B12 vitamini (mcg/100 g)",
            "B12 vitamini kaynağı",
        ],
    ]
    rows += [
        [
            f.local,
            f.english,
            f.group,
            n + 20,
            style.number(noise(f, 1)),
            style.cell(f, n),
            "TÜRKOMP",
        ]
        for n, f in enumerate(foods)
    ]
    return Built(write(folder / "gidalar.txt", text(rows, "\t"), "utf-16"), foods)


def _hellas(folder: Path) -> Built:
    """Greek; `|`, all quoted, a BOM, B12 with a Greek letter, no English at all."""
    style = Style(",", "ίχνη", ("δ/δ",), "<{}", "<LOD", "({})")
    foods = facts(45, "γάλα τυρί ψωμί ψάρι κρέας αυγό ρύζι μήλο".split(), lambda n: f"ΑΒ{n:03d}")
    rows: list[list[object]] = [
        [
            "Κωδικός",
            "Τρόφιμο",
            "Ομάδα τροφίμων",
            "Ενέργεια (kcal)",
            "Βιταμίνη Β6 (mg)",
            "Βιταμίνη Β12 (μg)",
            "Βιταμίνη Β12 ΤΑ",
            "Πηγή Β12",
        ],
    ]
    rows += [
        [f.code, f.local, f.group, n, style.number(noise(f, 1)), style.cell(f), noise(f, 2), "1"]
        for n, f in enumerate(foods)
    ]
    content = text(rows, "|", quoted=True)
    return Built(write(folder / "Πίνακας.csv", content, "utf-8-sig"), foods)


def _rusland(folder: Path) -> Built:
    """Russian; a workbook in which a nutrient is a row, by a number that another sheet explains."""
    style = Style(",", "следы", ("н/д",), "<{}", "<ПО", "({})")
    foods = facts(30, "молоко сыр хлеб рыба мясо яйцо рис яблоко".split(), lambda n: str(7000 + n))
    groups = sorted({fact.group for fact in foods})
    products: list[list[object]] = [
        ["Код продукта", "Наименование", "Наименование (англ.)", "Группа"]
    ]
    products += [[f.code, f.local, f.english, groups.index(f.group) + 1] for f in foods]
    names: list[list[object]] = [["Номер группы", "Название группы"]]
    names += [[n, group] for n, group in enumerate(groups, 1)]
    nutrients: list[list[object]] = [
        ["Номер", "Нутриент", "Единица", "Порядок"],
        [101, "Витамин В1", "мг", 1],
        [102, "Витамин В6", "мг", 2],
        [117, "Витамин В12", "мкг", 3],
        [203, "Натрий", "мг", 4],
    ]
    values: list[list[object]] = [["Код продукта", "Номер нутриента", "Значение", "Единица", "n"]]
    for n, fact in enumerate(foods):
        values += [
            [fact.code, 101, noise(fact, 1), "мг", 3],
            [fact.code, 102, noise(fact, 2), "мг", 3],
        ]
        values.append([fact.code, 117, style.cell(fact, n), "мкг", 3])
        values.append([fact.code, 203, noise(fact, 3), "мг", 3])
    sheets: dict[str, Rows] = {
        "Продукты": products,
        "Группы": names,
        "Нутриенты": nutrients,
        "Состав": values,
    }
    return Built(xlsx(folder / "Руслана 2018.xlsx", sheets), foods)


def _magyaria(folder: Path) -> Built:
    """Hungarian; `~`, mg, two rows of headers with a merged one, codes with letters and dots."""
    style = Style(",", "nyom", ("n.a.", "..."), "<{}", "<KH", "({})", factor=0.001)
    foods = facts(
        50, "tej sajt kenyér hal hús tojás rizs őszibarack".split(), lambda n: f"H.{n:03d}.a"
    )
    rows: list[list[object]] = [
        [
            "Kód",
            "Élelmiszer neve",
            "Angol név",
            "Élelmiszercsoport",
            "B6-vitamin (mg)",
            "",
            "",
            "B12-vitamin (mg)",
            "",
            "",
        ],
        ["", "", "", "", "Mintaszám", "Átlag", "Szórás", "Mintaszám", "Átlag", "Szórás"],
    ]
    for n, f in enumerate(foods):
        rows.append(
            [
                f.code,
                f.local,
                f.english,
                f.group,
                n % 5 + 1,
                style.number(noise(f, 1)),
                style.number(noise(f, 2)),
                n % 4 + 1,
                style.cell(f, n),
                style.number(noise(f, 3) / 1000),
            ]
        )
    return Built(write(folder / "tapanyag_v2.1.csv", text(rows, "~")), foods)


def _lusonia(folder: Path) -> Built:
    """Portuguese; a zip of six files: foods, values, nutrients, groups, portions and measures."""
    style = Style(".", "vestigios", ("",), "<{}", "<LD", "({})")
    made = facts(
        40, "leite queijo pão peixe carne ovo arroz maçã".split(), lambda n: f"{n * 3:05d}"
    )
    foods = [
        replace(f, portions=(("chávena", 200.0 + n), ("fatia", 25.0))) if n % 3 == 0 else f
        for n, f in enumerate(made)
    ]
    groups = sorted({fact.group for fact in foods})
    table: list[list[object]] = [["CodAlimento", "NomeAlimento", "NomeAlimentoEN", "CodGrupo"]]
    table += [[f.code, f.local, f.english, f"G{groups.index(f.group)}"] for f in foods]
    values: list[list[object]] = [["CodAlimento", "CodNutriente", "Valor", "ErroPadrao"]]
    portions: list[list[object]] = [["CodAlimento", "CodMedida", "PesoGramas"]]
    for n, f in enumerate(foods):
        values += [[f.code, other, noise(f, other), ""] for other in (203, 415)]
        if f.ug is not None or f.mark:
            values.append([f.code, 418, style.cell(f, n), noise(f, 9)])
        portions += [[f.code, {"chávena": 11, "fatia": 12}[name], g] for name, g in f.portions]
    named: list[list[object]] = [["CodGrupo", "NomeGrupo"]]
    named += [[f"G{n}", group] for n, group in enumerate(groups)]
    files: dict[str, list[list[object]]] = {
        "alimentos.csv": table,
        "valores.csv": values,
        "nutrientes.csv": [
            ["CodNutriente", "Nutriente", "Unidade"],
            [203, "Proteína", "g"],
            [415, "Vitamina B6", "mg"],
            [418, "Vitamina B12", "µg"],
        ],
        "grupos.csv": named,
        "porcoes.csv": portions,
        "medidas.csv": [["CodMedida", "Medida"], [11, "chávena"], [12, "fatia"], [13, "colher"]],
    }
    path = folder / "lusonia_2022.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, rows in files.items():
            packed.writestr(f"dados/{name}", text(rows, ","))
    return Built(path, foods)


def _hanland(folder: Path) -> Built:
    """Korean; a workbook with units and numbers below the headers, figures with a star."""
    style = Style(".", "Tr", ("-",), "<{}", "ND", "({})", numbers=True)
    foods = facts(70, "우유 치즈 빵 생선 고기 달걀 쌀 사과 김치".split(), lambda n: f"R{n:06d}")
    foods = [
        replace(f, mark=None, ug=None) if f.mark == "below" and not f.below else f for f in foods
    ]
    rows: list[list[object]] = [
        ["국가표준식품성분표 제10개정판"],
        ["번호", "식품군", "식품코드", "식품명", "영문명", "에너지", "비타민", "", "", ""],
        ["", "", "", "", "", "", "B1", "B2", "B6", "B12"],
        ["", "", "", "", "", "(kcal)", "(mg)", "(mg)", "(mg)", "(㎍)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
    ]
    for n, f in enumerate(foods):
        cell = style.cell(f, n)
        cell = f"{cell:g}*" if isinstance(cell, float) and n % 6 == 1 else cell
        rows.append(
            [n + 1, f.group, f.code, f.local, f.english, n, *(noise(f, a) for a in range(3)), cell]
        )
    rows.append(["* 문헌값"])
    return Built(xlsx(folder / "성분표.xlsx", {"표지": [["성분표"]], "DB": rows}), foods)


def _nusara(folder: Path) -> Built:
    """Indonesian; JSON in which each food has a list of nutrients, named as the food is."""
    style = Style(".", "jejak", ("n/a",), "<{}", "<LOD", "({})")
    foods = facts(36, "susu keju roti ikan daging telur nasi apel".split(), lambda n: f"N-{n}")
    document = {
        "judul": "Daftar Komposisi Bahan Makanan",
        "tahun": 2020,
        "bahan": [
            {
                "id": f.code,
                "nama": {"id": f.local, "en": f.english},
                "golongan": f.group,
                "gizi": [
                    {"id": "VITB6A", "nama": "Vitamin B6", "nilai": noise(f, 1), "satuan": "mg"},
                    {
                        "id": "VITB12",
                        "nama": "Vitamin B12",
                        "nilai": style.cell(f, n),
                        "satuan": "mcg",
                    },
                    {"id": "FE", "nama": "Besi", "nilai": noise(f, 2), "satuan": "mg"},
                ],
            }
            for n, f in enumerate(foods)
        ],
    }
    content = json.dumps(document, ensure_ascii=False)
    return Built(write(folder / "komposisi.json", content), foods)


def _icemark(folder: Path) -> Built:
    """Icelandic; XML with names by language and ng."""
    style = Style(",", "snefil", ("",), "&lt;{}", "&lt; LOD", "({})", factor=1000)
    foods = facts(
        33, "mjólk ostur brauð fiskur kjöt egg þorskur ýsa".split(), lambda n: f"IS{n:04d}"
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<tafla utgafa='2017'>"]
    for n, f in enumerate(foods):
        lines.append(
            f'<faeda numer="{f.code}"><heiti mal="is">{escape(f.local)}</heiti>'
            f'<heiti mal="en">{escape(f.english)}</heiti><flokkur>{escape(f.group)}</flokkur>'
            f'<efni numer="B6" eining="mg">{noise(f, 1)}</efni>'
            f'<efni numer="VITB12" eining="ng">{style.cell(f, n)}</efni></faeda>'
        )
    lines.append("</tafla>")
    return Built(write(folder / "matvaeli.xml", "\n".join(lines)), foods)


def _commonia(folder: Path) -> Built:
    """English; commas, a column of traces, one per how much, and one with added B12."""
    foods = []
    for n, fact in enumerate(facts(48, ["x", "y", "z", "w", "v", "u", "t"], lambda n: f"{n:07d}")):
        made = replace(fact, local="", by_volume=fact.group == "Drinks")
        if fact.mark == "below" and not fact.below:
            made = replace(made, mark="trace")
        foods.append(replace(made, added=bool(made.ug) and made.mark is None and n % 7 == 0))
    rows: list[list[object]] = [
        [
            "Food no.",
            "Food",
            "Scientific name",
            "Food group",
            "Quantity",
            "Contains traces of",
            "Energy kcal",
            "VITB6 (mg)",
            "VITB12 (µg)",
            "VITB12 added (µg)",
            "VITB12 source",
        ],
    ]
    style = Style(".", "0", ("",), "< {}", "", "[{}]")
    for n, f in enumerate(foods):
        rows.append(
            [
                f.code,
                f.english,
                f"Genus {n}" if n % 2 else "",
                f.group,
                "per 100 ml" if f.by_volume else "per 100 g",
                "VITB6, VITB12" if f.mark == "trace" else "VITB6" if n % 4 == 0 else "",
                n,
                noise(f, 1),
                style.cell(f, n),
                style.number(f.ug) if f.added and f.ug else "0",
                "12",
            ]
        )
    return Built(write(folder / "Commonia-2024-1.0.csv", text(rows, ",")), foods)


TUNED = (
    Table("esperia", _esperia),
    Table("polonka", _polonka),
    Table("turkara", _turkara, has_codes=False),
    Table("hellas", _hellas, has_english=False),
    Table("rusland", _rusland),
    Table("magyaria", _magyaria),
    Table("lusonia", _lusonia),
    Table("hanland", _hanland),
    Table("nusara", _nusara),
    Table("icemark", _icemark),
    Table("commonia", _commonia),
)


# --- Written before the rules were tried on them -------------------------------------------


def _bohemka(folder: Path) -> Built:
    """Czech; a workbook with a sheet for each group, and one that explains them."""
    style = Style(",", "stopy", ("-",), "<{}", "<MD", "({})")
    groups = {
        "Milk and cheese": "Mléčné výrobky",
        "Meat and offal": "Maso",
        "Fish": "Ryby",
        "Vegetables and fruit": "Zelenina",
        "Cereals": "Obiloviny",
        "Drinks": "Nápoje",
    }
    foods = facts(
        60,
        "mléko sýr chléb ryba maso vejce rýže jablko".split(),
        lambda n: f"{n:03d}-{n % 7}",
        groups,
    )
    sheets: dict[str, Rows] = {
        "Úvod": [["Databáze složení potravin, verze 8.20"], ["stopy = stopové množství"]]
    }
    for group in dict.fromkeys(fact.group for fact in foods):
        rows: list[list[object]] = [
            [group],
            [
                "Kód",
                "Název",
                "Anglický název",
                "Energie [kJ]",
                "Vitamin B6 [mg]",
                "Vitamin B12 [µg]",
            ],
        ]
        rows += [
            [f.code, f.local, f.english, 100 + n, noise(f, 1), style.cell(f, n)]
            for n, f in enumerate(foods)
            if f.group == group
        ]
        sheets[group] = rows
    return Built(xlsx(folder / "NutriDatabaze 8.20.xlsx", sheets), foods)


def _suomia(folder: Path) -> Built:
    """Finnish; a folder of eight files, names by language, measures by language."""
    style = Style(",", "jälkiä", ("",), "<{}", "<DL", "({})")
    made = facts(
        34, "maito juusto leipä kala liha muna riisi omena".split(), lambda n: str(700 + n)
    )
    foods = [
        replace(f, portions=(("Glass", 150.0 + n), ("Slice", 30.0))) if n % 4 == 0 else f
        for n, f in enumerate(made)
    ]
    path = folder / "suomia"
    path.mkdir()
    groups = sorted({fact.group for fact in foods})
    table: list[list[object]] = [["FOODID", "FOODTYPE", "IGCLASS", "EDPORT"]]
    finnish: list[list[object]] = [["FOODID", "FOODNAME", "LANG"]]
    english: list[list[object]] = [["FOODID", "FOODNAME", "LANG"]]
    values: list[list[object]] = [["FOODID", "EUFDNAME", "BESTLOC", "ACQTYPE", "METHTYPE"]]
    units: list[list[object]] = [["FOODID", "FOODUNIT", "MASS"]]
    for n, f in enumerate(foods):
        table.append([f.code, "FOOD", f"K{groups.index(f.group)}", "100"])
        finnish.append([f.code, f.local.upper(), "FI"])
        english.append([f.code, f.english, "EN"])
        for tag, at in (("ENERC", 1), ("VITPYRID", 2)):
            values.append([f.code, tag, style.number(noise(f, at)), "S", "X"])
        values.append([f.code, "VITB12", style.cell(f, n), "S", "X"])
        units += [
            [f.code, {"Glass": "KPL_L", "Slice": "VIIP"}[name], style.number(g)]
            for name, g in f.portions
        ]
    foods = [replace(f, local=f.local.upper()) for f in foods]
    components: list[list[object]] = [
        ["EUFDNAME", "COMPUNIT", "CMPCLASS"],
        ["ENERC", "KJ", "MACROCMP"],
        ["VITPYRID", "MG", "VITAM"],
        ["VITB12", "UG", "VITAM"],
    ]
    named: list[list[object]] = [["THSCODE", "DESCRIPT", "LANG"]]
    named += [[f"K{n}", group, "EN"] for n, group in enumerate(groups)]
    measures: list[list[object]] = [
        ["THSCODE", "DESCRIPT", "LANG"],
        ["KPL_L", "Glass", "EN"],
        ["VIIP", "Slice", "EN"],
        ["DL", "Decilitre", "EN"],
    ]
    for name, rows in (
        ("food", table),
        ("foodname_FI", finnish),
        ("foodname_EN", english),
        ("component_value", values),
        ("component", components),
        ("igclass_EN", named),
        ("foodaddunit", units),
        ("foodunit_EN", measures),
    ):
        write(path / f"{name}.csv", text(rows, ";"), "cp1252")
    return Built(path, foods)


def _namviet(folder: Path) -> Built:
    """Vietnamese; a workbook with merged headers, units below, a portion beside each food."""
    style = Style(".", "vết", ("KPH", "_"), "<{}", "<LOD", "{}*")
    foods = facts(
        45, "sữa phô mai bánh mì cá thịt trứng gạo táo".split(), lambda n: f"{n // 9 + 1}.{n:03d}"
    )
    foods = [replace(f, mark=None) if f.mark == "estimate" else f for f in foods]
    rows: list[list[object]] = [
        ["BẢNG THÀNH PHẦN THỰC PHẨM VIỆT NAM", "", "", "", "", "", "", "2017"],
        [],
        ["STT", "Mã số", "Tên thực phẩm", "", "Nhóm", "Thành phần dinh dưỡng", "", "", ""],
        [
            "",
            "",
            "Tiếng Việt",
            "Tiếng Anh",
            "",
            "Năng lượng",
            "Vitamin B2",
            "Vitamin B12",
            "Vitamin C",
        ],
        ["", "", "", "", "", "KCal", "mg", "mcg", "mg"],
    ]
    for n, f in enumerate(foods):
        rows.append(
            [
                n + 1,
                f.code,
                f.local,
                f.english,
                f.group,
                n,
                noise(f, 1),
                style.cell(f, n),
                noise(f, 2),
            ]
        )
    rows += [["Ghi chú: KPH = không phát hiện"]]
    return Built(
        xlsx(
            folder / "bang_thanh_phan.xlsx", {"Trang bìa": [["2017"]], "Bảng": rows, "Sheet3": []}
        ),
        foods,
    )


def _gallia(folder: Path) -> Built:
    """French; quoted, groups by code and name in two languages, a code of confidence, notes."""
    style = Style(",", "traces", ("-",), "< {}", "< LD", "({})")
    foods = facts(
        60, "lait fromage pain poisson viande œuf riz pomme".split(), lambda n: str(n * 37)
    )
    groups = sorted({fact.group for fact in foods})
    rows: list[list[object]] = [
        [
            "grp_code",
            "grp_nom_fr",
            "grp_nom_eng",
            "alim_code",
            "alim_nom_fr",
            "alim_nom_eng",
            "alim_nom_sci",
            "Energie (kcal/100 g)",
            "Vitamine B9 ou Folates totaux (µg/100 g)",
            "Vitamine B12 (µg/100 g)",
            "Vitamine B12 - code confiance",
        ],
    ]
    for n, f in enumerate(foods):
        rows.append(
            [
                f"{groups.index(f.group) + 1:02d}",
                f"groupe n° {groups.index(f.group)}",
                f.group,
                f.code,
                f.local,
                f.english,
                f"Species {n}" if n % 3 else "-",
                n,
                style.number(noise(f, 1)),
                style.cell(f, n),
                "ABCD"[n % 4],
            ]
        )
    rows += [[""], ["Les valeurs entre parenthèses sont des estimations"]]
    return Built(
        write(folder / "Table_Gallia_2021_ENG.csv", text(rows, ";", quoted=True), "cp1252"), foods
    )


def _yamato(folder: Path) -> Built:
    """Japanese; four rows of headers, a tag row, codes with zeros, remarks, no English."""
    style = Style(".", "Tr", ("-",), "<{}", "<LOD", "({})")
    foods = facts(
        55, "牛乳 チーズ パン 魚 肉 卵 米 りんご 味噌".split(), lambda n: f"{n // 9 + 1:02d}{n:03d}"
    )
    foods = [f for f in foods if f.mark != "below"]
    rows: list[list[object]] = [
        ["", "", "", "可食部100 g当たり", "", "", "", "", ""],
        [
            "食品群",
            "食品番号",
            "食品名",
            "エネルギー",
            "ビタミンB1",
            "ビタミンB2",
            "ビタミンB6",
            "ビタミンB12",
            "備考",
        ],
        ["単位", "", "", "kcal", "mg", "mg", "mg", "µg", ""],
        ["成分識別子", "", "", "ENERC_KCAL", "THIA", "RIBF", "VITB6A", "VITB12", ""],
    ]
    for n, f in enumerate(foods):
        rows.append(
            [
                f.group,
                f.code,
                f"<{f.local}>\u3000生",
                n,
                *(noise(f, a) for a in range(3)),
                style.cell(f, n),
                "ビタミンB12: 推定値" if n % 11 == 3 else "",
            ]
        )
    foods = [replace(f, local=f"<{f.local}> 生") for f in foods]
    return Built(xlsx(folder / "食品成分表2020.xlsx", {"表全体": rows}), foods)


def _ukrania(folder: Path) -> Built:
    """Ukrainian; rows of one nutrient without any code, named in words, with units."""
    style = Style(",", "сліди", ("н.д.",), "<{}", "<МВ", "≈{}")
    foods = facts(31, "молоко сир хліб риба м'ясо яйце рис яблуко".split())
    rows: list[list[object]] = [["Продукт", "Група", "Речовина", "Вміст", "Одиниця виміру"]]
    for n, f in enumerate(foods):
        rows.append([f.local, f.group, "Вітамін B6", style.number(noise(f, 1)), "мг"])
        rows.append([f.local, f.group, "Вітамін B12", style.cell(f, n), "мкг"])
        rows.append([f.local, f.group, "Вітамін C", style.number(noise(f, 2)), "мг"])
    return Built(write(folder / "склад.csv", text(rows, "|")), foods)


def _sverina(folder: Path) -> Built:
    """Swedish; JSON without nesting, null for unknown, numbers as numbers."""
    style = Style(".", "spår", ("",), "<{}", "<LOD", "({})", numbers=True)
    foods = facts(42, "mjölk ost bröd fisk kött ägg ris äpple".split(), lambda n: str(n))
    document = [
        {
            "Livsmedelsnummer": int(f.code),
            "Livsmedelsnamn": f.local,
            "EngelsktNamn": f.english,
            "Livsmedelsgrupp": f.group,
            "Energi (kcal)": n,
            "Vitamin B-6 (mg)": noise(f, 1),
            "Vitamin B-12 (µg)": style.cell(f, n) if f.ug is not None or f.mark else None,
        }
        for n, f in enumerate(foods)
    ]
    return Built(write(folder / "livsmedel_2023-06-01.json", json.dumps(document)), foods)


def _batavia(folder: Path) -> Built:
    """Dutch; mg in a kilogram, the sign of what is below a limit in a column of its own."""
    style = Style(".", "sporen", ("onbekend",), "{}", "", "({})", factor=0.01)
    foods = facts(47, "melk kaas brood vis vlees ei rijst appel".split(), lambda n: f"NL{n:05d}")
    foods = [
        replace(f, mark=None, ug=None) if f.mark == "below" and not f.below else f for f in foods
    ]
    rows: list[list[object]] = [
        [
            "Productcode",
            "Omschrijving",
            "Engelse omschrijving",
            "Productgroep",
            "Vitamine B12 (mg/kg)",
            "Vitamine B12 teken",
            "Vitamine B12 methode",
            "Foliumzuur (mg/kg)",
        ],
    ]
    rows += [
        [
            f.code,
            f.local,
            f.english,
            f.group,
            style.cell(f),
            "<" if f.mark == "below" else "",
            "HPLC",
            noise(f, 1),
        ]
        for f in foods
    ]
    return Built(write(folder / "batavia.tsv", text(rows, "\t"), "utf-8-sig"), foods)


def _eestimaa(folder: Path) -> Built:
    """Estonian; the unit beside each figure, headings with codes, a thousand in ng."""
    style = Style(",", "jälg", ("puudub",), "< {} ng", "< LOD", "({} ng)", factor=1000)
    groups = {
        "Milk and cheese": "Piimatooted",
        "Meat and offal": "Lihatooted",
        "Fish": "Kala",
        "Vegetables and fruit": "Köögiviljad",
        "Cereals": "Teravili",
        "Drinks": "Joogid",
    }
    foods = facts(
        40, "piim juust leib kala liha muna riis õun".split(), lambda n: f"{n:03d}", groups
    )
    numbers = {group: f"{n:02d}" for n, group in enumerate(groups.values(), 1)}
    foods = [replace(f, code=f"{numbers[f.group]}{f.code}") for f in foods]
    rows: list[list[object]] = [
        ["Kood", "Toiduaine", "Inglise keeles", "Energia (kcal)", "Vitamiin B12", "Vitamiin B6"]
    ]
    group = ""
    for n, f in enumerate(foods):
        if f.group != group:
            group = f.group
            rows.append([numbers[group], group, "", "", "", ""])
        cell = str(style.cell(f, n))
        if cell[0].isdigit():
            whole, comma, rest = cell.partition(",")
            cell = f"{int(whole):,}".replace(",", " ") + comma + rest + " ng"
        rows.append([f.code, f.local, f.english, n, cell, f"{style.number(noise(f, 1) / 1000)} mg"])
    return Built(write(folder / "NutriData v11.csv", text(rows, ";", end="\n")), foods)


LATER = (
    Table("bohemka", _bohemka),
    Table("suomia", _suomia),
    Table("namviet", _namviet),
    Table("gallia", _gallia),
    Table("yamato", _yamato, has_english=False),
    Table("ukrania", _ukrania, has_codes=False, has_english=False),
    Table("sverina", _sverina),
    Table("batavia", _batavia),
    Table("eestimaa", _eestimaa),
)


# --- A second time -------------------------------------------------------------------------


def _romelia(folder: Path) -> Built:
    """Romanian; a sheet per kind of nutrient, B12 without names, an older edition beside it."""
    style = Style(",", "urme", ("lipsă",), "<{}", "<LD", "({})")
    foods = facts(44, "lapte brânză pâine pește carne ou orez măr".split(), lambda n: f"R{n:03d}x")
    general: list[list[object]] = [
        ["Cod aliment", "Denumirea alimentului", "Denumirea în engleză", "Grupa"]
    ]
    general += [[f.code, f.local, f.english, f.group] for f in foods]
    macro: list[list[object]] = [
        ["Cod aliment", "Denumirea alimentului", "Proteine (g)", "Lipide (g)"]
    ]
    macro += [
        [f.code, f.local, style.number(noise(f, 1)), style.number(noise(f, 2))] for f in foods
    ]
    vitamins: list[list[object]] = [
        ["Vitamine la 100 g"],
        [
            "Cod aliment",
            "Vitamina A (µg)",
            "Vitamina B1 (mg)",
            "Vitamina B6 (mg)",
            "Vitamina B12 (µg)",
            "Sursa vitaminei B12",
        ],
    ]
    vitamins += [
        [
            f.code,
            noise(f, 3),
            style.number(noise(f, 4)),
            style.number(noise(f, 5)),
            style.cell(f, n),
            n % 4,
        ]
        for n, f in enumerate(foods)
    ]
    old: list[list[object]] = [["Cod vechi", "Aliment", "Vitamina B12 (µg)"]]
    old += [[f"V{n}", f.local, style.number(noise(f, 9))] for n, f in enumerate(foods[:20])]
    sheets: dict[str, Rows] = {
        "Ediția 1998": old,
        "General": general,
        "Macronutrienți": macro,
        "Vitamine": vitamins,
    }
    return Built(xlsx(folder / "tabele_ro.xlsx", sheets), foods)


def _arabia(folder: Path) -> Built:
    """Arabic; UTF-16 with tabs, Arabic names first, units in a row below, a footnote."""
    style = Style(".", "آثار", ("غ م",), "<{}", "<LOD", "({})")
    foods = facts(38, "حليب جبن خبز سمك لحم بيض أرز تفاح".split(), lambda n: f"{n:05d}")
    rows: list[list[object]] = [
        ["جدول مكونات الأغذية"],
        [
            "الرمز",
            "اسم الغذاء",
            "الاسم بالإنجليزية",
            "المجموعة",
            "الطاقة",
            "فيتامين ب6 (B6)",
            "فيتامين ب12 (B12)",
        ],
        ["", "", "", "", "kcal", "mg", "µg"],
    ]
    rows += [
        [f.code, f.local, f.english, f.group, n, noise(f, 1), style.cell(f)]
        for n, f in enumerate(foods)
    ]
    rows += [["آثار: كمية ضئيلة"]]
    return Built(write(folder / "جدول.txt", text(rows, "\t"), "utf-16"), foods)


def _albia(folder: Path) -> Built:
    """English only; USDA-like: a folder in which nutrients are numbers and measures in a file."""
    style = Style(".", "Trace", ("",), "<{}", "<LOD", "({})")
    made = facts(36, ["a", "b", "c", "d", "e", "f", "g"], lambda n: str(10000 + n * 7))
    foods = [
        replace(f, local="", portions=(("cup", 240.0 + n), ("slice", 28.4)))
        if n % 2 == 0
        else replace(f, local="")
        for n, f in enumerate(made)
    ]
    groups = sorted({fact.group for fact in foods})
    path = folder / "albia"
    path.mkdir()
    table: list[list[object]] = [
        ["food_id", "category_id", "description", "scientific_name", "publication_date"]
    ]
    table += [[f.code, groups.index(f.group) + 100, f.english, "", "2024-04-01"] for f in foods]
    categories: list[list[object]] = [["category_id", "category", "sort_order"]]
    categories += [[n, group, n - 99] for n, group in enumerate(groups, 100)]
    nutrients: list[list[object]] = [
        ["nutrient_id", "nutrient_name", "unit_name", "tagname"],
        [1165, "Thiamin", "MG", "THIA"],
        [1175, "Vitamin B-6", "MG", "VITB6A"],
        [1178, "Vitamin B-12", "UG", "VITB12"],
        [1246, "Vitamin B-12, added", "UG", ""],
        [1087, "Calcium, Ca", "MG", "CA"],
    ]
    values: list[list[object]] = [
        ["id", "food_id", "nutrient_id", "amount", "data_points", "derivation"]
    ]
    portions: list[list[object]] = [["id", "food_id", "seq", "amount", "measure", "gram_weight"]]
    for f in foods:
        values += [
            [len(values), f.code, other, noise(f, other), 3, "A"] for other in (1165, 1175, 1087)
        ]
        values.append([len(values), f.code, 1246, "0", 1, "Z"])
        if f.ug is not None or f.mark:
            values.append([len(values), f.code, 1178, style.cell(f), 3, "A"])
        portions += [
            [len(portions), f.code, n, "1", name, g] for n, (name, g) in enumerate(f.portions)
        ]
    for name, rows in (
        ("food", table),
        ("category", categories),
        ("nutrient", nutrients),
        ("food_nutrient", values),
        ("portion", portions),
    ):
        write(path / f"{name}.csv", text(rows, ",", quoted=True))
    return Built(path, foods)


def _slavia(folder: Path) -> Built:
    """Slovak; commas in the figures, groups as headings, no codes."""
    style = Style(",", "stopy", ("-", "nestan."), "<{}", "<LOQ", "({})")
    groups = {
        "Milk and cheese": "MLIEKO A SYRY",
        "Meat and offal": "MÄSO",
        "Fish": "RYBY",
        "Vegetables and fruit": "ZELENINA",
        "Cereals": "OBILNINY",
        "Drinks": "NÁPOJE",
    }
    foods = facts(54, "mlieko syr chlieb ryba mäso vajce ryža jablko".split(), groups=groups)
    rows: list[list[object]] = [
        ["Potravina", "kJ", "Bielkoviny g", "Vit. B1 mg", "Vit. B12 µg", "Vit. C mg"]
    ]
    group = ""
    for n, f in enumerate(foods):
        if f.group != group:
            group = f.group
            rows.append([group, "", "", "", "", ""])
        rows.append(
            [
                f.local,
                200 + n,
                *(style.number(noise(f, a)) for a in (1, 2)),
                style.cell(f, n),
                style.number(noise(f, 3)),
            ]
        )
    return Built(write(folder / "slavia2015.csv", text(rows, ";"), "utf-8"), foods)


def _kartvelia(folder: Path) -> Built:
    """Georgian; XML with attributes alone, names in two attributes, portions nested."""
    style = Style(".", "კვალი", ("",), "&lt;{}", "&lt;LOD", "({})")
    made = facts(32, "რძე ყველი პური თევზი ხორცი კვერცხი ბრინჯი ვაშლი".split(), lambda n: f"GE-{n}")
    foods = [
        replace(f, portions=(("cup", 200.0 + n), ("piece", 40.0))) if n % 3 == 0 else f
        for n, f in enumerate(made)
    ]
    lines = ["<?xml version='1.0'?>", "<database version='3.1'><foods>"]
    for f in foods:
        value = (
            ""
            if f.ug is None and not f.mark
            else f'<nutrient name="Vitamin B12" value="{style.cell(f)}" unit="µg"/>'
        )
        lines.append(
            f'<food id="{f.code}" name_ka="{escape(f.local)}" name_en="{escape(f.english)}" '
            f'category="{f.group}"><nutrients><nutrient name="Vitamin B6" value="{noise(f, 1)}" '
            f'unit="mg"/>{value}</nutrients><portions>'
            + "".join(f'<portion name="{name}" grams="{g:g}"/>' for name, g in f.portions)
            + "</portions></food>"
        )
    lines.append("</foods></database>")
    return Built(write(folder / "kartvelia.xml", "\n".join(lines)), foods)


def _kiribia(folder: Path) -> Built:
    """English; a workbook with the same table per 100 ml, per serving and per 100 g."""
    style = Style(".", "T", ("NA",), "<{}", "<LOD", "[{}]", numbers=True)
    foods = facts(66, ["p", "q", "r", "s", "t", "u", "v"], lambda n: f"K{n:04d}")
    foods = [replace(f, local="") for f in foods]
    foods = [replace(f, mark=None, ug=None) if f.mark == "trace" else f for f in foods]

    def rows(factor: float, title: str) -> Rows:
        header: list[object] = [
            "Public food key",
            "Classification",
            "Food name",
            "Energy (kJ)",
            "Vitamin B6 (mg)",
            "Cobalamin (B12) (ug)",
            "B12 derivation",
        ]
        body: list[list[object]] = []
        for f in foods:
            scaled = replace(
                f, ug=f.ug if f.ug is None else f.ug * factor, below=f.below and f.below * factor
            )
            body.append(
                [f.code, f.group, f.english, 5, noise(f, 1), style.cell(scaled), "Analysed"]
            )
        return [[title], header, *body]

    sheets: dict[str, Rows] = {
        "Contents": [["Sheet", "What"], ["1", "Vitamin B12 and others"]],
        "Per serving": rows(2.5, "Amounts per serving"),
        "Per 100 g": rows(1, "Amounts per 100 g"),
        "Liquids per 100 mL": [*rows(1.03, "Amounts per 100 mL")][:20],
    }
    return Built(xlsx(folder / "Kiribia release 2.xlsx", sheets), foods)


LATEST = (
    Table("romelia", _romelia),
    Table("arabia", _arabia),
    Table("albia", _albia),
    Table("slavia", _slavia, has_codes=False, has_english=False),
    Table("kartvelia", _kartvelia),
    Table("kiribia", _kiribia),
)
TABLES = (*TUNED, *LATER, *LATEST)
