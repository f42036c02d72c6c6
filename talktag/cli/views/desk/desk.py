"""A desk for people: its channels, one of them, what is said there. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.cli.views.view import Block, Columns, Line, Pairs, Whole
from talktag.model.values.ident import printed_tag
from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.ops.desk.forget import ChannelForgotten
    from talktag.ops.desk.look import ChannelShown, DeskListed
    from talktag.ops.desk.new import NewDesk
    from talktag.ops.desk.run import DeskRun
    from talktag.ops.desk.say_now import SaidAtDesk


def show_new(data: NewDesk) -> Iterator[Block]:
    """Where it is, and what customers need to write to it."""
    yield Line(f"desk of {data.settings.name}: {data.folder}", "strong")
    public = data.keys.public() if data.keys.exists() else None
    if public:
        yield Pairs([("recipient", Whole(public.owner_recipient)), ("signing key", Whole(public.signing_line))])


def show_run(_: DeskRun) -> Iterator[Block]:
    """Nothing: standard output has its lines for programs alone."""
    yield from ()


def show_list(data: DeskListed) -> Iterator[Block]:
    """A line a channel, with the first case that waits there."""
    rows = [
        (
            each.channel.id,
            each.channel.customer,
            each.channel.thing,
            str(each.cases[0].date) if each.cases else "",
            each.cases[0].title if each.cases else "",
        )
        for each in data.channels
    ]
    yield Columns(("channel", "customer", "thing", "since", "case"), rows, ("since",))
    if data.refusals:
        yield Line(f"{plural(len(data.refusals), 'file')} refused; see which, and why, with: --json", "faint")


def show_channel(data: ChannelShown) -> Iterator[Block]:
    """Whose it is, and its log."""
    channel = data.channel
    yield Line(f"{channel.customer}, about {channel.about}", "strong")
    yield Pairs(
        [
            ("channel", Whole(channel.id)),
            ("contact", channel.contact),
            ("until", channel.until),
            ("taken back", channel.closed),
            ("maker's tag", channel.tag and printed_tag(channel.tag)),
            ("handed on", channel.passed),
            *((f"field {name}", value) for name, value in channel.fields.items()),
        ]
    )
    waiting = {each.id for each in data.cases}
    rows = [
        (str(each.date), "desk" if each.to or not each.signer else "customer", each.kind, each.title,
         "open" if each.id in waiting else "")
        for each in data.log
    ]  # fmt: skip
    yield Columns(("date", "from", "kind", "what", "state"), rows, ("state",))
    yield from (Line(each.text) for each in data.cases if each.text)


def show_said(data: SaidAtDesk) -> Iterator[Block]:
    """What goes to whom."""
    yield Line(f"to {data.channel.customer}, about {data.channel.about}:", "strong")
    yield Line(data.entry.title)
    if data.entry.text:
        yield Line(data.entry.text)
    yield from (Line(f"closes: {each.title}", "faint") for each in data.closes)


def show_forgotten(data: ChannelForgotten) -> Iterator[Block]:
    """What goes."""
    entries = "1 entry" if data.entries == 1 else f"{data.entries} entries"
    channel = data.channel
    what = f"{channel.thing} of {channel.customer}" if channel.product else f"{channel.customer}, about no thing"
    yield Line(f"{what}: {entries}, all there is of it here")
