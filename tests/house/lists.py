"""The two lists beside this file, and what each says of one thing that is over a budget; it measures nothing."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Final

from tests.house.measure import overruns

OFFENDERS: Final = Path(__file__).with_name("offenders.toml")
EXCEPTIONS: Final = Path(__file__).with_name("exceptions.toml")
_LINE = re.compile(r'^(".+") = (\d+)$', re.MULTILINE)
_HEAD = """\
# What is over a budget of the house today, with its number. Lines only ever go, and numbers only ever fall:
#     python -m tests.house.shrink
# takes off what is mended and lowers what has become smaller; after a conflict in this file too. It adds nothing.
# Who moves an offender to another file or gives it another name changes its line.
"""


def offenders() -> dict[str, int]:
    """What is over a budget and may be for now, with the number that it may have."""
    return tomllib.loads(OFFENDERS.read_text())


def exceptions() -> dict[str, str]:
    """What is over a budget for good, with the reason."""
    return tomllib.loads(EXCEPTIONS.read_text())


def shrink() -> list[str]:
    """Write the list of offenders without what is mended, and give what went or fell.

    A file with the marks of a conflict in it is read as well: the smaller number counts.
    """
    measured = overruns()
    before: dict[str, int] = {}
    for name, number in _LINE.findall(OFFENDERS.read_text()):
        key = json.loads(name)
        before[key] = min(int(number), before.get(key, int(number)))
    after = {name: min(number, measured[name]) for name, number in before.items() if name in measured}
    lines = [f"{json.dumps(name)} = {number}\n" for name, number in sorted(after.items())]
    OFFENDERS.write_text(_HEAD + "".join(lines))
    return sorted(
        f"{name}: {before[name]} -> {after.get(name, 'gone')}" for name in before if before[name] != after.get(name)
    )
