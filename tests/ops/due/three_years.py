"""A made-up store as it was on each day of three years, and what is due in it, by a table made by hand. Judges none."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

SETTINGS = 'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana"\ncontact = "ana@example.org"\n'
PARTIES = {
    "parties/bruno.toml": 'format = 1\nname = "Bruno"\nrole = "other"\n',
    "parties/fix-it.toml": 'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\n',
}
CAMERA = """\
format = 1
id = "c000000000001"
name = "Canon"
[purchase]
date = 2024-03-02
[[warranties]]
term = "24 months"
[[warranties]]
term = "60 months"
kind = "parts"
[[warranties]]
term = "14 days"
kind = "return"
[[warranties]]
term = "lifetime"
kind = "extended"
"""
RADIO = (
    'format = 1\nid = "r000000000002"\nname = "Radio"\n{state}[[warranties]]\nterm = "2 years"\nstarts = 2024-01-01\n'
)
TENT = 'format = 1\nid = "t000000000003"\nname = "Tent"\n{state}[[warranties]]\nterm = "2026-02-01"\n'
DRILL = 'format = 1\nid = "d000000000004"\nname = "Drill"\n{state}'
PLAIN = {
    "products/b/bicycle.toml": 'format = 1\nid = "b000000000005"\nname = "Bicycle"\n[[warranties]]\nterm = "2 years"\n',
    "products/c/car.toml": 'format = 1\nid = "c000000000006"\nname = "Car"\n',
    "products/l/lamp.toml": 'format = 1\nid = "1000000000007"\nname = "Lamp"\n',
}
SHARE = """\
format = 1
bundle = "b0000000000aa"
product = "c000000000001"
party = "fix-it"
date = 2024-12-01
until = 2025-01-31
{revoked}sequence = 1
signed = "00"
sections = ["identity"]
"""
CHAIN = 'kind = "service", title = "Oil the chain"'
OIL = 'kind = "service", title = "Change the oil"'
LOGS = {
    "bicycle": [
        ("2024-04-01", f'{CHAIN}, every = ["6 months"]'),
        ("2024-10-20", CHAIN),
        ("2024-11-15", 'kind = "due", title = "Renew the insurance", due = 2024-12-31'),
        ("2025-01-02", 'kind = "done", title = "Renewed", cause = "bicycle-2"'),
        ("2025-04-19", CHAIN),
    ],
    "car": [
        ("2024-05-10", f'{OIL}, every = ["1 year", "10000 km"], meter = {{km = 41250}}'),
        ("2024-05-10", 'kind = "check", title = "Tyres", every = ["20000 km"]'),
        ("2025-02-01", 'kind = "reading", title = "Read", meter = {km = 51300}'),
        ("2025-02-10", f"{OIL}, meter = {{km = 51400}}"),
        ("2026-02-09", f"{OIL}, meter = {{km = 60000}}"),
        ("2026-09-01", 'kind = "reading", title = "Read", meter = {km = 61300}'),
    ],
    "drill": [
        ("2024-06-01", 'kind = "loan", title = "Lent to Bruno", party = "bruno", due = 2024-07-01'),
        ("2024-07-20", 'kind = "return", title = "Came back"'),
    ],
    "lamp": [("2025-12-01", 'kind = "due", title = "Wind the clock", due = 2026-03-08')],
}
UTC, TOKYO, ANGELES = "UTC", "Asia/Tokyo", "America/Los_Angeles"
TYRES = ("", None, "Tyres, at 61250 km", "car")
# The moment in UTC and where the owner is; then the day, how many are left, what it is, of which product.
TABLE: tuple[tuple[str, str, tuple[tuple[str, int | None, str, str], ...]], ...] = (
    ("2024-03-16T23:30", UTC, (("2024-03-16", 0, "last day to return it", "canon"),)),
    ("2024-03-16T23:30", TOKYO, (("2024-03-16", -1, "last day to return it", "canon"),)),
    ("2024-04-01T06:30", ANGELES, ()),
    (
        "2024-07-15T12:00",
        UTC,
        (("2024-07-01", -14, "back from Bruno", "drill"), ("2024-10-01", 78, "Oil the chain", "bicycle"), TYRES),
    ),
    ("2024-11-03T08:30", ANGELES, (TYRES,)),
    (
        "2025-02-02T15:30",
        TOKYO,
        (
            ("2025-01-31", -3, "Fix-It Cameras should delete what was given", "canon"),
            ("2025-02-01", -2, "Change the oil, or at 51250 km", "car"),
            ("2025-04-20", 76, "Oil the chain", "bicycle"),
            TYRES,
        ),
    ),
    ("2025-11-02T07:30", ANGELES, (("2025-10-19", -14, "Oil the chain", "bicycle"), TYRES)),
    (
        "2026-01-15T12:00",
        UTC,
        (
            ("2025-10-19", -88, "Oil the chain", "bicycle"),
            ("2026-02-01", 17, "warranty ends", "tent"),
            ("2026-02-10", 26, "Change the oil, or at 61400 km", "car"),
            ("2026-03-02", 46, "warranty ends", "canon"),
            ("2026-03-08", 52, "Wind the clock", "lamp"),
            TYRES,
        ),
    ),
    (
        "2026-03-09T06:59",
        ANGELES,
        (
            ("2025-10-19", -140, "Oil the chain", "bicycle"),
            ("2026-03-02", -6, "warranty ends", "canon"),
            ("2026-03-08", 0, "Wind the clock", "lamp"),
            TYRES,
        ),
    ),
    (
        "2026-09-01T15:00",
        TOKYO,
        (
            ("2025-10-19", -318, "Oil the chain", "bicycle"),
            ("2026-03-08", -178, "Wind the clock", "lamp"),
            ("2026-09-01", -1, "Tyres, or at 61250 km", "car"),
        ),
    ),
    (
        "2026-12-31T23:59",
        UTC,
        (
            ("2025-10-19", -438, "Oil the chain", "bicycle"),
            ("2026-03-08", -298, "Wind the clock", "lamp"),
            ("2026-09-01", -121, "Tyres, or at 61250 km", "car"),
            ("2027-02-09", 40, "Change the oil, or at 70000 km", "car"),
        ),
    ),
)


def moment_of(text: str, zone: str) -> datetime.datetime:
    """A moment of the table as the owner's clock shows it."""
    return datetime.datetime.fromisoformat(f"{text}+00:00").astimezone(ZoneInfo(zone))


