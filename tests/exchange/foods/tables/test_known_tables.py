"""Each official table in the form in which its publisher gives it, with a few foods.

Headers, marks and layouts are those of the published files; the figures are those of the tables
where the file is at hand, and made up where they stand for a kind of figure.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.spreadsheets import Rows, xlsx
from tracker.exchange.foods.entry import Record
from tracker.exchange.foods.tables.description import known_tables
from tracker.exchange.foods.tables.reader import read
from tracker.exchange.foods.tables.recognise import Recognised, recognise
from tracker.exchange.foods.tables.sheets import open_sheets
from tracker.foods.model import Food

Foods = dict[str, Food]


def _text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def _recognised(path: Path) -> Recognised:
    recognised = recognise(open_sheets(path, lambda *_: None), known_tables())
    assert recognised is not None, "not recognised"
    return recognised


def _read(path: Path) -> tuple[str, Foods]:
    """The name of the table, and its foods by their codes."""
    recognised = _recognised(path)
    records = [entry for entry in read(recognised, Counter()) if isinstance(entry, Record)]
    return recognised.food_table.name, {record.food.code: record.food for record in records}


def _figures(foods: Foods) -> dict[str, object]:
    """Each food's µg per 100 g, or its mark, with the limit if it has one."""
    return {
        code: food.b12_ug_per_100g
        if food.mark is None
        else (food.mark, food.below_ug_per_100g or food.b12_ug_per_100g)
        for code, food in foods.items()
    }


def test_cofid_as_a_workbook(tmp_path: Path) -> None:
    first = [
        "Food Code",
        "Food Name",
        "Description",
        "Group",
        "Previous",
        "Main data references",
        "Footnote",
        "Retinol (µg)",
        "Vitamin B6 (mg)",
        "Vitamin B12 (µg)",
        "Folate (µg)",
    ]
    vitamins: Rows = [
        first,
        [*[""] * 7, "RET", "VITB6", "VITB12", "FOLT"],
        [*[""] * 7, "Retinol", "Vitamin B6", "Vitamin B12", "Folate"],
        ["17-517", "Yeast extract", "10 jars", "WY", "", "", "", "Tr", "1.6", "14.5", "2620"],
        ["16-252", "Cockles, boiled", "Literature", "JM", "", "", "", "50", "0.04", "47.0", "N"],
        ["13-145", "Ackee, canned", "8 cans", "DG", "", "", "", "Tr", "0.06", "0.0", "41"],
        ["12-001", "Cheese, odd", "1 sample", "BL", "", "", "", "Tr", "0.06", "Tr", "41"],
        ["12-002", "Cheese, unmeasured", "1 sample", "BL", "", "", "", "Tr", "0.06", "N", "41"],
        ["13-669", "Beans", "", "DB", "", "", "", "", "", "0", ""],
        ["13-669", "Lentils", "", "DB", "", "", "", "", "", "0", ""],
    ]
    proximates = [["Food Code", "Food Name", "Water (g)"], ["17-517", "Yeast extract", "30"]]
    name = "McCance_Widdowsons_Composition_of_Foods_Integrated_Dataset_2021..xlsx"
    title, foods = _read(
        xlsx(tmp_path / name, {"1.3 Proximates": proximates, "1.5 Vitamins": vitamins})
    )
    assert title == "UK CoFID 2021"
    assert _figures(foods) == {
        "cofid-17-517": 14.5,
        "cofid-16-252": 47.0,
        "cofid-13-145": 0.0,
        "cofid-12-001": ("trace", 0.0),
        "cofid-12-002": None,
        # One number of two foods: a slip of the table's.
        "cofid-13-669": 0.0,
        "cofid-13-669-2": 0.0,
    }
    cockles = foods["cofid-16-252"]
    assert (cockles.name, cockles.kind, cockles.group) == (
        "Cockles, boiled",
        "shellfish",
        "Molluscs",
    )
    assert cockles.source == "UK CoFID 2021, 16-252"
    assert foods["cofid-12-001"].source == "UK CoFID 2021, 12-001, a trace"


def test_cofid_with_the_tags_of_fao(tmp_path: Path) -> None:
    path = _text(
        tmp_path / "UK21.csv",
        '"fdc_id","food_desc","source_fct","comments","food_group","specific_gravity","VITB12mcg"\n'
        '"19-132","Haggis, boiled","UK21","","MR",NA,"2.0"\n"11-1","Rusks","","","AK",NA,NA\n',
    )
    title, foods = _read(path)
    assert (title, _figures(foods)) == (
        "UK CoFID 2021",
        {"cofid-19-132": 2.0, "cofid-11-1": None},
    )


