"""The words for columns in many languages; the beginning of a word is enough.

The cells decide where they can, as no list has the words of every language.
"""

import re


def _words(beginnings: str) -> re.Pattern[str]:
    """Return a pattern for words with these beginnings, also inside a name such as CodAlimento.

    Chinese, Japanese and Korean words, from U+2E80 on, may be anywhere.
    """
    # The end of a word is also where a _ follows.
    words = beginnings.replace(r"\b", r"(?![^\W_])").split()
    spaced = "|".join(word for word in words if word[0] < "\u2e80")
    unspaced = "|".join(["(?!)", *(word for word in words if word[0] >= "\u2e80")])
    begin = r"(?:(?<![^\W_])|(?-i:(?<=[a-z])(?=[A-Z])))"
    return re.compile(rf"{begin}(?:{spaced})|{unspaced}", re.IGNORECASE)


CODE = _words(r"""
    codes?\b codigo código codice cod(?=[A-Z_.]|\b) cód kod kód kood koodi code clave clé\b
    clef key\b schlüssel index indeks id\b(?!\.) nr n[or]\b\.? n[°º] № num núm nummer číslo
    cislo broj szám sorszám κωδ код номер шифр \w*(?:nummer|numer|kode|kod)\b \w+(?-i:ID)\b 코드
    번호 コード 番号 编码 代码 编号
""")
NAME = _words(r"""
    name naam namn navn naziv nome nomi nombre nom\b nazwa náz naz[ei]v nimi nafn nosauk
    pavadin nama tên denum denomin design bezeichn descr beskriv opis ad[ıi]?\b isim food
    aliment aliman živil živina namirn lebensmittel livsmedel matvar matvæl fødevare voedingsm
    élelmisz potravin produ produkt artikel artículo item gıda besin makanan bahan тр[оo]фим
    τρόφ ονομ наимен назв продукт храна \w+(?:namn|navn|naam|name|nimi|neve|nev|név)\b 食品名 名称
    名 식품명 이름
""")
LATIN = _words(r"""
    scien cient ścient latin łaci лат науч nauk vědec wissenschaft επιστ 학명 学名 botan
""")
GROUP = _words(r"""
    group grupp grup gruo gruppo groupe groep skup skupin kateg categ klass class clase luokk
    ryhm chapter capítulo famil rubri flokk csoport csop ομάδ κατηγ групп групи категор вид
    golongan jenis kelompok kelas nhóm type art\b
    \w+(?:gruppe?n?|grubu|csoport|ryhmä|luokka|flokkur)\b 群 분류 식품군 类
""")
# Columns about a figure, such as its source.
BESIDE = _words(r"""
    sourc quelle herkunft herk refer deriv metho metod méth ursprung bron\b kilde källa lähde
    fuente fonte font źród zdroj forrás kaynak kayna πηγ источник sumber nguồn heimild note
    nota remark flag qualif comment komment bemerk uwag poznám n\b std sd\b sem\b
    (?-i:DE|DP|SE|SS|CV|ΤΑ)\b min\b max\b median erro error desv odch szór dev stand varia
    count samples? number anzahl mintasz n[°º] σ\b сто стд откл quality qualité qual rda\b
    rdi\b nrv dri\b dv\b vnr riferim conf 출처 標準 % ±
""")
ADDED = _words(r"""
    added add\b zugesetzt zusatz ajout tils tillsat añad agreg acresc adicion dodan doda přid
    prid hozzáad eklen προσθ добав toevoeg toegev lisätt lisat viðb ditambah aggiunt fortif
    enrich 첨가 강화 添加
""")
OF_SERVING = _words(r"""
    serving portion porci porção ración porz порци 1회 annos porsi
""")
OF_OTHER = _words(r"""
    kcal kj\b dry suchej сухо trocken seco sec\b
""")
VALUE = _words(r"""
    value valor valeur valore wert gehalt menge content conten contenu teneur värde verdi
    værdi mengde mængde mean moyen mittel media médi promedio średn průměr prům átlag ortalama
    μέσ сред rata best arvo määr wartość wart hodnot érték değer τιμ знач amount quant zawart
    obsah nilai gildi giá waarde resval result rezult per.?100 keskia keskiar 평균 값 함량 値 含量
""")
GRAMS = _words(r"""
    gram gr\b g\b weight gewicht gew\b poids peso vikt vekt vægt paino masa mass waga hmotn
    tömeg súly ağırl βάρ масса вес berat þyngd khối kaal masė težin ваг
    \w+(?:gram|gramm|gramas|gewicht|vikt|weight|grams)\b 중량 重量
""")
FACTOR = _words(r"""
    factor faktor facteur fator conversion convers konver umrech коэф συντελ
""")
AMOUNT = _words(r"""
    amount quant count anzahl menge cantid cantidad qté ilość množ antal кол
""")
MEASURE = _words(r"""
    measure portion serving unit maß mesure medid misura mått mål\b porti porci porç ració
    enhet yksikkö miar haushalt household porsi ukuran takar ölç adag mérték мера порц
    μερίδ skammt mier annos \w+(?:maß|mått|unit) 단위 目安
""")
TRACES = _words(r"""
    trac traz spor spår spur śla stop sled след ίχν iz nyom jälk jejak snef 미량 微量
""")
DENSITY = _words(r"""
    densi dicht densid densit gęst hust sűrű yoğun πυκν плотн massa.?dens 밀도 密度
""")
ENGLISH = re.compile(
    r"(?<![a-z])en(?:g|gl|glish)?$|[_.(\[ ]en(?:g)?\b|(?-i:(?<=[a-z])E[Nn]\b)|english|engl|engels|"
    r"angl|ingl|ingiliz|i̇ngiliz|ingeris|inggris|englann|inglise|engelsk|enska|angol|angiel|англ|"
    r"αγγλ|영문|영어|英",
    re.IGNORECASE,
)
# Words of foods in English, to tell English names from those in other languages.
IN_ENGLISH = re.compile(
    r"\b(?:and|with|without|of|in|raw|boiled|cooked|fried|roasted?|baked|grilled|smoked|dried|dry|"
    r"fresh|frozen|canned|salted|whole|skimmed|plain|white|green|milk|cheese|butter|cream|yogh?urt|"
    r"eggs?|beef|pork|lamb|chicken|liver|meat|fish|salmon|herring|bread|rice|flour|oats?|cereals?|"
    r"beans?|peas?|potato(?:es)?|carrots?|apples?|juice|soup|oil|sugar|water|tea|beer|wine|drink|"
    r"seeds?|nuts?|stew|sauce|cake|pie|leaves|root)\b",
    re.IGNORECASE,
)
