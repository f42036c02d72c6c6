"""`finder check`: a page held against the store. Every byte counts, and whatever else lies there is refused."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError, NotFoundError
from talktag.model.finder.page_owner import NAMESPACE, statement
from talktag.ops.finder.build import build
from talktag.ops.finder.check import PageChecked, check
from talktag.page.finder.read_page import PAGE_MOST, read_finder_page
from talktag.seal.age.identity import generate_identity, recipient_of
from talktag.seal.ssh import sshsig
from tests.kit.bench import Bench, make_bench
from tests.ops.finder.conftest import keep_keys
from tests.ops.finder.publishing import CAMERA, change, furnish, publish

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def built(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A bench whose page was built; for tests that only look."""
    bench = keep_keys(make_bench(template, tmp_path_factory.mktemp("built") / "bench"))
    publish(bench, furnish(bench))
    return bench


@pytest.fixture(scope="module")
def page(built: Bench) -> bytes:
    return (built.folder / "site/index.html").read_bytes()


def look(bench: Bench, data: bytes) -> PageChecked:
    """What is found of a page with those bytes."""
    path = bench.folder / "fetched.html"
    path.write_bytes(data)
    found: PageChecked = bench.ask(check, path).data
    return found


def test_a_page_as_it_was_built_is_the_same_by_its_file_and_by_its_folder(built: Bench) -> None:
    for path in (built.folder / "site", built.folder / "site/index.html", None):
        outcome = built.ask(check, path)
        assert outcome.data.is_as_built
        assert outcome.exit_code == 0