@pytest.mark.parametrize(
    ("file", "header", "edition"),
    [
        ("Table Ciqual 2020_ENG_2020 07 07", "Vitamin B12 (µg/100g)", "2020"),
        ("Table Ciqual 2025_ENG_2025_11_03", "Vitamin\nB12\n(µg\n100g)", "2025"),
    ],
)
def test_ciqual(tmp_path: Path, file: str, header: str, edition: str) -> None:
    rows: Rows = [
        [
            "alim_grp_code",
            "alim_ssgrp_code",
            "alim_ssssgrp_code",
            "alim_grp_nom_eng",
            "alim_ssgrp_nom_eng",
            "alim_ssssgrp_nom_eng",
            "alim_code",
            "alim_nom_eng",
            "alim_nom_sci",
            "Vitamin B9 or Folate (µg/100g)",
            header,
        ],
        ["04", "0410", "000000", "meat", "cooked meat", "-", 6131, "Beef, grilled", "", "-", "4,6"],
        ["04", "0410", "000000", "meat", "cooked meat", "-", 10, "Sauce", "", "-", "traces"],
        ["04", "0410", "000000", "meat", "cooked meat", "-", 11, "Soup", "", "-", "< 0,1"],
        ["04", "0410", "000000", "meat", "cooked meat", "-", 12, "Cheese", "", "-", "-"],
        ["", "", "", "", "", "", 24999, "Dessert (average)", "", "", ""],
    ]
    title, foods = _read(xlsx(tmp_path / f"{file}.xlsx", {"food composition": rows}))
    assert title == f"Ciqual {edition}"
    assert _figures(foods) == {
        "ciqual-6131": 4.6,
        "ciqual-10": ("trace", 0.0),
        "ciqual-11": ("below", 0.1),
        "ciqual-12": None,
        "ciqual-24999": None,
    }
    assert foods["ciqual-6131"].kind == "meat"
    assert foods["ciqual-11"].source == f"Ciqual {edition}, 11, < 0.10 µg/100 g"


