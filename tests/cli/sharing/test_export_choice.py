"""What leaves holds exactly what was chosen: every value has a canary of its own, and only the chosen ones fly.

Random records, choices and parties; a canary is sought in every byte, in every form. The same choice stands in the
preview, in the table, on the page and in the ledger.
"""

from __future__ import annotations

import email
import html
import json
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from talktag.model.parties.roles import ROLES, TRANSFER_SECTIONS
from talktag.model.values.ident import printed_tag
from tests.cli.canaries import ALWAYS, SLUG, Canaries, Searched, owned

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

PLAIN = {"identity", "serial", "purchase", "warranty", "value", "place"}
SOME = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a shorter failing example is not worth the minutes it takes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CHANCE = st.integers(0, 2**32).map(random.Random)


@dataclass(frozen=True)
class Story:
    """A computer full of canaries, and what its owner chose to give to whom."""

    computer: Computer
    canaries: Canaries
    role: str
    sections: frozenset[str]
    notes: frozenset[str]
    words: tuple[str, ...]

    def run(self, verb: str) -> Done:
        if verb == "hand":
            said = () if "--purpose" in self.words else ("--purpose", "")
            return self.computer.within("hand", SLUG, "receiver", *self.words, *said, "-o", "packet", "--yes")
        return self.computer.within(verb, SLUG, "--to", "receiver", *self.words, "-o", "out.zip", "--yes")

    def bundle(self, verb: str) -> bytes:
        """What the verb wrote."""
        (path,) = self.computer.folder.glob("packet/*.zip") if verb == "hand" else [self.computer.folder / "out.zip"]
        return path.read_bytes()

    def chosen(self, section: str | None) -> bool:
        """Whether what belongs to a section was to leave."""
        return section == ALWAYS or section in self.sections | self.notes


@pytest.fixture
def story(computer: Computer) -> Callable[[random.Random, str], Story]:
    """Makes a fresh computer in a folder named by canaries, and a random choice for the verb."""

    def make(chance: random.Random, verb: str) -> Story:
        canaries = Canaries(chance)
        folder = Path(tempfile.mkdtemp(dir=computer.folder.parent)) / canaries.word(None)
        shutil.copytree(computer.folder, folder, symlinks=True)
        hidden = {name: canaries.word(None) for name in ("USER", "LOGNAME", "HOSTNAME", "EMAIL", "GIT_AUTHOR_NAME")}
        here = replace(computer, folder=folder, variables=hidden, quick=True)
        owned(here, canaries)
        private = here.write(f"{canaries.word(None)}.txt", canaries.word(None))
        here.ok("attach", SLUG, private.name, "--private")
        notes = {note(here, canaries): "" for _ in range(2)}
        role = chance.choice(sorted(ROLES))
        people(here, canaries, role)
        # No tag leaves with a hand-over, and with a bundle they are part of what the product is.
        canaries.moved("tags", None if verb == "transfer" else "identity")
        there = {section for section in canaries.sections.values() if section} - {ALWAYS, *notes}
        included = chance.sample(sorted(there | {"files:photo"}), chance.randrange(5))
        given_notes = {each for each in notes if chance.random() < 0.4}
        usual = TRANSFER_SECTIONS if verb == "transfer" else ROLES[role].given
        words = [word for section in included for word in ("--include", section)]
        words += [word for each in given_notes for word in ("--note", each)]
        words += ["--purpose", canaries.text(ALWAYS)] if chance.random() < 0.5 else []
        words += ["--language", chance.choice(("en", "de", "es")), "--page", chance.choice(("html", "text"))]
        return Story(here, canaries, role, frozenset((*usual, *included)), frozenset(given_notes), tuple(words))

    return make


def note(computer: Computer, canaries: Canaries) -> str:
    """A private note with a canary, which belongs to the note's id as to a section."""
    text = canaries.text("a note")
    ident = computer.ok("note", SLUG, "-", stdin=text.encode()).split()[-1]
    canaries.moved("a note", ident)
    return ident


def people(computer: Computer, canaries: Canaries, role: str) -> None:
    """The party that receives, of whom only the name leaves, and one that has nothing to do with it."""
    computer.ok("party", "add", "Receiver", "--role", role, "--contact", canaries.word(None))
    computer.ok("party", "add", canaries.word(None), "--role", "insurer", "--contact", canaries.word(None))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def check_output(told: Story, data: bytes) -> None:
    """Every canary is in an output or is not, as it was chosen; this holds for whatever form an output has."""
    searched = Searched(data)
    held = {canary: searched.holds(canary) for canary in told.canaries.sections}
    wrong = {
        canary: told.canaries.sections[canary] for canary, found in held.items() if found and not wanted(told, canary)
    }
    assert wrong == {}
    lost = [canary for canary, found in held.items() if wanted(told, canary) and not found]
    assert lost == []
    assert not searched.holds(str(told.computer.folder))


def check_packet(told: Story, bundle: bytes) -> None:
    """What goes along with a bundle says nothing that it does not say, and the mail brings just these files."""
    mail = email.message_from_bytes((told.computer.folder / "packet/mail.eml").read_bytes())
    text, *files = [each.get_payload(decode=True) for each in mail.walk() if not each.is_multipart()]
    (form,) = told.computer.folder.glob("packet/*.html")
    assert files == [bundle, form.read_bytes()]
    for part in (text, form.read_bytes(), str(mail["Subject"]).encode()):
        searched = Searched(part)
        assert not [each for each in told.canaries.sections if searched.holds(each) and not wanted(told, each)]
        assert not searched.holds(str(told.computer.folder))