def test_any_changed_byte_is_found(built: Bench, page: bytes) -> None:
    for at in range(0, len(page), max(1, len(page) // 60)):
        try:
            found = look(built, page[:at] + bytes([page[at] ^ 1]) + page[at + 1 :])
        except InvalidError:
            continue
        assert not found.is_as_built, page[max(0, at - 40) : at + 40]


STRANGER = recipient_of(generate_identity())


def element(ident: str) -> Callable[[bytes], re.Match[bytes]]:
    def find(page: bytes) -> re.Match[bytes]:
        found = re.search(rb'<script type="application/json" id="%s">(.*?)</script>' % ident.encode(), page, re.DOTALL)
        assert found
        return found

    return find


def table(page: bytes, name: str, change: Callable[[bytearray], None]) -> bytes:
    """The page with one of its tables changed, as proper base64 again."""
    found = re.search(rb'"%s": "([A-Za-z0-9+/=]*)"' % name.encode(), page)
    assert found
    rows = bytearray(base64.b64decode(found[1]))
    change(rows)
    return page[: found.start(1)] + base64.b64encode(rows) + page[found.end(1) :]


def flip(at: int) -> Callable[[bytearray], None]:
    def change(rows: bytearray) -> None:
        rows[at] ^= 1

    return change


def swap(rows: bytearray) -> None:
    rows[:64], rows[64:128] = rows[64:128], rows[:64]


ALTERED: dict[str, tuple[Callable[[bytes], bytes], set[str]]] = {
    "another contact": (
        lambda page: page.replace(b"ana@example.org", b"eve@example.org"),
        {"owner contact", "no-sticker-opens"},
    ),
    "a word of the page": (lambda page: page.replace(b"<head>", b"<head> "), {"other-form"}),
    "something in its script": (lambda page: page.replace(b"<script>", b"<script>0;"), {"other-form"}),
    "tickets in another order": (lambda page: table(page, "tickets", swap), {"other-rows"}),
    "one ticket more": (lambda page: table(page, "tickets", lambda rows: rows.extend(bytes(64))), {"other-rows"}),
    "no photos, and then some": (
        lambda page: table(page, "photos", lambda rows: rows.extend(bytes(9))),
        {"other-rows"},
    ),
    "another salt": (lambda page: table(page, "salt", flip(0)), {"no-sticker-opens"}),
    "one recipient more": (
        lambda page: page.replace(b'"recipients":[', b'"recipients":["%s",' % STRANGER.encode()),
        {"other-keys", "bad-signature", "no-sticker-opens"},
    ),
    "a signature of nothing": (
        lambda page: page.replace(b'"signature":"U1NI', b'"signature":"U1NJ'),
        {"bad-signature", "no-sticker-opens"},
    ),
}


def names_of(found: PageChecked) -> set[str]:
    return {*found.findings, *(f"{each.about} {each.key}" for each in found.differences)}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_named(what: str, built: Bench, page: bytes) -> None:
    alter, wanted = ALTERED[what]
    altered = alter(page)
    assert altered != page
    names = names_of(look(built, altered))
    assert wanted <= names
    assert not any("sticker" in each for each in names - wanted), "where none opens, that is told once"


def test_stickers_that_are_newer_than_a_page_without_any_are_named(bench: Bench) -> None:
    bench.write("products/c/camera.toml", bench.text("products/c/camera.toml").partition("[[tags]]")[0])
    publish(bench, bench.folder / "site")
    change(bench, "products/l/lens.toml", "inside", '[[tags]]\nid = "B04EEHW86"\n# inside')
    assert names_of(bench.ask(check, bench.folder / "site").data) == {"lens sticker"}


def test_a_ticket_that_was_altered_is_found_whosever_it_is(built: Bench, page: bytes) -> None:
    for at in range(63, 64 * 64, 192):
        assert not look(built, table(page, "tickets", flip(at))).is_as_built


def test_a_page_of_earlier_tells_what_is_told_otherwise_by_name(bench: Bench) -> None:
    site = furnish(bench)
    publish(bench, site)
    change(bench, "products/c/camera.toml", 'words = "Please write"', 'words = "Please call"\nreward = "50 EUR"')
    change(bench, "products/c/camera.toml", "serial =", 'state = "lost"\nserial =')
    change(bench, "talktag.toml", "[defaults]", '[finder]\nwords = "Thank you"\n\n[defaults]')
    change(bench, "products/l/lens.toml", "inside", '[[tags]]\nid = "B04EEHW86"\n# inside')
    outcome = bench.ask(check, site)
    assert outcome.exit_code == 12
    assert [tuple(each) for each in outcome.data.differences] == [
        ("owner", "words", None, "Thank you"),
        ("camera", "state", "in use", "lost"),
        ("camera", "words", "Please write", "Please call"),
        ("camera", "reward", None, "50 EUR"),
        ("lens", "sticker", None, "B04EEHW86"),
    ]
    assert outcome.data.findings == ()


def test_the_page_of_somebody_else_is_told_and_nothing_of_it_is_opened(bench: Bench, other_bench: Bench) -> None:
    publish(bench, furnish(bench))
    publish(other_bench, furnish(other_bench))
    outcome = bench.ask(check, other_bench.folder / "site")
    assert (outcome.data.findings, outcome.data.differences) == (("other-owner",), ())
    assert outcome.exit_code == 12


def test_without_a_page_of_this_store_there_is_nothing_to_compare(bench: Bench, built: Bench) -> None:
    with pytest.raises(InvalidError, match="no page was built of this store yet"):
        bench.ask(check, built.folder / "site")
    with pytest.raises(NotFoundError, match="there is no page"):
        built.ask(check, built.folder / "nowhere.html")


def foreign(page: bytes) -> Iterator[tuple[str, bytes]]:
    """What may lie in a page's place, by what it is."""
    owner, rows = element("owner")(page), element("values")(page)
    yield from ((f"cut after {at} bytes", page[:at]) for at in range(0, len(page), len(page) // 25))
    yield "nothing", b""
    yield "another page", b"<!doctype html>\n<html><body>hello</body></html>\n"
    yield "no text", b"\xff" * 1000
    yield "zeros", bytes(1 << 20)
    yield "an owner deep as a well", page.replace(owner[1], b"[" * 60_000)
    yield "an owner without end", page.replace(owner[1], b'{"a":' * 200_000)
    yield "an owner that is a list", page.replace(owner[1], b"[]")
    yield "an owner spelled otherwise", page.replace(owner[1], owner[1].replace(b'","', b'", "'))
    yield "an owner with more to say", page.replace(owner[1], owner[1].replace(b"{", b'{"a":"b",', 1))
    yield "an owner of another format", page.replace(b"talktag-finder/1", b"talktag-finder/2")
    yield "two owners", page.replace(owner[0], owner[0] * 2)
    yield "a million owners", page.replace(owner[0], owner[0][:40] * 1_000_000)
    yield "rows that are none", page.replace(rows[1], b"{}")
    yield "rows that are no base64", page.replace(b'"salt": "', b'"salt": "=')
    yield "rows in another order", page.replace(b'"salt"', b'"tlas"')
    yield "a carriage return", page.replace(b"\n", b"\r\n")


def test_whatever_else_lies_there_is_refused_in_words(built: Bench, page: bytes) -> None:
    for what, data in foreign(page):
        with pytest.raises(InvalidError, match="no page for finders that talktag made") as caught:
            look(built, data)
        assert len(caught.value.message) < 400, what


def test_what_is_larger_than_any_page_is_not_even_read(built: Bench) -> None:
    path = built.folder / "huge.html"
    with path.open("wb") as file:
        file.truncate(PAGE_MOST * 20)
    with pytest.raises(InvalidError, match=r"cannot be read: .* is larger than 100 MB"):
        built.ask(check, path)


def test_ssh_keygen_takes_the_signature_out_of_the_page(page: bytes, tmp_path: Path, program: Any) -> None:
    owner = read_finder_page(page).owner
    (tmp_path / "allowed").write_text(f"ana {owner.signer}\n")
    (tmp_path / "page.sig").write_bytes(sshsig.armor(owner.signature))
    words = [program("ssh-keygen"), "-Y", "verify", "-f", tmp_path / "allowed", "-I", "ana", "-n", NAMESPACE]

    def verifies(said: bytes) -> bool:
        command = [*words, "-s", tmp_path / "page.sig"]
        return subprocess.run(command, input=said, capture_output=True, check=False).returncode == 0

    said = statement(owner.recipients, owner.signer)
    assert verifies(said)
    assert not verifies(said.replace(b"age1", b"age2", 1))


def test_a_page_sealed_to_keys_of_earlier_is_told(bench: Bench) -> None:
    site = furnish(bench)
    publish(bench, site)
    listed = bench.text("keys/recipients.txt").splitlines(keepends=True)
    bench.write("keys/recipients.txt", "".join(listed[:-2]))
    from talktag.ops.keys.reseal import accepting_own
    from talktag.seal.keys.key_folder import KeyFolder

    data = bench.text("keys/recipients.txt").encode()
    bench.change_keys([accepting_own(bench.store, KeyFolder(bench.folder / "keys"), (), data)])
    assert bench.ask(check, site).data.findings == ("other-keys",)
    outcome = publish(bench, site)
    assert any("signed anew" in each for each in outcome.notices)
    assert bench.ask(check, site).data.is_as_built
    assert bench.ask(build, site).outputs == ()
    assert CAMERA in bench.text("products/c/camera.toml")
