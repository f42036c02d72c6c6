"""A row of the table of keys: what is said of one key of a product. It knows no key, and reads no value.

How a value is read, compared and shown depends on its type, never on its key:

    id, slug   what never changes        count    a whole number from 1       labels      several texts
    text       one line                  state    one of STATES               warranties  several warranties
    gtin       digits of a bar code      day      a date                      tags        several TalkTags
    place      a path like home/office   money    an amount and a currency    files       several attachments
    product    the id of another one                                          fields      the owner's own keys
    public     one line that finders may read, of so many characters at most  picture     the name of an attached one
    kind       one of PRODUCT_KINDS      coming   a day to come               length      a length of time
    products   the ids of other ones
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# What stands for "nothing is said" where that is not None: JSON always has it, a record never.
NOTHING: Mapping[str, object] = {
    "count": 1,
    "state": "owned",
    "fields": {},
    **dict.fromkeys(("labels", "products", "warranties", "tags", "files"), ()),
}


class AddOption(NamedTuple):
    """The option of `add` for a key: its help, what its value is called there, and which words complete it."""

    help: str
    metavar: str | None = None
    completes: str | None = None


class ProductKey(NamedTuple):
    """One row. An empty text says that there is no such thing for this key."""

    name: str  # as it is typed: to `add`, to `set`, in a query, behind `import --map`
    type: str  # one of those above
    means: str  # in the schema, for whoever edits a record by hand
    at: str = ""  # where it stands in a record and in JSON, if not under its name
    held: str = ""  # where Product has it, if not at that path
    section: str = ""  # of what a party may be given; a key without one stays in the store
    query: tuple[str, str] = ("", "")  # a word of a query that asks for it, and what that finds
    is_searched: bool = True  # whether a word without a key is looked for there, too
    is_set: bool = True  # whether `set` may change it
    option: AddOption | None = None  # of `add`
    question: str = ""  # that `add` asks at a terminal
    is_common: bool = False  # whether another one of the same kind has it, too: `add --like` takes it over
    word: str = ""  # the field of the wording of pages that says what it is called
    alike: tuple[str, ...] = ()  # what people type for it, too

    @property
    def path(self) -> str:
        """Where it stands in a record and in JSON, such as `purchase.date`."""
        return self.at or self.name

    @property
    def attribute(self) -> str:
        """Where Product has it, such as `purchase.seller`."""
        return self.held or self.path

    @property
    def listed(self) -> str:
        """What `set` and a list call it: several texts or files by their plural."""
        return self.path if self.type in {"labels", "files"} else self.name

    @property
    def may_lack(self) -> bool:
        """Whether a product can be without it."""
        return self.type not in {"id", "slug", "count", "state"} and self.name != "name"
