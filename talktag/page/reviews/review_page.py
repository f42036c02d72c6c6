"""A review as one HTML file that loads nothing and runs nothing; machines find the same in it as JSON-LD."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import Any

from talktag.page.html_page import HEAD
from talktag.page.markup import Html, element
from talktag.page.style import STYLE

_WRAPPED = "pre { white-space: pre-wrap; overflow-wrap: anywhere; }"  # a key is longer than a phone is wide
HOW = "ssh-keygen -Y verify -f OWNERS -I OWNER -n review@talktag -s {name}.sig < {name}"


def review_page(values: Mapping[str, Any], key: str, name: str) -> bytes:
    """The page of a review, by its JSON values; `key` is the public key that signs the file called `name`."""
    item, author = values["itemReviewed"]["name"], values["author"]
    stars = values.get("reviewRating", {}).get("ratingValue")
    since = author["owns"].get("ownedFrom")
    owner = f"{author['name']}, who owns one" + (f" since {since}" if since else "")
    title = f"Review of {item}"
    rating = element("p", element("strong", f"{stars} of 5"), class_="rating") if stars else None
    words = [element("p", line) for line in values.get("reviewBody", "").split("\n") if line.strip()]
    signed = "The file is signed beside it. This key says so; whose it is, the key itself does not say:"
    how = HOW.format(name=shlex.quote(name))
    parts = (
        element("header", element("p", "Review", class_="kicker"), element("h1", item)),
        element("section", rating, *words, element("p", f"{owner}, {values['datePublished']}")),
        element("section", element("h2", "Signature"), element("p", signed), element("pre", key), element("pre", how)),
    )
    # Within a script of data nothing is read as HTML but its own end, which no text can spell so.
    data = json.dumps({"@context": "https://schema.org", **values}, ensure_ascii=True, sort_keys=True)
    script = element("script", Html(data.replace("<", "\\u003c")), type="application/ld+json")
    head = element(
        "head", "\n", HEAD, element("title", title), "\n", element("style", Html(STYLE + _WRAPPED)), "\n", script, "\n"
    )
    main = element("main", "\n", *(line for part in parts for line in (part, "\n")))
    body = element("body", "\n", main, "\n")
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n".encode()
