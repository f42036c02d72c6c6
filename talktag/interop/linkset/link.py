"""One link of a linkset, and the relations of GS1's Web Vocabulary 1.16 that mean something here. Opens nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

VOCABULARY = "https://ref.gs1.org/voc/"
# What a relation is called for a person, by its last word; others are kept under their own name.
RELATIONS: Mapping[str, str] = {
    "pip": "product page",
    "instructions": "manual",
    "quickStartGuide": "short manual",
    "tutorial": "tutorial",
    "faqs": "questions and answers",
    "serviceInfo": "service",
    "support": "support",
    "registerProduct": "registration",
    "recallStatus": "recalls",
    "safetyInfo": "safety",
    "purchaseSuppliesOrAccessories": "parts and supplies",
    "certificationInfo": "certificates",
    "userAgreement": "terms",
    "leaveReview": "reviews",
    "reportFound": "found it?",
    "dpp": "passport",
    "epcis": "events",
    "jws": "signature",
    "defaultLink": "page",
}
MANUALS = ("instructions", "quickStartGuide", "tutorial")  # what is read to use a thing


class Link(NamedTuple):
    """Where something about a product is: `relation` is the last word of a GS1 relation, or a whole address.

    `digest` is the SHA-256 of what is there, in hexadecimal digits, where the writer said so; a linkset has no word
    for it, a passport has. `languages` are those of what is there.
    """

    relation: str
    href: str
    title: str
    media: str | None = None
    languages: tuple[str, ...] = ()
    digest: str | None = None

    @property
    def is_manual(self) -> bool:
        """Whether it leads to something that is read to use the thing."""
        return self.relation in MANUALS


def relation_uri(relation: str) -> str:
    """A relation as linksets spell it: a word of GS1 in its vocabulary, an address or another word as it is."""
    return f"{VOCABULARY}{relation}" if relation in RELATIONS else relation


def relation_word(uri: str) -> str:
    """The same the other way, of every spelling of GS1's vocabulary that is about."""
    for start in (VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/", "http://gs1.org/voc/", "gs1:"):
        if uri.startswith(start):
            return uri.removeprefix(start)
    return uri
