"""Terms between two programs: the same bytes on both sides, and an agreement once both signed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.errors import InvalidError, NotFoundError, TalktagError, UntrustedError, UsageError
from talktag.model.terms.said_terms import Act
from talktag.ops.terms.list_terms import list_terms, show_terms
from tests.ops.terms.conftest import OTHER, TEXT, Sides


def text_of(sides: Sides, who: str, sha256: str) -> bytes:
    (found,) = [data for path, data in getattr(sides, who).files.items() if path == f"terms/{sha256}.md"]
    return bytes(found)


def test_an_offer_brings_the_text_and_is_agreed_by_a_signed_answer(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana, roster="https://roster.example", id="SD-BASE", words="my first choice")
    sides.take(sides.shop, sides.offer(sides.ana, "SD-BASE"))
    assert sides.both() == [("offered", sha256)]
    assert text_of(sides, "ana", sha256) == text_of(sides, "shop", sha256) == TEXT
    yes = sides.answer(sides.shop, Act.ACCEPTED, "SD-BASE")
    assert sides.stands(sides.ana) == [("offered", sha256)]
    sides.take(sides.ana, yes)
    assert sides.both() == [("agreed", sha256)]
    record = sides.shop.text(f"terms/{sha256}.toml")
    assert 'id = "SD-BASE"' in record
    assert "my first choice" not in record


def test_it_may_be_about_a_thing_and_stands_with_that(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base", about="camera"))
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "base"))
    assert [status for status, _ in sides.both()] == ["agreed"]
    (standing,) = sides.ana.ask(list_terms).data.standing
    assert standing.folder == "products/c/camera"


def test_there_is_one_counter_offer(sides: Sides) -> None:
    sides.keep(sides.ana)
    other = sides.keep(sides.shop, OTHER, "ours.txt")
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    sides.take(sides.ana, sides.answer(sides.shop, Act.COUNTERED, "base", counter="ours"))
    assert sides.both() == [("countered", other)]
    with pytest.raises(NotFoundError, match="that you can counter"):
        sides.answer(sides.ana, Act.COUNTERED, "ours", counter="base")
    sides.take(sides.shop, sides.answer(sides.ana, Act.ACCEPTED, "ours"))
    assert sides.both() == [("agreed", other)]


@pytest.mark.parametrize(
    ("act", "who", "status"), [(Act.REFUSED, "shop", "refused"), (Act.WITHDRAWN, "ana", "withdrawn")]
)
def test_it_is_refused_or_withdrawn(sides: Sides, act: Act, who: str, status: str) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    other = sides.ana if who == "shop" else sides.shop
    sides.take(other, sides.answer(getattr(sides, who), act, "base"))
    assert [each for each, _ in sides.both()] == [status]
    with pytest.raises(NotFoundError):
        sides.answer(sides.shop, Act.ACCEPTED, "base")


def test_either_says_that_it_was_not_kept(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    with pytest.raises(NotFoundError, match="both signed"):
        sides.answer(sides.ana, Act.BREACH, "base")
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "base"))
    sides.take(sides.shop, sides.answer(sides.ana, Act.BREACH, "base", text="An advertiser wrote to me."))
    assert [each for each, _ in sides.both()] == ["breached"]


def test_the_same_file_twice_and_late_comes_to_the_same(sides: Sides) -> None:
    sides.keep(sides.ana)
    offer = sides.offer(sides.ana, "base")
    sides.take(sides.shop, offer)
    sides.take(sides.shop, offer)
    yes = sides.answer(sides.shop, Act.ACCEPTED, "base")
    gone = sides.answer(sides.shop, Act.WITHDRAWN, "base")
    for file in (gone, yes, gone, yes):
        sides.take(sides.ana, file)
    assert [each for each, _ in sides.both()] == ["withdrawn"]


def test_a_text_that_was_changed_by_a_byte_is_neither_offered_nor_accepted(sides: Sides) -> None:
    sha256 = sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    for who in (sides.ana, sides.shop):
        who.write(f"terms/{sha256}.md", TEXT.replace(b"Tell", b"tell"))
    with pytest.raises(InvalidError, match="was changed"):
        sides.answer(sides.shop, Act.ACCEPTED, "base")
    with pytest.raises(InvalidError, match="was changed"):
        sides.ana.ask(show_terms, "base")


def test_the_same_is_not_offered_twice_while_it_stands(sides: Sides) -> None:
    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    with pytest.raises(InvalidError, match="stands open"):
        sides.offer(sides.ana, "base")
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "base"))
    with pytest.raises(InvalidError, match="agreed"):
        sides.offer(sides.ana, "base")


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("terms.docx", b"x", "kept as txt, md, html, pdf"),
        ("terms.txt", b" \n", "empty"),
        ("terms.txt", b"\xff\xfe", "UTF-8"),
        ("terms.txt", b"a\0b", "not one of text"),
        ("terms.pdf", b"not one", "no PDF"),
        ("terms.txt", b"x" * 1_000_001, "more than"),
    ],
)
def test_what_is_no_text_of_terms_is_not_kept(sides: Sides, name: str, data: bytes, fault: str) -> None:
    with pytest.raises(InvalidError, match=fault):
        sides.keep(sides.ana, data, name)


def test_nothing_is_fetched_from_an_address(sides: Sides) -> None:
    from talktag.ops.terms.add import NewTerms, add_terms

    with pytest.raises(UsageError, match="fetches nothing"):
        sides.ana.ask(add_terms, NewTerms(Path("https://roster.example/sd-base")))


@pytest.mark.parametrize("known", [{"id": "SD-BASE"}, {"roster": "roster"}, {"title": "a\nb"}, {"language": "no such"}])
def test_what_is_known_of_it_has_a_form(sides: Sides, known: dict[str, str]) -> None:
    with pytest.raises(TalktagError):
        sides.keep(sides.ana, **known)


def test_two_texts_of_one_id_are_told_apart(sides: Sides) -> None:
    for text in (TEXT, OTHER):
        sides.keep(sides.ana, text, roster="https://roster.example", id="SD-BASE")
    with pytest.raises(TalktagError, match="names 2 texts"):
        sides.offer(sides.ana, "SD-BASE")


def test_a_stranger_cannot_accept(sides: Sides) -> None:
    """An answer by another key than the one that is kept does not come in, and counts nothing."""
    sha256 = sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    yes = sides.answer(sides.shop, Act.ACCEPTED, "base")
    record = sides.ana.text("parties/fix-it.toml")
    mine = sides.shop.text("parties/ana.toml").split('key = "')[1].split('"')[0]
    theirs = record.split('key = "')[1].split('"')[0]
    sides.ana.write("parties/fix-it.toml", record.replace(theirs, mine))
    with pytest.raises(UntrustedError):
        sides.take(sides.ana, yes)
    assert sides.stands(sides.ana) == [("offered", sha256)]


def test_a_receipt_is_of_what_both_signed_and_of_nothing_else(sides: Sides) -> None:
    import json

    from talktag.content import content_of
    from talktag.ops.terms.receipt import write_terms_receipt

    sides.keep(sides.ana)
    sides.take(sides.shop, sides.offer(sides.ana, "base"))
    with pytest.raises(NotFoundError, match="both signed"):
        sides.ana.ask(write_terms_receipt, "base", None, None)
    sides.take(sides.ana, sides.answer(sides.shop, Act.ACCEPTED, "base"))
    of_ana = sides.ana.ask(write_terms_receipt, "base", "fix-it", None)
    of_shop = sides.shop.ask(write_terms_receipt, "base", None, None)
    first, second = (json.loads(content_of(each.output.make()).whole())["dct:hasPart"] for each in (of_ana, of_shop))
    assert first["mt:hasFirstParty"]["dpv:hasName"] == second["mt:hasFirstParty"]["dpv:hasName"] == "Ana"
    assert first["dpv:hasNotice"] == second["dpv:hasNotice"]
