"""`talktag reply`: answer a bundle, signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import OutputFile, Page, complete_language
from talktag.cli.context import Context
from talktag.cli.output_name import check_bundle_name, path_of
from talktag.cli.views.brought import entry_blocks, entry_lines
from talktag.cli.views.view import Block, Columns, Line, Pairs
from talktag.disk.sizes import size_text
from talktag.model.log.kinds import IN_REPLIES, KINDS
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.sharing.reply_out import Replied

Titles = list[str] | None


def _asks(kind: str, more: str = "") -> str:
    """What the option for a kind of entry is for."""
    return f"{KINDS[kind].asks}{more}."


def show(data: "Replied") -> Iterator[Block]:
    """What the answer says, and to whom."""
    document = data.document
    signer = document.signer
    about = ", ".join(each.name for each in document.products)
    yield Line(f"answer{f' about {about}' if about else ''}, for {document.audience_name}", "strong")
    yield Pairs(
        [
            ("from", signer.name),
            ("contact", signer.contact),
            ("signed with", signer.fingerprint or "nothing: it is not signed"),
            ("answers", document.in_reply_to and document.in_reply_to.bundle),
            ("channel", document.channel),
            ("answer", document.bundle),
            ("file", data.path or "-"),
            ("encrypted to", data.recipient),
        ]
    )
    yield from entry_blocks(entry_lines(document))
    if document.files:
        yield Columns(
            ("file", "kind", "size"),
            [(each.name, each.kind, size_text(each.size)) for each in document.files],
        )


ACCEPT_HELP = "You sign the text of the terms that it offers; with that it is agreed."


class ReplyFlags(NamedTuple):
    """What is said to a bundle, by whom, and how it goes out."""

    file: Annotated[Path, typer.Argument(metavar="BUNDLE.zip", help="What is to be answered.")]
    output: OutputFile
    service: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("service", "; repeatable"))] = None
    check: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("check"))] = None
    reading: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("reading"))] = None
    claim: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("claim"))] = None
    firmware: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("firmware"))] = None
    manual: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("manual"))] = None
    link: Annotated[Titles, typer.Option(metavar="URL", help=_asks("link"))] = None
    message: Annotated[Titles, typer.Option(metavar="TITLE", help=_asks("message"))] = None
    cost: Annotated[str | None, typer.Option(metavar="MONEY", help='What it costs, like "80 EUR".')] = None
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When; today if left out.")] = None
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When it should be looked at again.")] = None
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="More of it.")] = None
    attach: Annotated[
        list[Path] | None, typer.Option("--file", metavar="PATH", help="A report, a photo; repeatable.")
    ] = None
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What you are called.")] = None
    contact: Annotated[str | None, typer.Option(metavar="TEXT", help="How to reach you.")] = None
    key: Annotated[
        Path | None,
        typer.Option(metavar="KEYFILE", help="An OpenSSH key to sign with; of a public one ssh-agent is asked."),
    ] = None
    signer: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="The owner's public key, as you got it by another way.")
    ] = None
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="Of the page in it: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
            show_default="en",
        ),
    ] = None
    page: Page = None
    unsigned: Annotated[bool, typer.Option("--unsigned", help="Write a plain answer file, which proves nothing.")] = (
        False
    )
    encrypt: Annotated[
        bool | None,
        typer.Option(
            "--encrypt/--no-encrypt",
            help="To their age recipient: only they and you can open it.",
            show_default="as the message was",
        ),
    ] = None
    accept_terms: Annotated[bool, typer.Option("--accept-terms", help=ACCEPT_HELP)] = False


@command("reply", view=show)
def reply(context: Context, typed: ReplyFlags) -> Outcome:
    """Answer a bundle, a reply or a message that you were given, signed with your key.

    Needs no store. Signs with the keys of this computer (talktag key new NAME makes some) or with --key. A bundle
    that is encrypted to you is opened.

    --cost, --text and --due belong to the first entry, in the order of the options here; --date to all.

    Example: talktag reply canon.zip --service "replaced eyepiece" --cost "80 EUR" --file report.pdf -o reply.zip
    """
    from talktag.ops.sharing.reply_document import ReplyRequest
    from talktag.ops.sharing.reply_out import reply as operate

    path, form = path_of(typed.output), "json" if typed.unsigned else "zip"
    if typed.encrypt:
        check_bundle_name(path, encrypt=True, form=form)
    request = ReplyRequest(
        bundle=typed.file,
        said={kind: titles for kind in IN_REPLIES if (titles := getattr(typed, kind))},
        cost=typed.cost,
        date=typed.date,
        due=typed.due,
        text=typed.text,
        files=typed.attach or (),
        name=typed.name,
        contact=typed.contact,
        key=typed.key,
        signer=typed.signer,
        language=typed.language,
        unsigned=typed.unsigned,
        page=typed.page,
        encrypt=typed.encrypt,
        accept_terms=typed.accept_terms,
    )
    question = f"Passphrase for the key in {typed.key}"
    outcome = operate(context.session(), request, path, lambda attempt: context.open_by_passphrase(question, attempt))
    check_bundle_name(path, encrypt=bool(cast("Replied", outcome.data).recipient), form=form)
    return outcome
