"""The JSON Schemas agree with the readers, with what the program writes, and with the examples in the reference."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from generating.pages import schema
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import from_regex
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker

from talktag.model.finder.built import read_built
from talktag.model.finder.finder_key import read_finder_key
from talktag.model.problem import Problem
from talktag.model.settings.store_settings import read_settings
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import Reading
from talktag.model.toml.write import new_text
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import parse_term
from talktag.store.collections import COLLECTIONS, collection_of

READERS: dict[str, Callable[[bytes], Reading[Any]]] = {
    "settings": lambda data: read_settings(data, "talktag.toml"),
    "finder": lambda data: read_finder_key(data, "keys/finder.toml"),
    "built": lambda data: read_built(data, "finder/built.toml"),
    **{each.kind: lambda data, each=each: each.read(data, each.path("camera")) for each in COLLECTIONS},  # type: ignore[misc]
}
DAY = datetime.date(2024, 3, 2)
HASH = "2fe60704a0a799185c34f1dc3fc5e481711ea32321c81f62d0dfeddb545e5879"
PAPER = tomllib.loads("""
id = "my-labels"
brand = "Shop"
part = "4711"
kind = "sheet"
region = "own"
shape = "rect"
label_w = 63.5
label_h = 38
source = ["a ruler"]
confidence = "one-source"
aliases = ["4712"]
aliases_unverified = ["4713"]
page = "a4"
page_w = 210
page_h = 297.0
cols = 3
rows = 7
per_sheet = 21
margin_left = 7.2
margin_top = 15.5
margin_right = 7.3
margin_bottom = 15.5
pitch_x = 66
pitch_y = 38
gap_x = 2.5
gap_y = 0
corner_r = 1.5
print_w = 63.5
print_h = 38
dpi = 600
dots_w = 1500
dots_h = 898
use = "boxes"
note = "from the shop at the corner"
""")
# One record of each kind in which every key is used.
FULL: dict[str, dict[str, Any]] = {
    "settings": {
        "format": 1,
        "id": "75yyda68gqhwg",
        "owner": {"name": "Ana Pérez", "contact": "ana+tags@example.org", "phone": "+34 600 111 222"},
        "defaults": {
            "currency": "EUR",
            "stock": "avery-l7120",
            "finder": "https://ana.example.org/t/",
            "payload": "mail",
            "terms": "https://myterms.example/agreement",
        },
        "finder": {
            "name": "Ana",
            "phone": True,
            "words": "Thank you for picking this up.",
            "reward": "a box of chocolates",
            "hand_in": "Foto Ruiz, Calle Mayor 1",
            "language": "pt-BR",
        },
    },
    "product": {
        "format": 1,
        "id": "75tv1j49zd074",
        "name": "Camera",
        "maker": "Canon",
        "model": "EOS",
        "serial": "0320",
        "gtin": "00012345678905",
        "condition": "good",
        "place": "home/office",
        "inside": "j6ff2ynqkatmv",
        "labels": ["photo"],
        "quantity": 2,
        "state": "lent",
        "added": DAY,
        "purchase": {"date": DAY, "from": "Foto Ruiz", "price": "2499.00 EUR", "order": "A-17"},
        "warranties": [{"kind": "parts", "term": "24 months", "starts": DAY, "provider": "Canon"}],
        "tags": [{"id": "R709WNXNW", "made": DAY, "retired": "2025-01-01"}],
        "files": [
            {"name": "receipt.pdf", "kind": "receipt", "media": "application/pdf", "size": 1727, "sha256": HASH},
            {"name": "will.pdf.age", "sha256": HASH, "at": "products/b/box/files/will.pdf.age", "sealed": True},
            {"name": "camera.jpg", "media": "image/jpeg", "sha256": HASH},
        ],
        "finder": {
            "name": "camera",
            "words": "It has the photos of our wedding.",
            "reward": "50 EUR",
            "urgent": "Keep it dry.",
            "hand_in": "Foto Ruiz, Calle Mayor 1",
            "photo": "camera.jpg",
        },
        "fields": {"colour": "black", "insured until": DAY, "lens mounts": ["EF", "EF-S"]},
    },
    "entries": {
        "entry": [
            {
                "id": "e5",
                "date": DAY,
                "kind": "service",
                "title": "Sensor cleaned",
                "text": "No dust left.",
                "party": "fix-it",
                "cost": "45.00 EUR",
                "due": "2025-03-02",
                "original": "75tv1j49zd074",
                "signer": "unsigned",
                "recorded": datetime.datetime(2024, 3, 2, 18, 30, tzinfo=datetime.UTC),
            }
        ]
    },
    "party": {
        "format": 1,
        "name": "Fix-It",
        "role": "repairer",
        "contact": "bench@fixit.example",
        "mail": "bench@fixit.example",
        "phone": "+34 91 555 01 23",
        "address": "Calle Mayor 1, Madrid",
        "url": "https://fixit.example",
        "key_seen": DAY,
        "key_checked": DAY,
        "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM4rGPAr2C/zsCyRCAhHRTxdU3748K1+T8Hza9RfdDTE Fix-It",
        "age": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        "language": "es",
        "channel": {
            "may": ["message", "service"],
            "mute": ["link"],
            "most": "20/day",
            "until": DAY,
            "products": ["camera"],
            "auto": True,
            "permission": {
                "offer": {
                    "given": DAY,
                    "most": "1 a month",
                    "until": DAY,
                    "purpose": "new lenses",
                    "products": ["camera"],
                    "auto": True,
                }
            },
        },
    },
    "share": {
        "format": 1,
        "bundle": "6g3hv9yt9m3rs",
        "product": "75tv1j49zd074",
        "party": "fix-it",
        "date": DAY,
        "purpose": "crack",
        "until": DAY,
        "revoked": DAY,
        "terms": "https://agreements.example/service-only",
        "sequence": 2,
        "signed": HASH,
        "printed": HASH,
        "sections": ["identity"],
        "fields": ["maker"],
        "notes": ["d4ywcnjaknsb1"],
        "files": [{"path": "files/photo-1.jpg", "name": "camera.jpg", "sha256": HASH, "listed": True}],
    },
    "table": {
        "format": 1,
        "name": "Boat",
        "product": "75tv1j49zd074",
        "owner": "Ana Lund",
        "contact": "ana@example.org",
        "language": "sv",
        "party": "ana-lund",
        "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM4rGPAr2C/zsCyRCAhHRTxdU3748K1+T8Hza9RfdDTE",
        "age": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        "purpose": "crack in the hull",
        "until": DAY,
        "terms": "https://agreements.example/service-only",
        "tags": ["R709WNXNW"],
        "channel": "6g3hv9yt9m3rs",
        "signed": HASH,
        "sequence": 2,
        "received": DAY,
        "earlier": ["d4ywcnjaknsb1"],
    },
    "outbox": {
        "format": 1,
        "bundle": "n4kk4tqsp190m",
        "about": "products/c/canon",
        "to": "fix-it",
        "name": "Fix-It Cameras",
        "made": "2026-11-29T18:47:49Z",
        "channel": "6g3hv9yt9m3rs",
        "address": "bench@fixit.example",
        "language": "es",
        "via": "stick",
        "sealed": True,
        "answers": ["6g3hv9yt9m3rs"],
    },
    "inbox": {
        "format": 1,
        "name": "reply.zip.age",
        "ending": ".age",
        "came": datetime.datetime(2026, 11, 29, 18, tzinfo=datetime.UTC),
        "size": 2451,
        "why": "what comes from Fix-It Cameras is asked about",
        "step": "ask",
        "whence": "stick",
        "mail_from": "Fix-It <bench@fixit.example>",
        "kind": "message",
        "bundle": "6g3hv9yt9m3rs",
        "created": "2026-11-29T17:59:58Z",
        "signer": "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "party": "fix-it",
        "sure": "kept key",
        "about": ["products/c/canon"],
        "says": ["message"],
    },
    "tags": {"format": 1, "made": DAY, "tags": ["R709WNXNW", "YP4CXXMAR"]},
    "claimed": {
        "format": 1,
        "tag": "R709WNXNW",
        "product": "c000000000001",
        "claim": "RYN5F2RVEB9C2TEX",
        "maker": "0123456789ABCDEF",
        "claimed": DAY,
        "address": "https://canon.example/01/04549292075694",
        "party": "canon",
        "description": "6g3hv9yt9m3rs",
        "told": DAY,
        "message": "7k3m9q0d2x4vb",
        "handover": "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgzises==",
        "handover_seed": HASH,
        "passed": DAY,
    },
    "finder": {
        "format": 1,
        "seed": HASH,
        "made": DAY,
        "recipients": ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"],
        "signer": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM4rGPAr2C/zsCyRCAhHRTxdU3748K1+T8Hza9RfdDTE",
        "signature": "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgzises==",
    },
    "built": {
        "format": 1,
        "folder": "/home/ana/site/t",
        "built": datetime.datetime(2026, 11, 29, 20, tzinfo=datetime.UTC),
        "sha256": HASH,
    },
    "proposal": {
        "format": 1,
        "id": "7k3m9qxac0001",
        "kind": "talk",
        "made": datetime.datetime(2026, 11, 30, 10, tzinfo=datetime.UTC),
        "by": "my-assistant 1.0",
        "arguments": {"ref": "canon", "to": "fix-it", "text": "Is it ready?"},
    },
    "mask": {
        "format": 1,
        "made": DAY,
        "party": "canon",
        "product": "c000000000001",
        "wish": "3m8q0x2v7k9tb",
        "thing": "7k3m9q0d2x4vb",
        "name": "Canon EOS 5D",
        "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM4rGPAr2C/zsCyRCAhHRTxdU3748K1+T8Hza9RfdDTE",
        "age": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        "sealed": "-----BEGIN AGE ENCRYPTED FILE-----",
    },
    "terms": {
        "format": 1,
        "title": "Service delivery only",
        "roster": "https://roster.example/agreements",
        "id": "SD-BASE",
        "shaped_like": "MyTerms (IEEE 7012-2025)",
        "language": "en",
        "type": "txt",
        "source": "https://roster.example/sd-base",
        "added": DAY,
        "words": "Mine, for every shop",
    },
    "stock": {"format": 1, "stock": [PAPER]},
    "sheet": {"format": 1, "stock": "avery-l7120", "used": "1-12, 14"},
    "rule": {
        "format": 1,
        "means": "Answer a customer whose area has an outage",
        "on": ["scan"],
        "by": ["customer"],
        "match": ["data.area", "data.hours>3", "-state:lent"],
        "count": 3,
        "within": "1 h",
        "late": "7 days",
        "auto": True,
        "look": {"table": "outages", "key": "{data.area}"},
        "if": ["look", "look.hours>0"],
        "do": [
            {"send": "them", "kind": "message", "title": "Outage", "text": "Sorry"},
            {"kind": "case", "title": "Outage", "due": "3 months"},
            {"notice": "{entry.title}"},
        ],
        "else": [{"kind": "case", "title": "{entry.title}"}, {"notice": "{look.until}"}],
    },
    "wish": {
        "format": 1,
        "id": "75tv1j49zd074",
        "name": "a 70-200 for the 5D",
        "added": DAY,
        "fits": ["c000000000001"],
        "must": ["mount=EF"],
        "should": ["weight<1500g"],
        "avoid": ["colour=white"],
        "most": "900.00 EUR",
        "quantity": 2,
        "until": DAY,
        "text": "Used is fine.",
        "state": "chosen",
        "chosen": "6g3hv9yt9m3rt-1",
        "closed": DAY,
        "sent": {
            "6g3hv9yt9m3rs": {
                "party": "foto-ruiz",
                "date": DAY,
                "thing": "7k3m9q0d2x4vb",
                "anonymous": True,
                "channel": "d4ywcnjaknsb1",
            }
        },
    },
}
NAMED = {"permission": "offer", "sent": "6g3hv9yt9m3rs"}  # tables whose keys are the owner's choosing; that of FULL
# A change that makes the full record wrong, and the key that both must find at fault.
BAD: tuple[tuple[str, tuple[str | int, ...], Any], ...] = (
    ("settings", ("format",), 2),
    ("settings", ("id",), "75TV1J49ZD074"),
    ("settings", ("owner", "name"), ""),
    ("settings", ("owner", "contact"), None),
    ("settings", ("defaults",), "EUR"),
    ("product", ("format",), "1"),
    ("product", ("id",), "too-short"),
    ("product", ("name",), None),
    ("product", ("name",), "  "),
    ("product", ("maker",), 17),
    ("product", ("gtin",), "1234"),
    ("product", ("labels",), "photo"),
    ("product", ("labels",), ["photo", ""]),
    ("product", ("quantity",), 0),
    ("product", ("quantity",), True),
    ("product", ("state",), "stolen"),
    ("product", ("added",), "yesterday"),
    ("product", ("added",), "2024-02-30"),
    ("product", ("purchase", "price"), "2,499.00 EUR"),
    ("product", ("purchase", "price"), "2499"),
    ("product", ("purchase", "date"), 2024),
    ("product", ("warranties", 0, "term"), "a while"),
    ("product", ("warranties", 0, "term"), None),
    ("product", ("tags", 0, "id"), "R709 WNXN"),
    ("product", ("tags", 0, "made"), "2024"),
    ("product", ("files", 0, "name"), "../receipt.pdf"),
    ("product", ("files", 0, "name"), ".."),
    ("product", ("files", 0, "size"), -1),
    ("product", ("files", 0, "sha256"), None),
    ("product", ("files", 1, "at"), "products/b/box.toml"),
    ("product", ("files", 1, "at"), "products/b/box/files/../../x"),
    ("product", ("files", 1, "at"), "/etc/passwd"),
    ("product", ("files", 1, "sealed"), "yes"),
    ("product", ("finder",), "words"),
    ("product", ("finder", "name"), "x" * 61),
    ("product", ("finder", "words"), "x" * 401),
    ("product", ("finder", "words"), "one\ntwo"),
    ("product", ("finder", "reward"), "x" * 121),
    ("product", ("finder", "reward"), 50),
    ("product", ("finder", "urgent"), "x" * 161),
    ("product", ("finder", "urgent"), "a\x1b[2Jb"),
    ("product", ("finder", "hand_in"), "x" * 201),
    ("product", ("finder", "hand_in"), " "),
    ("product", ("finder", "photo"), ""),
    ("product", ("fields",), ["black"]),
    ("entries", ("entry", 0, "id"), None),
    ("entries", ("entry", 0, "date"), None),
    ("entries", ("entry", 0, "kind"), ""),
    ("entries", ("entry", 0, "cost"), "45 euros"),
    ("entries", ("entry", 0, "due"), "soon"),
    ("entries", ("entry", 0, "recorded"), "at noon"),
    ("entries", ("entry",), {"id": "e5"}),
    ("party", ("name",), None),
    ("party", ("role",), "friend"),
    ("party", ("key",), ""),
    ("party", ("mail",), " "),
    ("party", ("key_seen",), "yesterday"),
    ("party", ("age",), ""),
    ("party", ("language",), "Spanish"),
    ("party", ("channel",), "open"),
    ("party", ("channel", "may"), "message"),
    ("party", ("channel", "mute"), [""]),
    ("party", ("channel", "most"), "many"),
    ("party", ("channel", "most"), "0/day"),
    ("party", ("channel", "until"), "soon"),
    ("party", ("channel", "auto"), "yes"),
    ("party", ("channel", "permission"), ["offer"]),
    ("party", ("channel", "permission", "offer"), True),
    ("party", ("channel", "permission", "offer", "given"), None),
    ("party", ("channel", "permission", "offer", "most"), 1),
    ("table", ("owner",), None),
    ("table", ("key",), ""),
    ("table", ("received",), None),
    ("table", ("sequence",), -1),
    ("table", ("language",), "xx"),
    ("table", ("until",), "never"),
    ("outbox", ("about",), None),
    ("outbox", ("sealed",), "yes"),
    ("outbox", ("answers",), "none"),
    ("inbox", ("name",), None),
    ("inbox", ("ending",), ".exe"),
    ("inbox", ("came",), None),
    ("inbox", ("size",), -1),
    ("inbox", ("sure",), "quite"),
    ("inbox", ("says",), [""]),
    ("share", ("bundle",), None),
    ("share", ("date",), None),
    ("share", ("signed",), ""),
    ("share", ("printed",), ""),
    ("share", ("files", 0, "listed"), "yes"),
    ("share", ("sequence",), 0),
    ("share", ("sections",), ["identity", 3]),
    ("share", ("until",), "never"),
    ("share", ("files", 0, "path"), None),
    ("settings", ("owner", "phone"), "600 111 222"),
    ("settings", ("defaults", "finder"), "http://ana.example.org/"),
    ("settings", ("defaults", "finder"), "https://ana.example.org/#x"),
    ("settings", ("defaults", "payload"), "sms"),
    ("settings", ("defaults", "terms"), "x" * 501),
    ("settings", ("finder",), "yes"),
    ("settings", ("finder", "name"), "x" * 61),
    ("settings", ("finder", "phone"), "yes"),
    ("settings", ("finder", "words"), "one\ntwo"),
    ("settings", ("finder", "reward"), "x" * 121),
    ("settings", ("finder", "hand_in"), "x" * 201),
    ("settings", ("finder", "language"), "Spanish"),
    ("share", ("terms",), ""),
    ("tags", ("format",), 2),
    ("tags", ("made",), None),
    ("tags", ("made",), "2024"),
    ("tags", ("tags",), "R709WNXNW"),
    ("tags", ("tags",), ["R709 WNXN"]),
    ("tags", ("tags",), None),
    ("finder", ("seed",), "2fe6"),
    ("finder", ("made",), None),
    ("finder", ("recipients",), []),
    ("finder", ("signer",), " "),
    ("finder", ("signature",), "two\nlines"),
    ("built", ("folder",), None),
    ("built", ("built",), "at noon"),
    ("built", ("sha256",), "2FE6"),
    ("stock", ("format",), 2),
    ("stock", ("stock",), None),
    ("stock", ("stock",), {"id": "my-labels"}),
    ("stock", ("stock", 0, "id"), None),
    ("stock", ("stock", 0, "label_h"), None),
    ("stock", ("stock", 0, "label_w"), "63.5"),
    ("stock", ("stock", 0, "cols"), 3.5),
    ("stock", ("stock", 0, "rows"), 0),
    ("stock", ("stock", 0, "page_w"), True),
    ("stock", ("stock", 0, "aliases"), "4712"),
    ("stock", ("stock", 0, "note"), " "),
    ("sheet", ("format",), 2),
    ("sheet", ("stock",), None),
    ("sheet", ("used",), "some"),
    ("sheet", ("used",), 14),
    ("sheet", ("used",), ""),
    ("terms", ("type",), "docx"),
    ("terms", ("added",), None),
    ("terms", ("id",), " "),
    ("terms", ("words",), 7),
    ("claimed", ("tag",), None),
    ("claimed", ("claimed",), "2024"),
    ("claimed", ("claim",), " "),
    ("claimed", ("told",), 7),
    ("proposal", ("made",), None),
    ("proposal", ("kind",), "send"),
    ("proposal", ("by",), 7),
    ("mask", ("made",), None),
    ("mask", ("thing",), " "),
    ("mask", ("sealed",), 7),
    ("rule", ("format",), 2),
    ("rule", ("means",), " "),
    ("rule", ("on",), "scan"),
    ("rule", ("by",), [""]),
    ("rule", ("match",), "data.area"),
    ("rule", ("count",), 0),
    ("rule", ("count",), 1001),
    ("rule", ("within",), 1),
    ("rule", ("late",), ""),
    ("rule", ("auto",), "yes"),
    ("rule", ("look",), "outages"),
    ("rule", ("look", "table"), ""),
    ("rule", ("if",), "look"),
    ("rule", ("do",), {"notice": "x"}),
    ("rule", ("do", 0, "title"), ""),
    ("rule", ("do", 0, "data"), "x"),
    ("rule", ("do", 1, "due"), 3),
    ("rule", ("do", 2, "notice"), " "),
    ("rule", ("else", 0, "title"), 7),
    ("wish", ("id",), "too-short"),
    ("wish", ("name",), None),
    ("wish", ("added",), "soon"),
    ("wish", ("fits",), "canon"),
    ("wish", ("must",), "mount=EF"),
    ("wish", ("should",), [""]),
    ("wish", ("avoid",), 7),
    ("wish", ("most",), "900"),
    ("wish", ("quantity",), 0),
    ("wish", ("quantity",), 1_000_001),
    ("wish", ("until",), "next week"),
    ("wish", ("state",), "bought"),
    ("wish", ("chosen",), " "),
    ("wish", ("sent",), ["foto-ruiz"]),
    ("wish", ("sent", "6g3hv9yt9m3rs", "party"), None),
    ("wish", ("sent", "6g3hv9yt9m3rs", "date"), "today"),
    ("wish", ("sent", "6g3hv9yt9m3rs", "thing"), ""),
    ("wish", ("sent", "6g3hv9yt9m3rs", "anonymous"), "yes"),
)


def as_json(value: Any) -> Any:
    """TOML values as JSON has them: dates as text."""
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(kind: str, record: Mapping[str, Any]) -> list[str]:
    """The keys a schema finds at fault, the same by its own draft and by draft 4, which many editors speak."""
    found = []
    for validator in (Draft202012Validator, Draft4Validator):
        errors = validator(schema(kind), format_checker=FormatChecker()).iter_errors(as_json(record))
        found.append(sorted(spelled(error) for error in errors))
    assert found[0] == found[1], "the drafts do not agree"
    return found[0]


def spelled(error: Any) -> str:
    """Where an error is, with the key that is missing where one is."""
    missing = re.match(r"'(\w+)' is a required property", error.message)
    return ".".join(str(part) for part in (*error.absolute_path, *((missing[1],) if missing else ())))


def spelled_problem(problem: Problem) -> str:
    return re.sub(r"\[(\d+)\]", r".\1", problem.field or "")


def changed(record: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy of a record with one value put in, or taken out where it is None."""
    copy = dict(record) if isinstance(record, dict) else list(record)
    head, *rest = path
    if rest:
        copy[head] = changed(copy[head], tuple(rest), value)  # type: ignore[index]
    elif value is None:
        del copy[head]  # type: ignore[arg-type]
    else:
        copy[head] = value  # type: ignore[index]
    return copy


