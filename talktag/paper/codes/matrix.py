"""A Data Matrix symbol from a text, for parts too small for a QR code. It never draws.

ECC 200 of ISO/IEC 16022, square, by zxing-cpp. Phone cameras do not promise to read it, so it is for the owner's own
scans.
"""

from __future__ import annotations

import functools
from typing import Any

from talktag.errors import InvalidError
from talktag.paper.codes.symbol import Symbol

_QUIET = 1
_LONGEST = 1556  # bytes that the largest symbol holds


@functools.lru_cache(maxsize=256)
def design_matrix(payload: str) -> Symbol:
    """The smallest square Data Matrix symbol of an ASCII text; InvalidError as for QR codes."""
    if not payload or not payload.isascii():
        raise InvalidError("a Data Matrix code needs a text of plain letters, digits and signs")
    if len(payload) > _LONGEST:
        raise InvalidError(f"a text of {len(payload)} characters is too long for a Data Matrix code")
    import zxingcpp

    made = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    image: Any = made.to_image(scale=1, add_quiet_zones=False)
    pixels: Any = memoryview(image).tolist()
    rows = tuple(int("".join("1" if pixel < 128 else "0" for pixel in row), 2) for row in pixels)
    return Symbol(payload, len(rows), rows, error_correction="ECC 200", quiet=_QUIET)
