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
# It follows what was moved and kept its own name; who renames an offender changes its line by hand.
"""


def offenders() -> dict[str, int]:
    """What is over a budget and may be for now, with the number that it may have."""
    return tomllib.loads(OFFENDERS.read_text())


def exceptions() -> dict[str, str]:
    """What is over a budget for good, with the reason."""
    return tomllib.loads(EXCEPTIONS.read_text())


def shrink() -> list[str]:
    """Write the list of offenders without what is mended, and give what went, fell or moved.

    A file with the marks of a conflict in it is read as well: the smaller number counts. What was moved or renamed is
    followed as far as its own name is the same and it has not grown.
    """
    measured = overruns()
    before: dict[str, int] = {}
    for name, number in _LINE.findall(OFFENDERS.read_text()):
        key = json.loads(name)
        before[key] = min(int(number), before.get(key, int(number)))
    unlisted = {name: measured[name] for name in measured if name not in before and name not in exceptions()}
    became: dict[str, str] = {}
    for name, number in before.items():
        kin = [each for each in unlisted if _own_name(each) == _own_name(name) and unlisted[each] <= number]
        if name in measured or kin:
            became[name] = name if name in measured else kin[0]
            unlisted.pop(became[name], None)
    after = {now: min(before[name], measured[now]) for name, now in became.items()}
    lines = [f"{json.dumps(name)} = {number}\n" for name, number in sorted(after.items())]
    OFFENDERS.write_text(_HEAD + "".join(lines))
    changes = [(name, became.get(name, "gone"), after.get(became.get(name, ""), 0)) for name in before]
    return sorted(f"{name} -> {now} {number or ''}" for name, now, number in changes if after.get(name) != before[name])


def _own_name(name: str) -> tuple[str, str]:
    """The rule that an offender breaks, and what it is called wherever it stands: ("function", "add")."""
    path, _, what = name.partition(": ")
    rule, _, rest = what.removeprefix("call of ").removeprefix("splat into ").partition(" ")
    if rule in {"file", "docstring", "circle"}:
        return rule, path.rsplit("/", 1)[1]
    return what.split(" ", 1)[0], (rest if rule in {"function", "participle", "class"} else rule).rsplit(".", 1)[-1]
