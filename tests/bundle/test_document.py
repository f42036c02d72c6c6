"""The table document: what is written is read back, and what is not of its shape is refused."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from talktag.bundle.document import parse, values_to_bytes
from talktag.bundle.schema import check
from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.document import Answered
from talktag.model.bundles.kinds import KINDS, NAMESPACES, Becomes, BundleKind, Sender
from talktag.model.bundles.schema import DEFINITIONS, SIGNED, schema_of

Document = dict[str, Any]


def test_a_document_is_read_back_as_it_was(document: Document) -> None:
    assert parse(values_to_bytes(document)).values() == document


def test_the_text_is_ascii_sorted_indented_and_ends_with_a_line_end(document: Document) -> None:
    document["product"]["name"] = "Kamera für Élodie 📷"
    data = values_to_bytes(document)
    assert data.isascii()
    assert data.endswith(b"\n}\n")
    assert b"\r" not in data
    assert list(json.loads(data)) == sorted(document)
    assert data == values_to_bytes(dict(reversed(document.items())))
    assert parse(data).product.name == "Kamera für Élodie 📷"


def test_the_smallest_document_is_enough(document: Document) -> None:
    for key in ("audience", "purpose", "until", "notes"):
        del document[key]
    del document["signer"]["contact"]
    document["product"] = {"id": "0a1b2c3d4e5f6", "name": "Kettle"}
    assert parse(values_to_bytes(document)).values() == document


def test_members_of_a_later_version_are_let_through(document: Document) -> None:
    document["commitments"] = {"salted": ["a", 1, 2.5, None, True]}
    document["product"]["colour"] = "black"
    assert parse(values_to_bytes(document)).values() == document


def test_a_reply_says_what_it_answers(document: Document) -> None:
    document |= {"kind": "reply", "in_reply_to": {"bundle": "7k3m9qxac04zt", "sha256": "0" * 64}}
    assert parse(values_to_bytes(document)).in_reply_to == Answered(bundle="7k3m9qxac04zt", sha256="0" * 64)
    assert set(NAMESPACES) == {"table", "reply", "transfer", "message"}


TEXTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not JSON"),
    "a list": (b"[]", "the table is not an object"),
    "a word": (b'"talktag-bundle/1"', "the table is not an object"),
    "byte order mark": (b"\xef\xbb\xbf{}", "is not plain ASCII"),
    "UTF-16": ("{}".encode("utf-16-le"), "is not JSON"),
    "Latin-1": (b'{"a": "\xe9"}', "is not plain ASCII"),
    "raw control character": (b'{"a": "\x1b"}', "is not JSON"),
    "two documents": (b"{} {}", "is not JSON"),
    "comment": (b"{} // x", "is not JSON"),
    "twice": (b'{"kind": "table", "kind": "reply"}', 'gives "kind" twice'),
    "twice inside": (b'{"a": [{"b": 1, "\\u0062": 2}]}', 'gives "b" twice'),
    "NaN": (b'{"a": NaN}', 'has "NaN" for a number'),
    "Infinity": (b'{"a": -Infinity}', 'has "-Infinity" for a number'),
    "overflow": (b'{"a": 1e999}', 'the number "1e999", which is out of bounds'),
    "long number": (b'{"a": 123456789012345678901}', "a number of more than 20 characters"),
    "endless number": (b'{"a": ' + b"9" * 200_000 + b"}", "a number of more than 20 characters"),
    "endless fraction": (b'{"a": 0.' + b"9" * 200_000 + b"}", "which is out of bounds"),
    "too large": (b" " * 256_001, "has more than 256 kB"),
    "deep lists": (b"[" * 200_000, "is nested more than 16 deep"),
    "deep objects": (b'{"a":' * 50_000, "is nested more than 16 deep"),
    "depth 17": (b"[" * 17 + b"]" * 17, "is nested more than 16 deep"),
    "deep after a text with brackets": (b'["\\"]]]]", ' + b"[" * 17, "is nested more than 16 deep"),
    "many keys": (b"{" + b",".join(b'"%x":0' % n for n in range(25_000)) + b',"0":1}', 'gives "0" twice'),
    "open text": (b'"' * 200_001, "is not JSON"),
    "open escapes": (b'["' + b'\\"' * 120_000, "is not JSON"),
    "no format": (b"{}", 'has the format none, and this program reads "talktag-bundle/1"'),
    "other format": (b'{"format": "talktag-bundle/0"}', 'has the format "talktag-bundle/0"'),
    "format of another type": (b'{"format": 1}', "has the format none"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_that_is_no_document_is_refused_by_its_own_words(case: str) -> None:
    data, words = TEXTS[case]
    with pytest.raises(UntrustedError, match=re.escape(words)) as caught:
        parse(data)
    assert caught.value.message.isprintable()


def test_what_just_fits_the_limits_is_read(document: Document) -> None:
    document["later"] = [-(10**18), 0.12345678901234567]
    nested: Any = "deepest"
    for _ in range(14):
        nested = [nested]
    document["product"]["nested"] = nested
    data = values_to_bytes(document)
    assert parse(data + b" " * (256_000 - len(data))).values() == document
    document["product"]["nested"] = [nested]
    with pytest.raises(InvalidError, match="nested more than 16 deep"):
        values_to_bytes(document)


def test_brackets_inside_text_count_for_nothing(document: Document) -> None:
    document["purpose"] = '[{"\\' * 500
    assert parse(values_to_bytes(document)).values() == document


def put(path: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        *parents, last = path.split(".")
        place: Any = document
        for key in parents:
            place = place[int(key) if key.isdigit() else key]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return change


FILE = {"path": "files/photo-1.jpg", "kind": "photo", "media": "image/jpeg", "sha256": "0" * 64, "size": 1}

SHAPES: dict[str, tuple[Callable[[Document], None], str]] = {
    "kind": (put("kind", "trust"), '"kind" is none of table, reply'),
    "kind of another type": (put("kind", ["table"]), '"kind" is none of'),
    "no kind": (put("kind", ...), '"kind" is missing'),
    "no bundle": (put("bundle", ...), '"bundle" is missing'),
    "bundle": (put("bundle", "../../etc/pass"), '"bundle" is not an id of 13 characters'),
    "bundle in capitals": (put("bundle", "7K3M9QXAC04ZT"), '"bundle" is not an id'),
    "bundle with line end": (put("bundle", "7k3m9qxac04zt\n"), '"bundle" is not an id'),
    "sequence 0": (put("sequence", 0), '"sequence" is not a whole number from 1 up'),
    "sequence true": (put("sequence", True), '"sequence" is not a whole number'),
    "sequence as text": (put("sequence", "1"), '"sequence" is not a whole number'),
    "sequence as fraction": (put("sequence", 1.0), '"sequence" is not a whole number'),
    "created": (put("created", "2026-11-22"), '"created" is not a moment like'),
    "created in no calendar": (put("created", "2026-02-30T00:00:00Z"), '"created" is not a moment'),
    "created with zone": (put("created", "2026-11-22T03:49:58+01:00"), '"created" is not a moment'),
    "created in Arabic digits": (put("created", "٢٠٢٦-11-22T03:49:58Z"), '"created" is not a moment'),
    "until": (put("until", "soon"), '"until" is not a date'),
    "terms": (put("terms", ["https://x.example"]), '"terms" is not text'),
    "no signer": (put("signer", ...), '"signer" is missing'),
    "signer": (put("signer", "Doc"), '"signer" is not an object'),
    "signer's name": (put("signer.name", ...), '"signer.name" is missing'),
    "signer's recipient": (put("signer.age", "age1"), '"signer.age" is not an age recipient'),
    "signer's recipient in capitals": (put("signer.age", "AGE1" + "Q" * 58), '"signer.age" is not an age recipient'),
    "signer's empty name": (put("signer.name", "  "), '"signer.name" is empty'),
    "fingerprint": (put("signer.fingerprint", "MD5:00"), '"signer.fingerprint" is not a fingerprint of a key'),
    "audience": (put("audience", {"role": "repairer"}), '"audience.name" is missing'),
    "product": (put("product", []), '"product" is not an object'),
    "product's id": (put("product.id", ...), '"product.id" is missing'),
    "product's name": (put("product.name", 7), '"product.name" is not text'),
    "maker": (put("product.maker", {"a": 1}), '"product.maker" is not text'),
    "tags": (put("product.tags", "7K3M9QXAC"), '"product.tags" is not a list'),
    "tag": (put("product.tags", ["7K3M9QXAC", 1]), '"product.tags[2]" is not text'),
    "price": (put("product.purchase.price", 4599), '"product.purchase.price" is not text'),
    "warranty": (put("product.warranties", [{"term": 24}]), '"product.warranties[1].term" is not text'),
    "entry": (put("product.entries", [{}, "x"]), '"product.entries[2]" is not an object'),
    "fields": (put("product.fields", [1]), '"product.fields" is not an object'),
    "note without text": (put("notes", [{"note": "n"}]), '"notes[1].text" is missing'),
    "shared": (put("shared", ["serial", None]), '"shared[2]" is not text'),
    "files": (put("files", {}), '"files" is not a list'),
    "path that climbs": (put("files", [FILE | {"path": "files/../../x.jpg"}]), '"files[1].path" is not a path like'),
    "path elsewhere": (put("files", [FILE | {"path": "table.json"}]), '"files[1].path" is not a path'),
    "program": (put("files", [FILE | {"path": "files/x.exe"}]), '"files[1].path" is not a path'),
    "page": (put("files", [FILE | {"path": "files/x.html"}]), '"files[1].path" is not a path'),
    "nested archive": (put("files", [FILE | {"path": "files/x.zip"}]), '"files[1].path" is not a path'),
    "hash in capitals": (put("files", [FILE | {"sha256": "A" * 64}]), '"files[1].sha256" is not a SHA-256'),
    "short hash": (put("files", [FILE | {"sha256": "a"}]), '"files[1].sha256" is not a SHA-256'),
    "negative size": (put("files", [FILE | {"size": -1}]), '"files[1].size" is not a whole number from 0 up'),
    "media type": (put("files", [FILE | {"media": "image/jpeg; x"}]), '"files[1].media" is not a media type'),
    "file twice": (put("files", [FILE, FILE]), 'lists the file "files/photo-1.jpg" twice'),
    "reply to": (put("in_reply_to", {"bundle": "7k3m9qxac04zt"}), '"in_reply_to.sha256" is missing'),
    "NUL": (put("purpose", "a\0b"), '"purpose" holds a control character'),
    "escape": (put("product.maker", "\x1b]52;c;x\x07"), '"product.maker" holds a control character'),
    "C1": (put("product.entries.0.text", "\x9b2J"), '"product.entries[1].text" holds a control character'),
    "lone surrogate": (put("purpose", "\ud83d"), '"purpose" holds half a character'),
    "control in unknown member": (put("later", {"a": ["\x07"]}), '"later.a[1]" holds a control character'),
    "control in a name": (put("product.fields", {"a\x08": 1}), '"a name in product.fields" holds a control'),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_document_of_another_shape_is_refused_and_never_written(case: str, document: Document) -> None:
    change, words = SHAPES[case]
    change(document)
    with pytest.raises(UntrustedError, match=re.escape(words)) as caught:
        parse(json.dumps(document).encode())
    assert caught.value.message.isprintable()
    with pytest.raises(InvalidError, match="this table cannot be sent: .*" + re.escape(words)):
        values_to_bytes(document)


# What JSON Schema cannot say, and what its patterns in that validator let by, or its formats without another library.
BEYOND = {"file twice", "sequence as fraction", "bundle with line end", "created in no calendar"}


@pytest.mark.parametrize("case", SHAPES)
def test_another_validator_of_the_schema_refuses_what_this_one_does(case: str, document: Document) -> None:
    validators = {name: validator(SIGNED[name]) for name in SIGNED if KINDS[name].is_about_one}
    assert all(each.is_valid(document) for each in validators.values())
    SHAPES[case][0](document)
    is_control = "holds" in SHAPES[case][1]
    for each in validators.values():
        assert each.is_valid(document) == (case in BEYOND or is_control)


def validator(rule: Mapping[str, Any]) -> Draft202012Validator:
    whole = {**rule, "$defs": DEFINITIONS}
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole, format_checker=FormatChecker())


MANY = BundleKind("many", "many@talktag", Sender.PARTY, Becomes.ENTRIES, "many", least=0, most=None)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_document_of_a_kind_that_is_about_any_number_of_products_has_any_number_of_them(
    number: int, document: Document
) -> None:
    rule = schema_of(MANY, kinds=("many",))
    product = document.pop("product")
    whole = {**document, "kind": "many", "products": [product] * number, "entries": [{"title": "about none"}]}
    check(whole, rule)
    assert validator(rule).is_valid(whole)
    with pytest.raises(UntrustedError, match='"products" is missing'):
        check({**document, "kind": "many"}, rule)
    with pytest.raises(UntrustedError, match=re.escape('"products[1].id" is missing')):
        check({**whole, "products": [{"name": "x"}]}, rule)


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, 2}, b"bytes", 10**30, "x" * 300_000])
def test_a_value_that_no_receiver_takes_is_not_written(value: Any, document: Document) -> None:
    document["product"]["fields"]["odd"] = value
    with pytest.raises(InvalidError, match="this table cannot be sent"):
        values_to_bytes(document)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=200) | _json.map(lambda value: json.dumps(value).encode()))
def test_arbitrary_text_is_only_ever_refused(data: bytes) -> None:
    with pytest.raises(UntrustedError):
        parse(data)


@given(st.sampled_from(["product", "signer", "files", "notes", "shared", "audience", "created", "purpose"]), _json)
def test_a_member_of_any_value_is_refused_or_read_as_it_is(member: str, value: Any) -> None:
    whole = {
        "format": "talktag-bundle/1",
        "kind": "table",
        "bundle": "7k3m9qxac04zt",
        "sequence": 1,
        "created": "2026-11-22T03:49:58Z",
        "signer": {"name": "Doc", "fingerprint": "SHA256:" + "a" * 43},
        "product": {"id": "x", "name": "y"},
        "shared": [],
        "files": [],
    } | {member: value}
    try:
        read = parse(json.dumps(whole).encode()).values()
    except UntrustedError:
        return
    assert read == whole
