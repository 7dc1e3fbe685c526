import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.health.symptoms import (
    KNOWN,
    Entry,
    check_own_name,
    format_entry,
    in_text,
    named,
    parse_entry,
    with_place,
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("cramps 6", Entry("cramps", 6)),
        ("muscle cramps 6 left calf, night", Entry("muscle cramps", 6, "left calf, night")),
        ("cramps: 6/10, left calf", Entry("cramps", 6, "left calf")),
        ("cramps 06", Entry("cramps", 6)),
        ("cramps 10 for 20 minutes", Entry("cramps", 10, "for 20 minutes")),
        ("b12 jab arm 2", Entry("b12 jab arm", 2)),
        ("odd <b>thing</b> 7 <1 hour", Entry("odd <b>thing</b>", 7, "<1 hour")),
        ("Krämpfe 3 links\n\x1b[2Jnachts", Entry("Krämpfe", 3, "links [2Jnachts")),
    ],
)
def test_name_score_and_note(text: str, entry: Entry) -> None:
    assert parse_entry(text) == entry


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cramps", "no score"),
        ("cramps six", "no score"),
        ("cramps nan", "no score"),
        ("", "nothing to log"),
        ("cramps 11", 'invalid score "11"'),
        ("cramps -1", 'invalid score "-1"'),
        ("cramps 5.5", 'invalid score "5.5"'),
        ("cramps 6/5", 'invalid score "6/5"'),
        ("cramps 2-3", 'invalid score "2-3"'),
        ("cramps <5", 'invalid score "<5"'),
        ("cramps < 5", 'invalid score "< 5"'),
        ("cramps >= 5 all day", 'invalid score ">= 5"'),
        ("cramps< 5", 'invalid score "< 5"'),
        ("> cramps 5", 'invalid score "> 5"'),
        ("cramps<5", "no score"),
        ("cramps " + "9" * 5000, "invalid score"),
        ("6 cramps", "before its score"),
        ("cramps 6 " + "x" * 201, "at most 200"),
    ],
)
def test_a_missing_part_and_an_invalid_score_are_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_entry(text)


@given(st.text() | st.from_regex(r"[a-z ]{0,9}[-+.,/0-9½²٣]{0,6}[a-z ,]{0,9}", fullmatch=True))
@example("cramps ٣")
@example("cramps 6 ; ,")
def test_whatever_is_typed_is_refused_or_read_the_same_again(text: str) -> None:
    try:
        entry = parse_entry(text)
    except InputError:
        return
    assert 0 <= entry.score <= 10
    assert parse_entry(format_entry(entry.name, entry.score, entry.note)) == entry


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("cramps", "muscle cramps"),
        ("Leg Cramp", "muscle cramps"),
        ("tired", "fatigue and weakness"),
        ("weakness and fatigue", "fatigue and weakness"),
        ("pins and needles", "numbness and tingling"),
        ("brain fog", "cognitive issues"),
        ("depressed", "mood changes"),
        ("sore tongue", "glossitis"),
        ("ataxia", "balance problems"),
        ("blurred vision", "vision changes"),
        ("ulcers", "mouth ulcers"),
        ("yellow skin", "pale or yellow skin"),
        ("short of breath", "breathlessness"),
        ("racing heart", "palpitations"),
        ("weakness of the legs", "leg weakness"),
        ("numbness of the legs", "leg weakness"),
        ("sight loss", "loss of vision"),
        ("can’t walk", "trouble walking"),
        ("loss of bladder control", "bladder or bowel trouble"),
    ],
)
def test_people_have_other_words(words: str, name: str) -> None:
    assert named(words) == name


def test_every_name_and_other_word_leads_to_its_own_symptom() -> None:
    for symptom in KNOWN.values():
        assert {named(word) for word in (symptom.name, *symptom.also)} == {symptom.name}


def test_ones_own_name_is_found_in_any_case_and_order() -> None:
    assert named("Legs restless", ["restless legs"]) == "restless legs"
    assert named("restless arms", ["restless legs"]) is None
    assert named("on and on", ["of the"]) is None


@pytest.mark.parametrize("name", ["", "!!", "12", "x" * 41])
def test_an_invalid_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="invalid name"):
        check_own_name(name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("can't feel my feet", "leg weakness"),
        ("drop foot", "leg weakness"),
        ("hallucinations", "hallucinations or psychosis"),
        ("fell over", "falls"),
        ("passed out", "fainting"),
        ("fits", "seizure"),
        ("severe breathlessness", "severe breathlessness"),
        ("severe palpitations", "severe palpitations"),
        ("floppy", "infant signs"),
        ("not feeding", "infant signs"),
        ("lost skills", "infant signs"),
    ],
)
def test_red_flags_have_the_names_that_people_give_them(words: str, name: str) -> None:
    assert named(words) == name


def test_each_symptom_names_whose_list_it_is_on() -> None:
    # NICE NG239 doesn't list these four; the NHS does.
    for name in ("mouth ulcers", "pale or yellow skin", "breathlessness", "palpitations"):
        assert KNOWN[name].source == "NHS"
    assert all(symptom.source for symptom in KNOWN.values())
    assert all(symptom.source in symptom.description for symptom in KNOWN.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("left calf, and I cannot walk", ["trouble walking"]),
        ("after a seizure", ["seizure"]),
        ("loss of bladder control at night", ["bladder or bowel trouble"]),
        ("while walking to work", []),
        ("sat down, tired", []),
    ],
)
def test_words_of_a_text_can_name_a_symptom(text: str, names: list[str]) -> None:
    assert [symptom.name for symptom in in_text(text)] == names


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("tingling both feet 6", Entry("numbness and tingling", 6, "both feet")),
        ("left calf cramps 5 at night", Entry("muscle cramps", 5, "left calf, at night")),
        ("numb right hand 2", Entry("numbness and tingling", 2, "right hand")),
        # A name of the table, or of one's own, stays.
        ("tingling feet 6", Entry("tingling feet", 6)),
        ("left hook 6", Entry("left hook", 6)),
        # The place says what it is: one-sided weakness may be a stroke.
        ("weak left hand 6", Entry("weak left hand", 6)),
        ("both feet 6", Entry("both feet", 6)),
    ],
)
def test_a_place_in_the_name_is_a_note(typed: str, entry: Entry) -> None:
    assert with_place(parse_entry(typed), ["left hook"]) == entry


@given(st.text())
def test_a_place_never_hides_words(text: str) -> None:
    entry = Entry(text, 3)
    read = with_place(entry)
    assert read == entry or read.note
