"""A card taken in by a person: what they are asked, what they see before they say yes, and that no is no."""

from __future__ import annotations

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
