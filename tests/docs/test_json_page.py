"""The page on JSON names every key that a command prints, and every command that prints JSON."""

import re
from collections.abc import Iterator
from typing import Any

from tests.docs import pages
from tests.docs.player import Player
from tests.test_house import _commands

_SPANS = {*pages.spans(pages.prose((pages.DOCS / "json.md").read_text(encoding="utf-8")))}
_WITH_JSON = [name for name, command in _commands() if "--json" in pages.options(command)]
# What a command needs beside its name.
_GIVEN = {
    "b12 find": "egg", "b12 food find": "egg", "b12 food show": "salmon", "b12 recipe show": "stew",
}  # fmt: skip
_OF_SERVER = [name for name in _WITH_JSON if name.startswith("b12 server ")]


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
    for part in data.values() if isinstance(data, dict) else data:
        if isinstance(part, dict | list):
            yield from _keys(part)


def test_every_key_is_described(page_player: Player) -> None:
    page_player.play("""
<!-- diary example.db -->
<!-- before
b12 regimen add 1000ug tablet weekly
b12 recipe add stew 400g beef liver, 2 eggs --makes 4
b12 alias set "my cereal" 08013
b12 log stew
-->
""")
    for name in _WITH_JSON:
        if name not in _OF_SERVER:
            _assert_keys_described(page_player, name)


def test_every_key_of_a_server_is_described(page_player: Player) -> None:
    page_player.play("""
<!-- server -->
```console
$ export B12_DB=postgresql://practice@db.example.org/b12
$ b12 server init
$ b12 server client add reader
$ b12 server member add helper
```
""")
    assert _OF_SERVER
    for name in _OF_SERVER:
        _assert_keys_described(page_player, name)


def _assert_keys_described(page_player: Player, name: str) -> None:
    result = page_player.run(f"{name} {_GIVEN.get(name, '')} --json")
    assert result.json, (name, result.err)
    keys = {re.sub(r"_(low|high)(?=_ug$|$)", "", key) for key in _keys(result.json)}
    assert keys - _SPANS == set(), name


def test_every_command_with_json_is_named() -> None:
    headings = re.findall(r"^## (.*)$", (pages.DOCS / "json.md").read_text("utf-8"), re.MULTILINE)
    named = {*headings, *_SPANS}
    assert {name for name in _WITH_JSON if name.removeprefix("b12 ") not in named} == set()
