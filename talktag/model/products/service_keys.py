"""The keys of what is paid for by the month or the year, and of what needs it, rows of the table of keys.

None has a section: they leave in no bundle. Whom it is paid to is who sold it (`from`), else who made it.
"""

from __future__ import annotations

from talktag.model.products.key import AddOption, ProductKey
from talktag.model.products.product import PRODUCT_KINDS
from talktag.model.typed.text import typed_text

SERVICE_KEYS = (
    ProductKey(
        "kind",
        "kind",
        'What kind of record it is: "service" for a service, a subscription, an insurance or a contract, '
        '"consumable" for what is used up by the things that it needs, such as ink; a thing where the key is absent.',
        query=("kind:service", "a service or a subscription, and no thing"),
        is_searched=False,
        option=AddOption("service (a subscription, a contract) or consumable (ink, film).", "KIND"),
        is_common=True,
    ),
    ProductKey(
        "needs",
        "products",
        "The ids of the services and things that this one cannot work without.",
        option=AddOption("A service or thing that it cannot work without; may be repeated.", "REF", "product"),
        alike=("depends", "requires", "uses"),
    ),
    ProductKey(
        "fee",
        "money",
        'What it costs each time that it is paid, like "9.99 EUR".',
        "service.fee",
        is_searched=False,
        option=AddOption('What it costs each time, like "9.99 EUR".', "MONEY"),
        alike=("rate", "premium"),
    ),
    ProductKey(
        "every",
        "length",
        'How often it is paid, like "1 month" or "1 year".',
        "service.every",
        is_searched=False,
        option=AddOption("How often it is paid: 1m, 1y.", "TIME"),
        alike=("period", "interval", "cycle"),
    ),
    ProductKey(
        "renews",
        "coming",
        "The next day on which it goes on by itself for another time; those after it are counted from it.",
        "service.renews",
        is_searched=False,
        option=AddOption("The next day on which it goes on by itself.", "DATE"),
        alike=("renewal", "renewed"),
    ),
    ProductKey(
        "term",
        "length",
        'For how long it goes on each time, like "1 year"; for as long as it is paid where the key is absent.',
        "service.term",
        is_searched=False,
        option=AddOption("For how long it goes on each time, where that is not how often it is paid.", "TIME"),
        alike=("runtime", "contract"),
    ),
    ProductKey(
        "notice",
        "length",
        'How long before it goes on somebody has to give notice, like "3 months".',
        "service.notice",
        is_searched=False,
        option=AddOption("How long before that notice is to be given: 3m.", "TIME"),
        alike=("cancel", "cancellation"),
    ),
    ProductKey(
        "ends",
        "coming",
        "The day on which it is over; it does not go on then.",
        "service.ends",
        is_searched=False,
        option=AddOption("The day on which it is over for good.", "DATE"),
        alike=("end", "ended", "cancelled"),
    ),
)


def typed_kind(text: str) -> str | None:
    """A kind of record; None for a thing, which needs no word. ValueError with a sentence for any other word."""
    kind = typed_text(text).casefold()
    if kind in {"thing", "product"}:
        return None
    if kind not in PRODUCT_KINDS:
        raise ValueError(f'"{text}" is no kind of record; write {" or ".join(PRODUCT_KINDS)}, or thing')
    return kind
