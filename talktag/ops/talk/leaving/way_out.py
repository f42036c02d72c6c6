"""The ways by which a message leaves: a carrier, a file, text to paste, a ready mail. It sends nothing itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import content_of
from talktag.ops.outcome import Output

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.settings.carrier import Carrier
    from talktag.ops.session import Session
    from talktag.ops.talk.compose import Composed


class WayOut(NamedTuple):
    """How it leaves: as a file at `path`, None for standard output, as a ready mail or not; else by a carrier.

    A `code` is one of CODE_FORMS, or "screen" for one of `columns`, coloured or not. `in_the_clear` is not encrypted,
    however it leaves.
    """

    by_file: bool = False
    path: Path | None = None
    as_mail: bool = False
    via: str | None = None
    code: str = ""
    columns: int = 0
    coloured: bool = False
    in_the_clear: bool = False

    @property
    def is_text_file(self) -> bool:
        """Whether it is to be a file whose name says that it is a text, as only a finder's is."""
        is_sealed = self.by_file and not (self.as_mail or self.code or self.in_the_clear)
        return is_sealed and self.path is not None and self.path.suffix.lower() == ".txt"


def outputs_of(session: Session, made: Composed, way: WayOut) -> tuple[Output, ...]:
    """The file that it leaves as; none where a carrier takes it."""
    if not way.by_file:
        return ()
    if way.code:
        return (Output(way.path, partial(_code_of, made, way)),)
    if not way.as_mail:
        return (Output(way.path, partial(_file_for, made, is_text=way.path is None)),)
    from talktag.ops.talk.leaving.mail_out import mail_of

    return (Output(way.path, lambda: mail_of(session.store, made.note, made.leaves, is_draft=True)),)


def _file_for(made: Composed, *, is_text: bool) -> bytes | Content:
    """The file; as text that can be pasted where it goes to standard output, if it is sealed."""
    if not (is_text and made.recipients):
        return made.leaves
    from talktag.seal.age.armor import armor

    return armor(content_of(made.leaves).whole())


def name_on_code(made: Composed) -> str:
    """Whom a code says that it is for: as the message calls them, which may not be what the owner does."""
    return made.document.audience_name or made.what.to.name


def _code_of(made: Composed, way: WayOut) -> bytes:
    """The message as a code, for a file or for the screen."""
    from talktag.ops.talk.message_code import write_code, write_for_screen

    data, name = content_of(made.leaves).whole(), name_on_code(made)
    if way.path is None:
        return write_for_screen(data, way.columns, coloured=way.coloured)
    return write_code(data, way.code, name, language=made.what.to.language, is_sealed=bool(made.recipients))


def say_done(made: Composed, carrier: Carrier | None, way: WayOut) -> tuple[str, ...]:
    """What is said when all is done."""
    name = made.what.to.name
    if carrier:
        return (f'carried to {name} by "{carrier.name}"',)
    if way.code:
        wrote = (f'wrote "{way.path}" for {name}',) if way.path else ()
        return (*wrote, "who photographs it takes it in with: talktag scan PHOTO")
    if way.path is None:
        return ()
    if way.as_mail:
        return (f'wrote "{way.path}" for {name}', "next: open it with your mail program and send it")
    return (f'wrote "{way.path}" for {name}', "send it; who gets it takes it in with: talktag receive")
