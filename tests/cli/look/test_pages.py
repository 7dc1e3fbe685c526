"""`b12 report --all`: everybody's page, and one that leads to them."""

import re
import shutil
import stat
from pathlib import Path

import pytest

from tests.conftest import B12
from tracker import interrupt

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def people(b12: B12, home: Path, monkeypatch: pytest.MonkeyPatch) -> B12:
    """People whose names are hard to turn into files."""
    monkeypatch.chdir(home)
    for line in (
        "log 2 eggs",
        "person add Anna",
        "--person anna log 1ug b12",
        "--person anna symptom log tingling 6",
    ):
        assert b12(*line.split()).code == 0
    assert b12("person", "add", "Index").code == 0
    assert b12("person", "add", "../<b>x</b>").code == 0
    return b12


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_everybody_has_a_page_and_the_index_leads_to_it(people: B12) -> None:
    result = people("report", "--all", "--html", "new/pages", "--last", "4w")
    assert (result.code, result.err) == (0, "")
    folder = Path("new/pages")
    written = [Path(line.removeprefix("Wrote ")) for line in result.out.splitlines()]
    assert sorted(written) == sorted(folder.iterdir())
    names = [path.name for path in written]
    assert names == ["me.html", "anna.html", "index-3.html", "b-x-b-4.html", "index.html"]
    assert (_mode(Path("new")), _mode(folder)) == (0o700, 0o700)
    assert {_mode(path) for path in written} == {0o600}
    assert "<h1>Vitamin B12 diary of Anna</h1>" in (folder / "anna.html").read_text()
    index = (folder / "index.html").read_text()
    # Whoever needs attention comes first.
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', index) == [
        ("anna.html", "Anna"), ("index-3.html", "Index"),
        ("b-x-b-4.html", "../&lt;b&gt;x&lt;/b&gt;"), ("me.html", "me"),
    ]  # fmt: skip
    assert "see a clinician soon: Numbness and tingling" in index
    assert "1.00 µg (1 day)" in index


def test_a_folder_that_is_there_keeps_its_files(people: B12) -> None:
    Path("pages").mkdir()
    Path("pages/other.txt").write_text("mine")
    assert people("report", "--html", "pages", "--all").code == 0
    assert Path("pages/other.txt").read_text() == "mine"
    before = Path("pages/me.html").read_text()
    people("log", "2 eggs")
    assert people("report", "--html", "pages", "--all").code == 0
    assert Path("pages/me.html").read_text() != before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["report", "--all"], 2, "give --html or --pdf too"),
        (["report", "--all", "--json"], 2, "give --html or --pdf too"),
        (["report", "--all", "--html", "pages", "--csv"], 2, "give one of"),
        (["--person", "anna", "report", "--all", "--html", "pages"], 2, "leave --person out"),
        (["report", "--all", "--html", "file.html"], 2, "is a file"),
        (["report", "--all", "--html", "file.html/pages"], 1, "can't be written"),
    ],
)
def test_what_has_no_meaning_is_refused(
    people: B12, words: list[str], code: int, says: str
) -> None:
    Path("file.html").write_text("x")
    result = people(*words)
    assert (result.code, result.out) == (code, "")
    assert says in result.err
    assert result.err.count("\n") == 1
    assert not Path("pages").exists()


def test_the_index_is_opened(people: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    assert people("report", "--all", "--html", "pages", "--open").code == 0
    assert opened == [str(Path("pages/index.html").absolute())]


def test_ctrl_c_stops_between_two_pages(people: B12, monkeypatch: pytest.MonkeyPatch) -> None:
    heed = interrupt.heed

    def pressed() -> None:
        heed()
        raise KeyboardInterrupt

    monkeypatch.setattr(interrupt, "heed", pressed)
    result = people("report", "--all", "--html", "pages")
    assert (result.code, result.out) == (130, "Wrote pages/me.html\n")
    assert result.err.strip() == "Error: stopped"
    assert [path.name for path in Path("pages").iterdir()] == ["me.html"]


@pytest.mark.skipif(_CHROMIUM is None, reason="there is no chromium here (.ci/run installs it)")
def test_pdfs_have_no_index(b12: B12, home: Path) -> None:
    b12("log", "2 eggs")
    assert b12("report", "--all", "--pdf", str(home / "pages")).code == 0
    (page,) = (home / "pages").iterdir()
    assert page.name == "me.pdf"
    assert page.read_bytes().startswith(b"%PDF")