def house_on(day: datetime.date) -> Mapping[str, str]:
    """The files of the store as they were at the end of a day."""
    date = day.isoformat()
    states = {
        "drill": "lent" if "2024-06-01" <= date < "2024-07-20" else "",
        "radio": "sold" if date >= "2025-06-01" else "",
        "tent": "lost" if date >= "2026-01-10" else "",
    }
    said = {name: f'state = "{state}"\n' if state else "" for name, state in states.items()}
    files = {
        "talktag.toml": SETTINGS,
        ".gitattributes": "* -text\n",
        **PARTIES,
        **PLAIN,
        "products/c/canon.toml": CAMERA,
        "products/r/radio.toml": RADIO.format(state=said["radio"]),
        "products/t/tent.toml": TENT.format(state=said["tent"]),
        "products/d/drill.toml": DRILL.format(state=said["drill"]),
    }
    if date >= "2024-12-01":
        revoked = "revoked = 2025-02-15\n" if date >= "2025-02-15" else ""
        files["shares/2024-12-01-canon-b0000000000aa.toml"] = SHARE.format(revoked=revoked)
    for slug, log in LOGS.items():
        lines = [
            f'  {{id = "{slug}-{number}", date = {when}, {said}}},\n'
            for number, (when, said) in enumerate(log)
            if when <= date
        ]
        if lines:
            files[f"products/{slug[0]}/{slug}/entries.toml"] = f"entry = [\n{''.join(lines)}]\n"
    return files
