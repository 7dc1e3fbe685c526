"""Pictures as sixels, which some terminals draw: six rows of pixels to a line of characters.

DEC, VT330/VT340 Programmer Reference Manual, volume 2: Graphics Programming, chapter 14 (1988).
"""

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Any

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_MOST_COLOURS = 255
_ROWS = 6
_BEGIN, _END = "\033P0;1q", "\033\\"
# A character at least four times in a row is shorter with its number.
_REPEATED = re.compile(r"(.)\1{3,}")


def encode(pixels: "Pixels") -> str:
    """Return rows, columns and red, green, blue as the characters that draw them.

    The colours are rounded to 32 steps each, and the rarest take the nearest of the 255 others.
    """
    height, width, _ = pixels.shape
    places, palette = _palette(pixels)
    parts = [_BEGIN, f'"1;1;{width};{height}']
    for number, colour in enumerate(palette.tolist()):
        red, green, blue = (round(part * 100 / 255) for part in colour)
        parts.append(f"#{number};2;{red};{green};{blue}")
    bits = (1 << np.arange(_ROWS)).astype(np.uint8)
    for top in range(0, height, _ROWS):
        band = places[top : top + _ROWS]
        for colour in np.unique(band).tolist():
            columns = ((band == colour) * bits[: len(band), None]).sum(axis=0).astype(np.uint8)
            text = (columns + 63).astype(np.uint8).tobytes().decode("ascii")
            parts.append(f"#{colour}{_REPEATED.sub(_short, text)}$")
        parts.append("-")
    return "".join([*parts, _END])


def _short(match: re.Match[str]) -> str:
    return f"!{len(match[0])}{match[1]}"


def _palette(pixels: "Pixels") -> "tuple[Pixels, Pixels]":
    """Return the number of the colour of each pixel, and the red, green and blue of each number."""
    rounded = (pixels >> 3).astype(np.uint32)
    codes = rounded[:, :, 0] << 10 | rounded[:, :, 1] << 5 | rounded[:, :, 2]
    known, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    # Of five bits the middle of what was rounded, so that white stays white.
    colours = np.stack([known >> 10, known >> 5 & 31, known & 31], axis=1) * 255 // 31
    often = np.argsort(counts)[::-1][:_MOST_COLOURS]
    palette = colours[often]
    apart = ((colours[:, None, :].astype(np.int64) - palette[None, :, :]) ** 2).sum(axis=2)
    nearest = apart.argmin(axis=1).astype(np.uint8)
    return nearest[inverse].reshape(codes.shape), palette.astype(np.uint8)