def test_ciqual_as_xml(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="windows-1252"?>\n<TABLE>'
    _text(
        tmp_path / "alim_2020_07_07.xml",
        f"{head}<ALIM><alim_code> 6131 </alim_code><alim_nom_fr> Bœuf </alim_nom_fr><alim_nom_eng> "
        "Beef </alim_nom_eng><alim_ssgrp_code> 0401 </alim_ssgrp_code></ALIM><ALIM><alim_code> 12 "
        "</alim_code><alim_nom_fr> Thé </alim_nom_fr><alim_nom_eng> Tea </alim_nom_eng></ALIM>"
        "</TABLE>",
        "cp1252",
    )
    # As the publisher's file of 2020 has it, which isn't well-formed.
    _text(
        tmp_path / "compo_2020_07_07.xml",
        f"{head}<COMPO><alim_code> 6131 </alim_code><const_code> 56600 </const_code><teneur> 4,6 "
        "</teneur></COMPO><COMPO><alim_code> 12 </alim_code><const_code> 56600 </const_code>"
        "<teneur> < 0,1 </teneur></COMPO><COMPO><alim_code> 12 </alim_code>"
        "<const_code> 400 </const_code>"
        '<teneur missing=" "/></COMPO></TABLE>',
        "cp1252",
    )
    title, foods = _read(tmp_path)
    assert title == "Ciqual 2020"
    assert _figures(foods) == {"ciqual-6131": 4.6, "ciqual-12": ("below", 0.1)}
    assert foods["ciqual-6131"].name == "Beef"


def test_bls(tmp_path: Path) -> None:
    value = "VITB12 Vitamin B12 (Cobalamine) [µg/100g]"
    rows: Rows = [
        [
            "BLS Code",
            "Lebensmittelbezeichnung",
            "Food name",
            "FOLAC Folsäure, synthetisch [µg/100g]",
            value,
            "VITB12 Datenherkunft",
            "VITB12 Referenz",
            "Hinweis",
        ],
        [
            "C131000",
            "Hafer ganzes Korn, roh",
            "Oat whole grain, raw",
            1,
            "-",
            "Fehlender Wert",
            "",
            "",
        ],
        ["U000001", "Rind Leber, roh", "Beef liver, raw", 1, 65.00000000000001, "Analyse", "", ""],
        ["M000001", "Molke", "Whey", 1, "TR", "Spuren", "", ""],
        ["G000001", "Gurke", "Cucumber", 1, "<LOD or <LOQ", "Analyse", "", ""],
    ]
    title, foods = _read(
        xlsx(tmp_path / "BLS_4_0_Daten_2025_DE.xlsx", {"BLS_4_0_Daten_2025_DE": rows})
    )
    assert title == "Bundeslebensmittelschlüssel 4.0"
    assert _figures(foods) == {
        "bls-C131000": None,
        "bls-U000001": 65.0,
        "bls-M000001": ("trace", 0.0),
        "bls-G000001": ("below", 0.0),
    }
    assert (foods["bls-U000001"].name, foods["bls-U000001"].kind) == ("Beef liver, raw", "meat")


def test_cnf_of_2015(tmp_path: Path) -> None:
    _text(
        tmp_path / "FOOD NAME.csv",
        "FoodID,FoodCode,FoodGroupID,FoodSourceID,FoodDescription,FoodDescriptionF,"
        "FoodDateOfEntry,FoodDateOfPublication,CountryCode,ScientificName\n"
        '2,2,22,20,Cheese souffle,Soufflé au fromage,1981-01-01,,,\n113,113,1,0,"Milk, whole",'
        "Lait entier,1981-01-01,,,\n",
        "cp1252",
    )
    _text(
        tmp_path / "NUTRIENT AMOUNT.csv",
        "FoodID,NutrientID,NutrientValue,StandardError,NumberofObservations,NutrientSourceID,"
        "NutrientDateOfEntry\n2,203,9.54,0,0,102,2010-04-16\n113,203,3.15,0,0,1,2010-04-16\n"
        "113,418,0.45,0,0,1,2010-04-16\n113,578,0.01,0,0,1,2010-04-16\n",
    )
    _text(
        tmp_path / "FOOD GROUP.csv",
        "FoodGroupID,FoodGroupCode,FoodGroupName,FoodGroupNameF\n1,1,Dairy and Egg Products,x\n",
    )
    _text(
        tmp_path / "CONVERSION FACTOR.csv",
        "FoodID,MeasureID,ConversionFactorValue,ConvFactorDateOfEntry\n113,415,2.57819,2003-03-13\n",
    )
    _text(
        tmp_path / "MEASURE NAME.csv",
        "MeasureID,MeasureDescription,MeasureDescriptionF,,\n415,250 ml,250 ml,,\n",
    )
    title, foods = _read(tmp_path)
    assert title == "Canadian Nutrient File 2015"
    # The souffle has other figures, and none of B12.
    assert _figures(foods) == {"cnf-2": None, "cnf-113": 0.45}
    (portion,) = foods["cnf-113"].portions
    assert portion.label == "250 ml"
    assert portion.grams == pytest.approx(257.819)
    assert foods["cnf-113"].group == "Dairy and Egg Products"


def test_cnf_of_2026(tmp_path: Path) -> None:
    _text(
        tmp_path / "Food_Name.csv",
        "Food_Code,Food_Description_EN,Food_Description_FR,CNF_Food_Group_Code\r\n"
        '113,"Milk, whole","Lait entier",1\r\n',
        "utf-8-sig",
    )
    _text(
        tmp_path / "Nutrient_Amount.csv",
        "Food_Code,Nutrient_Code,Nutrient_Amount,STD_Error\r\n113,418,0.450000000,0.0\r\n"
        "113,578,0.1,0.0\r\n",
        "utf-8-sig",
    )
    _text(
        tmp_path / "Measure_Weight_Conversion.csv",
        "Food_Code,Measure_Type_Code,Measure_Code,Measure_Weight_Conversion\r\n113,6,415,257.819\r\n"
        "113,3,415,12\r\n",
    )
    _text(
        tmp_path / "Measure_Name.csv",
        "Measure_Code,Measure_Description_and_Unit_EN,Measure_Description_and_Unit_FR\r\n"
        "415,250 ml,250 ml\r\n",
    )
    title, foods = _read(tmp_path)
    assert (title, _figures(foods)) == ("Canadian Nutrient File 2026", {"cnf-113": 0.45})
    assert foods["cnf-113"].portions[0][:3] == (250.0, "ml", 257.819)


def test_frida_by_rows(tmp_path: Path) -> None:
    values: Rows = [
        [
            "FoodID",
            "FødevareNavn",
            "FoodName",
            "ParameterID",
            "ParameterNavn",
            "ParameterName",
            "SortKey",
            "ResVal",
            "Min",
            "Max",
        ],
        [1, "Jordbær, rå", "Strawberry, raw", 356, "Energi (kcal)", "Energy (kcal)", 1, 37, "", ""],
        [2, "Lever, kalv", "Liver, calf", 38, "B12-vitamin", "Vitamin B12", 60, 60.5, 50, 70],
        [1, "Jordbær, rå", "Strawberry, raw", 38, "B12-vitamin", "Vitamin B12", 60, 0, "", ""],
        [3, "Torsk", "Cod", 356, "Energi (kcal)", "Energy (kcal)", 1, 80, "", ""],
    ]
    sheets: dict[str, Rows] = {
        "Food": [
            ["FoodID", "FødevareNavn", "FoodName", "FoodGroupID", "FødevareGruppe", "FoodGroup"],
            [1, "Jordbær, rå", "Strawberry, raw", 7, "Bær", "Berries"],
            [2, "Lever, kalv", "Liver, calf", 8, "Kød", "Meat"],
            [3, "Torsk", "Cod", 9, "Fisk", "Fish"],
        ],
        "Data_Normalised": values,
    }
    title, foods = _read(xlsx(tmp_path / "Frida_Dataset_May2025.xlsx", sheets))
    assert title == "Frida May2025"
    assert _figures(foods) == {"frida-1": 0.0, "frida-2": 60.5, "frida-3": None}
    assert (foods["frida-2"].name, foods["frida-2"].group) == ("Liver, calf", "Meat")


def test_frida_as_a_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["", "", "", "Energi (kcal)", "B12-vitamin"],
        ["", "", "", "Energy (kcal)", "Vitamin B12"],
        ["", "", "", "kcal/100g", "µg/100g"],
        ["↓FødevareNavn", "↓FoodName", "↓FoodID/→ParameterID", 356, 38],
        ["Lever, kalv", "Liver, calf", 2, 130, 60.5],
        ["Torsk", "Cod", 3, 80, ""],
    ]
    title, foods = _read(xlsx(tmp_path / "FCDB_6.1_Dataset.xlsx", {"Data_Table": rows}))
    assert title == "Frida 6.1"
    assert _figures(foods) == {"frida-2": 60.5, "frida-3": None}
    assert foods["frida-2"].name == "Liver, calf"


