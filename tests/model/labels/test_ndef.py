"""NDEF messages, held against ndeflib, which shares no code with ours."""

from __future__ import annotations

import ndef
import pytest

from talktag.model.labels.ndef import CHIPS, chips, memory, uri_message


@pytest.mark.parametrize(
    "address",
    [
        "https://ana.example.org/t/#R709WNXNW",
        "https://www.example.org/#R709WNXNW",
        "http://example.org/",
        "http://www.example.org/",
        "mailto:ana+tags@example.org?subject=TT-R709WNXNW",
        "tel:+34600111222",
        "geo:1,2",
        "https://example.org/" + "x" * 247,
        "https://example.org/" + "x" * 248,
        "https://example.org/" + "x" * 700,
    ],
)
def test_another_library_reads_the_same_address_and_writes_the_same_bytes(address: str) -> None:
    message = uri_message(address)
    (record,) = ndef.message_decoder(message)
    assert isinstance(record, ndef.UriRecord)
    assert record.iri == address
    assert b"".join(ndef.message_encoder([ndef.UriRecord(address)])) == message


def test_a_prefix_takes_one_byte() -> None:
    assert len(uri_message("https://example.org/#R709WNXNW")) == 5 + len("example.org/#R709WNXNW")
    assert len(uri_message("mailto:a@b.org")) == 5 + len("a@b.org")


@pytest.mark.parametrize(("chip", "longest"), [("NTAG213", 136), ("NTAG215", 483), ("NTAG216", 859)])
def test_a_chip_holds_an_address_up_to_its_memory_and_not_one_letter_more(chip: str, longest: int) -> None:
    fits, too_long = (uri_message("https://" + "x" * length) for length in (longest, longest + 1))
    assert chip in chips(fits)
    assert memory(fits) == CHIPS[chip]
    assert chip not in chips(too_long)


def test_what_no_chip_holds_fits_on_none() -> None:
    assert chips(uri_message("https://" + "x" * 2000)) == ()
