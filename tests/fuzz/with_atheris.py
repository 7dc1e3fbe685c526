"""Fuzz a target by coverage: `PYTHONPATH=. python tests/fuzz/with_atheris.py items -runs=1000000`.

Run by hand, in an environment into which `pip install atheris` went; libFuzzer's options follow
the target's name (https://llvm.org/docs/LibFuzzer.html). `-max_total_time=600` bounds the time,
and a folder behind it keeps what was found from one run to the next.
"""

import sys

import atheris  # type: ignore[import-untyped, unused-ignore]

with atheris.instrument_imports(include=["tracker"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()
