"""The checker page as somebody meets it who has no talktag: keys, files, hostile text, six languages, any browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import zipfile
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import InvalidError
from talktag.model.parties.party import LANGUAGES
from talktag.page.checker import SCRIPTS, checker_page, script
from talktag.page.checker.wording import wording
from talktag.seal.keys.key_digits import digit_groups
from talktag.seal.ssh.key import PublicKey, SigningKey
from tests.kit.open_page import View
from tests.page.visitor import Verdict, Visitor, bundled, document_of
from tests.page.wordings import check_complete, texts

if TYPE_CHECKING:
    from tests.kit.browser import Browser, Page

FOLDER = Path(__file__).resolve().parents[1] / "conformance"
OWNER = PublicKey.from_line((FOLDER / "keys/owner.pub").read_text())
STRANGER = PublicKey.from_line((FOLDER / "keys/stranger.pub").read_text())
TABLE = FOLDER / "good/table.zip"
FOREIGN = [language for language in LANGUAGES if language != "en"]


@pytest.fixture(scope="module")
def window(browser: Browser) -> Page:
    """One window for the page in every language: a new one starts as slowly as a browser."""
    return browser.open("about:blank")


def digits_of(key: PublicKey, between: str = " ") -> str:
    return between.join(digit_groups(key))


GIVEN = {
    "nothing": ("", "unknown"),
    "the line": (OWNER.line("owner"), "known"),
    "the line among others": (f'# keys\n\nowner namespaces="bundle*" {OWNER.line()}\r\n', "known"),
    "one of several lines": (f"{STRANGER.line()}\n{OWNER.line()}\n", "known"),
    "the line of other signatures": (f'owner namespaces="git" {OWNER.line()}', "refused"),
    "the line of another time": (f'owner valid-before="20200101" {OWNER.line()}', "refused"),
    "the line, revoked": (f"@revoked * {OWNER.line()}", "refused"),
    "the fingerprint": (f"  {OWNER.fingerprint}\n", "known"),
    "the digits": (digits_of(OWNER), "known"),
    "the digits in lines": (digits_of(OWNER, "\n"), "known"),
    "the digits with hyphens": (digits_of(OWNER, "-"), "known"),
    "another line": (STRANGER.line("owner"), "refused"),
    "another fingerprint": (STRANGER.fingerprint, "refused"),
    "other digits": (digits_of(STRANGER), "refused"),
    "the name of the key": ("owner", "unknown"),
    "a part of the line": (OWNER.line()[:-1], "unknown"),
    "a line of another type": (OWNER.line().replace("ssh-ed25519 ", "ssh-rsa "), "unknown"),
    "a certificate's authority": (f"owner cert-authority {OWNER.line()}", "unknown"),
    "a part of the digits": (digits_of(OWNER)[:-1], "unknown"),
    "more than the digits": (digits_of(OWNER) + "0", "unknown"),
    "digits of another script": (digits_of(OWNER).translate({48 + n: 0x660 + n for n in range(10)}), "unknown"),
}


@pytest.mark.parametrize("name", GIVEN)
def test_the_key_is_settled_by_what_the_visitor_gives_and_by_nothing_else(name: str, visitor: Visitor) -> None:
    text, state = GIVEN[name]
    visitor.give("")
    assert visitor.check(TABLE).heading == "Intact, but its signer is unknown"
    assert (visitor.text("#fingerprint"), visitor.text("#digits")) == (OWNER.fingerprint, digits_of(OWNER))
    visitor.give(text)
    verdict = visitor.verdict()
    assert verdict.state == state
    assert bool(verdict.hashes) == (state != "refused")
    assert bool(visitor.text("#compared")) == bool(text)
    # The next file is held against the same key.
    assert visitor.check(TABLE).state == state
    visitor.give("")
    assert visitor.verdict().state == "unknown"


def test_every_spoken_digit_is_that_of_the_program(visitor: Visitor, document: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "keys.zip"
    for seed in range(20):
        signer = SigningKey.from_seed(hashlib.sha256(bytes([seed])).digest())
        path.write_bytes(bundled(json.dumps(document_of(document, signer.public)).encode(), signer))
        assert visitor.check(path).state == "unknown"
        assert visitor.text("#digits") == digits_of(signer.public)


def test_what_the_signer_says_is_on_the_page(visitor: Visitor) -> None:
    visitor.check(TABLE)
    said, files = visitor.text("#said"), visitor.text("#files")
    for each in ("FX-3 camera", "Doc", "doc@example.org", "Fix-It Cameras", "repairer", "crack in the eyepiece"):
        assert each in said
    for each in ("2026-11-22 03:49 UTC, by the sender's clock", "2027-01-01", "7k3m9qxac04zt", "serial number"):
        assert each in said
    assert "photo-1.jpg" in files
    assert "63 bytes" in files
    visitor.check(FOLDER / "good/reply.zip")
    assert "an answer" in visitor.text("#said")
    assert "7k3m9qxac04zt" in visitor.text("#claims")
    assert visitor.text("#files") == ""


def test_what_is_encrypted_has_to_be_opened_first(visitor: Visitor, tmp_path: Path) -> None:
    for beginning in (b"age-encryption.org/v1\n-> X25519 x\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"):
        path = tmp_path / "canon.zip.age"
        path.write_bytes(beginning)
        assert visitor.check(path).state == "notice"
        assert "age -d -i" in visitor.text("#verdict")


def test_a_file_that_cannot_be_read_is_neither_intact_nor_refused(visitor: Visitor, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.zip", tmp_path):
        verdict = visitor.check(path)
        assert (verdict.state, verdict.heading) == ("notice", "The file could not be read")


def test_two_files_at_once_are_none(visitor: Visitor) -> None:
    visitor.check(TABLE)
    visitor.page.value("document.getElementById('file').multiple = true")
    visitor.choose(TABLE, FOLDER / "good/reply.zip")
    visitor.page.value("document.getElementById('file').multiple = false")
    assert visitor.verdict() == Verdict("notice", "Give one file at a time.", "", {})


def test_a_file_that_is_dropped_is_checked(browser: Browser, checker_file: Path) -> None:
    visitor = Visitor(browser.open(checker_file))
    data = {"items": [], "files": [str(TABLE)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        visitor.page.ask("Input.dispatchDragEvent", {"type": kind, "x": 200, "y": 300, "data": data})
    visitor.until("document.getElementById('verdict').className === 'verdict unknown'")
    assert visitor.page.value("location.pathname") == str(checker_file)


def test_an_attachment_is_saved_as_the_bytes_that_were_signed(
    browser: Browser, checker_file: Path, tmp_path: Path
) -> None:
    visitor = Visitor(browser.open(checker_file, tmp_path))
    visitor.check(TABLE)
    visitor.page.value("document.querySelector('#list button').click()")
    name = visitor.page.saved()
    with zipfile.ZipFile(TABLE) as archive:
        (inside,) = (each for each in archive.namelist() if each.endswith(f"files/{name}"))
        assert (tmp_path / name).read_bytes() == archive.read(inside)


def test_everything_is_reached_by_keyboard(browser: Browser, checker_file: Path) -> None:
    visitor = Visitor(browser.open(checker_file))
    visitor.check(TABLE)
    reached = []
    for _ in range(6):
        visitor.page.press("Tab")
        each = "document.activeElement"
        reached.append(visitor.page.value(f"{each}.id || {each}.getAttribute('aria-label') || {each}.tagName"))
    assert reached == ["file", "given", "SUMMARY", "Save photo-1.jpg", "Save manual-1.txt", "BODY"]


@pytest.mark.parametrize(
    "missing",
    [
        "delete Crypto.prototype.subtle",
        "delete window.DecompressionStream",
        "SubtleCrypto.prototype.importKey = () => Promise.reject(new Error('no Ed25519'))",
        "SubtleCrypto.prototype.verify = () => Promise.resolve(true)",
    ],
)
def test_a_browser_that_cannot_check_is_told_and_is_given_no_way_to_try(
    missing: str, browser: Browser, checker_file: Path
) -> None:
    page = browser.open(checker_file)
    page.ask("Page.addScriptToEvaluateOnNewDocument", {"source": missing})
    browser.events.clear()
    page.ask("Page.reload")
    browser.wait("Page.loadEventFired", page._session)
    page.value("new Promise((go) => setTimeout(go, 200))")
    shown = "getComputedStyle(document.getElementById('{}')).display !== 'none'"
    assert page.value(shown.format("unable"))
    assert not page.value(shown.format("choose"))
    assert "Chrome or Edge from version 137" in page.value("document.body.innerText")


HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script></script>\"'><a href=javascript:alert(3)>&lt;\u202e\u200f"
)


def hostile(value: Any, key: str = "") -> Any:
    """The document with our text in every text that is not held to a form."""
    if isinstance(value, dict):
        return {name: hostile(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    held = {"format", "kind", "bundle", "created", "fingerprint", "until", "due", "sha256", "path", "media"}
    return HOSTILE + value if isinstance(value, str) and key not in held else value


def test_hostile_text_in_every_field_stays_text(
    browser: Browser, checker_file: Path, document: dict[str, Any], tmp_path: Path
) -> None:
    visitor = Visitor(browser.open(checker_file))
    kinds = "[...new Set(Array.from(document.querySelectorAll('*'), (each) => each.localName))].sort().join(' ')"
    visitor.check(TABLE)
    before = visitor.page.value(kinds)
    file = {"kind": HOSTILE, "path": "files/note-1.txt", "sha256": hashlib.sha256(b"a").hexdigest(), "size": 1}
    document = document_of(hostile(document)) | {"files": [file], "terms": HOSTILE}
    path = tmp_path / f"{HOSTILE[:40].replace('/', '')}.zip"
    path.write_bytes(bundled(json.dumps(document).encode(), **{"files/note-1.txt": b"a"}))
    assert visitor.check(path).state == "unknown"
    for place in ("#claims", "#list"):
        assert "<script>alert(2)" in visitor.text(place)
    assert "alert(3)>&lt;" in visitor.text("#shared")
    assert "\\u202e" in visitor.text("#said")
    visitor.give(HOSTILE)
    assert visitor.page.value(kinds) == before
    # Refusals quote as well.
    document["shared"].append("\ud800")
    document[HOSTILE] = "\0"
    path.write_bytes(bundled(json.dumps(document).encode(), **{"files/note-1.txt": b"a"}))
    assert visitor.check(path).state == "refused"
    assert visitor.page.value("document.title") == "Check a bundle"
    assert visitor.page.happened("Page.javascriptDialogOpening") == []
    requested = {each["request"]["url"] for each in visitor.page.happened("Network.requestWillBeSent")}
    assert requested == {checker_file.as_uri()}
    assert visitor.page.happened("Runtime.exceptionThrown") == []
    assert visitor.page.happened("Log.entryAdded") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language(language: str) -> None:
    mine, english = dict(texts(wording(language)._asdict())), dict(texts(wording("en")._asdict()))
    check_complete(mine, english, language)


@pytest.mark.parametrize("language", FOREIGN)
def test_no_text_is_left_in_english(language: str) -> None:
    english = dict(texts(wording("en")._asdict()))
    mine = dict(texts(wording(language)._asdict()))
    assert [text for place, text in mine.items() if text.casefold() == english[place].casefold()] == []


def test_a_language_that_the_page_does_not_have_is_refused() -> None:
    for language in ("pt", "DE", "", "texts"):
        with pytest.raises(InvalidError, match="the page is not written in"):
            checker_page(language)


def test_every_reason_of_a_refusal_has_words_and_no_words_are_without_a_reason() -> None:
    used = set(re.findall(r'refuse\("([a-z]+)"', script()))
    used |= {word for pair in re.findall(r'refuse\([^"]*\? "([a-z]+)" : "([a-z]+)"', script()) for word in pair}
    assert used == wording("en").reasons.keys()


def test_the_script_is_all_there_is_and_has_no_way_out() -> None:
    folder = resources.files("talktag").joinpath("data", "checker")
    assert {path.name for path in folder.iterdir()} == {f"{name}.js" for name in SCRIPTS}
    for name in SCRIPTS:
        source = folder.joinpath(f"{name}.js").read_text(encoding="utf-8")
        assert source.startswith("// "), name
        assert re.search(r"\bnever\b", source.split("\n\n")[0]), name
        assert source.isascii()
    ways = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch|XMLHttp|Socket|EventSource|"
    ways += r"sendBeacon|Storage|cookie|indexedDB|import\(|Worker|postMessage|window\.open|https?:"
    assert re.findall(ways, script()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_each_time_and_names_its_script_and_style_by_hash(language: str) -> None:
    import base64

    page = checker_page(language)
    assert page == checker_page(language)
    (policy,) = re.findall(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    hashes = {}
    for tag in (b"script", b"style"):
        (content,) = re.findall(rb"<%b>(.*?)</%b>" % (tag, tag), page, re.DOTALL)
        hashes[tag.decode()] = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert policy.decode() == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; style-src 'sha256-{hashes['style']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.index(b"Content-Security-Policy") < page.index(b"<title>")
    assert re.findall(rb"(?:src|href)=", page) == []


def test_the_pages_are_valid_html(checker: list[str], tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in LANGUAGES]
    for path in pages:
        path.write_bytes(checker_page(path.stem))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_to_object_to_in_any_state(language: str, window: Page, axe: str, tmp_path: Path) -> None:
    path = tmp_path / "check.html"
    path.write_bytes(checker_page(language))
    window.set_view(View())
    window.go(path)
    visitor = Visitor(window)
    visitor.page.value(f"{axe}; 0")
    wide = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    visitor.page.ask("Emulation.setDeviceMetricsOverride", wide)

    def objections() -> list[str]:
        found = "axe.run(document).then((found) => found.violations.map((each) => each.id))"
        fits = visitor.page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        return [*visitor.page.value(found), *(() if fits else ("wider than the screen",))]

    assert objections() == []
    for file, given in ((TABLE, ""), (TABLE, OWNER.line()), (TABLE, digits_of(STRANGER)), (FOLDER / "index.json", "")):
        visitor.give(given)
        visitor.check(file)
        for scheme in ("light", "dark") if language == "en" else ("light",):
            values = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            visitor.page.ask("Emulation.setEmulatedMedia", values)
            assert objections() == [], (file, given, scheme)


def test_axe_objects_to_a_field_without_a_label(visitor: Visitor, axe: str) -> None:
    visitor.check(TABLE)
    visitor.page.value(f"{axe}; document.querySelector('[for=given]').htmlFor = 'nothing'")
    found = visitor.page.value("axe.run(document).then((found) => found.violations.map((each) => each.id))")
    visitor.page.value("document.querySelector('[for=nothing]').htmlFor = 'given'")
    assert "label" in found


@pytest.mark.parametrize("language", FOREIGN)
def test_a_verdict_is_in_the_language_of_the_page(language: str, window: Page, tmp_path: Path) -> None:
    path = tmp_path / "check.html"
    path.write_bytes(checker_page(language))
    window.go(path)
    visitor, words = Visitor(window), wording(language)
    assert visitor.check(TABLE).heading == words.unknown
    visitor.give(digits_of(OWNER))
    assert visitor.verdict().heading == words.known_digits
    refused = FOLDER / "bad/list-of-files-one-bit-of-data-files-photo-1-jpg.zip"
    assert visitor.check(refused).heading == words.refused
    assert visitor.text("#verdict .reason") == words.reasons["changed"].replace("{file}", "files/photo-1.jpg")
