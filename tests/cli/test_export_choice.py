"""A bundle holds exactly what was chosen: every fact has a canary of its own, and only the chosen ones fly.

What was chosen, and nothing else, also stands in the preview and in the ledger.
"""

from __future__ import annotations

import base64
import itertools
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.cli.conftest import Computer

# Every fact of the record below, by the section it belongs to. A name always leaves: a bundle is about something.
FACTS = {
    "identity": ("MAKERCANARY", "MODELCANARY"),
    "serial": ("SERIALCANARY",),
    "purchase": ("SELLERCANARY", "2019-07-13"),
    "warranty": ("PROVIDERCANARY",),
    "value": ("731.97 CHF", "ORDERCANARY"),
    "place": ("PLACECANARY",),
    "entries:service": ("SERVICECANARY", "SERVICETEXTCANARY"),
    "entries:loan": ("LOANCANARY",),
    "files:receipt": ("RECEIPTCANARY",),
    "files:report": ("REPORTCANARY",),
    "field:colour": ("COLOURCANARY",),
    "field:engraving": ("ENGRAVINGCANARY",),
}
NEVER = ("LABELCANARY", "NOTECANARY", "UNKNOWNCANARY", "COMMENTCANARY", "FILENAMECANARY", "INSIDECANARY", "OTHERCANARY")
DEFAULTS = {
    "other": {"identity"},
    "finder": {"identity"},
    "repairer": {"identity", "serial", "purchase", "warranty", "entries:service"},
}
RECORD = """\
format = 1
id = "0000000000001"
name = "Clock"
maker = "MAKERCANARY"  # COMMENTCANARY
model = "MODELCANARY"
serial = "SERIALCANARY"
place = "PLACECANARY"
labels = ["LABELCANARY"]
inside = "0000000000002"
unknown = "UNKNOWNCANARY"
warranties = [{ kind = "all", term = "24 months", provider = "PROVIDERCANARY" }]
[purchase]
date = 2019-07-13
from = "SELLERCANARY"
price = "731.97 CHF"
order = "ORDERCANARY"
[fields]
colour = "COLOURCANARY"
engraving = "ENGRAVINGCANARY"
"""
ENTRIES = """\
[[entry]]
id = "0000000000003"
date = 2020-01-01
kind = "service"
title = "SERVICECANARY"
text = "SERVICETEXTCANARY"
[[entry]]
id = "0000000000004"
date = 2020-01-02
kind = "loan"
title = "LOANCANARY"
"""


@pytest.fixture
def copies(computer: Computer) -> Callable[[], Computer]:
    """Makes a fresh copy of a computer with a clock whose every fact is a canary."""
    computer.write("things/products/c/clock.toml", RECORD)
    computer.write("things/products/c/clock/entries.toml", ENTRIES)
    inside = 'format = 1\nid = "0000000000002"\nname = "INSIDECANARY"\n'
    computer.write("things/products/s/shelf.toml", inside)
    computer.write("receipt-FILENAMECANARY.txt", "RECEIPTCANARY\n")
    computer.write("report-FILENAMECANARY.txt", "REPORTCANARY\n")
    computer.ok("attach", "clock", "receipt-FILENAMECANARY.txt", "report-FILENAMECANARY.txt")
    computer.ok("note", "clock", "-", stdin=b"NOTECANARY")
    computer.ok("party", "add", "OTHERCANARY", "--contact", "OTHERCANARY@example.org")
    for role in DEFAULTS:
        computer.ok("party", "add", f"Party {role}", "--role", role)

    def copy() -> Computer:
        folder = Path(tempfile.mkdtemp(dir=computer.folder.parent)) / "home"
        shutil.copytree(computer.folder, folder, symlinks=True)
        return type(computer)(folder)

    return copy


def everything(bundle: Path) -> Iterator[bytes]:
    """The raw archive, every name in it and every member, in lower case."""
    yield bundle.read_bytes().lower()
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            yield name.lower().encode()
            yield archive.read(name).lower()


def holds(bundle: Path, canary: str) -> bool:
    plain = canary.lower().encode()
    packed = [base64.b64encode(b"." * before + canary.encode())[4:-4].lower() for before in range(3)]
    return any(form in data for data, form in itertools.product(everything(bundle), [plain, *packed]))


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a shorter failing example is not worth the minutes it takes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(role=st.sampled_from(sorted(DEFAULTS)), included=st.sets(st.sampled_from(sorted(FACTS)), max_size=6))
def test_a_bundle_holds_exactly_what_was_chosen(copies: Callable[[], Computer], role: str, included: set[str]) -> None:
    computer = copies()
    words = [word for section in sorted(included) for word in ("--include", section)]
    done = computer.within("export", "clock", "--to", f"party-{role}", *words, "-o", "clock.zip", "--yes")
    assert done.code == 0, done.err
    chosen = DEFAULTS[role] | included
    bundle = computer.folder / "clock.zip"
    for section, canaries in FACTS.items():
        for canary in canaries:
            assert holds(bundle, canary) == (section in chosen), (section, canary)
    for canary in NEVER:
        assert not holds(bundle, canary), canary

    shown = {tuple(line.split("\t")[:2]) for line in done.out.splitlines()}
    (share,) = computer.json("shares", "clock")["data"]["shares"]
    for section in FACTS:
        assert (("leaves", section) in shown) == (section in chosen), section
        assert (("stays", section) in shown) == (section not in chosen), section
        assert (section in share["sections"]) == (section in chosen), section


def test_a_note_flies_only_alone(copies: Callable[[], Computer]) -> None:
    computer = copies()
    (note,) = computer.things.glob("products/c/clock/notes/*.age")
    computer.ok("export", "clock", "--to", "party-finder", "--note", note.stem, "-o", "clock.zip", "--yes")
    bundle = computer.folder / "clock.zip"
    assert holds(bundle, "NOTECANARY")
    assert not any(holds(bundle, canary) for canary in {*NEVER} - {"NOTECANARY"})
    assert not any(holds(bundle, canary) for canary in FACTS["serial"] + FACTS["value"] + FACTS["place"])
