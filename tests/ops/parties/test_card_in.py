"""A card of keys taken in: what it says is kept with how it came, and no key gets in unseen."""

from __future__ import annotations

import io
import tomllib
from email.message import EmailMessage
from typing import Any

import pytest
from PIL import Image

from talktag.errors import AmbiguousError, InvalidError, NotFoundError, UntrustedError, UsageError
from talktag.model.parties.key_card import KeyCard
from talktag.model.parties.party import FROM_A_FILE, ON_THE_SPOT
from talktag.ops.keys.accepted_keys import accepts, kinds_not_accepted
from talktag.ops.keys.key_card import FORMS, CardMade, CardRequest, key_card, symbol_of_card, write_card
from talktag.ops.parties.card_in import CardFile, add_by_card, set_by_card
from talktag.ops.parties.change_party import NewParty, set_party
from talktag.ops.parties.party import find_party
from talktag.paper.pages.code_page import code_png
from talktag.seal.ssh.key import SigningKey
from tests.kit.bench import SHOP, STRANGER, Bench
from tests.kit.cards import AGE, OTHER_AGE, signed_card

ANY = NewParty("")


def _card(key: SigningKey = SHOP, **values: str) -> KeyCard:
    return signed_card(key, **values)


def _file(card: KeyCard | bytes, **options: Any) -> CardFile:
    return CardFile(card if isinstance(card, bytes) else card.vcard().encode(), "card.vcf", **options)


def _record(bench: Bench, slug: str = "foto-ruiz") -> dict[str, Any]:
    return tomllib.loads(bench.text(f"parties/{slug}.toml"))


@pytest.mark.parametrize("form", [each for each in FORMS if each != "svg"])
def test_a_card_in_every_form_that_it_is_made_in_is_taken_in(bench: Bench, form: str) -> None:
    card = _card()
    bench.do(add_by_card, _file(write_card(card, form, "sv"), on_the_spot=True), ANY, "seller")
    kept = _record(bench)
    assert {key: kept[key] for key in ("name", "role", "mail", "phone", "language", "age")} == {
        **{key: getattr(card, key) for key in ("name", "mail", "phone", "language", "age")},
        "role": "seller",
    }
    assert (kept["key"], kept["key_from"], kept["key_seen"]) == (card.key, ON_THE_SPOT, bench.today)
    session = bench.session()
    party = find_party(session.store, "foto-ruiz")
    assert accepts(session, party)
    assert not kinds_not_accepted(session, party)


def test_a_photograph_of_a_card_is_taken_in(bench: Bench) -> None:
    drawn = Image.open(io.BytesIO(code_png(symbol_of_card(_card()), "Foto Ruiz"))).convert("L")
    table = Image.new("L", (1600, 1200), 150)
    table.paste(drawn.rotate(7, expand=True, fillcolor=150), (300, 120))
    sink = io.BytesIO()
    table.save(sink, "JPEG", quality=75)
    bench.do(add_by_card, _file(sink.getvalue(), on_the_spot=True), ANY, None)
    assert _record(bench)["role"] == "other"


def test_how_it_came_is_asked_where_somebody_can_be_asked_and_kept(bench: Bench) -> None:
    asked: list[str] = []
    file = _file(_card(), ask_spot=lambda name: bool(asked.append(name)), ask_role=lambda _: "repairer")
    outcome = bench.do(add_by_card, file, ANY, None)
    assert asked == ["Foto Ruiz"]
    assert (_record(bench)["key_from"], _record(bench)["role"]) == (FROM_A_FILE, "repairer")
    assert any("party check foto-ruiz" in each for each in outcome.notices)


def test_a_key_out_of_a_file_is_never_kept_by_yes_and_one_read_on_the_spot_is(bench: Bench) -> None:
    outcome = bench.ask(add_by_card, _file(_card()), ANY, None)
    assert outcome.question is not None
    assert isinstance(outcome.in_person, UntrustedError)
    outcome = bench.ask(add_by_card, _file(_card(), on_the_spot=True), ANY, None)
    assert outcome.question is not None
    assert outcome.in_person is None


def test_what_was_typed_counts_before_the_card(bench: Bench) -> None:
    bench.do(add_by_card, _file(_card(), on_the_spot=True), NewParty("Ruiz", phone="+34 600 000 000"), "maker")
    kept = _record(bench, "ruiz")
    assert (kept["name"], kept["phone"], kept["mail"]) == ("Ruiz", "+34 600 000 000", "ruiz@example.es")


def test_a_party_of_that_name_or_key_is_not_added_twice(bench: Bench) -> None:
    with pytest.raises(InvalidError, match="a party of that name: fix-it"):
        bench.ask(add_by_card, _file(_card(name="FIX-IT cameras")), ANY, None)
    bench.do(add_by_card, _file(_card(), on_the_spot=True), ANY, None)
    with pytest.raises(InvalidError, match="kept for Foto Ruiz already"):
        bench.ask(add_by_card, _file(_card(name="Somebody else")), ANY, None)


