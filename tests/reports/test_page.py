"""The page to show someone: whole, readable without scripts, on a phone and on two sheets."""

import html
import json
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.conftest import B12, NOW, use_home
from tracker import cli
from tracker.cli import app as options

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_HOSTILE = "Evil <script>document.title='hit'</script> \" ' & {{ 7*7 }} $x_1$"
_needs_chromium = pytest.mark.skipif(
    _CHROMIUM is None, reason="there is no chromium here (.ci/run installs it)"
)


@pytest.fixture(scope="module")
def made(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of a diary with something in every section, and hostile names in it."""
    home = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patched:
        use_home(home, patched)
        (home / "data").mkdir(mode=0o700)
        shutil.copy(seeded, home / "data" / "diary.db")
        patched.setattr(options, "now", lambda: NOW)
        return _written(home)


def _written(home: Path) -> Path:
    def b12(*words: str) -> None:
        assert cli.run(words) == 0, words

    b12("person", "set", "--born", "1968-03-14", "--diet", "vegan")
    b12("person", "condition", "add", "metformin", "--since", "2024-05")
    b12("food", "add", _HOSTILE, "--per", "100g", "--b12", "3ug", "--natural")
    for day in range(1, 20):
        b12("log", f"100g {_HOSTILE}, 1 cup cheerios", "-d", f"2026-11-{day:02}")
    b12("log", "1 cup 27042, 1000ug b12", "-m", "<img src=x onerror=alert(1)>")
    b12("symptom", "log", "odd <b>thing</b>", "7", "--own", "-d", "2026-11-03")
    b12("symptom", "log", "cramps", "4", "-d", "2026-11-10")
    b12("lab", "log", "b12", "310", "pg/mL", "-d", "2026-11-02")
    file = home / "summary.html"
    b12("report", "--html", str(file))
    return file


@pytest.fixture
def page(made: Path, home: Path) -> Path:
    """It, in the user's folder."""
    return Path(shutil.copy2(made, home))


def test_what_is_written_is_said(b12: B12, home: Path) -> None:
    file = home / "summary.html"
    result = b12("report", "--html", str(file))
    assert (result.code, result.out) == (0, f"Wrote {file}\n")


def test_it_holds_all_that_a_doctor_would_ask(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    bare = re.sub(r"<svg.*?</svg>|<style.*?</style>|<[^>]+>", " ", text, flags=re.S)
    shown = " ".join(html.unescape(bare).split())
    for words in (
        "Vitamin B12 diary of me", "Sun 1 – Sun 22 Nov 2026", "born Thu 14 Mar 1968", "vegan",
        "2.4 µg (IOM RDA 1998) a day", "over 20 logged days", "half of the IOM RDA 1998",
        "muscle cramps", "310 pg/mL", "indeterminate", "NICE NG239", "Metformin, from Wed 1 May",
        "Over 50", "B12 unknown, in all or in part", "Soup, clam chowder", "2 days of 22 without",
        "Carmel 2008", "no medical advice", "natural food", _HOSTILE, "58 years",
    ):  # fmt: skip
        assert words in shown, words


def test_it_is_in_the_order_in_which_a_doctor_reads(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    places = [
        text.index(heading)
        for heading in (
            "58 years", ">Red flags", ">Conditions and medicines<", ">Laboratory values<",
            ">Symptoms<", ">Intake and what was absorbed<", ">Trend<", ">Method and sources<",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    # It tells a doctor what is known, and not what to do.
    assert "See a clinician" not in text
    assert "see a clinician" not in text
    assert "ask your clinician" not in text.casefold()


def test_no_value_and_no_symptom_is_left_out(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    for month in range(1, 12):
        b12("lab", "log", f"b12 {300 + month} pg/mL", "-d", f"2025-{month:02}-01")
    for score, name in enumerate(("cramps", "tired", "sore tongue", "pale", "ulcers"), start=1):
        b12("symptom", "log", f"{name} {score}")
    for name in ("chest pain", "loss of vision", "tingling", "falls", "memory", "low mood"):
        b12("symptom", "log", f"{name} 5")
    file = home / "all.html"
    b12("report", "--last", "1w", "--html", str(file))
    text = file.read_text(encoding="utf-8")
    assert all(f"{300 + month} pg/mL" in text for month in range(1, 12))
    table = text[text.index(">Symptoms<") :]
    assert table.index("chest pain") < table.index("loss of vision") < table.index("glossitis")
    assert "muscle cramps" in table


@_needs_chromium
def test_the_browser_prints_it_for_its_owner_alone(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    file = home / "summary.pdf"
    assert b12("report", "--pdf", str(file)).out == f"Wrote {file}\n"
    assert file.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in home.glob("summary*")] == ["summary.pdf"]


def test_without_a_browser_a_print_is_refused(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    b12("log", "2 eggs")
    monkeypatch.setenv("PATH", str(home))
    result = b12("report", "--pdf", str(home / "summary.pdf"))
    assert (result.code, result.out) == (1, "")
    assert "use --html" in result.err.splitlines()[-1]
    assert not (home / "summary.pdf").exists()


def test_open_shows_what_was_written(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("click.launch", shown.append)
    b12("log", "2 eggs")
    file = home / "-odd.html"
    assert b12("report", "--html", str(file), "--open").code == 0
    assert shown == [str(file)]
    assert b12("report", "--open").code == 2


def test_it_is_one_page_without_scripts_and_for_its_owner_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    for forbidden in ("<script", "<img", "<link", "<b>", "javascript:", "49 $"):
        assert forbidden not in text
    # Nothing is loaded from elsewhere; a name space is no address to load.
    addresses = set(re.findall(r"https?://[^\"\s<]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_every_picture_has_its_words_and_ids_are_its_own(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    pictures = re.findall(r"<svg [^>]*>", text)
    assert len(pictures) == 2
    assert all('role="img"' in one and 'aria-label="' in one for one in pictures)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    referred = set(re.findall(r'(?:href="#|url\(#)([^")]+)', text))
    assert referred
    assert referred <= set(ids)


def test_a_page_that_cannot_be_written_is_one_line(b12: B12, home: Path) -> None:
    result = b12("report", "--html", str(home / f"{'x' * 300}.html"))
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


def test_an_empty_diary_has_a_page_too(b12: B12, home: Path) -> None:
    file = home / "empty.html"
    assert b12("report", "--html", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert "None is logged in this time." in text
    assert not re.search(r"\bnan\b", re.sub(r"<svg.*?</svg>", "", text, flags=re.S))


def _chromium(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    assert _CHROMIUM is not None
    return subprocess.run(
        [
            _CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
            "--disable-dev-shm-usage", f"--user-data-dir={home / 'chromium'}", *words,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip


@_needs_chromium
def test_a_browser_shows_it_without_errors_or_overflow(page: Path, home: Path) -> None:
    # The page has no scripts; this one only measures, in a copy.
    measure = """<script>addEventListener("load", () => {
        const wide = [...document.body.querySelectorAll("*")].filter(one =>
            !one.closest(".wide, svg") && one.getBoundingClientRect().right > innerWidth + 1);
        document.body.setAttribute("data-seen", JSON.stringify({
            title: document.title, width: document.documentElement.scrollWidth, of: innerWidth,
            wide: wide.map(one => one.tagName), svgs: [...document.querySelectorAll("svg")].map(
                one => Math.round(one.getBoundingClientRect().height)),
            text: document.body.innerText.length}));
    })</script>"""
    copy = home / "copy.html"
    copy.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{measure}</body>"))
    for width in (390, 1200):
        done = _chromium(home, f"--window-size={width},900", "--dump-dom", copy.as_uri())
        found = re.search(r'data-seen="([^"]+)"', done.stdout)
        assert found, done.stderr
        seen = json.loads(html.unescape(found[1]))
        assert seen["title"].startswith("Vitamin B12 diary of me")
        assert seen["width"] <= seen["of"], seen
        assert seen["wide"] == []
        assert min(seen["svgs"]) > 100
        assert seen["text"] > 3000
        assert "CONSOLE" not in done.stderr


@_needs_chromium
@pytest.mark.parametrize("whose", ["hostile", "example"])
def test_it_prints_on_two_sheets(b12: B12, home: Path, page: Path, whose: str) -> None:
    if whose == "example":
        b12("demo", str(home / "example.db"))
        b12("report", "--last", "2y", "--html", str(page), "--db", str(home / "example.db"))
    pdf = home / "summary.pdf"
    _chromium(home, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page.as_uri())
    data = pdf.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 2


@pytest.mark.parametrize("name", ["diary.db", "summary", "summary.txt"])
def test_a_page_takes_the_place_of_nothing_else(b12: B12, diary: Path, name: str) -> None:
    before = diary.read_bytes()
    result = b12("report", "--html", str(diary.with_name(name)))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert diary.read_bytes() == before


def test_what_was_there_stays_until_the_new_one_is_whole(
    b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "summary.html"
    file.write_text("the old one")
    file.chmod(0o644)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        result = b12("report", "--html", str(file))
    assert (result.code, result.err.splitlines()[-1].count("No space left")) == (1, 1)
    assert file.read_text() == "the old one"
    assert [one.name for one in home.glob("*summary*")] == ["summary.html"]
    assert b12("report", "--html", str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_test_before_the_first_meal_is_on_the_page(b12: B12, home: Path) -> None:
    b12("lab", "log", "b12", "168", "pg/mL", "-d", "-60d")
    b12("log", "2 eggs")
    file = home / "summary.html"
    b12("report", "--last", "6m", "--html", str(file))
    assert "168 pg/mL" in file.read_text(encoding="utf-8")


def test_names_are_as_they_were_written(b12: B12, home: Path) -> None:
    b12(
        "food", "add", 'x url(#foo) id="q" \U0001f34e', "--per", "100g", "--b12", "3ug", "--natural"
    )
    b12("log", '100g x url(#foo) id="q" \U0001f34e')
    file = home / "summary.html"
    result = b12("report", "--html", str(file))
    assert "Glyph" not in result.err
    text = html.unescape(file.read_text(encoding="utf-8"))
    assert 'x url(#foo) id="q"' in text
    assert "sources-q" not in text


def test_a_page_of_large_doses_goes_by_what_was_absorbed(b12: B12, home: Path) -> None:
    b12("regimen", "add", "2000ug", "tablet", "weekly", "--since", "2026-11-16")
    b12("log", "2000ug b12 tablet", "-d", "mon")
    b12("log", "2.4ug b12 drops", "-d", "tue")
    b12("log", "150g salmon")
    page = _text(b12, home)
    assert page.index("2000 µg tablet weekly: kept, 1 of 1 week") < page.index("Intake median")
    for words in (
        "What was absorbed day by day", "and the need", "over 3 days", "median a day",
        "The foods from which most was absorbed: B12 tablet 25.8 µg", "share of absorbed B12",
    ):  # fmt: skip
        assert words in page, words


def test_what_could_reassure_stands_beside_no_red_flag(b12: B12, home: Path) -> None:
    for day in range(1, 22):
        b12("log", "2 eggs", "-d", f"2026-11-{day:02}")
    assert "Under the habits of" in _text(b12, home)
    old = _text(b12, home, "--month", "2026-10")
    assert "On Sun 22 Nov 2026: Under the habits" in old
    b12("symptom", "log", "fatigue", "3", "since spring", "-d", "2026-11-03")
    b12("person", "condition", "add", "pernicious-anaemia", "--since", "2024")
    flagged = _text(b12, home)
    assert "Under the habits of" not in flagged
    assert "Outlook left out beside red flags" in flagged


def test_a_late_injection_is_a_red_flag(b12: B12, home: Path) -> None:
    b12(*"regimen add 1mg hydroxocobalamin injection every 3 months --since 2026-02-01".split())
    b12("log", "1mg hydroxocobalamin injection", "-d", "2026-05-01")
    page = _text(b12, home)
    flag = "1000 µg hydroxocobalamin injection every 3 months: overdue by 113 days"
    assert page.index("Red flags") < page.index(flag) < page.index("Laboratory values")


def test_nitrous_oxide_is_a_red_flag_without_any_symptom(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    b12(*"person condition add nitrous-oxide --since 2026-10-01 --until 2026-10-01".split())
    page = _text(b12, home)
    assert page.index("Nitrous oxide: it makes the B12 in the body inactive") < page.index(
        "Conditions and medicines"
    )
    assert "Nitrous oxide: it makes the B12 in the body inactive" in b12("today").out
    advice = b12("advise").out
    assert advice.splitlines()[1].startswith("- After nitrous oxide a normal total B12")
    assert "Single days matter little" not in advice


def test_the_notes_of_symptoms_are_on_the_page(b12: B12, home: Path) -> None:
    b12("symptom", "log", "tingling", "5", "feet, at night")
    assert "Sun 22 Nov 2026: feet, at night" in _text(b12, home)


def _text(b12: B12, home: Path, *words: str) -> str:
    b12("report", "--html", str(home / "x.html"), *words)
    return " ".join(re.sub(r"<[^>]*>", " ", (home / "x.html").read_text(encoding="utf-8")).split())
