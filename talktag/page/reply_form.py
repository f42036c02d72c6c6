"""The form for an answer to a bundle: one page that works offline and gives an unsigned answer file. It sends nothing.

It lies beside the bundle and not in it, because it quotes the hash of what the bundle signs, and nothing in a bundle
runs. What stands on it from outside is text of elements and of attributes, and values that the script never runs.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import REPLY
from talktag.model.bundles.members import FORMAT, SIZE_LIMIT
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.log.kinds import IN_REPLIES, kind_values
from talktag.model.parties.roles import ROLES
from talktag.model.sharing.told_entries import TEXT_LIMIT
from talktag.model.talk.message import ENTRIES_MOST
from talktag.model.values.currency import CODES, MINOR_UNITS, SIGNS, USUAL, WITHDRAWN
from talktag.page.markup import Html, element, fill, join, void
from talktag.page.script_page import script_page
from talktag.page.style import STYLE
from talktag.page.wording import form_wording, wording
from talktag.page.wording.texts import FormTexts, Texts

_SCRIPTS = ("typed-money.js", "answer-form.js")
_NAME_LIMIT = 200  # characters
_DAYS = {"min": "0001-01-01", "max": "9999-12-31"}
_FORM_STYLE = """
[hidden] { display: none !important; }
fieldset { border: 1px solid var(--line); border-radius: .7rem; padding: .6rem 1.15rem 1rem; margin: 0 0 .9rem;
  background: var(--paper); min-width: 0; }
legend { font-weight: 650; color: var(--accent); padding: 0 .35rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .7rem 1rem;
  align-items: end; }
.wide { grid-column: 1 / -1; }
label { display: block; font-size: .95rem; margin: 0 0 .2rem; }
.hint { color: var(--muted); }
input, select, textarea { font: inherit; width: 100%; color: var(--ink); background: var(--paper); min-height: 2.75rem;
  border: 1px solid var(--muted); border-radius: .4rem; padding: .45rem .6rem; }
