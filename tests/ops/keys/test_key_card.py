"""The card of this computer's keys: what stands on it, and that its signature holds it together."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from talktag.errors import InvalidError, SealedError, UntrustedError, UsageError
from talktag.model.parties.key_card import KeyCard, read_key_card
from talktag.ops.keys.key_card import FORMS, CardRequest, check_signature, key_card
from talktag.seal.ssh import sshsig
from tests.kit.bench import SHOP, STRANGER, Bench

FULL = CardRequest("Fix-It Cameras", "bench@fixit.example", "+34 91 555 01 23", "https://fixit.example", "es")
AGE = "age1w7wtet5d0wvaxwcty3lgqhh0xnntefykef9kpr0etkdd8xzyupesg8ey37"


def _shown(bench: Bench, request: CardRequest = FULL) -> KeyCard:
    card: KeyCard = bench.ask(key_card, request).data.card
    return card


def test_without_a_word_the_card_says_what_the_store_knows(bench: Bench) -> None:
    card = _shown(bench, CardRequest())
    assert (card.name, card.mail, card.phone, card.url) == ("Ana", "ana@example.org", "", "")
    assert _shown(bench, CardRequest(mail="")).mail == ""


def test_the_card_s_own_signature_holds_its_parts_together(bench: Bench) -> None:
    card = read_key_card(_shown(bench).vcard()).card
    assert check_signature(card).line() == card.key


@pytest.mark.parametrize("key", ["name", "mail", "phone", "url", "language", "age"])
def test_a_value_that_was_changed_or_taken_away_breaks_the_signature(bench: Bench, key: str) -> None:
    card = _shown(bench)
    other = {"name": "Fix-lt Cameras", "mail": "bench@fixit.evil", "phone": "+34 91 555 01 24", "language": "de"}
    for value in (other.get(key, "https://evil.example" if key == "url" else AGE), ""):
        with pytest.raises(UntrustedError, match="altered"):
            check_signature(card._replace(**{key: value}))


def test_a_card_with_another_key_or_another_s_signature_is_refused(bench: Bench) -> None:
    card = _shown(bench)
    with pytest.raises(UntrustedError, match="altered"):
        check_signature(card._replace(key=STRANGER.public_line()))
    signed = sshsig.bare(sshsig.sign(card.signed_text, STRANGER, "card@talktag"))
    with pytest.raises(UntrustedError, match="another key than the one on it"):
        check_signature(card._replace(signature=signed))
    for namespace in ("bundle@talktag", "message@talktag", "file"):
        signed = sshsig.bare(sshsig.sign(card.signed_text, SHOP, namespace))
        with pytest.raises(UntrustedError, match="altered"):
            check_signature(card._replace(key=SHOP.public_line(), signature=signed))


def test_keys_without_a_signature_are_refused(bench: Bench) -> None:
    card = _shown(bench)
    for less in (card._replace(signature=""), card._replace(key=""), card._replace(key="", signature="")):
        with pytest.raises(UntrustedError, match="not signed"):
            check_signature(less)


def test_ssh_keygen_checks_a_card_by_the_words_of_its_reference(bench: Bench, tmp_path: Path) -> None:
    card = _shown(bench)
    (tmp_path / "card.sig").write_bytes(sshsig.armor(card.signature))
    (tmp_path / "signers").write_text(f"shop {card.key}\n")
    words = ["-Y", "verify", "-n", "card@talktag", "-s", "card.sig", "-f", "signers", "-I", "shop"]
    for text, good in ((card.signed_text, True), (card.signed_text + b"age: other\n", False)):
        ran = subprocess.run(["ssh-keygen", *words], cwd=tmp_path, input=text, capture_output=True, check=False)
        assert (ran.returncode == 0) is good


def test_the_signed_text_is_the_one_of_the_reference() -> None:
    card = KeyCard("Fix-It", "a@b.example", language="es", key="ssh-ed25519 AAAA", age="age1x")
    expected = b"talktag-card-1\nname: Fix-It\nmail: a@b.example\nlanguage: es\nkey: ssh-ed25519 AAAA\nage: age1x\n"
    assert card.signed_text == expected


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_made_and_signed_only_when_it_is_wanted_and_is_the_same_each_time(bench: Bench, form: str) -> None:
    outcome = bench.ask(key_card, FULL._replace(form=form, path=Path(f"card.{form}")))
    assert outcome.data.card.signature == ""
    assert outcome.output.make() == outcome.output.make() != b""


def test_what_does_not_belong_on_a_card_is_refused(bench: Bench) -> None:
    for request, error in (
        (CardRequest(mail="nobody"), InvalidError),
        (CardRequest(name="Fix\x1b[2J"), InvalidError),
        (CardRequest(url="fixit.example"), InvalidError),
        (CardRequest(language="tlh"), UsageError),
    ):
        with pytest.raises(error):
            bench.ask(key_card, request)


def test_without_keys_it_is_said_how_to_make_some(bench: Bench) -> None:
    (bench.folder / "keys").rename(bench.folder / "away")
    with pytest.raises(SealedError, match="no keys"):
        bench.ask(key_card, CardRequest())