@pytest.mark.parametrize("kind", READERS)
def test_a_schema_is_itself_sound(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$id"] == f"urn:talktag:schema:{kind}:1"


@pytest.mark.parametrize("kind", READERS)
def test_every_key_has_a_description_for_the_editor(kind: str) -> None:
    for path, each in properties(schema(kind)):
        assert each.get("description", "").endswith("."), path


@pytest.mark.parametrize("kind", READERS)
def test_a_record_with_every_key_is_taken_by_schema_and_reader(kind: str) -> None:
    assert faults(kind, FULL[kind]) == []
    assert READERS[kind](new_text(FULL[kind])).problems == ()


@pytest.mark.parametrize("kind", READERS)
def test_the_schema_knows_exactly_the_keys_the_reader_asks_for(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    read = Fields._of_type

    def listening(fields: Fields, key: str, *rest: Any) -> Any:
        asked.add(".".join(part for part in (*fields._within, key) if isinstance(part, str)))
        return read(fields, key, *rest)

    monkeypatch.setattr(Fields, "_of_type", listening)
    READERS[kind](new_text(FULL[kind]))
    assert asked == {path for path, _ in properties(schema(kind))}


@pytest.mark.parametrize(("kind", "path", "value"), BAD, ids=str)
def test_schema_and_reader_find_the_same_key_at_fault(kind: str, path: tuple[str | int, ...], value: Any) -> None:
    record = changed(FULL[kind], path, value)
    wanted = ".".join(str(part) for part in path)
    by_schema = faults(kind, record)
    assert by_schema, f"the schema takes {wanted} = {value!r}"
    assert all(place.startswith(wanted) for place in by_schema)
    problems = [spelled_problem(each) for each in READERS[kind](new_text(record)).problems if each.severity == "error"]
    assert any(place.startswith(wanted) for place in problems), f"the reader takes {wanted} = {value!r}"


@pytest.mark.parametrize("kind", READERS)
def test_a_key_nobody_knows_is_let_through(kind: str) -> None:
    record = {**FULL[kind], "nickname": "Nelly"}
    assert faults(kind, record) == []
    assert [each.name for each in READERS[kind](new_text(record)).problems] == ["unknown-key"]


def test_every_record_the_demo_writes_conforms(demo: Path) -> None:
    seen = []
    for path in (demo / "things").rglob("*.toml"):
        kind = kind_of(path.relative_to(demo / "things"))
        assert faults(kind, tomllib.loads(path.read_text(encoding="utf-8"))) == [], path
        seen.append(kind)
    assert set(seen) == {"settings", "product", "party", "share", "entries"}


def test_every_example_in_the_reference_conforms(root: Path) -> None:
    page = (root / "docs/reference/on-disk-format.md").read_text(encoding="utf-8")
    examples = re.findall(r"<!-- a record: (\w+) -->\n\n?```toml\n(.*?)```", page, flags=re.DOTALL)
    assert {kind for kind, _ in examples} == set(READERS)
    for kind, text in examples:
        assert faults(kind, tomllib.loads(text)) == []
        assert READERS[kind](text.encode()).problems == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is not a fault
@given(from_regex(schema("product")["properties"]["purchase"]["properties"]["price"]["pattern"], fullmatch=True))
def test_every_amount_the_schema_lets_through_can_be_read(text: str) -> None:
    parse_money(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(from_regex(r"(?:lifetime|[0-9]{1,4} (?:day|week|month|year)s?)", fullmatch=True))
def test_every_term_the_schema_lets_through_can_be_read(text: str) -> None:
    pattern = schema("product")["properties"]["warranties"]["items"]["properties"]["term"]["pattern"]
    assert re.search(pattern, text)
    parse_term(text)


def properties(node: Mapping[str, Any], within: tuple[str, ...] = ()) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every key of a schema by its path, lists and tables walked into."""
    for key, each in node.get("properties", {}).items():
        yield ".".join((*within, key)), each
        yield from properties(each, (*within, key))
        yield from properties(each.get("items", {}), (*within, key))
        if isinstance(named := each.get("additionalProperties"), dict) and "properties" in named:
            yield ".".join((*within, key, NAMED[key])), named
            yield from properties(named, (*within, key, NAMED[key]))


def kind_of(path: Path) -> str:
    if path.name == "talktag.toml":
        return "settings"
    found = collection_of(path.as_posix())
    assert found, path
    return found.kind