def test_a_card_gives_a_party_what_it_lacks_and_changes_nothing_that_is_kept(bench: Bench) -> None:
    bench.do(set_party, "fix-it", ["mail=bench@fixit.example"])
    outcome = bench.do(set_by_card, "fix-it", _file(_card(), on_the_spot=True))
    kept = _record(bench, "fix-it")
    assert (kept["name"], kept["mail"], kept["phone"]) == ("Fix-It Cameras", "bench@fixit.example", "+34 91 555 01 23")
    assert (kept["key"].split()[:2], kept["age"]) == (SHOP.public.line().split(), AGE)
    assert 'mail stays "bench@fixit.example"; the card says "ruiz@example.es"' in outcome.notices
    assert outcome.in_person is None


def test_a_changed_key_is_shown_with_the_old_one_and_asked_about_however_it_came(bench: Bench) -> None:
    bench.do(set_by_card, "fix-it", _file(_card(), on_the_spot=True))
    for file in (_file(_card(STRANGER), on_the_spot=True), _file(_card(STRANGER)), _file(_card(age=OTHER_AGE))):
        outcome = bench.ask(set_by_card, "fix-it", file)
        assert "other keys now than those that were kept" in str(outcome.question)
        assert isinstance(outcome.in_person, UntrustedError)
    assert bench.ask(set_by_card, "fix-it", _file(_card(STRANGER))).data.kept == SHOP.public.fingerprint
    bench.do(set_by_card, "fix-it", _file(_card(STRANGER)))
    kept = _record(bench, "fix-it")
    assert kept["key"].startswith(STRANGER.public.line())
    assert kept["key_from"] == FROM_A_FILE


def test_the_same_card_again_changes_nothing_but_one_read_on_the_spot_says_so(bench: Bench) -> None:
    bench.do(set_by_card, "fix-it", _file(_card()))
    again = bench.ask(set_by_card, "fix-it", _file(_card()))
    assert again.plan is None
    assert again.question is None
    bench.do(set_by_card, "fix-it", _file(_card(), on_the_spot=True))
    assert _record(bench, "fix-it")["key_from"] == ON_THE_SPOT
    bench.do(set_by_card, "fix-it", _file(_card()))
    assert _record(bench, "fix-it")["key_from"] == ON_THE_SPOT


def test_a_key_that_is_typed_anew_forgets_how_the_one_before_came(bench: Bench) -> None:
    bench.do(set_by_card, "fix-it", _file(_card(), on_the_spot=True))
    bench.do(set_party, "fix-it", [f"key={STRANGER.public.line()}"])
    assert "key_from" not in _record(bench, "fix-it")
    bench.do(set_by_card, "fix-it", _file(_card()))
    bench.do(set_party, "fix-it", ["key="])
    assert "key_from" not in _record(bench, "fix-it")


def test_a_key_that_the_store_has_and_nobody_accepted_here_is_asked_about_though_the_record_stays(bench: Bench) -> None:
    said = f'key = "{SHOP.public.line()}"\nkey_seen = 2026-01-01\nage = "{AGE}"\nphone = "+34 91 555 01 23"\n'
    bench.write("parties/fix-it.toml", bench.text("parties/fix-it.toml") + said + 'mail = "a@b.example"\n')
    bench.write("parties/fix-it.toml", bench.text("parties/fix-it.toml") + 'language = "es"\n')
    outcome = bench.ask(set_by_card, "fix-it", _file(_card()))
    assert outcome.plan is None
    assert outcome.question is not None
    bench.change_keys(outcome.effects)
    session = bench.session()
    assert not kinds_not_accepted(session, find_party(session.store, "fix-it"))


def test_the_card_of_another_party_is_not_taken_for_this_one(bench: Bench) -> None:
    bench.do(set_by_card, "fix-it", _file(_card(), on_the_spot=True))
    with pytest.raises(UntrustedError, match="kept for Fix-It Cameras, and not for Bruno"):
        bench.ask(set_by_card, "bruno", _file(_card()))


def test_one_s_own_card_is_nobody_else_s(bench: Bench) -> None:
    own: CardMade = bench.ask(key_card, CardRequest()).data
    with pytest.raises(InvalidError, match="your own card"):
        bench.ask(add_by_card, _file(own.card), NewParty("Me"), None)


def test_an_altered_card_a_cut_one_and_one_that_is_not_signed_are_refused(bench: Bench) -> None:
    card = _card()
    for data, error, words in (
        (card._replace(name="Foto Luis").vcard().encode(), UntrustedError, "altered"),
        (card._replace(signature="").vcard().encode(), UntrustedError, "not signed"),
        (card.vcard().encode()[:-20], InvalidError, "cut off"),
        (card._replace(signature="U1NI").vcard().encode(), UntrustedError, "altered"),
        (card._replace(age="age1x").vcard().encode(), UntrustedError, "altered"),
    ):
        with pytest.raises(error, match=words):
            bench.ask(add_by_card, _file(data), ANY, None)
    for key in (b"ssh-ed25519 AAAA", b"ssh-rsa AAAA", b"sk-ssh-ed25519@openssh.com \xff"):
        data = card.vcard().encode().replace(card.key[:60].encode(), key)
        with pytest.raises((UntrustedError, InvalidError)):
            bench.ask(add_by_card, _file(data), ANY, None)