def test_matvaretabellen(tmp_path: Path) -> None:
    head = ["Matvare ID", "Matvare", "Folat (µg)", "Vitamin B12 (kobalamin) (µg)"]
    sheets: dict[str, Rows] = {
        "Matvarer": [head[:2], ["05.383", "Kikertmel"]],
        "Matvarer (alle næringsstoffer)": [
            head,
            ["Meieriprodukter", "", "", ""],
            ["05.383", "Kikertmel", "437", "0.0"],
            ["01.332", "Kulturmelk", "", "0,4"],
            ["01.333", "Ost", "", ""],
        ],
        "Kilder (alle næringsstoffer)": [head, ["05.383", "Kikertmel", "50", "50"]],
    }
    title, foods = _read(xlsx(tmp_path / "Norwegian Food Composition Table 2026.xlsx", sheets))
    assert title == "Norwegian Food Composition Table 2026"
    assert _figures(foods) == {"norway-05.383": 0.0, "norway-01.332": 0.4, "norway-01.333": None}


def test_matvaretabellen_as_json(tmp_path: Path) -> None:
    foods = [
        {
            "foodId": "01.332 ",
            "foodName": "Kefir",
            "energy": {"quantity": 200, "unit": "kJ"},
            "portions": [
                {"portionName": "desiliter", "portionUnit": "dl", "quantity": 103.0, "unit": "g"}
            ],
            "constituents": [
                {"nutrientId": "Vit B12", "quantity": 0.4, "unit": "µg", "sourceId": "50"},
                {"nutrientId": "Ca", "quantity": 100, "unit": "mg", "sourceId": "50"},
            ],
        },
        {
            "foodId": "05.383",
            "foodName": "Kikertmel",
            "portions": [],
            "constituents": [{"nutrientId": "Vit B12", "sourceId": "50"}],
        },
    ]
    path = _text(tmp_path / "foods.json", json.dumps({"foods": foods, "locale": "en"}))
    title, read_foods = _read(path)
    assert title == "Norwegian Food Composition Table"
    assert _figures(read_foods) == {"norway-01.332": 0.4, "norway-05.383": None}
    assert read_foods["norway-01.332"].portions[0][:3] == (1.0, "desiliter", 103.0)


