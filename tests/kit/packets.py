"""A service that a packet tells of, and what is in a packet: what its tests share. Judges nothing."""

from __future__ import annotations

import io
import zipfile

from talktag.content import content_of
from talktag.ops.outcome import Outcome

FAST_LINE = """\
format = 1
id = "s000000000006"
name = "Fast line"
kind = "service"

[purchase]
date = 2025-01-15
from = "Netco"
order = "K-4711"

[service]
fee = "39.90 EUR"
every = "1 month"
renews = 2026-06-15
notice = "1 month"
"""


def unpacked(packet: Outcome, about: str) -> dict[str, bytes]:
    """Every file of a packet by its name, each read whole, in the folder of a party's slug."""
    assert packet.output
    with zipfile.ZipFile(io.BytesIO(content_of(packet.output.make()).whole())) as archive:
        assert archive.testzip() is None
        assert all(name.startswith(f"about-{about}/") for name in archive.namelist())
        return {name.removeprefix(f"about-{about}/"): archive.read(name) for name in archive.namelist()}
