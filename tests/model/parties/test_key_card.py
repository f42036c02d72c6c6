"""A card of keys as a vCard: what goes in comes out, other programs read it, and nothing odd gets in."""

from __future__ import annotations

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from talktag.errors import InvalidError
from talktag.model.parties.key_card import KeyCard, check_card, read_key_card
from talktag.model.parties.vcard import cards_in, is_whole
from talktag.model.typed.text import tidy
from talktag.model.values.foreign_text import escape

LINE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFa+LuIQckScAJzpjdJJBDuYbLGPCkvzcEyXpmGOWG28"
AGE = "age1w7wtet5d0wvaxwcty3lgqhh0xnntefykef9kpr0etkdd8xzyupesg8ey37"
SHOP = KeyCard(
    "Óptica Peña, S.L.; taller",
    "bench@fixit.example",
    "+34 91 555 01 23",
    "https://fixit.example/a;b,c?d=e",
    "es",
    LINE,
    AGE,
    "U1NI" * 61,
)


def _is_a_name(text: str) -> bool:
    return bool(tidy(text)) and tidy(text).isprintable() and escape(tidy(text)) == tidy(text)


NAMES = st.text(min_size=1, max_size=120).filter(_is_a_name)


@given(NAMES)
@example("a" * 74 + " " + "b")
@example("写" * 66)
@example(r"back\slash \n, colon: semi;colon")
@example("BEGIN:VCARD")
def test_a_card_with_any_printable_name_comes_back_as_it_was(name: str) -> None:
    card = check_card(SHOP._replace(name=name))
    text = card.vcard()
    assert read_key_card(text).card == card
    assert read_key_card(text.replace("\r\n", "\n")).card == card
    assert read_key_card("\n".join(line.rstrip() for line in text.split("\r\n"))).card == card


@given(NAMES)
def test_no_line_of_a_card_is_longer_than_75_bytes_and_every_line_ends_alike(name: str) -> None:
    lines = check_card(SHOP._replace(name=name)).vcard().split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line or "\r" in line for line in lines)


@given(NAMES)
@example("Peña, Hijos; Co \\ Söhne")
def test_vobject_reads_the_same_values(name: str) -> None:
    card = check_card(SHOP._replace(name=name, url="https://fixit.example/a"))  # it parts addresses at a comma
    judged = vobject.readOne(card.vcard())
    assert judged.validate(raiseException=True)
    assert judged.version.value == "4.0"
    assert (judged.fn.value, judged.email.value, judged.tel.value) == (card.name, card.mail, card.phone)
    assert judged.url.value == card.url
    assert [each.value for each in judged.contents["key"]] == [card.key, card.age]
    assert judged.contents["x-talktag-signature"][0].value == card.signature


@pytest.mark.parametrize(
    ("sound", "broken"),
    [("END:VCARD\r\n", ""), ("\r\nFN:", "\r\nX-FN:"), ("\r\nFN:", "\r\nFN "), ("\r\n ", "\r\n")],
)
def test_vobject_sees_a_card_without_its_end_its_name_a_colon_or_a_fold(sound: str, broken: str) -> None:
    text = SHOP.vcard()
    assert sound in text
    with pytest.raises(vobject.base.VObjectError):
        vobject.readOne(text.replace(sound, broken)).validate(raiseException=True)


def test_a_card_is_found_in_a_mail_also_where_somebody_quoted_it() -> None:
    text = SHOP.vcard().replace("\r\n", "\n")
    quoted = "".join(f"> {line}\n" for line in f"Hello\n\n{text}\nBye".split("\n"))
    twice = "".join(f"> > {line}\n" for line in text.split("\n"))
    for mail in (f"Dear you,\n{text}-- \nme", quoted, twice):
        (found,) = cards_in(mail)
        assert is_whole(found)
        assert read_key_card(found).card == SHOP


def test_a_card_that_is_cut_off_is_found_and_is_not_whole() -> None:
    (found,) = cards_in(SHOP.vcard()[:200])
    assert not is_whole(found)


def test_each_card_of_several_is_found() -> None:
    found = list(cards_in(SHOP.vcard() + SHOP._replace(name="Bea").vcard()))
    assert [read_key_card(each).card.name for each in found] == [SHOP.name, "Bea"]


def test_what_another_program_adds_or_puts_in_another_order_does_not_change_the_card() -> None:
    begin, version, *rest, end, _ = SHOP.vcard().split("\r\n")
    unfolded = "\r\n".join(rest).replace("\r\n ", "").split("\r\n")
    parts = [begin, version, "PRODID:-//other//", *reversed([line for line in unfolded if "KEY" not in line])]
    parts += [line.replace("KEY;VALUE=text", "item1.key;TYPE=work;value=text") for line in unfolded if "KEY" in line]
    read = read_key_card("\r\n".join([*parts, "REV:20261129T180000Z", end, ""]))
    assert read.card == SHOP
    assert set(read.left) == {"PRODID", "REV"}


def test_of_two_values_the_first_counts_and_the_other_is_told() -> None:
    text = SHOP.vcard().replace("TEL:", "EMAIL:eve@evil.example\r\nTEL:")
    read = read_key_card(text)
    assert (read.card.mail, read.left) == (SHOP.mail, ("EMAIL",))


@pytest.mark.parametrize(
    "line",
    [
        "FN:Fix\x1b[2J",
        "FN:Fix\\nkey: ssh-ed25519 AAAA",
        "FN:Fi\u202ex",
        "FN:" + "x" * 201,
        "FN:",
        "EMAIL:nobody",
        "TEL:call me",
        "URL:javascript:alert(1)",
        "LANG:tlh",
    ],
)
def test_a_card_of_keys_with_a_value_that_does_not_hold_up_is_refused_whole(line: str) -> None:
    name = line.partition(":")[0]
    kept = [each for each in SHOP.vcard().split("\r\n") if not each.startswith(name)]
    with pytest.raises(InvalidError):
        read_key_card("\r\n".join([kept[0], line, *kept[1:]]))


def test_a_vcard_of_another_program_gives_what_holds_up_of_it() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nN:Peña;Ana;;;\nFN:Ana Peña\nitem1.EMAIL;TYPE=INTERNET:ana@example.org\n"
        "TEL;TYPE=CELL;VALUE=uri:tel:+34-91-555-01-23\nURL:javascript:alert(1)\nKEY;ENCODING=B:AAAA\n"
        f"PHOTO;ENCODING=b:{'A' * 9000}\nNOTE:hello\nEND:VCARD\n"
    )
    read = read_key_card(text)
    assert read.card == KeyCard("Ana Peña", "ana@example.org", "+34-91-555-01-23")


@given(st.text(alphabet=st.sampled_from('BEGIN:VCARD\r\nEND ;=,"\\KEYFNage1ssh-> \t\x00\x1b'), max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for card in cards_in(f"BEGIN:VCARD\n{text}"):
        said = ""
        try:
            read_key_card(card)
        except InvalidError as error:
            said = error.message
        assert said.isprintable()