def test_livsmedelsverket(tmp_path: Path) -> None:
    rows: Rows = [
        ["Livsmedelsverkets livsmedelsdatabas version 2026-07-01"],
        ["Näringsinnehåll per 100 gram livsmedel"],
        [
            "Livsmedelsnamn",
            "Livsmedelsnummer",
            "Gruppering",
            "Energi (kcal)",
            "Folat, totalt (µg)",
            "Vitamin B12 (µg)",
            "Vitamin C (mg)",
        ],
        ["Falukorv fett 23%", 1234, "Korv", 250, 4, 1.1, 20],
        ["Hallon", 1235, "Frukt", 30, 20, "", 20],
    ]
    title, foods = _read(xlsx(tmp_path / "LivsmedelsDB_202607011200.xlsx", {"Blad1": rows}))
    assert title == "Swedish Food Agency food database 2026-07-01"
    assert _figures(foods) == {"sweden-1234": 1.1, "sweden-1235": None}


def test_livsmedelsverket_as_xml(tmp_path: Path) -> None:
    value = "<Naringsvarde><Namn>{}</Namn><Varde>{}</Varde><Enhet>{}</Enhet></Naringsvarde>"
    foods = "".join(
        f"<Livsmedel><Nummer>{number}</Nummer><Namn>{name}</Namn><Naringsvarden>"
        f"{value.format('Energi', '100', 'kcal')}{value.format('Vitamin B12', ug, 'µg')}"
        "</Naringsvarden></Livsmedel>"
        for number, name, ug in ((1234, "Falukorv", "1,10"), (5, "Lever", "1\xa0000,5"))
    )
    path = _text(
        tmp_path / "LivsmedelsDB.xml",
        f"<LivsmedelDataset><Version>2017-12-15</Version><LivsmedelsLista>{foods}</LivsmedelsLista>"
        "</LivsmedelDataset>",
    )
    _, foods_read = _read(path)
    assert _figures(foods_read) == {"sweden-1234": 1.1, "sweden-5": 1000.5}


_FINELI = {
    "component_value.csv": "FOODID;EUFDNAME;BESTLOC;ACQTYPE;METHTYPE;METHIND\n"
    "734;ENERC;500,5;S;S;MI0107\n734;VITB12;6,30;S;S;MI0107\n735;ENERC;1;S;S;MI0107\n",
    "food.csv": "FOODID;FOODNAME;FOODTYPE;PROCESS;EDPORT;IGCLASS;IGCLASSP;FUCLASS;FUCLASSP\n"
    "734;PORO;FOOD;IND;100;GAME;MEAT;X;Y\n735;HIRVI, VÄHÄ;FOOD;IND;100;GAME;MEAT;X;Y\n"
    "999;ILMAN ARVOJA;FOOD;IND;100;DISH;NONINGR;X;Y\n",
    "foodname_EN.csv": "FOODID;FOODNAME;LANG\n734;REINDEER;EN\n735;ELK;EN\n",
    "foodaddunit.csv": "FOODID;FOODUNIT;MASS\n734;PORTM;150,00\n734;DL;85,00\n",
    "foodunit_EN.csv": "THSCODE;DESCRIPT;LANG\nPORTM;medium-sized portion;EN\nDL;decilitre;EN\n",
    "descript.txt": "Nutrient data package.\nVersio. Version. Release. 20.0\n",
}


def test_fineli(tmp_path: Path) -> None:
    for name, text in _FINELI.items():
        _text(tmp_path / name, text, "latin-1")
    title, foods = _read(tmp_path)
    assert title == "Fineli 20"
    # A food without any figure isn't of the table, and one with other figures is unknown.
    assert _figures(foods) == {"fineli-734": 6.3, "fineli-735": None}
    reindeer = foods["fineli-734"]
    assert (reindeer.name, reindeer.kind, reindeer.group) == ("REINDEER", "meat", "Game")
    assert [portion[:3] for portion in reindeer.portions] == [
        (1.0, "medium-sized portion", 150.0),
        (1.0, "decilitre", 85.0),
    ]