def wanted(told: Story, canary: str) -> bool:
    return told.chosen(told.canaries.sections[canary])


def check_readable(told: Story, files: dict[str, bytes]) -> None:
    """What was chosen stands in the table and on the page, or in a file of its own."""
    document = json.loads(files["data/table.json"])
    table = json.dumps(document, ensure_ascii=False)
    page = page_of(files)
    attached = b"\n".join(data for name, data in files.items() if name.startswith("data/files/"))
    for canary, section in told.canaries.sections.items():
        if not told.chosen(section) or (section or "").startswith("files:"):
            continue
        assert canary in table, (canary, section)
        spelled = {canary, printed_tag(canary)} if len(canary) == 9 else {canary}
        assert canary == document["product"]["id"] or any(each in page for each in spelled), (canary, section)
    kinds = {section.partition(":")[2] for section in told.sections if section.startswith("files:")}
    here = told.computer.json("show", SLUG)["data"]["files"]
    leaving = [each["kind"] for each in here if each["kind"] in kinds and not each.get("sealed")]
    assert sorted(each["kind"] for each in document["files"]) == sorted(leaving)
    assert bool(attached) == bool(leaving)


def page_of(files: dict[str, bytes]) -> str:
    """What a person reads, as it is shown."""
    if "data/summary.txt" in files:
        return files["data/summary.txt"].decode()
    return html.unescape(files["data/index.html"].decode())


def check_ledger(told: Story, files: dict[str, bytes]) -> None:
    """The ledger remembers what left, no more and no less."""
    document = json.loads(files["data/table.json"])
    (share,) = told.computer.json("shares", SLUG)["data"]["shares"]
    assert set(share["sections"]) == told.sections
    assert set(share.get("notes", ())) == {each["note"] for each in document.get("notes", ())} == told.notes
    assert {(each["path"], each["sha256"]) for each in share.get("files", ())} == {
        (each["path"], each["sha256"]) for each in document["files"]
    }
    said = {f"owner.{name}" for name in document["signer"] if name != "fingerprint"}
    assert {"owner.name", "owner.contact"} <= said
    assert set(share["fields"]) == said | paths(document["product"])
    assert share.get("purpose") == document.get("purpose")


def paths(product: dict[str, Any]) -> set[str]:
    parts = {"purchase", "fields"}
    plain = {key for key in product if key not in parts}
    return plain | {f"{key}.{name}" for key in parts & set(product) for name in product[key]}


def check_their_side(told: Story, document: dict[str, Any]) -> None:
    """What is shown as theirs is what left, and nothing besides."""
    said = told.computer.json("show", SLUG, "--as", "receiver")["data"]
    (given,) = said["given"]
    assert given["told"] == document["product"]
    assert given["owner"] == {key: document["signer"][key] for key in ("name", "contact")}
    assert [each["name"] for each in given["files"]] == [
        each["path"].removeprefix("files/") for each in document["files"]
    ]
    for shown in (json.dumps(said), told.computer.ok("show", SLUG, "--as", "receiver")):
        searched = Searched(shown.encode())
        assert not [each for each in told.canaries.sections if searched.holds(each) and not wanted(told, each)]


def check_preview(told: Story, shown: str) -> None:
    """Both sides of the preview are what was chosen and what was not."""
    rows = {tuple(line.split("\t")[:2]) for line in shown.splitlines()}
    for section in {each for each in told.canaries.sections.values() if each and each.partition(":")[0] in HEADS}:
        assert (("leaves", section) in rows) == (section in told.sections), section
        assert (("stays", section) in rows) == (section not in told.sections), section


HEADS = PLAIN | {"entries", "files", "field"}


@pytest.mark.parametrize("verb", ["export", "transfer", "hand"])
@SOME
@given(chance=CHANCE)
def test_what_leaves_holds_exactly_what_was_chosen(
    story: Callable[[random.Random, str], Story], verb: str, chance: random.Random
) -> None:
    told = story(chance, verb)
    done = told.run(verb)
    assert done.code == 0, done.err
    data = told.bundle(verb)
    check_output(told, data)
    check_readable(told, unpacked(data))
    check_ledger(told, unpacked(data))
    check_preview(told, done.out)
    if verb == "hand":
        check_packet(told, data)
    if verb == "export":
        check_their_side(told, json.loads(unpacked(data)["data/table.json"]))


def test_this_test_would_notice(story: Callable[[random.Random, str], Story]) -> None:
    told = story(random.Random(1), "export")
    assert told.run("export").code == 0
    files = unpacked((told.computer.folder / "out.zip").read_bytes())
    kept = next(canary for canary, section in told.canaries.sections.items() if not told.chosen(section))
    for hidden in (kept.encode(), kept.encode("utf-16"), kept.encode().hex().encode(), kept.upper().encode()):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(f"r/{name}", data + (hidden if name == "data/README.txt" else b""))
        with pytest.raises(AssertionError):
            check_output(told, buffer.getvalue())
