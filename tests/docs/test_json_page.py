"""Every key that any command puts out under `--json` is on the page of JSON output."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generating import tree

from talktag.cli.describing.document import outputs
from talktag.cli.input.terminal import Terminal
from talktag.cli.main import run
from talktag.seal.ssh.key import SigningKey
from tests.kit.answers import faults, is_as_described, spoiled
from tests.kit.bench import SHOP
from tests.kit.bundles import entry, signed, table
from tests.kit.cards import signed_card
from tests.kit.desk import DeskBench
from tests.kit.menus import BACKPACK, OFFER, to_bytes
from tests.kit.passports import as_file, passport
from tests.kit.passports import signed as signed_passport
from tests.kit.photographs import Shot, take
from tests.kit.tagged import Factory

# In this order, in a copy of the demo; between them they make every command say all it can.
LINES = """
init {new} --owner Ana --contact ana@example.org --no-passphrase
add Mug --maker Ibili --model Big --serial 7 --gtin 12345670 --place home --inside canon --label blue --price "3 EUR" \
--bought 2024-03-02 --from Shop --order A-1 --warranty 2099-01-01 --field colour=blue --quantity 2
set canon place=attic
attach canon {report} --kind report
attach mug {report} --also trek
attach mug {report} --private
file canon
file mug age -o {new}.out
set --where canon place=attic field.seen:date=2026-01-01
party add Velo --role repairer --contact velo@example.org --key "{key}"
party list
party show velo
lend mug --to velo --due 2001-01-01
wish add tripod --fits canon --must "height>=150cm" --should "weight<2kg" --avoid colour=red --most "90 EUR" \
--quantity 2 --until 2099-01-01 --text used --yes
wish list
wish set tripod --most "95 EUR" --without colour
wish show tripod
wish send tripod --to velo --by-name --in-the-clear -o {new}-wish.zip --yes
wish offers wanted
wish menu {menu} cloth=waxed
wish compose backpack --new --menu {menu} cloth=waxed
wish page wanted --to velo -o {new}-wish.html
wish take wanted {offer} --from velo --yes
wish export wanted -o {new}-wish.jsonld
wish export wanted --offers -o {new}-offers.jsonld
wish choose wanted 8g3h --in-the-clear -o {new}-taken.zip --yes
wish end tripod
wish add stool
wish drop stool
lost mug
found mug
entry mug --service glued --cost "4 EUR" --every 6m --meter km=20 --party velo --text twice --date 2026-01-05
entry mug --done glued --warranty 2y --yes
entry mug --withdrawn
show mug
return mug
list
list --tree
stats
help query
find canon
show mug
note canon hello
notes canon
tag canon --new --retire --nfc -o {new}.ndef
tag claim R709WNXNW mug
scan R709WNXNW https://example.com/
check home mug moka canon --move
sheet mug --stock avery-l7120 -o {new}.pdf
sheet --blank 1 --stock herma-8831 --sheet drawer --prove -o {new}-blank.pdf
sheet calibrate --stock avery-l7120 -o {new}-page.pdf
sheet calibrate --stock avery-l7120 --printer office --read A=0.2,0 --read B=0.2,0 --read C=0.2,0 --read D=0.2,0
stock add box-labels --page a4 --label 63.5x38.1 --grid 3x7 --margin 7.2x15.1 --pitch 66x38.1
stock check {papers}
stock list
stock show avery-l7120
set canon finder.words="Please call" finder.photo=camera.jpg
finder build {new}-site --yes
finder show canon
set canon finder.reward="50 EUR"
finder check {new}-site
finder build --yes
site {new}-pages
site {new}-pages-velo --as velo --yes
site {new}-pod --solid --webid owner=https://ana.example.org/me --webid velo=https://velo.example/me --yes
rule new back --from lent-too-long
rule new outage --from outage
rule list
rule show outage
rule try back
rule try outage canon
rule export outage --as krl -o {new}.krl
rule add {rule} --from velo --yes
rule add {rule} --from velo --dry-run
export canon --to velo --include files:photo --note {note} \
--purpose crack --until 2099-01-01 --terms MyTerms --with-form -o {new}.zip --yes
export canon mug --to velo --fields serial,price,photo,receipt -o {new}-claim.pdf --yes
hand canon Casa --role seller --mail casa@example.org --purpose crack -o {new}-packet --yes
verify {new}.zip
checker -o {new}-check.html --language de
show canon
export --as homebox -o {new}.csv
export --as packet velo -o {new}-about.zip
import {rows} --partial --yes
import {rows} --partial --update --yes
import {passport} --for canon --with {came} --yes
import {recalls} --kind recalls --yes
photos {came} --keep
review canon "Five years" --rating 4
review canon -o {new}-review.jsonld --yes
reply {new}.zip --service done --text well --cost "1 EUR" --due 2099-01-01 --file {report} -o {new}-reply.zip
receive {new}-reply.zip --yes
reply {new}.zip --message hello --unsigned -o {new}.json
reply {new}.zip --message hello --encrypt -o {new}.zip.age
receive {new}.json --unsigned --yes
reply {new}.zip --message one --unsigned -o {came}/one.json
reply {new}.zip --message two --unsigned -o {came}/two.json
config carrier.post.kind=folder carrier.post.in={came}
inbox fetch
inbox
inbox list
inbox show 1
inbox take 1 --unsigned --yes
inbox drop 1 --yes
show canon
transfer trek --to velo --include place --purpose enjoy --price "1 EUR" -o {new}-trek.zip --yes
receive {new}-trek.zip --store {new} --yes
receive {given} --signer {customer} --yes
proposals
proposals show 7k3
proposals drop 7k3
tables list
tables show boat
tables forget boat --yes
talk canon "May I have it back by Friday?" --to velo --ask --file {report} --until 2099-01-01 --in-the-clear \
-o {new}-talk.zip --yes
talk canon "I bring it" --to velo --promise --due 2099-01-01 --in-the-clear --mail -o {new}-talk.eml --yes
talk canon --to velo
talk canon
terms add {report} --roster https://roster.example --id SD-BASE --title Base --language en \
--from https://roster.example/base --words mine
terms show SD-BASE
terms offer SD-BASE mug --to velo --until 2099-01-01 --text please --in-the-clear -o {new}-terms.zip --yes
terms list velo
terms withdraw SD-BASE --to velo --in-the-clear --mail -o {new}-gone.eml --yes
terms list
terms show SD-BASE
config carrier.stick.kind=folder carrier.stick.out={out}
talk velo "Are you open?" --in-the-clear --yes
send
shares
shares --overdue
due --within 200y
due --ics {new}.ics
due --done-from {tasks}
due --run
letter repair mug cracked --to velo --include value -o {new}-repair.pdf --yes
letter answered mug "They take it in" --to velo
letter data mug --to velo --leave-out serial -o {new}-data.txt --yes
letter cancellation velo --ends 2099-12-31 --mail -o {new}-end.eml --yes
revoke {share} -o {new}-letter.txt
retire mug --how sold --price "2 EUR" --reason "too small"
undo
detach mug report.txt
move home flat --yes
remove moka --yes
show canon --as velo
standing canon
standing trek
worth canon
worth
worth --without trek
worth canon --as hledger -o {new}.journal
log
log --as cloudevents -o {new}.jsonl
save --yes
entry trek --withdraw a1
entry trek --withdrawn
show trek
config
config currency=EUR
intake {pictures} --yes
sync --remote {bare} --yes
doctor
key show
key backup -o {new}.txt
key card --phone +34600111222 --url https://ana.example.org --language es
key card -o {new}.vcf
party add --card {card} --on-the-spot --role seller --yes
party set casa --card {contact} --yes
key accept --yes
key passphrase --no-passphrase
key use {own} --yes
key rotate --yes
key reseal --yes
notes canon --list
note canon --remove {note}
party set velo mail=velo@example.org phone=123 address=here url=https://velo.example language=es age={recipient}
export canon --to velo --encrypt -o {new}.zip.age --yes
party set velo channel.may=message channel.mute=link channel.most=20/day channel.until=2099-12-31 channel.products=canon
party set velo channel.auto=yes
party allow velo offer --most 1/month --until 2099-12-31 --purpose tyres --product canon --auto --yes
party mute velo offer --yes
party show velo
demo {new}-demo
set canon place=cellar --dry-run
desk new {new}-desk --name NetCo --contact care@netco.example
desk list {new}-desk
desk tags {new}-desk --from {serials} --address https://canon.example/ --to {new}-web --codes {new}-codes.csv \
-o {new}-tags.pdf --stock herma-8831 --prove
scan '{code}'
claim '{code}' --from {described} --yes
key accept --yes
claim tell canon-eos-r6 -o {new}-claim.zip.age --yes
show canon-eos-r6
transfer canon-eos-r6 --to velo -o {new}-r6.zip --yes
"""
# They need a terminal, a desktop, a computer without keys, or what somebody else offered; most answer as `set`,
# `party set`, `key show`, `key rotate` and `terms withdraw` do.
NOT_HERE = {
    "talktag edit",
    "talktag terms accept",
    "talktag terms refuse",
    "talktag terms counter",
    "talktag terms breach",
    "talktag terms receipt",
    "talktag party check",
    "talktag key new",
    "talktag key restore",
    "talktag open",
    "talktag git",
    "talktag mcp",
    "talktag proposals approve",
    "talktag desk",
    "talktag desk show",
    "talktag desk say",
    "talktag desk forget",
    "talktag wish offer",
}


# A wish that somebody was sent, and what they offer for it.
WANTED = """format = 1
id = "3m8q0x2v7k9tb"
name = "wanted"
must = ["mount=EF"]
most = "9 EUR"
[sent.6g3hv9yt9m3rs]
party = "velo"
date = 2026-01-01
thing = "3m8q0x2v7k9tb"
"""
OFFERED = """entry = [
  { id = "7g3hv9yt9m3rs-1", date = 2026-01-02, kind = "offer", title = "An offer", text = "used", party = "velo", \
original = "7g3hv9yt9m3rs", signer = "unsigned", cause = "6g3hv9yt9m3rs-1", channel = "6g3hv9yt9m3rs", sequence = 1, \
data = { price = "8 EUR", mount = "EF", valid = "2026-01-03", Mount = "RF" } },
  { id = "8g3hv9yt9m3rs-1", date = 2026-01-02, kind = "offer", title = "An offer", party = "velo", \
original = "8g3hv9yt9m3rs", signer = "unsigned", cause = "6g3hv9yt9m3rs-1", channel = "6g3hv9yt9m3rs", sequence = 2, \
data = { mount = "EF" } },
]
"""


@pytest.fixture(scope="module")
def documents(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each line of LINES answers, by the line."""
    folder = tmp_path_factory.mktemp("json") / "demo"
    shutil.copytree(demo, folder)
    (folder / "report.txt").write_text("mended")
    (folder / "rows.csv").write_text("name,id,maker,bought\nMug,,Ibili,\nMug,,Ibili,soon\n")
    (folder / "papers.toml").write_text("[[stock]]\nid = 'tape-50'\nkind = 'tape'\nlabel_w = 50\nlabel_h = 0\n")
    with (folder / "things/products/t/trek-domane-al-2.toml").open("a") as record:
        record.write("# by hand\n")
    (folder / "things/tags").mkdir(exist_ok=True)
    (folder / "things/tags/2024-03-02-75tv1j49zd074.toml").write_text(
        'format = 1\nmade = 2024-03-02\ntags = ["R709WNXNW"]\n'
    )
    note = next(folder.glob("things/products/c/canon-eos-5d-mark-iv/notes/*.age")).stem
    key = (folder / "things/keys/owner.pub").read_text().strip()
    recipients = (folder / "things/keys/recipients.txt").read_text().splitlines()
    recipient = next(line for line in recipients if line.startswith("age1"))
    share = next(folder.glob("things/shares/*.toml")).stem.rpartition("-")[2]
    log = folder / "things/products/t/trek-domane-al-2/entries.toml"
    log.parent.mkdir(exist_ok=True)
    log.write_text('entry = [\n  { id = "a1", date = 2026-01-01, kind = "message", title = "a slip" },\n]\n')
    (folder / "passport.json").write_bytes(as_file(signed_passport(passport(id="urn:x", serialNumber="032021001234"))))
    (folder / "recalls.csv").write_text("number,maker,model,serial\nR1,Canon,EOS 5D,032021000000..032021009999\n")
    files: dict[str, Any] = {"passport": folder / "passport.json", "recalls": folder / "recalls.csv"}
    files |= {"share": share, "report": folder / "report.txt", "rows": folder / "rows.csv", **write_menu(folder)}
    files["rule"] = folder / "theirs.toml"
    files["rule"].write_text('format = 1\nmeans = "x"\non = ["scan"]\n[[do]]\nnotice = "seen"\n')
    files["papers"] = folder / "papers.toml"
    files["tasks"] = folder / "tasks.ics"
    files["tasks"].write_text(
        "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:x@talktag\nSUMMARY:Oil\nSTATUS:COMPLETED\nEND:VTODO\nEND:VCALENDAR\n"
    )
    (folder / "things/proposals").mkdir()
    (folder / "things/proposals/7k3m9qxac0001.toml").write_text(
        'format = 1\nid = "7k3m9qxac0001"\nkind = "entry"\nmade = 2026-01-01T10:00:00Z\nby = "x"\n'
        '[arguments]\nref = "canon"\nkind = "service"\ntitle = "cleaned"\n'
    )
    write_wish(folder / "things")
    files["given"], files["customer"] = folder / "given.zip", folder / "customer.pub"
    given = table({"entries": [entry()]}, until="2001-01-01", terms="MyTerms", purpose="crack")
    given["signer"]["age"] = recipient
    files["given"].write_bytes(signed(given))
    files["customer"].write_text(SHOP.public.line("ana"))
    files["pictures"], files["bare"] = folder / "pictures", folder / "bare.git"
    files["pictures"].mkdir()
    (files["pictures"] / "a.jpg").write_bytes(take(Shot(tags=["mailto:ana@example.org?subject=TT-R709WNXNW"])))
    subprocess.run(["git", "init", "--quiet", "--bare", files["bare"]], check=True)
    files["card"], files["contact"] = folder / "card.vcf", folder / "contact.vcf"
    files["card"].write_text(signed_card(SigningKey.generate(), age=recipient).vcard())
    files["contact"].write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Bruno\nTEL:+34600111222\nEND:VCARD\n")
    files["out"], files["came"] = folder / "out", folder / "came"
    files["out"].mkdir()
    files["came"].mkdir()
    files |= of_maker(folder)
    files["own"] = folder / "id_ed25519"
    files["own"].write_bytes(SigningKey.generate().to_openssh())
    places = {"new": folder / "new", "note": note, "key": key, "recipient": recipient, **files}
    lines = [line.format(**places) for line in LINES.strip().split("\n")]
    return {line: answer(folder, shlex.split(line)) for line in lines}