@pytest.mark.parametrize(
    ("sheet", "name", "group", "per", "b12", "each"),
    [
        ("Generic Foods", "Name", "Category", "Matrix unit", "Vitamin B12 (cobalamin) (µg)", "per"),
        (
            "Generische Lebensmittel",
            "Name",
            "Kategorie",
            "Bezugseinheit",
            "Vitamin B12 (Cobalamin) (µg)",
            "pro",
        ),
    ],
)
def test_swiss(
    tmp_path: Path, sheet: str, name: str, group: str, per: str, b12: str, each: str
) -> None:
    density = "Density" if each == "per" else "Dichte"
    rows: Rows = [
        ["Swiss food composition database – Generic foods V 7.0 (01.07.2025)"],
        [],
        [
            "ID",
            "ID V 4.0",
            "ID SwissFIR",
            name,
            "Synonyms",
            group,
            density,
            per,
            "Folate (µg)",
            b12,
            "Derivation of value",
            "Source",
        ],
        [
            532,
            "",
            "",
            "Raclette cheese",
            "",
            "Milk and dairy products/Hard cheese",
            "",
            f"{each} 100g edible portion",
            1,
            1.55,
            "",
            "",
        ],
        [
            1,
            "",
            "",
            "Milk drink",
            "",
            "Milk and dairy products/Milk",
            1.03,
            f"{each} 100ml",
            1,
            0.206,
            "",
            "",
        ],
        [2, "", "", "Drink", "", "Various", "", f"{each} 100 ml", 1, 0.2, "", ""],
        [3, "", "", "Gravy", "", "Various", "", f"{each} 100g edible portion", 1, "tr.", "", ""],
        [4, "", "", "Cookie", "", "Sweets", "", f"{each} 100g edible portion", 1, "<0.08", "", ""],
        [5, "", "", "Dust", "", "Various", "", f"{each} 100g edible portion", 1, "n.d.", "", ""],
    ]
    title, foods = _read(xlsx(tmp_path / "Swiss.xlsx", {sheet: rows}))
    assert title == "Swiss Food Composition Database 7.0"
    assert _figures(foods) == {
        "swiss-532": 1.55,
        "swiss-1": 0.2,  # 0.206 µg in 100 ml that weigh 103 g
        "swiss-2": 0.2,
        "swiss-3": ("trace", 0.0),
        "swiss-4": ("below", 0.08),
        "swiss-5": None,
    }
    assert foods["swiss-1"].portions[0][:3] == (100.0, "ml", 103.0)
    # Of unknown density: the figure of 100 ml is theirs alone.
    assert foods["swiss-2"].portions[0] == (100.0, "ml", None, 0.2)
    assert foods["swiss-2"].source.endswith(", figure per 100 ml")


@pytest.mark.parametrize(
    ("file", "sheet", "before", "edition"),
    [
        ("Release 2 - Nutrient file", "All solids & liquids per 100g", 0, "Release 2"),
        ("AFCD Release 3 - Nutrient profiles", "All solids & liquids per 100 g", 2, "Release 3"),
    ],
)
def test_afcd(tmp_path: Path, file: str, sheet: str, before: int, edition: str) -> None:
    head = [
        "Public Food Key",
        "Classification",
        "Food Name",
        "Cobalt (Co) \n(ug)",
        "Cobalamin (B12) \n(ug)",
    ]
    title_rows: Rows = [["A title"], []]
    rows = [*title_rows[:before], head, ["F008785", 31102, "Spread, yeast, vegemite", 1, 0.0]]
    liquids = [*title_rows[:before], head, ["F000996", 29101, "Beer", 1, 9.0]]
    per_ml = "Liquids only per 100mL" if before == 0 else "Liquids only per 100 mL"
    sheets: dict[str, Rows] = {sheet: rows, per_ml: liquids}
    title, foods = _read(xlsx(tmp_path / f"{file}.xlsx", sheets))
    assert title == f"Australian Food Composition Database {edition}"
    assert _figures(foods) == {"afcd-F008785": 0.0}


def test_foodfiles_with_tildes(tmp_path: Path) -> None:
    path = _text(
        tmp_path / "Standard DATA.AP",
        "New Zealand FOODfiles 2024 Version 01\nFoodID~Food Name~Water~Vitamin B12~Vitamin B6\n"
        "~~g~µg~mg\nA10001~Bread, from potato~35.1~0.02~0.1\nJ1007~Oyster, raw~80~17.3~0.1\n"
        "K1~Cup~1~~1\n",
    )
    title, foods = _read(path)
    assert title == "New Zealand FOODfiles 2024"
    assert _figures(foods) == {"nz-A10001": 0.02, "nz-J1007": 17.3, "nz-K1": None}


def test_foodfiles_as_a_workbook_repeats_its_header_among_the_units(tmp_path: Path) -> None:
    rows: Rows = [
        ["FOODfiles 2024"],
        ["FoodID", "Food Name", "Vitamin B12"],
        ["FoodID", "Food Name", "µg"],
        ["J1007", "Oyster, raw", 17.3],
    ]
    _, foods = _read(xlsx(tmp_path / "Standard DATA.AP.xlsx", {"DATA.AP": rows}))
    assert _figures(foods) == {"nz-J1007": 17.3}


