"""The page of a wish: what is wanted, and a form that makes an offer file. It works offline, and sends nothing.

What the form makes is an `Offer` of schema.org, as a shop's own page data are, which nobody signed.
"""

from __future__ import annotations

from collections.abc import Iterator

from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.wishes.point import AVOID, MUST, SHOULD, VALUE_LIMIT
from talktag.page.form_parts import (
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
from talktag.page.wishes.told_wish import ToldWish
from talktag.page.wishes.wording import wish_wording
from talktag.page.wishes.wording.texts import WishTexts
from talktag.page.wording import form_wording, wording
from talktag.page.wording.texts import FormTexts

_TEXT_LIMIT = 4_000  # characters of what else there is to say
_DAYS = {"min": "2000-01-01", "max": "2999-12-31"}
_FAULTS = ("no_title", "no_price", "no_valid")


def wish_page(told: ToldWish, language: str = "en") -> bytes:
    """The page, as UTF-8, the same for the same wish; `language` is one of LANGUAGES, InvalidError for any other."""
    texts, form = wish_wording(language), form_wording(language)
    sender = element("bdi", told.owner) if told.owner else join(texts.somebody)
    points = _name_points(told)
    body = element(
        "main",
        *("\n", _top(told, language, sender)),
        *("\n", element("noscript", element("p", texts.no_script, class_="purpose"))),
        *("\n", _form(texts, form, sender, _offer_fields(told, language), _point_fields(told, texts, form))),
        *("\n", saved_box(texts, offer_file(told), sender, told.contact, text_id="made-text"), "\n"),
    )
    values = {
        "wish": told.asked.ident,
        "name": told.name,
        "points": points,
        "texts": {"no_name": form.no_name, **{name: getattr(texts, name) for name in _FAULTS}},
        "money": money_values(wording(language), _currency(told)),
    }
    script, style, title = form_script("wish-form.js"), STYLE + FORM_STYLE, f"{texts.kicker}: {told.name}"
    return script_page(title, body, script, language=language, style=style, values=values)


def offer_file(told: ToldWish) -> str:
    """What the file is called that the form gives."""
    return f"offer-{told.asked.ident}.json"


def wish_facts(told: ToldWish, language: str) -> Iterator[tuple[str, str]]:
    """What is wanted, each with its heading, in the order in which a person reads it; some are of several lines."""
    texts, asked = wish_wording(language), told.asked
    points = {
        weight: "\n".join(str(point) for said, point in asked.points if said == weight)
        for weight in (MUST, SHOULD, AVOID)
    }
    rows = (
        (texts.order, "\n".join(told.order)),
        (texts.total, told.total),
        (texts.menu, told.menu),
        (texts.fits, asked.fits),
        (texts.must, points[MUST]),
        (texts.should, points[SHOULD]),
        (texts.avoid, points[AVOID]),
        (texts.most, asked.most and str(asked.most)),
        (texts.quantity, str(asked.quantity) if asked.quantity > 1 else None),
        (texts.until, asked.until and asked.until.isoformat()),
        (wording(language).terms, asked.terms),
    )
    yield from ((name, value) for name, value in rows if value)


def _currency(told: ToldWish) -> str | None:
    return told.asked.most.currency if told.asked.most else None


def _name_points(told: ToldWish) -> list[str]:
    """One field for each property, however many points there are about it."""
    return list(dict.fromkeys(point.name for _, point in told.asked.points))


def _top(told: ToldWish, language: str, sender: Html) -> Html:
    texts, form = wish_wording(language), form_wording(language)
    rows = [
        element("div", element("dt", name), element("dd", value, dir="auto"))
        for name, value in wish_facts(told, language)
    ]
    return join(
        element("header", element("p", texts.kicker, class_="kicker"), element("h1", told.name, dir="auto")),
        element(
            "section",
            element("h2", texts.wanted),
            element("p", told.text, class_="purpose", dir="auto") if told.text else None,
            element("dl", *rows) if rows else None,
            class_="request",
        ),
        element("p", fill(texts.intro, sender=sender), class_="screen"),
        element("p", form.stays, class_="muted screen"),
    )


def _form(texts: WishTexts, form: FormTexts, sender: Html, offer: Html, points: Html | None) -> Html:
    you = element(
        "fieldset",
        element("legend", form.you),
        element("div", *(_line(*each) for each in _about_you(form)), class_="fields"),
    )
    return element(
        "form",
        *("\n", you, "\n", offer, "\n", points, "\n", faults_box(form)),
        *("\n", element("button", texts.make, type="submit", id="make", class_="main"), "\n"),
        element("p", fill(texts.signed, sender=sender), class_="muted"),
        id="form",
        novalidate="",
        hidden="",
    )


def _about_you(form: FormTexts) -> tuple[tuple[str, str, FormTexts | None], ...]:
    return (form.name, "name", None), (form.contact, "contact", form)


def _line(label: str, ident: str, optional: FormTexts | None) -> Html:
    return labelled_field(label, void("input", id=ident, maxlength=f"{NAME_LIMIT}", autocomplete="off"), optional)


def _offer_fields(told: ToldWish, language: str) -> Html:
    texts, form = wish_wording(language), form_wording(language)
    currency = _currency(told)
    unnamed = f"; {form.cost_in.replace('{currency}', currency)}" if currency else ""
    price = join(
        void("input", id="price", maxlength="40", autocomplete="off"), element("output", class_="hint", for_="price")
    )
    title = void("input", id="title", maxlength=f"{TITLE_LIMIT}", autocomplete="off")
    return element(
        "fieldset",
        element("legend", texts.offer),
        element(
            "div",
            labelled_field(texts.title, title, wide=True),
            labelled_field(f"{texts.price}, {form.cost_form}{unnamed}", price),
            labelled_field(texts.valid, void("input", type="date", id="valid", **_DAYS), form),
            labelled_field(texts.text, element("textarea", id="text", maxlength=f"{_TEXT_LIMIT}"), form, wide=True),
            class_="fields",
        ),
    )


def _point_fields(told: ToldWish, texts: WishTexts, form: FormTexts) -> Html | None:
    """A field for each property that is asked for, under what is wanted of it."""
    fields = []
    for number, name in enumerate(_name_points(told)):
        wanted = ", ".join(str(point) for _, point in told.asked.points if point.name == name)
        label = join(element("bdi", name), void("br"), fill(texts.points_hint, point=element("bdi", wanted)))
        control = void("input", id=f"point-{number}", maxlength=f"{VALUE_LIMIT}", autocomplete="off")
        fields.append(labelled_field(label, control, form))
    if not fields:
        return None
    return element("fieldset", element("legend", texts.points), element("div", *fields, class_="fields"))
