"""The topics of `b12 help`, each said once, for the screen and for the man page."""

from tracker.cli.help import machine
from tracker.cli.help.topic import Topic

TOPICS = (
    Topic(
        "start",
        "The first day: log a meal, say who you are, look at the week.",
        "begin beginning first getting started tutorial introduction new quick",
        """
Write what you ate in plain words; commas separate the foods. The reply says what was understood,
and b12 undo takes it back.

  b12 log 150g salmon, 1 cup milk, 2 eggs
  b12 person set --born 1955-05-01 --sex f  your own, for your own target
  b12 today                                 the day so far
  b12 week                                  the week, a line a day
  b12 again breakfast                       the last breakfast once more
  b12 demo                                  an example diary, to look around in

b12 alone shows the day and what to type next.

Read on: docs/index.md
""",
    ),
    Topic(
        "amounts",
        "Amounts and units: grams, ounces, cups, slices, and µg of B12 itself.",
        "amount unit units grams gram g kg oz ounce ounces cup cups ml litre spoon tablespoon "
        "teaspoon slice portion portions serving measure measures weight volume ug mcg microgram "
        "micrograms µg half number size fraction decimal",
        """
The amount stands before or after the food: 150g salmon, milk 1 cup, half a cup of milk, 2 large
eggs, 1 1/2 cups, ½ fillet. Without one, b12 takes what you last used for that food, or else its
usual portion, and says so. Volumes are US customary: a cup is 237 ml.

  b12 log 3 oz beef liver
  b12 log 1 cup milk, 2 slices cheddar
  b12 log 1000ug B12 tablet             an amount in µg is B12 itself
  b12 log 0.9ug soy milk                as much as holds that B12
  b12 food show milk                    the measures of a food, and its B12
  b12 food unit set egg "my pan" 120g   a measure of your own

µg may be written as ug or mcg. A comma between two digits is a decimal comma.

Read on: docs/manual/logging.md
""",
    ),
    Topic(
        "dates",
        "Dates and times: yesterday, mon, -3d, 15 nov; 8:30, 7pm, noon.",
        "date day days time times when yesterday monday clock hour midnight night -d -t --day "
        "--time since until format timezone travel",
        """
A day is today, yesterday, mon (the last Monday), -3d, 15 nov, 15.11.2026 or 2026-11-15. A day
without a year is the last one. What could be two days, such as 03/04/2026, is refused.
A time is 8, 8:30, 7pm, 0830, 8h30 or noon.

  b12 log 2 eggs -d yesterday -t 8:30
  b12 today -d mon
  b12 log 7am breakfast: 2 eggs
  b12 edit m1 -d yesterday             a meal to another day
  b12 person set --day-starts 04:00    a meal after midnight belongs to the day before

A time of the late evening, typed after midnight, is last night's. Nothing is stored for a time that
is still to come. --since takes a month too: 2024-03.

Read on: docs/manual/logging.md
""",
    ),
    Topic(
        "periods",
        "Which days a report, chart or list shows: --last, --from, --to, --month, --year.",
        "period range span weeks months years week month year --from --to --last --month --year "
        "last between history",
        """
Without an option each command shows its usual time, which its --help names.

  b12 report --last 12w                          12 weeks, this one among them; 30d, 6m, 2y
  b12 report --last week                         the whole week before this one; month, year
  b12 report --from 2026-10-01 --to 2026-10-31   both ends included
  b12 sources --month oct                        a calendar month; also 2026-10, last
  b12 chart trend --year -o trend.png            this calendar year
  b12 report --last 2y --by month                a line a month

A day without a log is a gap: no mean counts it, and each names the days it is over.

Read on: docs/manual/months.md
""",
    ),
    Topic(
        "doses",
        "Tablets, injections and regimens: log them, plan them, see what is due.",
        "tablet tablets pill pills supplement supplements injection injections shot jab ampoule "
        "dose doses regimen regimens plan schedule reminder remind due overdue weekly daily "
        "hydroxocobalamin cyanocobalamin methylcobalamin sublingual spray drops medicine",
        """
Log a dose by its amount and what it is. Plan what you take again and again, and b12 says what is
due and whether it was taken.

  b12 log 1000ug B12 tablet
  b12 log 1mg hydroxocobalamin injection
  b12 regimen add 2000ug tablet weekly
  b12 regimen add 1mg hydroxocobalamin injection every 3 months
  b12 due                                what is due, overdue or next
  b12 regimen end 1 --until yesterday    the one that b12 regimen list shows as 1

What you log counts by route, form and amount, whatever the product is called. Only a few percent of
a large dose is absorbed; what stays of an injection depends on its form. b12 advises no regimen.

Read on: docs/guide/weekly-tablet.md, docs/manual/regimens.md
""",
    ),
    Topic(
        "unknown-b12",
        "Foods whose B12 nobody has measured, and what ≥ means.",
        "unknown missing null figure >= ≥ lower bound at least not in the table keep-unknown "
        "--keep-unknown zero blank",
        """
Unknown is not zero. ≥ before a sum says that it holds foods of unknown B12: it may be more. Whether
the target was met is then open, unless what is known reaches it.

  b12 log --keep-unknown 2 flumbles        log what no table has, in a script too
  b12 unknown                              what still lacks a figure, the most frequent first
  b12 unknown set granola bar 0.5ug        a figure for one; or 0.8ug/100g
  b12 unknown set goulash --like beef stew

Filling one in changes what was logged without a figure, and one undo takes it back.

Read on: docs/manual/unknown.md
""",
    ),
    Topic(
        "gaps",
        "Days without a log, days of fasting, and days logged in part.",
        "gap gaps missed forgot forgotten fasting fast partial incomplete mean average streak "
        "denominator days nothing logged",
        """
A day without a log is a gap and not a zero: it is in no mean, and ends a streak. Say so if it was
otherwise.

  b12 day fast tue           nothing was eaten: a true zero
  b12 day partial yesterday  not everything was logged: means leave the day out
  b12 day clear tue          remove the mark
  b12 log 2 eggs -d tue      or log what you ate

Read on: docs/manual/weeks.md
""",
    ),
    Topic(
        "targets",
        "The target of a day: whose it is, from which authority, and your own.",
        "target targets rda intake reference efsa iom nhmrc dach who need recommended daily age "
        "sex pregnant pregnancy lactating breastfeeding born birth child authority goal enough",
        """
The target follows from your age and life stage on that day and from the authority you choose; it is
the IOM's 2.4 µg for adults until you say otherwise. What changes carries a date, and past days keep
theirs.

  b12 person                                   the target today, and why it is that
  b12 person set --born 1955-05-01 --sex f
  b12 person set --reference efsa --since 2026-01-01
  b12 person stage pregnant --since 2026-06
  b12 person target 50ug                       your own; none follows the authority again

The need is what should be absorbed: half of the authority's reference intake.

Read on: docs/manual/targets.md
""",
    ),
    Topic(
        "absorption",
        "Absorbed and need: the estimate of what reached the body, and its range.",
        "absorbed absorption estimate need ≈ range intrinsic factor metformin acid blocker ppi "
        "gastritis conditions condition pernicious anaemia anemia bypass store outlook large dose "
        "liver sources science",
        """
Of a large dose little is absorbed, and some people absorb hardly any. Beside the intake b12
estimates, meal by meal, what reached the body: ≈ 1.2 µg (0.7–2.8). The range holds the published
figures. The need is what should be absorbed in a day.

  b12 today                                               the estimate for the day
  b12 person condition add metformin --since 2024-03      what affects absorption
  b12 person condition names                              what b12 knows of, and by which words
  b12 chart absorption -o absorption.png                  the curve beside the published points
  b12 outlook                                             the body's store over years

It is an estimate, no blood test and no medical advice.

Read on: docs/absorption.md
""",
    ),
    Topic(
        "health",
        "Symptoms and blood tests, and what calls for a clinician.",
        "symptom symptoms tingling numbness cramps fatigue tired blood test tests lab laboratory "
        "serum pmol mma homocysteine holotc diagnosis doctor clinician red flag advice nerve",
        """
b12 keeps symptoms and laboratory values beside what you eat. What calls for a clinician is said
first, with its source. It gives no diagnosis and no medical advice.

  b12 symptom log cramps 6 left calf, night
  b12 symptom log tired 4 -d yesterday
  b12 lab log b12 310 pg/mL -d 2026-10-02
  b12 advise                                    what the last 28 days mean for you
  b12 chart symptoms -o symptoms.png            symptoms and values under the trend
  b12 report --last 6m --html summary.html      a page for a doctor; --pdf prints it

Read on: docs/manual/symptoms.md, docs/guide/doctor.md
""",
    ),
    Topic(
        "corrections",
        "A mistake: undo, redo, edit, remove, note.",
        "mistake mistakes wrong error undo redo revert back delete remove change correct fix edit "
        "typo history note id ids number numbers",
        """
b12 doesn't ask whether you are sure: every change can be undone, one after another, and redone.

  b12 undo                    the last change, then the one before it
  b12 redo
  b12 history                 the last changes
  b12 show                    the day with its numbers: 1 is an item, m1 a meal
  b12 edit 1 --amount 200g
  b12 edit m1 -d yesterday -t 19:30
  b12 remove m1
  b12 edit yesterday          the day as text in your editor
  b12 edit --every "oat milk" --food "soy milk"
  b12 note 1 half of it was left

A change of the amount or food takes the food's B12 of today; other changes leave the µg alone.

Read on: docs/manual/corrections.md
""",
    ),
    Topic(
        "finding",
        "When a food was last eaten, every item of any days, and tags.",
        "find found search last ate eaten items item list tag tags label labels restaurant journey "
        "travel +tag --tag --untag --food --note",
        """
A tag is a word that you give to a meal, with a + at the beginning or the end of the line. Behind a
command it limits it to the meals that have it.

  b12 find liver                    when it was last eaten, how much and how often
  b12 items --food liver --year     every item, with the numbers to correct it by
  b12 log pizza +restaurant
  b12 today +restaurant             so too items, find, show, sources and unknown
  b12 edit m1 --tag friends --untag travel

A + before a food is a comma: b12 log banana +yogurt is two foods.

Read on: docs/manual/finding.md
""",
    ),
    Topic(
        "own-foods",
        "Foods of your own, names of your own, and recipes.",
        "own food foods label labels barcode product brand recipe recipes dish alias name names "
        "add custom catalogue fortified percent dv openfoodfacts fooddata usda table tables cofid "
        "ciqual bls nevo fineli frida cnf national official",
        """
What the catalogue lacks comes from its label; a dish from its ingredients. Names of your own take
precedence.

  b12 food find oat milk
  b12 food add "Oatly Barista" --per 100ml --b12 0.38ug --vegan
  b12 food add "Bran bites" --per "1 cup" --grams 240 --dv 25% --label us --added
  b12 alias set "my cereal" 08013
  b12 recipe add "liver pâté" 400g beef liver, 100g butter, 2 eggs --makes 8
  b12 log 1 serving liver pâté
  b12 food import product.json      Open Food Facts or FoodData Central
  b12 food tables                   official tables of 15 countries that it reads too

What is logged keeps its B12 when a food or recipe is edited.

Read on: docs/manual/foods.md, docs/manual/food-tables.md
""",
    ),
    Topic(
        "household",
        "Several people in one diary: --person, B12_PERSON.",
        "household family people person persons partner child client clients practice several "
        "shared --person default b12_person everybody",
        """
One diary can hold several people. Foods, recipes and names are shared; meals, targets and
conditions belong to one person, and every reply names whose they are.

  b12 person add Anna
  b12 --person anna log 2 eggs
  b12 again --of Anna                 a meal eaten together
  b12 person default me               whose diary is opened if nobody is named
  b12 person list
  b12 summary                         everybody in a line each
  b12 report --all --html pages       everybody's page; b12 chart week --all -o pictures
  b12 person remove Anna              with all that is hers; --purge for good

export B12_PERSON=anna names her in one shell, b12 config set person anna in one account.

Read on: docs/guide/household.md, docs/guide/server.md
""",
    ),
    *machine.TOPICS,
)
