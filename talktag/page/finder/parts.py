"""Elements that name the text they hold, so that the script can say it again in another language. Knows no texts."""

from __future__ import annotations

from talktag.page.finder.wording.texts import FinderTexts
from talktag.page.markup import Html, element, void


def say(tag: str, key: str, words: FinderTexts, **attributes: str) -> Html:
    """An element with one text of ours, which it names in `data-word`."""
    return element(tag, getattr(words, key), **attributes, **{"data-word": key})


def hide(tag: str, *content: str, **attributes: str) -> Html:
    """An element that is not there until the script says so."""
    return element(tag, *content, **attributes, hidden="")


def button(key: str, words: FinderTexts, ident: str, **attributes: str) -> Html:
    """A button that sends no form."""
    return say("button", key, words, id=ident, type="button", **attributes)


def field(ident: str, key: str, words: FinderTexts, *, hint: str | None = None, **attributes: str) -> Html:
    """A labelled field: `key` is its label, `hint` the text below that; one with `rows` is for several lines."""
    below = say("p", hint, words, id=f"{ident}-hint", class_="hint") if hint else Html("")
    described = " ".join([*([f"{ident}-hint"] if hint else []), *attributes.pop("described", "").split()])
    said = {**attributes, **({"aria-describedby": described} if described else {})}
    control = element("textarea", id=ident, **said) if "rows" in said else void("input", id=ident, type="text", **said)
    return element("div", say("label", key, words, for_=ident), below, control, class_="field")
