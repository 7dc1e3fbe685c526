"""Barcodes: the digits under which a product is known all over the world (GTIN)."""

# EAN-8, UPC-A, EAN-13 and GTIN-14 are the same number with more or fewer zeros before it.
_LENGTHS = (8, 12, 13, 14)
_LONGEST = 14


def gtin(digits: str) -> str | None:
    """Return a barcode in 14 digits, in which the forms of one product agree; None for others."""
    digits = digits.strip()
    bare = digits.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and 0 < len(bare) <= _LONGEST):
        return None
    return bare.zfill(_LONGEST) if len(digits) >= _LENGTHS[0] else None


def spellings(digits: str) -> tuple[str, ...]:
    """Return the barcode as it may be written: as it is, and with other numbers of zeros."""
    bare = digits.strip().lstrip("0")
    return tuple(dict.fromkeys((digits.strip(), *(bare.zfill(length) for length in _LENGTHS))))
