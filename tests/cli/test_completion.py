"""What a shell is offered: names with what they mean, from this store, silently, without a key."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Computer


def offered(computer: Computer, line: str) -> dict[str, str]:
    """The words that fish is offered for the last word of a line, each with its meaning."""
    done = computer.run(
        env={
            "_TALKTAG_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": line,
        }
    )
    assert (done.code, done.err) == (0, "")
    return {word: meaning for word, _, meaning in (each.partition("\t") for each in done.out.splitlines()) if word}


def test_a_product_is_offered_with_its_name(computer: Computer) -> None:
    assert offered(computer, "talktag show ca") == {"canon-eos-5d-mark-iv": "Canon EOS 5D Mark IV"}
    for line in ("talktag set tr", "talktag add Pedal --inside tr", "talktag attach tr", "talktag shares tr"):
        assert offered(computer, line) == {"trek-domane-al-2": "Trek Domane AL 2"}, line


@pytest.mark.parametrize("name", ["Räder: [a] b", 'a "quoted" one', "日本", "x\ty"])
def test_odd_names_of_products_do_no_harm(name: str, computer: Computer) -> None:
    computer.ok("add", "Odd")
    computer.ok("set", "odd", f"name={name}")
    assert "odd" in offered(computer, "talktag show od")


def test_values_in_use_are_offered_with_how_many_have_them(computer: Computer) -> None:
    computer.ok(
        "add", "Lens", "--place", "home/office", "--label", "insured", "--maker", "Canon", "--from", "Foto Ruiz"
    )
    assert offered(computer, "talktag add X --place ho") == {"home/office": "2 products"}
    assert offered(computer, "talktag add X --label in") == {"insured": "1 product"}
    assert offered(computer, "talktag add X --maker ''") == {"Canon": "2 products"}
    assert offered(computer, "talktag add X --from Fo") == {"Foto Ruiz": "2 products"}


def test_the_words_of_a_query_are_offered_by_key_and_by_value(computer: Computer) -> None:
    assert "place:" in offered(computer, "talktag list pl")
    assert offered(computer, "talktag list place:ho") == {"place:home/office": "1 product"}
    assert "-label:" in offered(computer, "talktag list -- -la")
    assert offered(computer, "talktag stats state:le") == {"state:lent": ""}
    assert "no:photo" in offered(computer, "talktag list no:ph")


def test_parties_and_label_papers_are_offered(computer: Computer) -> None:
    assert offered(computer, "talktag lend trek --to f") == {"fix-it-cameras": "Fix-It Cameras"}
    assert offered(computer, "talktag party show f") == {"fix-it-cameras": "Fix-It Cameras"}
    assert "Avery" in offered(computer, "talktag sheet --stock avery-l7120")["avery-l7120"]


def test_verbs_topics_and_flags_are_offered(computer: Computer) -> None:
    assert "list" in offered(computer, "talktag li")
    assert "query" in offered(computer, "talktag help qu")
    assert "--columns" in offered(computer, "talktag list --co")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("talktag list --columns na", {"name"}),
        ("talktag list --columns slug,pri", {"slug,price"}),
        ("talktag list --sort boug", {"bought"}),
        ("talktag stats --by la", {"label"}),
        ("talktag attach trek --kind man", {"manual"}),
        ("talktag import --kind sn", {"snipe-it"}),
        ("talktag export --as j", {"json", "jsonld"}),
        ("talktag export canon --page t", {"text"}),
        ("talktag retire trek --how l", {"lost"}),
        ("talktag set --where place:ho", {"place:home/office"}),
    ],
)
def test_what_a_flag_can_be_is_offered(line: str, words: set[str], computer: Computer) -> None:
    assert set(offered(computer, line)) == words


def test_a_store_named_on_the_line_is_the_one_that_is_looked_into(computer: Computer) -> None:
    computer.ok("init", "other", "--owner", "A", "--contact", "a@example.org")
    computer.ok("--store", "other", "add", "Cello")
    assert offered(computer, f"talktag --store {shlex.quote(str(computer.folder / 'other'))} show c") == {
        "cello": "Cello"
    }


def test_no_key_and_no_note_is_opened_and_nothing_is_said(computer: Computer) -> None:
    (computer.folder / "config/keys/identity.txt").unlink()
    (computer.things / "products/c/canon-eos-5d-mark-iv.toml").write_bytes(b"\xff not toml")
    assert set(offered(computer, "talktag notes ca")) == {"canon-eos-5d-mark-iv"}
    (computer.things / "talktag.toml").unlink()
    assert offered(computer, "talktag add X --place ho") == {}
