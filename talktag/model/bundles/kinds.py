"""Every kind of bundle in one table: what it is signed as, who sends it, what it is about, what becomes of it.

Python and the page that checks bundles in a browser both read this table; nothing else names a kind for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

TABLE, REPLY, TRANSFER, MESSAGE = "table", "reply", "transfer", "message"
NAMESPACE_SUFFIX = "@talktag"
CARD_NAMESPACE = f"card{NAMESPACE_SUFFIX}"  # of a card of keys, which is no bundle: only so that none is signed as one


class Sender(Enum):
    """Who makes a bundle of a kind: the owner of what it is about, or somebody whom the owner gave a table."""

    OWNER = "owner"  # the value is what the signer is called in the commands of README.txt
    PARTY = "sender"


class Becomes(Enum):
    """What a bundle of a kind becomes where it is taken in."""

    NOTHING = "nothing"  # it is there to be read and answered
    ENTRIES = "entries"  # of the table of what it is about
    RECORD = "record"  # of a product that is the receiver's from now on


class BundleKind(NamedTuple):
    """One kind of bundle. `least` and `most` are how many products it is about, `most` None for any number.

    The document of one that `answers` says which bundle it answers, one that is `plain` may also stand alone in a file
    that nobody signed. One that is `brief` is complete with its document alone: it has no page unless one is asked for,
    and a short README.txt. `called` is the English word for it, with its article.
    """

    name: str
    namespace: str  # what SSHSIG signs it as, so that no signature can be passed off as one of another kind
    sender: Sender
    becomes: Becomes
    called: str
    answers: bool = False
    plain: bool = False
    brief: bool = False
    least: int = 1
    most: int | None = 1

    @property
    def is_about_one(self) -> bool:
        """Whether it is about one product, always."""
        return self.least == self.most == 1


KINDS: Mapping[str, BundleKind] = {
    each.name: each
    for each in (
        BundleKind(TABLE, f"bundle{NAMESPACE_SUFFIX}", Sender.OWNER, Becomes.NOTHING, "a bundle to answer"),
        BundleKind(
            REPLY, f"reply{NAMESPACE_SUFFIX}", Sender.PARTY, Becomes.ENTRIES, "an answer", answers=True, plain=True
        ),
        BundleKind(TRANSFER, f"transfer{NAMESPACE_SUFFIX}", Sender.OWNER, Becomes.RECORD, "a hand-over"),
        BundleKind(
            MESSAGE,
            f"message{NAMESPACE_SUFFIX}",
            Sender.PARTY,
            Becomes.ENTRIES,
            "a message",
            brief=True,
            least=0,
            most=None,
        ),
    )
}
NAMESPACES: Mapping[str, str] = {each.name: each.namespace for each in KINDS.values()}
ANSWERING = tuple(each.name for each in KINDS.values() if each.answers)
PLAIN = tuple(each.name for each in KINDS.values() if each.plain)


def kind_values() -> dict[str, Any]:
    """The table as JSON values, for the script of a page."""
    return {
        each.name: {
            "namespace": each.namespace,
            "sender": each.sender.value,
            "answers": each.answers,
            "is_about_one": each.is_about_one,
        }
        for each in KINDS.values()
    }