def write_menu(folder: Path) -> dict[str, Path]:
    """A maker's menu, and an offer that nobody signed."""
    files = {"menu": folder / "menu.json", "offer": folder / "offer.json"}
    files["menu"].write_bytes(to_bytes(BACKPACK | {"valid": "2099-01-31"}))
    files["offer"].write_bytes(to_bytes(OFFER))
    return files


def write_wish(things: Path) -> None:
    """A wish, and what was offered for it."""
    for path, text in (("wishes/wanted.toml", WANTED), ("parties/velo/entries.toml", OFFERED)):
        (things / path).parent.mkdir()
        (things / path).write_text(text)


def of_maker(folder: Path) -> dict[str, Any]:
    """A table of articles, a code of one of them, and the description."""
    factory = Factory(DeskBench(folder / "maker").make(), folder / "factory")
    code = factory.print()["0320"]
    return {"code": code, "described": factory.description(), "serials": factory.folder / "serials.csv"}


def answer(folder: Path, words: list[str]) -> Any:
    environment = {
        "TALKTAG_CONFIG_DIR": str(folder / "config"),
        "TALKTAG_STORE": str(folder / "things"),
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
    }
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    stderr = io.StringIO()
    code = run([*words, "--json"], Terminal(io.StringIO(), stdout, stderr, environment))
    stdout.seek(0)
    said = stdout.read()
    assert said, f"talktag {shlex.join(words)}: {stderr.getvalue()}"
    assert code in {0, 12}
    return json.loads(said)


