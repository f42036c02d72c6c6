"""What a bundle becomes on its channel: the record as it is then, and its entries; or why it is not let in. Pure.

It trusts nothing but what the key of the channel signed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.desk.cases import TABLE
from talktag.model.desk.desk_channel import CUSTOMER, DeskChannel, DeskThread
from talktag.model.log.entry import TITLE_LIMIT, Entry
from talktag.model.log.kinds import MESSAGE, WITHDRAWN
from talktag.model.parties.party import LANGUAGES
from talktag.model.queries.facts import field_text
from talktag.model.values.plural import plural
from talktag.ops.talk.table_record import named_recipient

if TYPE_CHECKING:
    from talktag.model.bundles.document import Signatory
    from talktag.model.desk.keeping import KeptChannel
    from talktag.model.parties.rate import Rate
    from talktag.ops.desk.arrivals.read_arrival import CameBundle

_FACTS = ("maker", "model", "state", "place")  # what rules may look at, besides name and fields
_FIELDS_MOST = 50
BUNDLES_MOST = 5_000  # on one channel


class LetIn(NamedTuple):
    """A bundle on its channel. One that `is_known` was kept before, and changes nothing."""

    channel: DeskChannel
    entries: tuple[Entry, ...]
    is_known: bool = False


def take_in(came: CameBundle, kept: KeptChannel | None, owners: Mapping[str, str], most: Rate) -> LetIn:
    """The bundle on its channel; UntrustedError with the reason to refuse it. `owners` are of threads."""
    document, today = came.document, came.arrival.recorded.date()
    entries = _entries(came)
    if owners.get(came.thread, came.channel) != came.channel:
        raise UntrustedError("it goes on a conversation that another key began, or that is about another thing")
    held = kept.channel if kept else None
    if held and kept:
        seen = held.bundles.get(document.bundle)
        if seen and seen != came.identity:
            raise UntrustedError("another bundle of the same id came before, and this one says something else")
        if seen and any(each.original == document.bundle for each in kept.log):
            return LetIn(held, tuple(each for each in kept.log if each.original == document.bundle), is_known=True)
        _check_open(held, kept.log, came, most)
        _check_ids(entries, kept.log)
    channel = _with_signer(held or _new(came, today), document.signer)
    if document.kind == TABLE:
        channel = _with_table(channel, came)
    threads = {came.thread: DeskThread(), **channel.threads}
    channel = replace(channel, threads=threads).with_bundle(document.bundle, came.identity)
    if any(each.kind == WITHDRAWN and _takes_back_all(each, kept) for each in entries):
        channel = replace(channel, closed=today)
    return LetIn(channel, entries)


def _check_open(held: DeskChannel, log: Sequence[Entry], came: CameBundle, most: Rate) -> None:
    now = came.arrival.recorded
    if held.passed and came.claim is None:
        raise UntrustedError(f"the thing was handed on, and its tag has been another key's since {held.passed}")
    if held.closed and came.document.kind != TABLE:
        raise UntrustedError(f"the customer took back on {held.closed} what was open")
    if held.is_over(now.date()) and came.document.kind != TABLE and not held.passed:
        raise UntrustedError(f"what the customer gave was to be kept until {held.last_day} only")
    if len(held.bundles) >= BUNDLES_MOST:
        raise UntrustedError(f"there are {BUNDLES_MOST:,} bundles of theirs, and no more are let in")
    since = most.since(now)
    sent = {each.original for each in log if each.signer and each.recorded and since < each.recorded <= now}
    if len(sent) >= most.most:
        raise UntrustedError(f"{plural(len(sent), 'message')} came from them; at most {most} are let in")


def _check_ids(entries: Sequence[Entry], log: Sequence[Entry]) -> None:
    """UntrustedError for what is called as something that the log has already, such as an answer of the desk."""
    if {each.id for each in entries} & {each.id for each in log}:
        raise UntrustedError("its id is that of something else on the channel")


def _entries(came: CameBundle) -> tuple[Entry, ...]:
    """The entries that it brings; of a table, or of files alone, the one that says so."""
    document, recorded = came.document, came.arrival.recorded
    said = came.message.entries if came.message else ()
    if not said:
        kind = MESSAGE if came.message else TABLE
        thing = came.product.name if came.product else ""
        title = _line(document.purpose or thing) if kind == TABLE else f"Brought {plural(len(document.files), 'file')}"
        moment = datetime.datetime.fromisoformat(document.created)
        only = Entry(f"{document.bundle}-1", moment.date(), kind, title, original=document.bundle)
        data = {"purpose": _line(document.purpose)} if kind == TABLE and document.purpose else {}
        said = (only._replace(signer=came.key.fingerprint, time=moment, channel=came.thread, data=data),)
    return tuple(each._replace(party=CUSTOMER, recorded=recorded) for each in said)


def _takes_back_all(entry: Entry, kept: KeptChannel | None) -> bool:
    """Whether it withdraws the table that opened the channel."""
    given = [each for each in (kept.log if kept else ()) if each.kind == TABLE]
    return any(entry.cause in {each.id, each.original} for each in given)


def _new(came: CameBundle, today: datetime.date) -> DeskChannel:
    product = came.product
    return DeskChannel(
        id=came.channel,
        key=came.key.line(),
        product=product.id if product else "",
        thing=_line(product.name if product else "") or "-",
        customer="-",
        opened=today,
    )


def _with_signer(channel: DeskChannel, said: Signatory) -> DeskChannel:
    """The channel with what its customer says of themselves now."""
    language = said.more.get("language")
    return replace(
        channel,
        customer=_line(said.name) or channel.customer,
        contact=_line(said.contact or "") or channel.contact,
        age=named_recipient(said.age) or channel.age,
        language=language if language in LANGUAGES else channel.language,
    )


def _with_table(channel: DeskChannel, came: CameBundle) -> DeskChannel:
    """The channel with what a table gives, unless a newer one came before."""
    document, product = came.document, came.product
    if product is None or document.sequence <= channel.table:
        return channel
    facts = {key: text for key in _FACTS if (text := _text(product.facts.get(key)))}
    told = product.facts.get("fields")
    fields = list(told.items())[:_FIELDS_MOST] if isinstance(told, Mapping) else []
    return replace(
        channel,
        thing=_line(product.name) or channel.thing,
        until=datetime.date.fromisoformat(document.until) if document.until else None,
        closed=None,
        table=document.sequence,
        facts=facts,
        fields={_line(key): text for key, value in fields if _line(key) and (text := _text(value))},
    )


def _text(value: Any) -> str:
    return _line(field_text(value)) if value is not None else ""


def _line(text: str | None) -> str:
    """A foreign text as one line without control characters."""
    from talktag.model.typed.text import compose, without_controls

    return compose(" ".join(without_controls(text or "").split()))[:TITLE_LIMIT].strip()
