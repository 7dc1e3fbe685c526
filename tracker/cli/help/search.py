"""Commands and topics by any words: their names, their help, their options, and synonyms."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from tracker.cli import reference
from tracker.cli.help import synonyms
from tracker.cli.help.topic import Topic
from tracker.cli.help.topics import TOPICS

# Words that say nothing of what is looked for.
_IDLE = frozenset(
    "a an and are b12 can do does for how i in is it me my of on or the there to what when where "
    "which who why with".split()
)
_LEAST_BEGINNING = 3
_ALIKE, _MOST_NEAR = 0.7, 3
_LONGEST = 200  # no words of a question are further back
# What a word is worth by where it stands: in the name, a synonym, the line, the rest.
_NAME, _SYNONYM, _LINE, _REST = 8, 4, 3, 1


class Hit(NamedTuple):
    """A command or a topic: what stands after `b12 help`, and what it is about.

    It is `close` if its name or its synonyms have all the words.
    """

    name: str
    line: str
    close: bool = False


class _Entry(NamedTuple):
    hit: Hit
    fields: tuple[tuple[int, frozenset[str]], ...]

    def worth(self, word: str) -> int:
        """Return what the word is worth here, twice that of a beginning; 0 if it is missing."""
        best = 0
        for weight, words in self.fields:
            if word in words:
                best = max(best, 2 * weight)
            elif any(_begins(word, other) for other in words):
                best = max(best, weight)
        return best


def find(typed: Sequence[str]) -> list[Hit]:
    """Return the commands and topics that have the words, or most of them, the best first."""
    words = _asked(typed)
    rated = []
    for entry in _entries():
        worths = [worth for word in words if (worth := entry.worth(word))]
        close = len(worths) == len(words) and min(worths, default=0) >= 2 * _SYNONYM
        rated.append((len(worths), sum(worths), entry.hit._replace(close=close)))
    most = max(number for number, _, _ in rated)
    if not most or 2 * most < len(words):
        return []
    best = [(worth, hit) for number, worth, hit in rated if number == most]
    return [hit for _, hit in sorted(best, key=lambda pair: -pair[0])]


def near(typed: Sequence[str]) -> list[str]:
    """Return known words that look like those typed."""
    from difflib import get_close_matches

    fields = (field for entry in _entries() for field in entry.fields)
    known = {word for weight, words in fields if weight > _REST for word in words}
    unknown = sorted(_asked(typed) - known)
    close = (get_close_matches(word, sorted(known), 2, _ALIKE) for word in unknown)
    return list(dict.fromkeys(word for matches in close for word in matches))[:_MOST_NEAR]


def topics(typed: Sequence[str]) -> list[Topic]:
    """Return the topic of that name, or those that are looked for by all of the words."""
    words, name = _asked(typed), _stem("-".join(typed).casefold())
    named = [topic for topic in TOPICS if _stem(topic.name) == name]
    return named or [
        topic for topic in TOPICS if words and words <= _stems(f"{topic.name} {topic.also}")
    ]


def _asked(typed: Sequence[str]) -> set[str]:
    """Return the words that say what is looked for."""
    words = _words(" ".join(typed)[:_LONGEST])
    return {_stem(word) for word in words if word not in _IDLE}


@cache
def _entries() -> list[_Entry]:
    return [*map(_of_topic, TOPICS), *map(_of_command, reference.entries())]


def _of_topic(topic: Topic) -> _Entry:
    return _Entry(
        Hit(topic.name, topic.line),
        (
            (_NAME, _stems(topic.name)),
            (_SYNONYM, _stems(topic.also)),
            (_LINE, _stems(topic.line)),
            (_REST, _stems(topic.text)),
        ),
    )


def _of_command(command: reference.Entry) -> _Entry:
    name = command.path.removeprefix("b12 ")
    also = " ".join(word for word, meant in synonyms.COMMANDS.items() if meant == name)
    rest = " ".join(part.text for part in command.help)
    options = " ".join(f"{names} {said}" for names, said in command.options)
    return _Entry(
        Hit(name, command.summary),
        (
            (_NAME, _stems(name)),
            (_SYNONYM, _stems(also) | _option_names(command)),
            (_LINE, _stems(command.summary)),
            (_REST, _stems(f"{rest} {options}")),
        ),
    )


def _option_names(command: reference.Entry) -> frozenset[str]:
    names: Iterable[str] = (word for names, _ in command.options for word in _words(names))
    return frozenset(name for name in names if name.startswith("-"))


def _words(text: str) -> list[str]:
    return re.findall(r"-{0,2}[\w$≥≈][\w$'-]*", text.casefold())


def _begins(word: str, other: str) -> bool:
    """Return whether the word is a good part of the other: absor, and not cron of cronometer."""
    long = len(word) >= _LEAST_BEGINNING and 2 * len(word) >= len(other)
    return long and other.startswith(word)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(text))


def _stem(word: str) -> str:
    """Return the word in the singular, as far as an s tells."""
    return word[:-1] if len(word) > _LEAST_BEGINNING and word.endswith("s") else word
