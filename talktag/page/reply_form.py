"""The form for an answer to a bundle: one page that works offline and gives an unsigned answer file. It sends nothing.

It lies beside the bundle and not in it, because it quotes the hash of what the bundle signs, and nothing in a bundle
runs. What stands on it from outside is text of elements and of attributes, and values that the script never runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import REPLY
from talktag.model.bundles.members import FORMAT, SIZE_LIMIT
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.log.kinds import IN_REPLIES, kind_values
from talktag.model.parties.roles import ROLES
from talktag.model.sharing.told_entries import TEXT_LIMIT
from talktag.model.talk.message import ENTRIES_MOST
from talktag.page.form_parts import (
    DAYS,
    FORM_STYLE,
    NAME_LIMIT,
    faults_box,
    form_script,
    labelled_field,
    money_values,
    saved_box,
)
from talktag.page.markup import Html, element, fill, join, void
from talktag.page.script_page import script_page
from talktag.page.style import STYLE
from talktag.page.wording import form_wording, wording
from talktag.page.wording.texts import FormTexts, Texts


class FormTerms(NamedTuple):
    """Terms that the bundle is given under: the text, None of what is no text, and the entry that accepts it."""

    text: str | None
    sha256: str
    accepting: Mapping[str, Any]


def reply_form(
    document: Document, signed: str, language: str = "en", currency: str | None = None, terms: FormTerms | None = None
) -> bytes:
    """The page, as UTF-8; `document` is the table of the bundle to be answered, `signed` the hash of its manifest.

    Offers the kinds of entries that the role of the audience may write, at least a message. `language` is one of
    model.party.LANGUAGES; InvalidError for any other. `currency` is that of costs that name none. Where there are
    `terms` they are shown, and can be said to be accepted.
    """
    words, form = wording(language), form_wording(language)
    name, signer = document.product.name, document.signer
    saved = saved_box(form, form_file(document), element("bdi", signer.name), signer.contact, text_id="text")
    body = element(
        "main",
        *("\n", _top(document, words, form)),
        *("\n", element("noscript", element("p", form.no_script, class_="purpose"))),
        *("\n", _terms(terms, words) if terms else ""),
        *("\n", _form(document, form, terms)),
        *("\n", saved),
        *("\n", element("template", _entry(document, words, form, currency), id="entry"), "\n"),
    )
    values = {
        "answer": _answer(document, signed),
        "texts": form._asdict(),
        "money": money_values(words, currency),
        "kinds": kind_values(),
        "accepting": dict(terms.accepting) if terms else None,
        "entries": ENTRIES_MOST,
        "limit": SIZE_LIMIT,
    }
    title = f"{form.kicker}: {name}"
    return script_page(
        title, body, form_script("answer-form.js"), language=language, style=STYLE + FORM_STYLE, values=values
    )


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


def _terms(terms: FormTerms, words: Texts) -> Html:
    """The text as the letters that it is, and what it hashes to."""
    shown = element("p", terms.text, class_="terms", dir="auto") if terms.text else None
    return element(
        "section", element("h2", words.terms), shown, element("p", "SHA-256 ", element("code", terms.sha256))
    )


def _accepting(form: FormTexts) -> Html:
    return element("p", element("label", void("input", type="checkbox", id="accept"), " ", form.accept))


def _form(document: Document, form: FormTexts, terms: FormTerms | None) -> Html:
    asked = document.audience_name or ""
    you = element(
        "fieldset",
        element("legend", form.you),
        element(
            "div",
            labelled_field(
                form.name, void("input", id="name", value=asked, maxlength=f"{NAME_LIMIT}", autocomplete="off")
            ),
            labelled_field(
                form.contact, void("input", id="contact", maxlength=f"{NAME_LIMIT}", autocomplete="off"), form
            ),
            class_="fields",
        ),
    )
    return element(
        "form",
        *("\n", you, "\n", element("div", id="entries")),
        *("\n", element("button", form.add, type="button", id="add"), "\n"),
        *((_accepting(form), "\n") if terms else ()),
        faults_box(form),
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
            labelled_field(words.kind, element("select", *kinds, name="kind"), of="kind"),
            labelled_field(form.when, void("input", type="date", name="date", **DAYS), of="date"),
            labelled_field(form.title, void("input", name="title", maxlength=f"{TITLE_LIMIT}"), of="title", wide=True),
            labelled_field(
                form.text, element("textarea", name="text", maxlength=f"{TEXT_LIMIT}"), form, of="text", wide=True
            ),
            labelled_field(
                f"{form.cost}, {form.cost_form}{unnamed}",
                join(cost, element("output", class_="hint")),
                form,
                of="cost",
            ),
            labelled_field(form.due, void("input", type="date", name="due", **DAYS), form, of="due"),
            class_="fields",
        ),
        element("button", form.remove, type="button"),
    )
