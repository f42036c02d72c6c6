"""A card taken in by a person: what they are asked, what they see before they say yes, and that no is no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.kit.computer import Computer

SHOP = {"TALKTAG_CONFIG_DIR": "shop", "TALKTAG_STORE": "none"}


def _make_card(computer: Computer) -> None:
    assert computer.run("key", "new", "Foto Ruiz", "--no-passphrase", env=SHOP).code == 0
    assert computer.run("key", "card", "-o", "card.png", "--mail", "ruiz@example.es", env=SHOP).code == 0


def test_a_person_is_asked_how_it_came_and_whose_it_is_and_sees_the_digits_before_the_yes(computer: Computer) -> None:
    _make_card(computer)
    screen = computer.terminal("party", "add", "--card", "card.png")
    screen.until("Did you photograph this card of Foto Ruiz yourself, where it hangs?").type("n\n")
    screen.until("What is Foto Ruiz to you").type("friend\n")
    screen.until('"friend" is not a role').until("What is Foto Ruiz to you", 2).type("seller\n")
    screen.until("digits").until("Keep these keys as those of Foto Ruiz?").type("y\n")
    done = screen.end()
    assert done.code == 0, done.out
    assert 'key_from = "a file"' in (computer.folder / "things/parties/foto-ruiz.toml").read_text()
    shown = computer.ok("party", "show", "foto-ruiz")
    assert "in a file that somebody could have changed; compare it: talktag party check foto-ruiz" in shown


def test_no_is_no_and_what_was_typed_before_the_question_is_no_yes(computer: Computer) -> None:
    _make_card(computer)
    screen = computer.terminal("party", "add", "--card", "card.png", "--role", "seller", "--on-the-spot")
    screen.until("Keep these keys as those of Foto Ruiz?").type("\n")
    assert screen.end().code == 3
    assert not (computer.folder / "things/parties/foto-ruiz.toml").exists()


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_the_card_of_a_hardware_key_is_signed_by_it_and_taken_in(
    computer: Computer, authenticator: Callable[..., tuple[str, str]], kind: str
) -> None:
    path, line = authenticator(kind)
    computer.write("hw.pub", f"{line}\n")
    shop = replace(computer, variables={**computer.variables, **SHOP, "SSH_AUTH_SOCK": path})
    shop.ok("key", "new", "Foto Ruiz", "--no-passphrase")
    shop.ok("key", "use", "hw.pub", "--yes")
    shop.ok("key", "card", "-o", "card.png", "--mail", "ruiz@example.es")
    computer.ok("party", "add", "--card", "card.png", "--role", "seller", "--on-the-spot", "--yes")
    assert line.split()[1] in (computer.folder / "things/parties/foto-ruiz.toml").read_text()