textarea { min-height: 6rem; resize: vertical; }
[aria-invalid] { border: 2px solid #b3261e; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button, a.button { font: inherit; min-height: 2.75rem; padding: .4rem 1.1rem; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--accent); background: var(--paper); color: var(--accent); margin: .7rem 0 0; }
button.main { background: var(--accent); color: var(--paper); font-weight: 650; margin: 0 0 .9rem; }
#add { display: block; margin: 0 0 1.2rem; }
.screen { margin-bottom: .9rem; }
#faults { border-left: .3rem solid #b3261e; }
a { color: var(--accent); }
@media print { button, #made, .screen { display: none !important; }
  input, select, textarea { border: 0; border-radius: 0; border-bottom: 1pt solid #000; appearance: none; }
  fieldset { break-inside: avoid; border: 1pt solid #000; } }
"""


def reply_form(document: Document, signed: str, language: str = "en", currency: str | None = None) -> bytes:
    """The page, as UTF-8; `document` is the table of the bundle to be answered, `signed` the hash of its manifest.

    Offers the kinds of entries that the role of the audience may write, at least a message. `language` is one of
    model.party.LANGUAGES; InvalidError for any other. `currency` is that of costs that name none.
    """
    words, form = wording(language), form_wording(language)
    name = document.product.name
    body = element(
        "main",
        *("\n", _top(document, words, form)),
        *("\n", element("noscript", element("p", form.no_script, class_="purpose"))),
        *("\n", _form(document, form)),
        *("\n", _after_saving(document, form)),
        *("\n", element("template", _entry(document, words, form, currency), id="entry"), "\n"),
    )
    data = resources.files("talktag").joinpath("data")
    script = "\n".join(data.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)
    values = {
        "answer": _answer(document, signed),
        "texts": form._asdict(),
        "money": _money(words, currency),
        "kinds": kind_values(),
        "entries": ENTRIES_MOST,
        "limit": SIZE_LIMIT,
    }
    title = f"{form.kicker}: {name}"
    return script_page(title, body, script, language=language, style=STYLE + _FORM_STYLE, values=values)


def _money(words: Texts, currency: str | None) -> dict[str, Any]:
    """What it takes to read an amount: codes, signs, decimals, the decimal mark, the currency of bare digits."""
    signs = dict(SIGNS)
    if words.language == "sv" and currency not in signs["kr"]:
        signs |= dict.fromkeys(("kr", "kr."), ("SEK",))
    known = {"codes": sorted(CODES | WITHDRAWN), "signs": signs, "places": MINOR_UNITS, "mark": words.decimal_mark}
    return {**known, "usual": USUAL, "currency": currency}


def form_file(document: Document) -> str:
    """What the file is called that the form gives."""
    return f"answer-{document.bundle}.json"


def _answer(document: Document, signed: str) -> dict[str, Any]:
    """What every answer to this bundle says; its id, moment, sender and entries are put in when it is made."""
    owner, product = document.signer, document.product
    return {
        "format": FORMAT,
        "kind": REPLY,
        "sequence": 1,  # whoever has no store cannot count
        "audience": {"name": owner.name, "fingerprint": owner.fingerprint},
        "in_reply_to": {"bundle": document.bundle, "sha256": signed},
        "product": {"id": product.id, "name": product.name},
        "files": [],
    }


def _top(document: Document, words: Texts, form: FormTexts) -> Html:
    product, sender = document.product, document.signer
    made = " ".join(product.facts[key] for key in ("maker", "model") if product.facts.get(key))
    rows = (
        (words.sender, sender.name),
        (words.until, document.until),
        (words.terms, document.terms),
    )
    pairs = [element("div", element("dt", name), element("dd", value, dir="auto")) for name, value in rows if value]
    purpose = document.purpose
    return join(
        element(
            "header",
            element("p", form.kicker, class_="kicker"),
            element("h1", product.name, dir="auto"),
            element("p", made, class_="made", dir="auto") if made and made != product.name else None,
        ),
        element(
            "section",
            *((element("h2", words.about), element("p", purpose, class_="purpose", dir="auto")) if purpose else ()),
            element("dl", *pairs),
            class_="request",
        ),
        element("p", fill(form.intro, sender=element("bdi", sender.name)), class_="screen"),
        element("p", form.stays, class_="muted screen"),
    )


def _form(document: Document, form: FormTexts) -> Html:
    asked = document.audience_name or ""
    you = element(
        "fieldset",
        element("legend", form.you),
        element(
            "div",
            _field(form.name, void("input", id="name", value=asked, maxlength=f"{_NAME_LIMIT}", autocomplete="off")),
            _field(form.contact, void("input", id="contact", maxlength=f"{_NAME_LIMIT}", autocomplete="off"), form),
            class_="fields",
        ),
    )
    faults = element(
        "section",
        element("h2", form.faults),
        element("ul"),
        id="faults",
        role="alert",
        tabindex="-1",
        hidden="",
    )
    return element(
        "form",
        *("\n", you, "\n", element("div", id="entries")),
        *("\n", element("button", form.add, type="button", id="add"), "\n", faults),
        *("\n", element("button", form.make, type="submit", id="make", class_="main"), "\n"),
        element("p", _word_on_signing(document, form), class_="muted"),
        id="form",
        novalidate="",
        hidden="",
    )


def _word_on_signing(document: Document, form: FormTexts) -> Html:
    return fill(form.signed, sender=element("bdi", document.signer.name))


def _entry(document: Document, words: Texts, form: FormTexts, currency: str | None) -> Html:
    """One entry as the script copies it; it gives each control an id, and each label what it is for."""
    role = document.audience.role if document.audience else None
    may = ROLES.get(role or "other", ROLES["other"]).writes
    kinds = [element("option", words.entries[kind], value=kind) for kind in may if kind in IN_REPLIES]
    cost = void("input", name="cost", maxlength="40", autocomplete="off")
    unnamed = f"; {form.cost_in.replace('{currency}', currency)}" if currency else ""
    return element(
        "fieldset",
        element("legend", form.entry),
        element(
            "div",
            _field(words.kind, element("select", *kinds, name="kind"), of="kind"),
            _field(form.when, void("input", type="date", name="date", **_DAYS), of="date"),
            _field(form.title, void("input", name="title", maxlength=f"{TITLE_LIMIT}"), of="title", wide=True),
            _field(form.text, element("textarea", name="text", maxlength=f"{TEXT_LIMIT}"), form, of="text", wide=True),
            _field(
                f"{form.cost}, {form.cost_form}{unnamed}",
                join(cost, element("output", class_="hint")),
                form,
                of="cost",
            ),
            _field(form.due, void("input", type="date", name="due", **_DAYS), form, of="due"),
            class_="fields",
        ),
        element("button", form.remove, type="button"),
    )


def _field(
    label: str, control: Html, optional: FormTexts | None = None, *, of: str | None = None, wide: bool = False
) -> Html:
    """A control under its label; `of` is its name, where its id is given later."""
    named = {"data-for": of} if of else {"for": control.partition('id="')[2].partition('"')[0]}
    hint = element("span", optional.optional, class_="hint") if optional else None
    said = element("label", label, *((" ", hint) if hint else ()), **named)
    return element("div", said, control, **({"class": "wide"} if wide else {}))


def _after_saving(document: Document, form: FormTexts) -> Html:
    """What is there once the file was made: the file again, and its text for whom nothing was saved."""
    sender, name = element("bdi", document.signer.name), form_file(document)
    link = element("a", name, id="file", download=name, href="#file")
    contact = document.signer.contact
    reached = (" ", element("bdi", contact)) if contact else ()
    return element(
        "section",
        element("h2", form.made),
        element("p", fill(form.saved, file=link, sender=sender), *reached),
        element("label", fill(form.copy, sender=sender), for_="text"),
        element("textarea", id="text", readonly="", rows="8", spellcheck="false"),
        id="made",
        tabindex="-1",
        hidden="",
        class_="request",
    )
