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
    (0.38, None, None), (1.5, None, None), (0.0, "trace", None), (None, None, None),
    (0.0, "below", 0.05), (2.25, "estimate", None), (0.0, None, None), (64.7, None, None),
    (0.0, "below", None), (12.0, None, None), (None, None, None), (0.07, None, None),
)  # fmt: skip


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
        ["Código", "Alimento", "Nombre en inglés", "Grupo", "Energía (kcal)", "Vitamina B1 (mg)",
         "Vitamina B2 (mg)", "Vitamina B6 (mg)", "Vitamina B12 añadida (µg)", "Vitamina B12 (µg)",
         "Vitamina B12 DE", "Fuente B12"],
    ]  # fmt: skip
    for n, fact in enumerate(foods):
        rows.append([
            fact.code, fact.local, fact.english, fact.group, 100 + n,
            *(style.number(noise(fact, at)) for at in range(3)), "0", style.cell(fact, n),
            style.number(noise(fact, 4)) if n % 2 else "", "ABC"[n % 3],
        ])  # fmt: skip
    return Built(write(folder / "Esperia_2019.csv", text(rows, ";"), "cp1252"), foods)


def _polonka(folder: Path) -> Built:
    """Polish; a workbook with three rows of headers, units, groups between the foods, notes."""
    style = Style(",", "ślad", ("bd", "–"), "<{}", "< LOQ", "[{}]")
    groups = {
        "Milk and cheese": "Mleko i sery", "Meat and offal": "Mięso", "Fish": "Ryby",
        "Vegetables and fruit": "Warzywa", "Cereals": "Zboża", "Drinks": "Napoje",
    }  # fmt: skip
    foods = facts(60, "ser żółty mleko chleb żytni śledź łosoś jajko ćma gęś".split(),
                  lambda n: f"{n // 10:02d}.{n:03d}", groups)  # fmt: skip
    rows: list[list[object]] = [
        ["Tabele składu i wartości odżywczej żywności"],
        ["Zawartość w 100 g części jadalnych"],
        [],
        ["Kod", "Nazwa produktu", "", "Energia", "Witaminy", "", "", "", ""],
        ["", "", "", "", "Witamina B1", "Witamina B6", "Witamina B12", "Witamina B12 – odch. std.",
         "Foliany"],
        ["Code", "Polish name", "English name", "Energy", "Thiamin", "Vitamin B6", "Vitamin B12",
         "Vitamin B12 – std. dev.", "Folate"],
        ["", "", "", "ENERC", "THIA", "VITB6A", "VITB12", "", "FOL"],
        ["", "", "", "kcal", "mg", "mg", "µg", "µg", "µg"],
    ]  # fmt: skip
    group = ""
    for n, fact in enumerate(foods):
        if fact.group != group:
            group = fact.group
            rows.append([group])
        rows.append([fact.code, fact.local, fact.english, 50 + n, noise(fact, 1), noise(fact, 2),
                     style.cell(fact, n), noise(fact, 3), noise(fact, 4)])  # fmt: skip
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
        ["Gıda adı", "İngilizce adı", "Gıda grubu", "Enerji (kcal)", "B6 vitamini (mg)",
         "B12 vitamini (mcg/100 g)", "B12 vitamini kaynağı"],
    ]  # fmt: skip
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
        ["Κωδικός", "Τρόφιμο", "Ομάδα τροφίμων", "Ενέργεια (kcal)", "Βιταμίνη Β6 (mg)",
         "Βιταμίνη Β12 (μg)", "Βιταμίνη Β12 ΤΑ", "Πηγή Β12"],
    ]  # fmt: skip
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
        ["Номер", "Нутриент", "Единица", "Порядок"], [101, "Витамин В1", "мг", 1],
        [102, "Витамин В6", "мг", 2], [117, "Витамин В12", "мкг", 3], [203, "Натрий", "мг", 4],
    ]  # fmt: skip
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
    foods = facts(50, "tej sajt kenyér hal hús tojás rizs őszibarack".split(),
                  lambda n: f"H.{n:03d}.a")  # fmt: skip
    rows: list[list[object]] = [
        ["Kód", "Élelmiszer neve", "Angol név", "Élelmiszercsoport", "B6-vitamin (mg)", "", "",
         "B12-vitamin (mg)", "", ""],
        ["", "", "", "", "Mintaszám", "Átlag", "Szórás", "Mintaszám", "Átlag", "Szórás"],
    ]  # fmt: skip
    for n, f in enumerate(foods):
        rows.append([f.code, f.local, f.english, f.group, n % 5 + 1, style.number(noise(f, 1)),
                     style.number(noise(f, 2)), n % 4 + 1, style.cell(f, n),
                     style.number(noise(f, 3) / 1000)])  # fmt: skip
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
            ["CodNutriente", "Nutriente", "Unidade"], [203, "Proteína", "g"],
            [415, "Vitamina B6", "mg"], [418, "Vitamina B12", "µg"],
        ],
        "grupos.csv": named,
        "porcoes.csv": portions,
        "medidas.csv": [["CodMedida", "Medida"], [11, "chávena"], [12, "fatia"], [13, "colher"]],
    }  # fmt: skip
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
        ["Food no.", "Food", "Scientific name", "Food group", "Quantity", "Contains traces of",
         "Energy kcal", "VITB6 (mg)", "VITB12 (µg)", "VITB12 added (µg)", "VITB12 source"],
    ]  # fmt: skip
    style = Style(".", "0", ("",), "< {}", "", "[{}]")
    for n, f in enumerate(foods):
        rows.append([
            f.code, f.english, f"Genus {n}" if n % 2 else "", f.group,
            "per 100 ml" if f.by_volume else "per 100 g",
            "VITB6, VITB12" if f.mark == "trace" else "VITB6" if n % 4 == 0 else "",
            n, noise(f, 1), style.cell(f, n), style.number(f.ug) if f.added and f.ug else "0", "12",
        ])  # fmt: skip
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
