"""`talktag key`: the owner's keys."""

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from talktag.cli.command import command
from talktag.cli.commands.references import complete_language
from talktag.cli.context import Context
from talktag.cli.output_name import check_ending, path_of
from talktag.cli.views.keys import (
    show_accepted,
    show_backup,
    show_changed,
    show_key_card,
    show_keys,
    show_locked,
    show_new,
    show_resealed,
)
from talktag.errors import UsageError
from talktag.ops.outcome import Outcome

_BACKUP_LIMIT = 64 * 1024
NoPassphrase = Annotated[bool, typer.Option("--no-passphrase", help="Keep the keys unprotected.")]


@command("show", view=show_keys, family="key")
def show(context: Context) -> Outcome:
    """Show your public keys, and where the secret ones are."""
    from talktag.ops.keys.key import show_keys as operate

    return operate(context.session())


@command("new", view=show_new, family="key")
def new(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you or your shop are called.")],
    no_passphrase: NoPassphrase = False,
) -> Outcome:
    """Make keys without a store, to answer bundles with. `talktag init` makes keys too, where there are none.

    Example: talktag key new "Fix-It Cameras"
    """
    from talktag.ops.keys.key import new_keys

    return new_keys(context.session(), name, None if no_passphrase else context.new_passphrase)


class CardFlags(NamedTuple):
    """What stands on a card, besides the keys."""

    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A .vcf, .txt, .html, .pdf, .png or .svg; - is text, for a mail."
        ),
    ] = None
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What you are called; the store knows.")] = None
    mail: Annotated[str | None, typer.Option(help="Your mail address; the store knows. Empty for none.")] = None
    phone: Annotated[str | None, typer.Option(help="Your telephone number; the store may know. Empty for none.")] = None
    url: Annotated[str | None, typer.Option(help="Your page.")] = None
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE",
            help="What it is written in, and what you read: en, es, de, fr, it or sv.",
            autocompletion=complete_language,
        ),
    ] = None


@command("card", view=show_key_card, family="key")
def card(context: Context, typed: CardFlags) -> Outcome:
    """Make a card of your name, your contact and your public keys, to hang at a counter or put at a mail's foot.

    Whoever takes it in can write to you so that only you can read it. Without -o it is shown, with a code for a phone.

    Example: talktag key card -o card.pdf
    """
    from talktag.ops.keys.key_card import FORMS, CardRequest, key_card

    path = path_of(typed.output)
    form = "txt" if typed.output and path is None else check_ending(path, *FORMS)
    if path and not form:
        raise UsageError(
            f'"{path}" does not say what the card is to be', hints=[f"say: -o {path}.pdf, or .{', .'.join(FORMS)}"]
        )
    said = typed.name, typed.mail, typed.phone, typed.url, typed.language
    return key_card(context.session(), CardRequest(*said, form=form or "", path=path))


@command("accept", view=show_accepted, family="key")
def accept(context: Context) -> Outcome:
    """Accept the store's recipients and the keys of its parties on this computer, after looking at them.

    Needed after they were changed elsewhere, and on a computer that has not met the store before. Whatever you
    change here, by a command or by hand and `talktag save`, is accepted already.
    """
    from talktag.ops.keys.key import accept_all

    return accept_all(context.session())


@command("backup", view=show_backup, family="key")
def backup(
    context: Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file; - is standard output.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="A page with a code; also if FILE ends in .pdf.")] = False,
) -> Outcome:
    """Write out the recovery key, to be kept on paper: it opens every note if the passphrase is forgotten.

    Example: talktag key backup --pdf | lp
    """
    from talktag.ops.keys.key import back_up

    path = path_of(output)
    as_pdf = pdf or (path is not None and path.suffix.lower() == ".pdf")
    if path is None and context.terminal.is_read_by_a_person and (output is None or as_pdf):
        raise UsageError(
            "the recovery key opens every note, and would be shown on the screen",
            hints=[
                "write it to a file to print: talktag key backup -o recovery.pdf",
                "or: talktag key backup --pdf | lp",
            ],
        )
    return back_up(context.session(), path, as_pdf=as_pdf)