def test_two_cards_in_one_file_are_told_and_none_is_taken(bench: Bench) -> None:
    other = _card(STRANGER, name="Bea")
    with pytest.raises(AmbiguousError) as caught:
        bench.ask(add_by_card, _file(_card().vcard().encode() + other.vcard().encode()), ANY, None)
    assert caught.value.details == ("Foto Ruiz", "Bea")
    wall = Image.new("L", (2400, 1200), 255)
    for left, card in ((0, _card()), (1200, other)):
        wall.paste(Image.open(io.BytesIO(code_png(symbol_of_card(card)))).convert("L"), (left, 100))
    sink = io.BytesIO()
    wall.save(sink, "PNG")
    with pytest.raises(AmbiguousError):
        bench.ask(add_by_card, _file(sink.getvalue()), ANY, None)


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_a_mail_with_a_card_at_its_foot_or_along_with_it_is_read(bench: Bench, encoding: str) -> None:
    card = _card(name="Óptica Peña", url="https://optica.example/a=b")
    foot = f"Hello,\n\nyes.\n\n{write_card(card, 'txt', 'es').decode()}"
    mails = [EmailMessage() for _ in range(4)]
    for mail in mails:
        mail["From"], mail["To"], mail["Subject"] = "ruiz@example.es", "ana@example.org", "Card"
    mails[0].set_content(foot, cte="8bit" if encoding == "7bit" else encoding)
    mails[1].set_content("See the card.")
    mails[1].add_attachment(write_card(card, "vcf", "es"), maintype="text", subtype="vcard", filename="card.vcf")
    mails[2].set_content("See the picture.")
    mails[2].add_attachment(write_card(card, "png", "es"), maintype="image", subtype="png", filename="card.png")
    mails[3].set_content(foot, cte="8bit" if encoding == "7bit" else encoding)
    mails[3].add_attachment(write_card(card, "vcf", "es"), maintype="text", subtype="vcard", filename="card.vcf")
    for number, mail in enumerate(mails):
        data = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n", cte_type="8bit"))
        taken = bench.ask(add_by_card, _file(data, on_the_spot=True), NewParty(f"Shop {number}"), None).data
        assert (taken.party.key, taken.party.url) == (card.key, card.url)


def test_what_holds_no_card_is_refused_in_words(bench: Bench) -> None:
    sink = io.BytesIO()
    Image.new("L", (300, 300), 255).save(sink, "PNG")
    for data, error in (
        (b"hello", NotFoundError),
        (b"", NotFoundError),
        (sink.getvalue(), NotFoundError),
        (b"\xff\xfe\x00", InvalidError),
        (b"\x00" * 100, NotFoundError),
        (b"%PDF-1.7\nnonsense", InvalidError),
        (b"x" * (1024 * 1024 + 1), InvalidError),
        (b'<img src="data:image/png;base64,iVBORw0KGgo=">', InvalidError),
        (b'<img src="data:image/png;base64,A">', InvalidError),
    ):
        with pytest.raises(error) as caught:
            bench.ask(add_by_card, _file(data), ANY, None)
        assert caught.value.message.isprintable()


def test_a_vcard_without_keys_gives_a_name_and_how_to_reach_them_and_says_so(bench: Bench) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana P\\, Bea\nTEL:+34 600\nEMAIL:x\x1b[31m@y\nNOTE:hi\nEND:VCARD\n"
    outcome = bench.do(add_by_card, _file(text.encode("utf-16")), ANY, None)
    assert _record(bench, "ana-p-bea") == {"format": 1, "name": "Ana P, Bea", "role": "other", "phone": "+34 600"}
    assert outcome.question is None
    assert outcome.notices == ("it is no card of keys: only the name and how to reach them were taken",)
    with pytest.raises(UsageError):
        bench.ask(add_by_card, _file(text.encode(), on_the_spot=True), NewParty("X"), None)
    outcome = bench.do(set_by_card, "bruno", _file(text.encode()))
    assert _record(bench, "bruno")["phone"] == "+34 600"


def test_what_the_signature_does_not_cover_is_left_out_and_told(bench: Bench) -> None:
    data = _card().vcard().replace("END:", "NOTE:ring me\x1b[2J at 0900\r\nEMAIL:eve@evil.example\r\nEND:").encode()
    outcome = bench.do(add_by_card, _file(data, on_the_spot=True), ANY, None)
    assert "not signed, and left out: NOTE, EMAIL" in outcome.notices
    assert "evil" not in bench.text("parties/foto-ruiz.toml")
