"""`talktag scan`: from a code to the record."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_party
from talktag.cli.context import Context
from talktag.cli.views.view import Aside, Block, Columns, Line, Pairs, View
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.labels.makers_code import SeenMakerCode
    from talktag.ops.labels.read_codes import ScannedCode
    from talktag.ops.labels.scan import Scanned


def show(data: "Scanned | Any") -> Iterator[Block]:
    """Every code where there is more than one or none is taken; then each answer as its own verb shows it.

    What was in a code that holds a message is shown as what came by any other way.
    """
    from talktag.ops.labels.scan import Scanned

    if not isinstance(data, Scanned):
        from talktag.cli.views.talk.received import show_received

        yield from show_received(data)
        return
    if len(data.codes) > 1 or not data.answers:
        rows = [
            (
                each.what,
                each.status,
                *((each.record.product.slug, each.record.product.name) if each.record else ("", "")),
            )
            for each in data.codes
        ]
        yield Columns(("code", "is", "product", "name"), rows)
        yield Aside(lambda: [Line("")] if data.answers else [])
    for seen in data.makers if not data.answers else ():
        yield from _maker(seen)
    for each in data.answers:
        yield from _answer(data.verb, each)


def _maker(seen: "SeenMakerCode") -> Iterator[Block]:
    """What a maker's code says, and whose it claims to be."""
    from talktag.model.values.ident import printed_tag

    goods = seen.code.goods
    yield Aside(lambda: [Line("")])
    yield Pairs(
        [
            ("maker's tag", printed_tag(seen.code.tag)),
            ("leads to", seen.code.address),
            ("number of the goods", goods and goods.gtin),
            ("serial number", goods and goods.serial),
            ("whose key", f"{seen.whose or 'nobody known here'} ({seen.sure})"),
        ]
    )


def _answer(verb: str, data: Any) -> View:
    """As the verb shows it; its view is only loaded now."""
    if verb == "show":
        from talktag.cli.views.card import card

        return card(data)
    if verb == "lend":
        from talktag.cli.views.changed import show_changed

        return show_changed(data)
    if verb == "check":
        from talktag.cli.views.stocktake import show_stocktake

        return show_stocktake(data)
    if verb == "note":
        from talktag.cli.views.sealed_note import show_sealed_note

        return show_sealed_note(data)
    if verb == "tell":
        from talktag.cli.views.log.entries import show_entries

        return show_entries(data)
    from talktag.cli.views.attached import show_attached

    return show_attached(data)


class ScanFlags(NamedTuple):
    """What was scanned, and what is to be done with it."""

    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TEXT|IMAGE|-]...",
            help="What a scanner typed, an address, a photo; - is standard input.",
            show_default=False,
        ),
    ] = None
    do: Annotated[str, typer.Option(metavar="WORD", help="show, lend, check, note, attach or tell.")] = "show"
    to: Annotated[
        str | None,
        typer.Option(metavar="PARTY", help="Who has it, to lend.", autocompletion=complete_party),
    ] = None
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When it should be back, to lend.")] = None
    text: Annotated[str | None, typer.Option(metavar="TEXT|-", help="The private note, sealed to your key.")] = None
    files: Annotated[
        list[Path] | None,
        typer.Option("--file", metavar="FILE", help="What to attach instead of the photo; repeatable."),
    ] = None
    kind: Annotated[str | None, typer.Option(help="The kind of what is attached; guessed when left out.")] = None
    everything: Annotated[bool, typer.Option("--all", help="Take all products that were scanned.")] = False


@command("scan", view=show)
def scan(context: Context, typed: ScanFlags) -> Outcome:
    """Go from a code, a photo of one or a scanner's line to the record.

    Without TEXT or IMAGE it reads lines until the end, so a scanner that types can be used at once.

    Only tags of your own lead anywhere; any other code is shown and never opened. Photos are read on this
    computer. A code that holds a message is taken in as receive does. To tell is to write the scan on the log of the
    product, for your rules to answer.

    Example: talktag scan photo.jpg --do lend --to bruno
    """
    from talktag.cli.input.scanning import gather_scans
    from talktag.ops.labels.read_codes import describe
    from talktag.ops.labels.scan import Action, Scanned
    from talktag.ops.labels.scan import scan as operate

    session = context.session()
    given = gather_scans(context.terminal, typed.words or (), lambda line: describe(session, line))
    is_meant = not typed.words and context.terminal.stdin.isatty()  # each line was typed for this
    action = Action(
        typed.do,
        to=typed.to,
        due=typed.due,
        text=_note(context, typed.text) if typed.do == "note" else None,
        files=tuple(typed.files or ()),
        kind=typed.kind,
        everything=typed.everything or is_meant,
    )
    outcome = operate(session, given, action)
    bundles = outcome.data.bundles if isinstance(outcome.data, Scanned) else ()
    return _receive(context, bundles) if bundles else outcome


def _receive(context: Context, bundles: "Sequence[ScannedCode]") -> Outcome:
    """What takes in the message that a code holds, as if it had come by any other way."""
    from talktag.cli.input.talk.believing import believe_terminal
    from talktag.content import content_of
    from talktag.ops.talk.incoming.came import CameFile
    from talktag.ops.talk.incoming.take_in import open_came, take_in

    if len(bundles) > 1:
        raise UsageError(f"there are {len(bundles)} messages in the codes", hints=["scan one after the other"])

    session, (code,) = context.session(), bundles
    came = CameFile(code.photo or Path("standard input"), content_of(code.data))
    outcome = take_in(session, open_came(session, came), believe_terminal(context.terminal))
    return outcome.without_shown_plan() if context.flags.dry_run else outcome


def _note(context: Context, text: str | None) -> Callable[[], str]:
    """What gives the note's text, once it is clear which products it is for."""

    def read() -> str:
        from talktag.cli import core_dumps
        from talktag.cli.input.note_text import read_note

        core_dumps.forbid()
        if text not in {None, "-"}:
            return str(text)
        terminal = context.terminal
        if text is None:
            if terminal.can_ask:
                return terminal.ask("Note", '--text "TEXT"')
            raise UsageError("the note's text is missing", hints=["hand it over with --text -, or --text TEXT"])
        return read_note(terminal)

    return read
