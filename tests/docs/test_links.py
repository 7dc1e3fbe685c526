"""What the pages link to and name is there, and every page can be found."""

import re
from pathlib import Path

import pytest

from tests.docs import pages
from tracker.cli.settings import SETTINGS

_PAGES = [*pages.PAGES, pages.GENERATED]
_TEXTS = {page: page.read_text(encoding="utf-8") for page in _PAGES}
_EACH = pytest.mark.parametrize("page", _PAGES, ids=pages.name)
_SOURCE = "".join(
    path.read_text(encoding="utf-8") for path in (pages.CHECKOUT / "tracker").rglob("*.py")
)


def _anchors(text: str) -> set[str]:
    """Return the anchors that GitHub and mkdocs give the headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S), re.M)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


def _links(text: str) -> list[tuple[str, str]]:
    """Return file and anchor of each link within the repository."""
    targets = re.findall(r"\]\(([^)]+)\)", text)
    return [tuple(target.partition("#")[::2]) for target in targets if "://" not in target]


@_EACH
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, anchor in _links(_TEXTS[page]):
        target = (page.parent / file).resolve() if file else page
        assert target.is_file(), file
        if page != pages.README:  # the site has nothing else
            assert target.is_relative_to(pages.DOCS), file
        if anchor:
            assert anchor in _anchors(target.read_text(encoding="utf-8")), (file, anchor)


@_EACH
def test_every_file_and_variable_that_is_named_is_there(page: Path) -> None:
    spans = pages.spans(_TEXTS[page])
    files = {word for span in spans for word in re.findall(r"^(?:python )?([\w.]+/[\w./]+)$", span)}
    assert {file for file in files if not (pages.CHECKOUT / file).exists()} == set()
    variables = set(re.findall(r"\bB12_[A-Z_]+", _TEXTS[page]))
    known = {setting.variable for setting in SETTINGS.values()}
    assert {name for name in variables - known if f'"{name}"' not in _SOURCE} == set()


def test_every_page_is_in_the_navigation() -> None:
    config = (pages.CHECKOUT / ".ci" / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^ +- .*?([\w./-]+\.md)$", config, re.MULTILINE)
    assert sorted(listed) == sorted(
        str(page.relative_to(pages.DOCS)) for page in _PAGES if page != pages.README
    )


def test_every_page_is_two_clicks_from_the_first() -> None:
    first = pages.DOCS / "index.md"
    linked = {(first.parent / file).resolve() for file, _ in _links(_TEXTS[first]) if file}
    assert {page for page in _PAGES if page not in (first, pages.README)} - linked == set()