def test_every_command_is_asked(documents: dict[str, Any]) -> None:
    asked = {f"talktag {document['command']}" for document in documents.values()}
    assert asked | NOT_HERE == {each.name for each in tree.commands()}


def test_every_command_is_on_the_page(root: Path) -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", table_of(root), flags=re.MULTILINE)
    named = {f"talktag {name}" for row in rows for name in re.findall(r"`([a-z ]+)`", row)}
    assert named == {each.name for each in tree.commands()}


def test_every_key_of_an_answer_is_on_the_page(root: Path, documents: dict[str, Any]) -> None:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(?:signer\.)?([a-z_0-9]+)`", page))
    for line, document in documents.items():
        own = set(keys(document)) - bundle_members(root)
        assert own <= known, f"talktag {line} --json says {sorted(own - known)}"


def test_every_answer_is_as_help_json_describes_it(documents: dict[str, Any]) -> None:
    for line, document in documents.items():
        assert faults(document) == [], line


def test_an_answer_with_null_anywhere_is_not_as_described(documents: dict[str, Any]) -> None:
    for line, document in documents.items():
        for worse in spoiled(document["data"]):
            assert not is_as_described({**document, "data": worse}), line


def test_an_answer_that_lacks_what_is_always_there_is_not_as_described(documents: dict[str, Any]) -> None:
    least = {line: list(lacking(document["data"], document["command"])) for line, document in documents.items()}
    assert sum(map(len, least.values())) > len(documents)
    for line, worse in least.items():
        for each in worse:
            assert not is_as_described({**documents[line], "data": each}), line


def lacking(data: dict[str, Any], command: str) -> Iterator[dict[str, Any]]:
    """An answer without each key, in turn, that every kind of answer of its command must have."""
    kinds = [outputs()["$defs"][name] for name in outputs()["answers"][command]]
    always = set.intersection(*(set(each.get("required", ())) for each in kinds))
    yield from ({key: each for key, each in data.items() if key != gone} for gone in sorted(always))


def test_an_error_has_the_keys_of_the_page(demo: Path, root: Path) -> None:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    stderr = io.StringIO()
    environment = {"TALKTAG_CONFIG_DIR": str(demo / "config"), "TALKTAG_STORE": str(demo / "things")}
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert run(["show", "nothing", "--json"], Terminal(io.StringIO(), stdout, stderr, environment)) == 4
    for key in keys(json.loads(stderr.getvalue())):
        assert f"`{key}`" in page


def table_of(root: Path) -> str:
    page = (root / "docs/reference/json-output.md").read_text(encoding="utf-8")
    return page.partition("## Every command")[2]


def bundle_members(root: Path) -> set[str]:
    """The members of a bundle's table, which `verify` repeats; they have a page of their own."""
    page = (root / "docs/reference/bundle-format.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_0-9]+)`", page.partition("## table.json")[2]))


# Below these stand words of the owner's or a maker's own, headings, and currencies.
_WORDS = {"fields", "totals", "components", "made_of", "says"}


def keys(value: Any) -> Iterator[str]:
    """Every key in a document, except those the owner chose."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not re.fullmatch(r"(must|should|avoid)-\d+", key):  # points of a wish, which have a page of their own
                yield key
            if key == "sent":  # below it stand ids of bundles, a table each
                yield from keys([*item.values()] if isinstance(item, dict) else item)
            elif key not in _WORDS and not (key == "data" and "title" in value):  # the further values of an entry
                yield from keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)