def test_japan(tmp_path: Path) -> None:
    rows: Rows = [
        ["", "", "", "更新日:2026年3月27日"],
        ["食品群", "食品番号", "索引番号", "食　品　名", "ビタミン"],
        ["", "", "", "単位", "μg"],
        ["", "", "", "成分識別子", "VITB12", "FOL"],
        ["01", "01001", 1, "アマランサス　玄穀", "(0)", 130],
        ["10", "10173", 2, "＜魚類＞　さんま　生", "16.0", 15],
        ["10", "10174", 3, "さんま　焼き", "(11.3)", 15],
        ["11", "11001", 4, "くじら", "Tr", 15],
        ["11", "11002", 5, "ぶた", "(Tr)", 15],
        ["11", 9003, 6, "しか", "-", 15],
    ]
    title, foods = _read(xlsx(tmp_path / "20260327-mxt_kagsei-mext.xlsx", {"表全体": rows}))
    assert title == "Standard Tables of Food Composition in Japan 2026"
    assert _figures(foods) == {
        "japan-01001": 0.0,
        "japan-10173": 16.0,
        "japan-10174": ("estimate", 11.3),
        "japan-11001": ("trace", 0.0),
        "japan-11002": ("trace", 0.0),
        "japan-09003": None,
    }
    assert foods["japan-10174"].kind == "fish"


def test_bedca_as_xml(tmp_path: Path) -> None:
    def value(name: str, amount: str, moex: str = "W", kind: str = "AR") -> str:
        return (
            f"<foodvalue><c_id>1</c_id><eur_name>{name}</eur_name><best_location>{amount}"
            f"</best_location><v_unit>ug</v_unit><moex>{moex}</moex><value_type>{kind}</value_type>"
            "</foodvalue>"
        )

    def food(number: int, name: str, *values: str) -> str:
        return (
            f"<food><f_id>{number}</f_id><f_ori_name>{name}</f_ori_name><f_eng_name>{name} (en)"
            f"</f_eng_name>{''.join(values)}</food>"
        )

    foods = (
        food(800, "Anchoas", value("VITB6", "9"), value("VITB12", "3.4"))
        + food(801, "Queso", value("VITB12", "15", "WKG"), value("CA", "1"))
        + food(802, "Caldo", value("VITB12", "", "W", "TR"), value("CA", "1"))
        + food(803, "Pan", value("VITB12", "", "W", "UK"), value("CA", "1"))
    )
    path = _text(tmp_path / "bedca.xml", f"<foodresponse>{foods}</foodresponse>")
    title, read_foods = _read(path)
    assert title == "BEDCA 1.0"
    assert _figures(read_foods) == {
        "bedca-800": 3.4,
        "bedca-801": 1.5,  # 15 µg in a kilogram
        "bedca-802": ("trace", 0.0),
        "bedca-803": None,
    }
    assert read_foods["bedca-800"].name == "Anchoas (en)"


def test_bedca_as_a_table_without_codes(tmp_path: Path) -> None:
    path = _text(
        tmp_path / "alimentos.csv",
        '"Nombre";"alcohol (etanol) (g)";"energía, total (kJ (kcal))";"Vitamina B-12 (ug)"\n'
        '"Almejas, en conserva";"0";"400\n(95)";"5"\n"Acelga";"-";"1\n(2)";"-"\n'
        '"Almeja";"-";"1\n(2)";"traza"\n',
    )
    _, foods = _read(path)
    assert _figures(foods) == {
        "bedca-almejas-en-conserva": 5.0,
        "bedca-acelga": None,
        "bedca-almeja": ("trace", 0.0),
    }


