"""What a shell is offered: names with what they mean, from this store, silently, without a key."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def answer(computer: Computer, line: str) -> list[str]:
    """The lines that zsh is answered for the last word of a line: what to offer, then a line a word."""
    words = shlex.split(f"{line}''" if line.endswith(" ") else line)
    done = computer.run(*words[1:], env={"_TALKTAG_COMPLETE": "zsh"})
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


def offered(computer: Computer, line: str) -> dict[str, str]:
    """The words that are offered for the last word of a line, each with its meaning."""
    return {word[1:]: meaning for word, _, meaning in (each.partition("\t") for each in answer(computer, line)[1:])}


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
    assert "--json" in offered(computer, "talktag list --")
    assert "claim" in offered(computer, "talktag tag cl")
    assert set(offered(computer, "talktag party s")) == {"set", "show"}


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
        ("talktag set trek sta", {"state="}),
        ("talktag set trek state=l", {"state=lent", "state=lost"}),
        ("talktag set trek place=ho", {"place=home/office"}),
        ("talktag set pedal inside=tr", {"inside=trek-domane-al-2"}),
        ("talktag set trek labels=a,in", set()),
        ("talktag party set fix-it-cameras role=re", {"role=repairer"}),
        ("talktag export trek --include files:ph", {"files:photo"}),
        ("talktag transfer trek --how so", {"sold"}),
        ("talktag --show-completion fi", {"fish"}),
        ("talktag party add X --role ins", {"insurer"}),
        ("talktag show domane", {"trek-domane-al-2"}),
        ("talktag show 'Trék Dom'", {"trek-domane-al-2"}),
        ("talktag show nothing", set()),
        ("talktag add Can", set()),
        ("talktag nosuchverb ca", set()),
    ],
)
def test_what_a_flag_can_be_is_offered(line: str, words: set[str], computer: Computer) -> None:
    assert set(offered(computer, line)) == words


def test_a_picture_for_finders_is_one_of_those_attached(computer: Computer) -> None:
    computer.write("bike.jpg", b"x")
    computer.ok("attach", "trek", "bike.jpg")
    assert set(offered(computer, "talktag set trek finder.photo=bi")) == {"finder.photo=bike.jpg"}


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


@pytest.mark.parametrize(("line", "own"), [("import ", "files"), ("export canon -o ", "files"), ("init ", "folders")])
def test_a_shell_is_told_where_it_is_to_offer_its_files_or_folders(line: str, own: str, computer: Computer) -> None:
    assert answer(computer, f"talktag {line}") == [own]


@pytest.mark.parametrize("line", ["show nothing", "set trek ", "set trek model=", "list place:", "file trek ", "find "])
def test_files_are_not_offered_where_there_can_be_none(line: str, computer: Computer) -> None:
    assert answer(computer, f"talktag {line}")[0] == "words"


def test_the_files_and_notes_of_the_product_on_the_line_are_offered(computer: Computer) -> None:
    computer.write("../IMG_1.txt", "x")
    computer.ok("attach", "canon", "../IMG_1.txt")
    note = computer.ok("note", "canon", "-", stdin=b"x").split()[-1]
    assert set(offered(computer, "talktag file canon im")) == {"img-1.txt"}
    assert set(offered(computer, "talktag detach canon im")) == {"img-1.txt"}
    assert set(offered(computer, "talktag export canon --include file:im")) == {"file:img-1.txt"}
    assert set(offered(computer, "talktag note canon --edit ")) >= {note}


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_completion_neither_waits_at_a_pipe_nor_follows_a_link(kind: str, computer: Computer) -> None:
    secret = computer.folder / "secret.toml"
    secret.write_text('name = "OUTSIDE"\n')
    for path in ("products/c/canon-eos-5d-mark-iv.toml", "parties/fix-it-cameras.toml"):
        record = computer.things / path
        record.unlink()
        if kind == "folder":
            record.mkdir()
        elif kind == "pipe":
            os.mkfifo(record)
        else:
            record.symlink_to(secret)
    for line in ("show ", "lend trek --to ", "list place:", "add X --place "):
        assert not any("OUTSIDE" in each for each in answer(computer, f"talktag {line}")), line


def test_what_cannot_be_seen_is_not_offered_and_marked_in_a_meaning(computer: Computer) -> None:
    for name, text in (("Bell", "zz\\u0007b"), ("Turned", "zz\\u202Eb")):
        computer.ok("add", name)
        record = computer.things / f"products/{name[0].lower()}/{name.lower()}.toml"
        record.write_text(record.read_text().replace(f'"{name}"', f'"{text}"\nmaker = "{text}"'))
    assert offered(computer, "talktag add X --maker zz") == {}
    assert offered(computer, "talktag show be") == {"bell": "zz\N{REPLACEMENT CHARACTER}b"}


@pytest.mark.parametrize("asked", ["complete_bash", "complete_zsh", "complete_fish", "source_zsh", "complete_pwsh", ""])
def test_whoever_speaks_another_protocol_is_told_nothing(asked: str, computer: Computer) -> None:
    old = {"_TYPER_COMPLETE_ARGS": "talktag show ca", "COMP_WORDS": "talktag show ca", "COMP_CWORD": "2"}
    done = computer.run(env={**old, "_TALKTAG_COMPLETE": asked})
    assert (done.code, done.out, done.err) == (0, "", "")


def test_completion_writes_nothing_into_the_store(computer: Computer) -> None:
    before = sorted((path, path.lstat().st_mtime_ns) for path in computer.things.rglob("*"))
    for line in ("show ", "list place:", "lend trek --to "):
        answer(computer, f"talktag {line}")
    assert sorted((path, path.lstat().st_mtime_ns) for path in computer.things.rglob("*")) == before


def test_settings_are_offered_with_what_they_are_for_and_their_values(computer: Computer) -> None:
    assert offered(computer, "talktag config cur") == {"currency=": "of prices that are typed without one"}
    assert offered(computer, "talktag config currency=SE") == {"currency=SEK": ""}
    assert set(offered(computer, "talktag config payload=")) == {"payload=finder", "payload=mail", "payload=tel"}
    assert "stock=avery-l7160" in offered(computer, "talktag config stock=avery-l71")


def test_settings_of_a_carrier_are_offered_behind_its_name(computer: Computer) -> None:
    assert set(offered(computer, "talktag config carr")) == {"carrier."}
    assert set(offered(computer, "talktag config carrier.stick.")) == {
        f"carrier.stick.{key}=" for key in ("kind", "out", "in", "program", "for", "taken")
    }
    kinds = offered(computer, "talktag config carrier.stick.kind=ma")
    assert set(kinds) == {"carrier.stick.kind=maildir", "carrier.stick.kind=mail"}
    assert set(offered(computer, "talktag config carrier.stick.for=fix")) == {"carrier.stick.for=fix-it-cameras"}
    assert offered(computer, "talktag config carrier.stick.out=") == {}


def test_carriers_are_offered_by_their_names(computer: Computer) -> None:
    computer.ok("config", "carrier.stick.kind=folder", "carrier.stick.out=out", "carrier.post.kind=mail")
    assert set(offered(computer, "talktag config carrier.")) == {"carrier.stick.", "carrier.post."}
    assert set(offered(computer, "talktag send --via ")) == {"stick", "post"}
    (computer.folder / "config/config.toml").unlink()
    os.mkfifo(computer.folder / "config/config.toml")
    assert offered(computer, "talktag config carrier.") == {}


def test_terms_are_offered_by_the_word_of_a_roster_else_by_hash_and_found_by_title(computer: Computer) -> None:
    roster = ("--roster", "https://roster.example")
    (computer.folder / "base.txt").write_text("You do not tell anybody.\n")
    (computer.folder / "odd.txt").write_text("Whoever reads this.\n")
    computer.ok(
        "terms", "add", str(computer.folder / "base.txt"), *roster, "--id", "SD-BASE", "--title", "Standard privacy"
    )
    computer.ok(
        "terms", "add", str(computer.folder / "odd.txt"), *roster, "--id", "$(rm -r) x", "--title", "Odd; terms"
    )
    base = {"SD-BASE": "Standard privacy"}
    for line in (
        "terms show sd",
        "terms accept SD-",
        "terms offer priv",
        "talk canon hi --terms sd",
        "hand canon --terms SD",
    ):
        assert offered(computer, f"talktag {line}") == base, line
    ((word, title),) = offered(computer, "talktag terms counter SD-BASE --with odd").items()
    assert (len(word), title) == (12, "Odd; terms")
    assert computer.json("terms", "show", word)["data"]["sha256"].startswith(word)
