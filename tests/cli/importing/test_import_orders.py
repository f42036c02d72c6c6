"""How an import is ordered: flags, pipes and wrong words, and `add --from-file`."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done


def imported(computer: Computer, text: str | bytes, *flags: str, name: str = "things.csv") -> Done:
    """What `import` says of a file of that text, with every question answered by yes."""
    computer.write(name, text)
    return computer.within("import", name, "--yes", *flags)


def record(computer: Computer, slug: str) -> dict[str, Any]:
    return tomllib.loads((computer.things / f"products/{slug[0]}/{slug}.toml").read_text())


def test_what_a_file_leaves_open_is_settled_by_flags(computer: Computer) -> None:
    text = "Gerät;Kauf;Preis;Nr;x\nBohrer für Ösen;3/4/21;1299,50;0042;y\n".encode("cp1252")
    flags = ("--map", "Gerät=name", "--map", "#2=bought", "--map", "Preis=price", "--map", "Nr=source")
    done = imported(computer, text, *flags, "--map", "x=ignore")
    assert (done.code, "--encoding cp1252" in done.err) == (6, True)
    more = ("--map", "x=ignore", "--encoding", "cp1252", "--century", "2000", "--currency", "chf", "--day-first")
    done = imported(computer, text, *flags, *more)
    assert done.code == 0, done.err
    held = record(computer, "bohrer-fur-osen")
    assert (str(held["purchase"]["date"]), held["purchase"]["price"]) == ("2021-04-03", "1299.50 CHF")
    assert held["source"] == "0042"
    assert "error" not in done.out
    assert imported(computer, text, *flags, *more[:-1], "--month-first").code == 0


def test_a_title_may_hold_an_equals_sign(computer: Computer) -> None:
    assert imported(computer, "a=b,n\nred,Kettle\n", "--map", "a=b=field.colour", "--map", "n=name").code == 0
    assert record(computer, "kettle")["fields"] == {"colour": "red"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere.csv",), 4, 'there is no file "nowhere.csv"'),
        ((".",), 2, "is a folder"),
        (("a.csv", "--map", "x"), 2, "is not of the form COLUMN=KEY"),
        (("a.csv", "--map", "x=name"), 6, 'there is no column "x"'),
        (("a.csv", "--map", "name=nothing"), 6, "is not what a column can be"),
        (("a.csv", "--kind", "excel"), 2, "is not a kind of file"),
        (("a.csv", "--currency", "euro"), 2, "is not a currency; did you mean EUR"),
        (("a.csv", "--encoding", "ebcdic"), 2, "is not an encoding"),
        (("a.json", "--map", "name=name"), 2, "a mapping is for columns"),
        (("b.csv",), 6, "no column is the name"),
        (("a.zip",), 6, "this is an archive"),
    ],
)
def test_a_wrong_order_is_answered_in_kind(computer: Computer, words: tuple[str, ...], code: int, said: str) -> None:
    computer.write("a.csv", "name\nA\n")
    computer.write("b.csv", "title,colour\nA,b\n")
    computer.write("a.json", '[{"name": "A"}]')
    computer.write("a.zip", b"PK\3\4")
    before = computer.git("rev-parse", "HEAD")
    done = computer.within("import", *words, "--yes")
    assert done.code == code
    assert said in done.err
    assert computer.git("rev-parse", "HEAD") == before


def test_add_takes_many_from_a_file(computer: Computer) -> None:
    toml = '[[product]]\nname = "Kettle"\nmaker = "Bosch"\n[[product]]\nname = "Lid"\ninside = "Kettle"\n'
    computer.write("things.toml", toml)
    assert computer.within("add", "--from-file", "things.toml").code == 2
    done = computer.within("add", "--from-file", "things.toml", "--yes")
    assert done.code == 0, done.err
    assert record(computer, "lid")["inside"] == record(computer, "kettle")["id"]
    assert json.loads(computer.ok("log", "--json"))["data"]["commits"][0]["command"] == "add"
    computer.write("more.csv", "name,bought\nA,soon\nB,2024-01-01\n")
    assert computer.within("add", "--from-file", "more.csv", "--yes").code == 6
    assert computer.within("add", "--from-file", "more.csv", "--yes", "--partial").code == 0
    assert record(computer, "b")["name"] == "B"


@pytest.mark.parametrize(
    "words", [("Kettle", "--from-file", "a.csv"), ("--from-file", "a.csv", "--maker", "X"), ("Kettle", "--partial")]
)
def test_add_takes_one_product_or_a_file(computer: Computer, words: tuple[str, ...]) -> None:
    computer.write("a.csv", "name\nA\n")
    assert computer.within("add", *words, "--yes").code == 2
