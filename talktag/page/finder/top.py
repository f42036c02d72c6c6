"""The upper part of the page behind the sticker: what it is, what thing it is about, and what the owner says of it.

It holds no word of the owner's: the script puts in what the sticker's code opens.
"""

from __future__ import annotations

from talktag.page.finder.parts import button, field, hide, say
from talktag.page.finder.wording import FINDER_LANGUAGES, direction, wording
from talktag.page.finder.wording.texts import FinderTexts
from talktag.page.markup import Html, element


def head(words: FinderTexts) -> Html:
    """What this is and what it is about, the same for every thing until the code opened something."""
    return element(
        "header",
        _bar(words),
        hide("p", id="mark", class_="mark"),
        say("h1", "state_generic", words, id="heading"),
        say("p", "intro", words, class_="intro"),
        hide("p", id="how", class_="how"),
        _without_script(words),
        button("write", words, "go", class_="first", hidden=""),
        _facts(words),
        say("p", "proven", words, id="proven", class_="proven", hidden=""),
        _entry(words),
    )


def says(words: FinderTexts) -> Html:
    """What the owner says of this thing, or of all of them."""
    urgent = hide("p", say("strong", "urgent", words), " ", _place("urgent"), id="urgent", class_="urgent")
    rows = (("reward", "reward"), ("hand-in", "hand_in"))
    listed = (hide("div", say("dt", key, words), element("dd", _place(ident)), id=ident) for ident, key in rows)
    return hide(
        "section",
        say("h2", "says", words),
        urgent,
        hide("figure", id="photo"),
        hide("p", _place("words"), id="words", class_="text"),
        element("dl", *listed),
        id="says",
    )


def _place(ident: str) -> Html:
    return element("span", id=f"{ident}-text")


def _bar(words: FinderTexts) -> Html:
    names = (wording(each) for each in FINDER_LANGUAGES)
    options = (
        element("option", each.own_name, value=each.language, lang=each.language, dir=direction(each.language))
        for each in names
    )
    switch = (say("label", "switch", words, for_="language"), " ", element("select", *options, id="language"))
    return element("div", element("p", "TalkTag", class_="brand"), hide("p", *switch, id="switch"), class_="bar")


def _facts(words: FinderTexts) -> Html:
    """What thing it is, whose it is, and what stands on the sticker."""
    rows = [("thing", _place("thing")), ("belongs", _place("belongs"))]
    rows.append(("tag", element("bdi", id="printed", dir="ltr")))
    said = (hide("div", say("dt", key, words), element("dd", value), id=key) for key, value in rows)
    return element("dl", *said, class_="facts")


def _without_script(words: FinderTexts) -> Html:
    """A line in each language, the owner's and English first: all that a browser shows that runs no script."""
    order = dict.fromkeys((words.language, "en", *FINDER_LANGUAGES))
    texts = [wording(each) for each in order]
    why = element("noscript", *(_line("p", each, each.no_script) for each in texts[:2]))
    return element("div", why, element("ul", *(_line("li", each, each.found) for each in texts)), id="plain")


def _line(tag: str, words: FinderTexts, text: str) -> Html:
    return element(tag, text, lang=words.language, dir=direction(words.language))


def _entry(words: FinderTexts) -> Html:
    """For whoever has the sticker before them and no camera."""
    typed = field(
        "typed",
        "typed",
        words,
        hint="typed_hint",
        described="tag-fault",
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        maxlength="80",
        dir="ltr",
    )
    fault = hide("p", id="tag-fault", class_="fault")
    return hide("form", typed, fault, say("button", "typed_go", words, type="submit"), id="entry", novalidate="")
