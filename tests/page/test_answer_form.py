"""The page of the form for an answer: whole in six languages, open to everybody, and deaf to foreign words."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.model.bundles.document import read_document
from talktag.model.parties.party import LANGUAGES
from talktag.model.typed.money import typed_money
from talktag.model.values.money import parse_money
from talktag.page.reply_form import form_file, reply_form
from talktag.page.wording import form_wording

if TYPE_CHECKING:
    from tests.kit.browser import Browser

SIGNED = "0" * 64
# Asks axe-core for what it finds; the state is what a person has the page in.
AUDIT = "axe.run(document).then(found => [found.violations.map(each => each.id), found.passes.length])"
FAULTY = "document.getElementById('name').value = ''; document.getElementById('make').click()"
FILLED = """document.getElementById('name').value = 'Fix-It'; document.getElementById('add').click();
document.querySelectorAll('[name=title]').forEach(each => { each.value = 'x' });
document.getElementById('make').click()"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_to_object_to_in_any_state_of_the_form(
    language: str, document: dict[str, Any], browser: Browser, axe: str, tmp_path: Path
) -> None:
    (tmp_path / "form.html").write_bytes(reply_form(read_document(document | {"terms": "MyTerms"}), SIGNED, language))
    page = browser.open(tmp_path / "form.html", tmp_path)
    page.value(axe)
    shown = []
    for state in ("0", FAULTY, FILLED):
        page.value(state)
        broken, held = page.value(AUDIT)
        assert broken == []
        assert held > 15
        shown.append(page.value("['faults', 'made'].map(each => !document.getElementById(each).hidden)"))
    assert shown == [[False, False], [True, False], [False, True]]
    page.value("document.querySelector('#entries label').remove()")
    assert page.value(AUDIT)[0] == ["select-name"]


def test_the_form_is_valid_html_in_every_language(document: dict[str, Any], checker: list[str], tmp_path: Path) -> None:
    pages = [tmp_path / f"{language}.html" for language in LANGUAGES]
    for path in pages:
        path.write_bytes(reply_form(read_document(document), SIGNED, path.stem))
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pages[0].write_bytes(reply_form(read_document(document), SIGNED).replace(b"</h1>", b"</h2>", 1))
    assert subprocess.run([*checker, str(pages[0])], capture_output=True, check=False).returncode == 1


