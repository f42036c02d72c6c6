"""What stands of a product, as a person reads it. Reads nothing; asks no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.cli.views.log.entries import meter_text, who_of
from talktag.cli.views.view import Aside, Block, Line, Pairs
from talktag.model.log.settling import is_own
from talktag.model.values.relative import relative
from talktag.model.values.warranty import warranty_text

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.sharing.share import Share
    from talktag.model.talk.open_questions import Promise
    from talktag.model.values.money import Money
    from talktag.ops.log.standing import Stood

_Pair = tuple[str, object]


def show_standing(data: Stood) -> Iterator[Block]:
    """A line for each thing that stands, the most wanted first."""
    yield Aside(lambda: [Line(f"{data.product.name}, {data.stands.today}", "strong")])
    yield Pairs([*_whereabouts(data), *_open(data), *_due(data), *_holding(data), *_money(data)])


def _whereabouts(data: Stood) -> Iterator[_Pair]:
    stands, held = data.stands, data.stands.standing
    to = held.holder(stands.state)
    back = f", due {held.back}" if to and held.back else ""
    yield "state", f"lent to {_name(data, to)}{back}" if to else stands.state
    yield "last seen", held.seen


def _open(data: Stood) -> Iterator[_Pair]:
    """What waits for somebody."""
    for each in data.stands.cases:
        yield "case", f"{each.title}, since {each.date}"
    if talk := data.stands.talk:
        for each in talk.questions:
            yield "open question", f"{each.title}, {_by(data, each)}, since {each.date}"
        for promise in talk.promises:
            if promise.kept is None:
                yield "promise", _promise(data, promise)


def _by(data: Stood, entry: Entry) -> str:
    who = who_of(entry, data.names)
    return who if entry.to else f"from {who}"


def _promise(data: Stood, promise: Promise) -> str:
    by = "yours" if is_own(promise.entry) else f"of {who_of(promise.entry, data.names)}"
    due = f", by {promise.due}" if promise.due else ""
    return f"{promise.entry.title}, {by}{due}{', late' if promise.is_late(data.stands.today) else ''}"


def _due(data: Stood) -> Iterator[_Pair]:
    for due in data.stands.dues:
        how_far = f", {relative(due.date, data.stands.today)}" if due.date else ""
        yield "due", f"{due.title}: {due.when()}{how_far}"
    yield "meters", ", ".join(meter_text(*each) for each in sorted(data.stands.meters.items()))


def _holding(data: Stood) -> Iterator[_Pair]:
    """What holds as of that day: warranties, what others may keep, what may be sent."""
    for warranty, end in data.stands.warranties:
        yield "warranty", f"{warranty_text(warranty)}{f', until {end}' if end else ''}"
    yield from (("given to", each) for each in dict.fromkeys(_receiver(data, share) for share in data.stands.given))
    for each in data.stands.permissions:
        to = "may send you" if each.by == "owner" else "lets you send"
        yield "permission", f"{_name(data, each.party)} {to}: {', '.join(each.said.kinds)}{each.said.terms()}"
    for stands in data.terms:
        yield "terms", f"{stands.agreement.of.said.called}, with {stands.name}: {stands.agreement.status.value}"


def _receiver(data: Stood, share: Share) -> str:
    until = f", until {share.until}" if share.until else ""
    unnamed = ", without your name" if share.anonymous else ""
    return f"{_name(data, share.party)}{unnamed}{until}{f', under {share.terms}' if share.terms else ''}"


def _money(data: Stood) -> Iterator[_Pair]:
    for each in data.stands.money:
        who = _name(data, each.party) if each.party else ""
        if each.paid:
            yield "paid", f"{_sum(each.paid)}{f' to {who}' if who else ''}"
        if each.got:
            yield "got", f"{_sum(each.got)}{f' from {who}' if who else ''}"


def _sum(amounts: Sequence[Money]) -> str:
    return ", ".join(map(str, amounts))


def _name(data: Stood, slug: str | None) -> str:
    return data.names.get(slug or "", slug or "")
