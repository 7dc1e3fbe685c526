"""Whatever strangers write is read or refused, soon, and does nothing else.

The short run of what `with_atheris.py` does at length.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

# What the readers look for, so that more than their first line of defence is met.
_TEXTS = [
    "150", "1,5", "½", "1/2", "half a ", "2 dozen", "g", " µg", "mg", "cup", " of ", "b12", "x ",
    "salmon", "2% milk", "13327", ",", ";", "\n", "\r\n", " ", "\t", "-", "–", ":", ".", "#",
    "2026-11-22", "2023-09-17,9:51 AM,Breakfast,Milk,", "7:30 pm", "-3d", "12w", "25 %", "6/10",
    "310 pg/mL", "=1+1", "\x1b[2J", "\u202e", "\ud800", "\ufffe", "\0", "9" * 5000, "1e999",
    "nan", "'", '"', '""', "{", "}", "[", "]", '{"code":"1","nutriments":{"vitamin-b12_100g":1}}',
    '"foodNutrients":[', '"fdcId":', "null", "-1", "\ufeff", "Date,B12 (µg)\n",
    '{"form":1,"files":"csv","rows":{"people":1}}\n', "name,born,sex,diet,day_starts\n",
    '{"form":1,"files":"json","rows":{"people":1}}\n', "|", "~", "Code;Food;Vitamin B12 (µg)\n",
    "1;egg;1,1\n", "2;tea;Tr\n", "3;gin;<0.1\n", "<TABLE>", "</TABLE>",
    "[t]\ntitle='t'\n[[t.forms]]\n", '{"b12_sync":1,"machine":"a","name":"b","log":"c"}\n',
    '{"n":1,"at":2,"table":"meal","uid":"d","base":"","row":', '{"day":"2026-11-22","note":',
    "alim_code;alim_nom_eng;Vitamin B12 (µg/100g)\n",
]  # fmt: skip
_TOKENS = [text.encode("utf-8", "surrogatepass") for text in _TEXTS]
_TOKENS += [b"\xff", b"\xc3", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe", b"\x9b"]
_BYTES = st.lists(
    st.one_of(st.sampled_from(_TOKENS), st.text(max_size=6).map(str.encode), st.binary(max_size=6)),
    max_size=14,
).map(b"".join)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=120, deadline=None)
@given(data=_BYTES)
def test_whatever_comes_is_read_or_refused(target: str, data: bytes) -> None:
    TARGETS[target](data)


@contextmanager
def _soon() -> Iterator[None]:
    """Far more time than it takes: what needs more than that would need hours for a longer text."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm on this system")
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("piece", [" ", "1", "1 ", "½", "a ", ",", "(", "[", '"', "\\", "\0"])
def test_a_page_of_the_same_takes_no_longer_than_a_page(target: str, piece: str) -> None:
    with _soon():
        TARGETS[target]((piece * (40_000 // len(piece)) + "!").encode())


def test_a_field_of_ten_megabytes_hinders_nobody() -> None:
    field = b"9" * 10_000_000
    with _soon():
        for target in ("servings", "summary", "foods", "described_foods", "export"):
            TARGETS[target](b'"' + field)
        for target in ("items", "lines"):
            TARGETS[target](field[:500_000])
