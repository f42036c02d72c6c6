"""What a finder does on the page: write, seal, send, read the answer. The page itself sends nothing."""

from __future__ import annotations

from talktag.page.finder.parts import button, field, hide, say
from talktag.page.finder.wording.texts import FinderTexts
from talktag.page.markup import Html, element


def thread(words: FinderTexts) -> Html:
    """What both wrote so far."""
    heading = say("h2", "thread", words, id="thread-heading", tabindex="-1")
    return hide("section", heading, element("ol", id="said"), id="thread")


def write(words: FinderTexts) -> Html:
    """The form; where this browser cannot seal, the reason stands in its place."""
    message = field("message", "message", words, hint="message_hint", described="count fault", rows="5", dir="auto")
    position = element(
        "div",
        button("position", words, "position", class_="second", **{"aria-describedby": "position-hint"}),
        say("p", "position_hint", words, id="position-hint", class_="hint"),
        element("div", hide("p", id="position-said"), role="status"),
        id="place",
    )
    form = element(
        "form",
        message,
        element("p", id="count", class_="hint"),
        element("div", hide("p", id="fault", class_="fault"), role="alert"),
        position,
        field("name", "name", words, maxlength="100", autocomplete="name", dir="auto"),
        field("reach", "reach", words, hint="reach_hint", maxlength="200", autocomplete="email", dir="auto"),
        say("button", "seal", words, type="submit", class_="first"),
        id="form",
        novalidate="",
    )
    heading = say("h2", "write", words, id="write-heading")
    how = say("p", "write_how", words, class_="locked")
    section = hide("section", heading, how, hide("p", id="given", class_="notice"), form, id="write")
    return element("div", hide("p", id="unable", class_="notice"), section)


def ways_out(words: FinderTexts, contact: str) -> Html:
    """What came of it, and the ways to send it; what stands around it tells screen readers that it is there."""
    ways = element(
        "p",
        element("a", words.mail, id="mail", class_="first", href="#mail", **{"data-word": "mail"}),
        button("copy", words, "copy"),
        button("share", words, "share"),
        class_="ways",
    )
    text = field("armor", "armor", words, rows="5", dir="ltr", readonly="", spellcheck="false")
    section = hide(
        "section",
        say("h2", "sealed", words, id="sealed-heading", tabindex="-1"),
        say("p", "sealed_how", words),
        element("p", say("span", "send_to", words), " ", element("bdi", contact, dir="ltr"), class_="to"),
        ways,
        hide("p", id="mail-how", class_="hint"),
        element("div", hide("p", id="copied", class_="done"), role="status"),
        text,
        id="sealed",
    )
    return element("div", section, role="status")


def next_steps(words: FinderTexts) -> Html:
    """What happens next, and what this browser keeps for it."""
    steps = element("ol", *(say("li", key, words) for key in ("next_open", "next_answer", "next_keep")))
    section = hide("section", say("h2", "next", words), steps, id="next")
    kept = hide(
        "div",
        element("p", id="kept", tabindex="-1"),
        button("forget", words, "forget", class_="second"),
        id="keeping",
        class_="box",
    )
    return element("div", section, kept)


def paste(words: FinderTexts) -> Html:
    """Where an answer is opened that did not come as a link."""
    attributes = {"autocomplete": "off", "spellcheck": "false", "rows": "4", "dir": "ltr"}
    answer = field("answer", "answer", words, hint="answer_hint", described="answer-fault", **attributes)
    fault = element("div", hide("p", id="answer-fault", class_="fault"), role="alert")
    go = say("button", "answer_go", words, type="submit")
    form = element("form", answer, fault, go, id="paste-form", novalidate="")
    return hide("details", say("summary", "paste", words), form, id="paste")
