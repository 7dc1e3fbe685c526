"""Kill commands that write, so many times each, and check what is left of their diaries.

Run by hand: `python tests/bench/crash.py [KILLS] [COMMAND ...]`. It stops at the first loss.
"""

import sys
import tempfile
from pathlib import Path
from random import Random

from tests.crashing import COMMANDS, MOMENTS, Scene


def main(kills: int, names: tuple[str, ...]) -> None:
    """Print for each command how its kills ended."""
    print(f"{'':18}{'run to end':>11}{'kills':>7}{'in time':>9}{'journal left':>14}", end="")
    print(f"{'nothing stored':>16}{'all stored':>12}{'reported':>10}")
    dice = Random()
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            scene = Scene(Path(folder), rows=4_000)
            write = scene.write(name)
            ended = [scene.kill(write, MOMENTS[n % len(MOMENTS)], dice) for n in range(kills)]
        print(
            f"{name:18}{write.seconds:9.2f} s{len(ended):7}{sum(k.in_time for k in ended):9}"
            f"{sum(k.journal_left for k in ended):14}{sum(not k.stored for k in ended):16}"
            f"{sum(k.stored for k in ended):12}{sum(k.reported for k in ended):10}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 60, tuple(sys.argv[2:]) or COMMANDS)