def test_fndds(tmp_path: Path) -> None:
    head: list[object] = [
        "Food code",
        "Main food description",
        "WWEIA Category number",
        "WWEIA Category description",
    ]
    milk: list[object] = [11111000, "Milk, whole", 1002, "Milk, whole"]
    cereal: list[object] = [57100100, "Cereal, odd", 4602, "Ready-to-eat cereal"]
    nutrients: Rows = [
        ["FNDDS Nutrient Values\n2021-2023 Food and Nutrient Database for Dietary Studies"],
        [*head, "Energy (kcal)", "Vitamin B-12 (mcg)", "Vitamin B-12, added\n(mcg)"],
        [*milk, 61, 0.54, 0],
        [*cereal, 300, 5.0, 5.0],
    ]
    portions: Rows = [
        ["Portions and Weights\n2021-2023"],
        [*head, "Seq num", "Portion description", "Portion weight\n(g)"],
        [*milk, 1, "1 cup", 244],
        [*milk, 2, "Quantity not specified", 244],
        [*milk, 3, "1 fl oz", 30.5],
    ]
    begin = "2021-2023 FNDDS At A Glance - "
    xlsx(tmp_path / f"{begin}FNDDS Nutrient Values.xlsx", {"FNDDS Nutrient Values": nutrients})
    xlsx(tmp_path / f"{begin}Portions and Weights.xlsx", {"Portions and Weights": portions})
    title, foods = _read(tmp_path)
    assert title == "USDA FNDDS 2021-2023"
    # By the numbers under which the catalogue has them.
    assert _figures(foods) == {"11111000": 0.54, "57100100": 5.0}
    assert [p[:3] for p in foods["11111000"].portions] == [(1, "cup", 244), (1, "fl oz", 30.5)]
    assert foods["11111000"].source == "USDA FNDDS 2021-2023, food code 11111000"
    assert foods["57100100"].origin == "fortified"


@pytest.mark.parametrize("quoted", [False, True])
def test_nevo(tmp_path: Path, quoted: bool) -> None:
    rows = [
        [
            "NEVO-versie/NEVO-version",
            "Voedingsmiddelgroep",
            "Food group",
            "NEVO-code",
            "Voedingsmiddelnaam/Dutch food name",
            "Engelse naam/Food name",
            "Synoniem",
            "Hoeveelheid/Quantity",
            "Opmerking",
            "Bevat sporen van/Contains traces of",
            "Is verrijkt met/Is fortified with",
            "VITB6 (mg)",
            "VITB12 (µg)",
        ],
        [
            "NEVO-Online 2025 9.0",
            "Vis",
            "Fish",
            "350",
            "Haring gezouten",
            "Herring salted",
            "",
            "per 100g",
            "",
            "",
            "",
            "0,3",
            "9,26",
        ],
        [
            "NEVO-Online 2025 9.0",
            "Vet",
            "Fats",
            "314",
            "Vet varkens-",
            "Fat pork",
            "",
            "per 100g",
            "",
            "VITB12, NA",
            "",
            "0",
            "0",
        ],
        [
            "NEVO-Online 2025 9.0",
            "Wild",
            "Meat",
            "337",
            "Patrijs rauw",
            "Partridge raw",
            "",
            "per 100g",
            "",
            "",
            "",
            "",
            "",
        ],
        [
            "NEVO-Online 2025 9.0",
            "Soja",
            "Soy",
            "2000",
            "Sojadrink",
            "Soy drink",
            "",
            "per 100ml",
            "",
            "",
            "VITB12, VITD",
            "0",
            "0,38",
        ],
    ]
    mark = '"' if quoted else ""
    text = "\r\n".join("|".join(f"{mark}{cell}{mark}" for cell in row) for row in rows)
    title, foods = _read(_text(tmp_path / "NEVO2025_v9.0.csv", text))
    assert title == "NEVO 2025 9.0"
    assert _figures(foods) == {
        "nevo-350": 9.26,
        "nevo-314": ("trace", 0.0),
        "nevo-337": None,
        "nevo-2000": 0.38,
    }
    assert (foods["nevo-350"].name, foods["nevo-350"].group) == ("Herring salted", "Fish")
    assert foods["nevo-2000"].origin == "fortified"


def test_ifct_has_no_b12(tmp_path: Path) -> None:
    path = _text(
        tmp_path / "index.csv",
        "code,name,scie,lang,grup,regn,tags,enerc,vitb,vitb6c\n"
        'A001,"Amaranth seed, black",Amaranthus cruentus,A. Moricha,Cereals,1,x,1490,8.7e-7,0.1\n',
    )
    assert _recognised(path).table.no_b12


def test_a_zip_is_as_good_as_its_folder(tmp_path: Path) -> None:
    import zipfile

    packed = tmp_path / "fineli.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in _FINELI.items():
            archive.writestr(f"Fineli_Rel20/{name}", text.encode("latin-1"))
    _, foods = _read(packed)
    assert _figures(foods) == {"fineli-734": 6.3, "fineli-735": None}


def test_an_unknown_table_is_not_recognised(tmp_path: Path) -> None:
    path = _text(tmp_path / "x.csv", "number,food,b12\n1,egg,1.1\n")
    assert recognise(open_sheets(path, lambda *_: None), known_tables()) is None


def test_every_table_says_what_its_publisher_asks() -> None:
    for table in known_tables():
        assert all((table.title, table.country, table.licence, table.attribution))
        assert table.url.startswith("https://")