def test_the_policy_stops_what_escaping_would_let_through(
    document: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    form = reply_form(read_document(document), SIGNED)
    attack = b"<script>document.title='owned'</script><img src=http://127.0.0.1:9/x.png></main>"
    without = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", form, count=1)
    for name, page, owned in (("with", form, False), ("without", without, True)):
        path = tmp_path / f"{name}.html"
        path.write_bytes(page.replace(b"</main>", attack, 1))
        shown = browser.open(path)
        assert (shown.value("document.title") == "owned") is owned
        assert shown.value("document.querySelectorAll('#entries > fieldset').length") == 1  # our own script runs
        stopped = [each["entry"]["text"] for each in shown.happened("Log.entryAdded")]
        assert any("Content Security Policy" in each for each in stopped) is not owned
        failed = [each.get("blockedReason") for each in shown.happened("Network.loadingFailed")]
        assert failed == ([None] if owned else ["csp"])


def test_no_word_from_outside_makes_an_element(document: dict[str, Any]) -> None:
    def elements(page: bytes) -> list[bytes]:
        return re.findall(rb"<[a-z0-9/!]+", page)

    poison = "</script><script>x</script>--><!-- \" ' onload=x & \u2028 \x1b \u202e"
    hostile = document | {"purpose": poison, "terms": poison, "until": poison}
    hostile["signer"] = dict.fromkeys(("name", "contact", "fingerprint"), poison)
    hostile["product"] = dict.fromkeys(("id", "name", "maker", "model"), poison)
    hostile["audience"] = {"name": poison, "role": poison}
    document |= {"terms": "x"}
    page = reply_form(read_document(hostile), poison)
    assert elements(page) == elements(
        reply_form(read_document(document | {"audience": {"name": "x", "role": "other"}}), SIGNED)
    )
    assert not any(letter in page.decode() for letter in "\x1b\u202e\u2028")


def test_the_form_says_what_it_is_about_and_of_nothing_else_that_was_given(document: dict[str, Any]) -> None:
    page = reply_form(read_document(document), SIGNED).decode()
    for said in ("FX-3 camera", "Sony ILME-FX3", "crack in the eyepiece", "2027-01-01", "Doc", document["bundle"]):
        assert said in page
    for unsaid in ("S01-4482913-7", "4599.00 EUR", "the plate was not locked", "studio", "Sensor cleaned"):
        assert unsaid not in page
    assert form_file(read_document(document)) == f"answer-{document['bundle']}.json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_form_is_on_it_in_its_language(language: str, document: dict[str, Any]) -> None:
    words, english = form_wording(language)._asdict(), form_wording("en")._asdict()
    page = reply_form(read_document(document), SIGNED, language).decode()
    assert f'<html lang="{language}">' in page
    for key, text in words.items():
        assert text.strip() == text != "", key
        assert text.isprintable(), key
        assert sorted(re.findall(r"\{[^}]*\}", text)) == sorted(re.findall(r"\{[^}]*\}", english[key])), key
        assert language == "en" or text != english[key], key


def test_the_same_bundle_gives_the_same_form(document: dict[str, Any]) -> None:
    assert reply_form(read_document(document), SIGNED) == reply_form(read_document(document), SIGNED)
    assert reply_form(read_document(document), SIGNED) != reply_form(read_document(document), "1" * 64)


def amounts(form: bytes, browser: Browser, folder: Path, texts: list[str]) -> dict[str, str]:
    """How the form reads each text, as it says below the field while somebody types; nothing for what is no amount."""
    (folder / "form.html").write_bytes(form)
    page = browser.open(folder / "form.html", folder)
    read = page.value(
        f"{json.dumps(texts)}.map((text) => {{ const cost = document.getElementById('cost-1'); cost.value = text;"
        "cost.dispatchEvent(new Event('input', {bubbles: true})); return cost.nextElementSibling.textContent; })"
    )
    return {text: said.removeprefix("= ") for text, said in zip(texts, read, strict=True)}


# The language of the form, the owner's currency, and what people of that language write.
WRITTEN: list[tuple[str, str | None, dict[str, str]]] = [
    ("en", "USD", {"80": "80.00 USD", "$80": "80.00 USD", "1,234": "1234.00 USD", "1,234.50": "1234.50 USD"}),
    ("en", "AUD", {"$80": "80.00 AUD", "US$80": "80.00 USD", "€1,000": "1000.00 EUR", "1.234": ""}),
    (
        "en",
        "EUR",
        {
            "$80": "80.00 USD",
            "£80": "80.00 GBP",
            "80.00 €": "80.00 EUR",
            "€80": "80.00 EUR",
            "80 XYZ": "",
            "80 EUR USD": "",
        },
    ),
    ("en", None, {"80": "", "80 eur": "80.00 EUR", "80 kr": "", "0.5 GBP": "0.50 GBP"}),
    ("es", "EUR", {"80,00 €": "80.00 EUR", "1.234,50 EUR": "1234.50 EUR", "1.234": "1234.00 EUR", "1,234": ""}),
    ("de", "EUR", {"80,-": "80.00 EUR", "CHF 1'234.50": "1234.50 CHF", "12.345.678 €": "12345678.00 EUR"}),
    ("de", "JPY", {"1.234": "1234 JPY", "1,234": "1234 JPY", "80 €": "80.00 EUR"}),
    ("de", "KWD", {"1,234": "1.234 KWD", "1.234": "", "80": "80.000 KWD"}),
    ("fr", "CHF", {"1\u202f234,50 €": "1234.50 EUR", "1 234": "1234.00 CHF", "Fr. 80": "80.00 CHF"}),
    ("it", "EUR", {"-3 EUR": "", "\u22123": "", "(3)": "", "3-": "", "0": "0.00 EUR", "00080": "80.00 EUR"}),
    ("sv", None, {"800 kr": "800.00 SEK", "800": "", "1 234:-": "", "1 234,50 kr": "1234.50 SEK"}),
    ("sv", "NOK", {"800 kr": "800.00 NOK", "800": "800.00 NOK", "<b>80</b>": "", "8 0": "", "": ""}),
]


def test_the_form_reads_costs_as_people_of_its_language_write_them(
    document: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    for language, currency, expected in WRITTEN:
        form = reply_form(read_document(document), SIGNED, language, currency)
        assert amounts(form, browser, tmp_path, list(expected)) == expected, (language, currency)


def test_the_form_reads_what_talktag_reads_and_nothing_that_it_refuses_but_what_the_language_settles(
    document: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    chance = random.Random(80)
    marks, beside = (
        (",", ".", "'", " ", "\u00a0", "\u2019", ""),
        ("", "€", "$", "£", "kr", "EUR", "usd", "XYZ", "-", "US$"),
    )

    def amount() -> str:
        groups = "".join(chance.choice(marks) + chance.choice(("000", "456", "78")) for _ in range(chance.randrange(3)))
        part = chance.choice(("", "", ".5", ",50", ".125", ",-", "."))
        before, after = (chance.choice(("", chance.choice(beside) + chance.choice(("", " ")))) for _ in "12")
        return before + chance.choice(("1", "23", "456", "0")) + groups + part + " " * bool(after) + after

    texts = list({amount() for _ in range(2000)})
    settled = re.compile(r"[^0-9]*[1-9][0-9]{0,2}[.,][0-9]{3}[^0-9]*")
    for language, currency in (("de", "EUR"), ("en", "USD"), ("fr", None)):
        read = amounts(reply_form(read_document(document), SIGNED, language, currency), browser, tmp_path, texts)
        for text, amount in read.items():
            try:
                expected = str(typed_money(" ".join(text.split()), currency))
            except ValueError:
                expected = ""
            assert amount == expected or (not expected and settled.fullmatch(text)), (text, amount, expected)
        assert 100 < sum(map(bool, read.values())) < len(texts) - 100
        assert all(parse_money(amount) for amount in read.values() if amount)