@command("restore", view=show_changed, family="key")
def restore(
    context: Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE|-]", help="The recovery key as text; without it you type it.")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What you are called; the store knows.")] = None,
    no_passphrase: NoPassphrase = False,
) -> Outcome:
    """Make keys from the recovery key, on a new computer or when the passphrase is forgotten.

    The recovery key stays what it is, the rest is new; notes and private files of the store are sealed to the new
    keys. Typed at a terminal the recovery key is not shown; blanks and small letters do not matter.

    Example: talktag key restore
    """
    from talktag.ops.keys.new_keys import restore as operate

    passphrase = None if no_passphrase else context.new_passphrase
    return operate(context.session(), _recovery(context, file), name, passphrase)


@command("passphrase", view=show_locked, family="key")
def passphrase(
    context: Context,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the new passphrase from FILE; else you type it.")
    ] = None,
    no_passphrase: NoPassphrase = False,
) -> Outcome:
    """Change the passphrase of your keys. The keys stay the same.

    The one in use is asked for, or handed over with --passphrase-file or --passphrase-fd.
    """
    from talktag.cli.own.settings import own_settings
    from talktag.ops.keys.new_keys import change_passphrase

    def new() -> str | None:
        return None if no_passphrase else context.changed_passphrase(new_passphrase_file)

    outcome = change_passphrase(context.session(), new)
    if not own_settings(context.terminal.environment).passphrase_command:
        return outcome
    return outcome._replace(
        done=(*outcome.done, "notice: your passphrase_command has to print the new one from now on")
    )


@command("rotate", view=show_changed, family="key")
def rotate(
    context: Context,
    encryption: Annotated[bool, typer.Option("--encryption", help="Only what notes are sealed to.")] = False,
    signing: Annotated[bool, typer.Option("--signing", help="Only the signing key.")] = False,
) -> Outcome:
    """Put new keys in place of yours, and seal the notes and private files of the store to them.

    What is in the history, and in every copy of the store, stays readable with the old keys. You keep those, to
    open what was sealed before; what they signed is still known as yours. Print the new recovery key afterwards.
    """
    from talktag.ops.keys.new_keys import rotate as operate

    both = encryption == signing
    return operate(context.session(), encryption=encryption or both, signing=signing or both)


@command("use", view=show_changed, family="key")
def use(
    context: Context,
    file: Annotated[Path, typer.Argument(metavar="KEYFILE", help="An OpenSSH key.")],
) -> Outcome:
    """Sign with an OpenSSH key that you have.

    A private Ed25519 key is copied into your key folder, sealed; its passphrase is asked for once. Of a public key,
    ssh-agent is asked to sign each time, so that the secret can stay in a hardware key, which you touch then.

    Example: talktag key use ~/.ssh/id_ed25519.pub
    """
    from talktag.ops.keys.new_keys import use_key

    session = context.session()
    question = f"Passphrase for the key in {file}"
    return use_key(session, file, lambda attempt: context.open_by_passphrase(question, attempt))


@command("reseal", view=show_resealed, family="key")
def reseal(context: Context) -> Outcome:
    """Seal every note and private file of the store anew, to your keys and to those you accepted."""
    from talktag.ops.keys.reseal import reseal as operate

    return operate(context.session())


def _recovery(context: Context, file: Path | None) -> str:
    """The recovery key out of a file or a pipe, or typed; never from an argument."""
    from talktag import disk
    from talktag.cli import core_dumps
    from talktag.errors import InvalidError, NotFoundError
    from talktag.seal.keys.recovery_text import recovery_in

    core_dumps.forbid()
    terminal = context.terminal
    if file is None and terminal.stdin.isatty():
        return context.try_secrets("Recovery key, AGE-SECRET-KEY-1…", recovery_in)
    if file is None or str(file) == "-":
        data = terminal.stdin.buffer.read(_BACKUP_LIMIT + 1)
        if len(data) > _BACKUP_LIMIT:
            raise InvalidError("that is too much for a recovery key", hints=["name the text of talktag key backup"])
        return recovery_in(data.decode("utf-8", "replace"))
    if str(file).upper().startswith("AGE-SECRET-KEY-"):
        raise InvalidError(
            "a key on the command line can be seen by other programs", hints=["type it when asked: talktag key restore"]
        )
    try:
        return recovery_in(disk.read(disk.real_path(file), _BACKUP_LIMIT).decode("utf-8", "replace"))
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{file}"', hints=["check the name, or type it when asked"]) from None
