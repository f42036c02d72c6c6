"""A review as one HTML file that loads nothing and runs nothing; machines find the same in it as JSON-LD."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.page.html_page import HEAD
from talktag.page.markup import Html, element
from talktag.page.reviews.wording import review_wording
from talktag.page.style import SHEET_STYLE, STYLE

_WRAPPED = "pre { white-space: pre-wrap; overflow-wrap: anywhere; }"  # a key is longer than a phone is wide
HOW = "ssh-keygen -Y verify -f OWNERS -I OWNER -n review@talktag -s {name}.sig < {name}"


class ReviewSigning(NamedTuple):
    """Who signs the page: the public `key`, and the `author`, None for one who does not say their name."""

    key: str
    author: str | None


def review_page(values: Mapping[str, Any], signing: ReviewSigning, name: str, language: str = "en") -> bytes:
    """The page of a review, by its JSON values, in one of LANGUAGES; the file is called `name`.

    The data in it are the same in every language.
    """
    words = review_wording(language)
    item, since = values["itemReviewed"]["name"], values["author"]["owns"].get("ownedFrom")
    stars = values.get("reviewRating", {}).get("ratingValue")
    author = signing.author or words.somebody
    owner = words.owner_since.format(name=author, year=since) if since else words.owner.format(name=author)
    rating = element("p", element("strong", words.stars.format(stars=stars)), class_="rating") if stars else None
    told = [element("p", line, dir="auto") for line in values.get("reviewBody", "").split("\n") if line.strip()]
    how = HOW.format(name=shlex.quote(name))
    parts = (
        element("header", element("p", words.kicker, class_="kicker"), element("h1", item, dir="auto")),
        element(
            "div", rating, *told, element("p", f"{owner}, {values['datePublished']}", class_="muted"), class_="sheet"
        ),
        element(
            "section",
            element("h2", words.signature),
            *(element("p", words.how), element("pre", signing.key), element("pre", how)),
        ),
    )
    head = element(
        "head",
        *("\n", HEAD, element("title", words.title.format(item=item)), "\n"),
        *(element("style", Html(STYLE + SHEET_STYLE + _WRAPPED)), "\n", _data(values), "\n"),
    )
    main = element("main", "\n", *(line for part in parts for line in (part, "\n")))
    body = element("body", "\n", main, "\n")
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n".encode()


def _data(values: Mapping[str, Any]) -> Html:
    """The same for machines."""
    # Within a script of data nothing is read as HTML but its own end, which no text can spell so.
    data = json.dumps({"@context": "https://schema.org", **values}, ensure_ascii=True, sort_keys=True)
    return element("script", Html(data.replace("<", "\\u003c")), type="application/ld+json")
