"""--json: exactly one document, in one envelope, that any program can rely on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from tests.kit.answers import faults
from tests.kit.menus import BACKPACK

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

pytestmark = pytest.mark.quick

ENVELOPE = {"schema", "command", "status", "data", "problems", "commit"}
# A command line for every command; what changes the store or the keys' folder stands in CHANGING too.
COMMANDS = {
    "init": "init other --owner Ana --contact ana@example.org",
    "add": "add Kettle --maker Ångström",
    "list": "list",
    "show": "show canon",
    "find": "find Ruiz",
    "stats": "stats",
    "due": "due --within 99y",
    "help": "help query",
    "config": "config currency",
    "set": "set canon place=Ávila",
    "edit": "edit canon",
    "save": "save",
    "lend": "lend trek --to fix-it",
    "return": "return lent",
    "lost": "lost trek",
    "found": "found missing",
    "entry": "entry trek --service oil --every 6m --meter km=5 --cost 4EUR",
    "review": "review trek Ångström --rating 4",
    "standing": "standing trek",
    "worth": "worth trek",
    "retire": "retire trek --how sold",
    "attach": "attach trek receipt.txt",
    "file": "file canon",
    "photos": "photos receipt.txt",
    "detach": "detach canon receipt.txt",
    "remove": "remove trek --yes",
    "move": "move home/office flat/study",
    "note": "note trek lent-to-Bruno",
    "notes": "notes canon",
    "tag": "tag canon --new",
    "tag claim": "tag claim R709WNXNW trek",
    "claim": "claim R709WNXNWRYN5F2RVEB9C2TEX&m=0123456789ABCDEF trek",
    "scan": "scan 032021001234",
    "check": "check home/office canon",
    "sheet": "sheet --all --stock avery-l7120 -o sheet.pdf",
    "sheet calibrate": "sheet calibrate --stock avery-l7120 -o page.pdf",
    "finder build": "finder build site --yes",
    "finder show": "finder show canon",
    "site": "site pages",
    "rule new": "rule new back --from lent-too-long",
    "rule list": "rule list",
    "wish add": "wish add Ångström --must weight<2kg --most 5EUR",
    "wish list": "wish list",
    "wish menu": "wish menu menu.json",
    "wish compose": "wish compose Ångström --new --menu menu.json cloth=waxed",
    "import": "import rows.csv --yes",
    "export": "export canon --to fix-it -o canon.zip --yes",
    "hand": "hand canon Ångström --role repairer --mail a@example.org --purpose crack -o packet --yes",
    "letter": "letter repair canon Ångström --to fix-it -o repair.pdf --yes",
    "verify": "verify made.zip",
    "checker": "checker -o check.html",
    "terms add": "terms add receipt.txt --title Ångström",
    "terms list": "terms list",
    "talk": "talk canon Ångström --to fix-it --in-the-clear --mail --yes",
    "send": "send",
    "shares": "shares",
    "tables list": "tables list",
    "proposals": "proposals",
    "inbox": "inbox",
    "inbox list": "inbox list",
    "log": "log",
    "undo": "undo",
    "doctor": "doctor",
    "demo": "demo walk",
    "stock list": "stock list",
    "stock show": "stock show avery-l7120",
    "stock check": "stock check papers.toml",
    "stock add": "stock add --from-file papers.toml",
    "party add": "party add Ångström --role maker",
    "party list": "party list",
    "party show": "party show fix-it",
    "key show": "key show",
    "key backup": "key backup -o recovery.txt",
    "key card": "key card --url https://ana.example.org",
    "party set": "party set fix-it phone=+49301234567",
    "party allow": "party allow fix-it offer --most 1/month --yes",
    "party mute": "party mute fix-it link --yes",
    "transfer": "transfer trek --to fix-it -o trek.zip --yes",
    "key passphrase": "key passphrase --no-passphrase",
    "key rotate": "key rotate --yes",
    "key reseal": "key reseal --yes",
    "key accept": "key accept --yes",
}
# What needs another person, another computer or a key from elsewhere; their documents are looked at by the test of the
# page of JSON output, which plays them all.
ELSEWHERE = {
    "letter answered",
    *(
        f"wish {each}"
        for each in ("show", "set", "send", "offers", "choose", "end", "drop", "offer", "page", "take", "export")
    ),
    "rule show",
    "rule export",
    "rule try",
    "rule add",
    "finder check",
    "proposals show",
    "proposals approve",
    "proposals drop",
    "tables show",
    "tables forget",
    "inbox show",
    "inbox take",
    "inbox drop",
    "inbox fetch",
    "key new",
    "key restore",
    "key use",
    "party check",
    "receive",
    "reply",
    "revoke",
    "desk new",
    "desk",
    "desk list",
    "desk show",
    "desk say",
    "desk forget",
    "desk tags",
    "claim tell",
}
# A desktop, another copy, what Git prints, photographs, an assistant: see their tests.
ELSEWHERE |= {"open", "sync", "git", "intake", "mcp"}
ELSEWHERE |= {
    f"terms {each}" for each in ("show", "offer", "accept", "refuse", "counter", "withdraw", "breach", "receipt")
}
CHANGING = {"add", "set", "lend", "return", "retire", "attach", "note", "import", "export", "undo", "party add"}
CHANGING |= {"stock add", "tag", "tag claim", "claim", "check", "party set", "transfer", "key rotate", "key reseal"}
CHANGING |= {
    "finder build",
    "rule new",
    "rule add",
    "terms add",
    "wish add",
    "wish compose",
    "talk",
    "party allow",
    "party mute",
    "hand",
    "letter",
    "detach",
    "remove",
    "move",
    "lost",
    "found",
    "entry",
    "review",
}
ERRORS = {
    "show nothing": ("show", "not-found", 4),
    "show": ("show", "usage", 2),
    "--store nowhere list": ("list", "no-store", 7),
    "party show nobody": ("party show", "not-found", 4),
    "set canon price=cheap": ("set", "invalid", 6),
    "key accept": ("key accept", "usage", 2),
    "key accept --no-input": ("key accept", "usage", 2),
    "verify receipt.txt": ("verify", "untrusted", 10),
    "list --plain": ("list", "usage", 2),
    "lsit": ("", "usage", 2),
    "list --jsno": ("list", "usage", 2),
    "export canon --to fix-it -o - --yes": ("export", "usage", 2),
    "sheet canon --stock avery-l7120 -o -": ("sheet", "usage", 2),
    "key backup -o -": ("key backup", "usage", 2),
    "key backup": ("key backup", "usage", 2),
    "key card -o -": ("key card", "usage", 2),
    "talk canon hello --to fix-it --qr": ("talk", "usage", 2),
    "talk canon hello --to fix-it --qr --mail": ("talk", "usage", 2),
    "party add --card nothing.png": ("party add", "not-found", 4),
    "key card -o card.zip": ("key card", "usage", 2),
    "key card --mail nobody": ("key card", "invalid", 6),
    "edit canon": ("edit", "usage", 2),
    "lend canon --to nobody": ("lend", "not-found", 4),
    "tag nothing": ("tag", "not-found", 4),
    "tag claim": ("tag claim", "usage", 2),
    "tag claim R709WNXNW canon": ("tag claim", "not-found", 4),
    "tag canon --nfc -o -": ("tag", "usage", 2),
    "claim": ("claim", "usage", 2),
    "claim https://example.com/ canon": ("claim", "invalid", 6),
    "claim R709WNXNWRYN5F2RVEB9C2TEX&m=0123456789ABCDEF": ("claim", "not-found", 4),
    "claim tell canon": ("claim tell", "not-found", 4),
    "scan https://example.com/": ("scan", "not-found", 4),
    "check nowhere": ("check", "not-found", 4),
}


def document(text: bytes) -> dict[str, Any]:
    """The one JSON document that a stream holds; fails on anything beside it, and on bytes a terminal would obey."""
    assert re.fullmatch(rb"[\n\x20-\x7e]*\n", text), text
    found: dict[str, Any] = json.loads(text)
    assert found.keys() >= ENVELOPE
    assert found["schema"] == 1
    return found


def check_whole(value: Any) -> None:
    """Absent is absent: no null, no empty text within the data; and keys are in order."""
    if isinstance(value, dict):
        assert list(value) == sorted(value)
        for key, each in value.items():
            assert each not in (None, ""), key
            check_whole(each)
    elif isinstance(value, list):
        for each in value:
            check_whole(each)


def test_every_command_is_in_this_test(commands: Mapping[str, Any]) -> None:
    assert commands.keys() == COMMANDS.keys() | ELSEWHERE


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"edit"}))  # an editor needs a terminal: see test_edit.py
def test_every_command_prints_exactly_one_document(name: str, computer: Computer) -> None:
    if name in {"verify", "shares"}:
        computer.ok("export", "canon", "--to", "fix-it", "-o", "made.zip", "--yes")
    if name == "import":
        computer.write("rows.csv", "name,maker\nÅngström,Ibili\n")
    if name in {"stock check", "stock add"}:
        computer.write("papers.toml", "[[stock]]\nid = 'tape-50'\nkind = 'tape'\nlabel_w = 50\nlabel_h = 0\n")
    if name in {"wish menu", "wish compose"}:
        computer.write("menu.json", json.dumps(BACKPACK | {"valid": "2099-01-31"}))
    if name == "return":
        computer.write(
            "things/products/l/lent.toml", 'format = 1\nid = "0000000000000"\nname = "Lent"\nstate = "lent"\n'
        )
    if name == "found":
        lost = 'format = 1\nid = "0000000000001"\nname = "Missing"\nstate = "lost"\n'
        computer.write("things/products/m/missing.toml", lost)
    if name == "tag claim":
        computer.write("things/tags/a.toml", 'format = 1\nmade = 2024-03-02\ntags = ["R709WNXNW"]\n')
    before = computer.git("rev-parse", "HEAD").decode().strip()
    done = computer.run(*COMMANDS[name].split(), "--json")
    assert done.code == 0, done.err
    found = document(done.stdout)
    assert (found["command"], found["status"], found["problems"]) == (name, "ok", [])
    check_whole(found["data"])
    assert faults(found) == []
    after = computer.git("rev-parse", "HEAD").decode().strip()
    assert (after != before) == (name in CHANGING)
    if name != "init":  # its commit is in the store it made
        assert found["commit"] == (after if name in CHANGING else None)
    assert done.err == ""


@pytest.mark.parametrize("line", ERRORS)
def test_an_error_is_one_document_on_standard_error_and_nothing_on_standard_output(
    line: str, computer: Computer
) -> None:
    command, name, code = ERRORS[line]
    done = computer.run(*line.split(), "--json")
    assert (done.code, done.stdout) == (code, b"")
    found = document(done.stderr)
    assert (found["status"], found["command"], found["data"], found["commit"]) == ("error", command, None, None)
    assert found["exit_code"] == code
    if command:
        assert faults(found) == []
    (problem,) = found["problems"]
    assert problem["name"] == name
    assert problem["message"]


def test_the_flag_before_the_verb_gives_the_same_document(computer: Computer) -> None:
    assert computer.run("--json", "list").stdout == computer.run("list", "--json").stdout
    assert computer.run("--json", "show", "no").stderr == computer.run("show", "no", "--json").stderr


def test_show_holds_every_fact_of_a_product_under_the_keys_of_the_contract(computer: Computer) -> None:
    data = computer.json("show", "canon")["data"]
    plain = {key: data[key] for key in ("slug", "name", "maker", "model", "serial", "gtin", "place", "state")}
    assert plain == {
        "slug": "canon-eos-5d-mark-iv",
        "name": "Canon EOS 5D Mark IV",
        "maker": "Canon",
        "model": "EOS 5D",
        "serial": "032021001234",
        "gtin": "04006381333931",
        "place": "home/office",
        "state": "owned",
    }
    assert (data["labels"], data["quantity"]) == (["camera"], 1)
    purchase = {"date": "2024-03-02", "from": "Foto Ruiz", "price": "2499.00 EUR", "order": "A-17"}
    assert data["purchase"] == purchase
    (warranty,), (tag,), (file,) = data["warranties"], data["tags"], data["files"]
    assert (warranty["term"], warranty["until"]) == ("24 months", "2026-03-02")
    assert re.fullmatch("[0-9A-Z]{9}", tag["id"])
    assert (file["name"], file["kind"], file["size"]) == ("receipt.txt", "receipt", 24)
    assert (data["notes_count"], data["entries_count"]) == (1, 0)
    assert re.fullmatch("[0-9a-z]{13}", data["id"])


def test_show_of_a_bare_product_has_empty_lists_and_leaves_out_what_is_absent(computer: Computer) -> None:
    data = computer.json("show", "trek")["data"]
    lists = {key: data.pop(key) for key in ("labels", "needs", "warranties", "files", "contents", "entries", "shares")}
    assert set(map(len, lists.values())) == {0}
    assert (data.pop("notes_count"), data.pop("entries_count"), data.pop("quantity")) == (0, 0, 1)
    assert (data.pop("state"), data.pop("purchase"), data.pop("fields")) == ("owned", {}, {})
    assert data.keys() == {"id", "slug", "name", "tags", "added"}


def test_every_product_of_the_list_is_what_show_says_of_it(computer: Computer) -> None:
    products = computer.json("list")["data"]["products"]
    assert [each["slug"] for each in products] == ["canon-eos-5d-mark-iv", "trek-domane-al-2"]
    for each in products:
        shown = computer.json("show", each["slug"])["data"]
        assert each == {key: shown[key] for key in each}
        assert shown.keys() - each.keys() <= {"contents", "entries", "shares", "gtin_issuer"}


def test_nothing_found_is_an_empty_list(computer: Computer) -> None:
    assert computer.json("list", "submarine")["data"] == {"products": [], "totals": {}}
    assert computer.json("find", "submarine")["data"] == {"products": [], "totals": {}}
    shutil.rmtree(computer.things / "parties")
    assert computer.json("party", "list")["data"] == {"parties": []}
    assert computer.json("shares")["data"] == {"shares": []}


def test_a_broken_record_makes_the_answer_partial_and_is_named_with_its_line(computer: Computer) -> None:
    computer.write("things/products/t/trek-domane-al-2.toml", 'format = 1\nname = "Trek\n')
    found = document(computer.run("list", "--json").stdout)
    assert found["status"] == "partial"
    assert [each["slug"] for each in found["data"]["products"]] == ["canon-eos-5d-mark-iv"]
    (problem,) = found["problems"]
    assert (problem["path"], problem["line"]) == ("products/t/trek-domane-al-2.toml", 2)


def test_findings_of_doctor_are_data_and_the_exit_code_is_kept(computer: Computer) -> None:
    (computer.things / "products/c/canon-eos-5d-mark-iv/files/receipt.txt").unlink()
    done = computer.run("doctor", "--json")
    assert done.code == 12
    names = {each["name"] for each in document(done.stdout)["data"]["findings"]}
    assert "missing-file" in names


def test_a_dry_run_is_the_plan_as_data(computer: Computer) -> None:
    before = computer.state
    found = document(computer.run("set", "canon", "place=cellar", "--json", "-n").stdout)
    assert found["commit"] is None
    assert found["plan"]["changes"] == [{"action": "write", "path": "products/c/canon-eos-5d-mark-iv.toml"}]
    assert computer.state == before


def test_text_of_every_script_arrives_as_it_was_and_is_sent_as_ascii(computer: Computer) -> None:
    name = "Größe \U0001f6b2 自転車 [31m"
    done: Done = computer.run("add", name, "--json")
    assert document(done.stdout)["data"]["name"] == name
