"""A bundle leaves by a carrier. Where that fails it is told, and nothing of it left: twice is once."""

from __future__ import annotations

import shlex
from pathlib import Path

from talktag import disk
from talktag.carrier.maildir import put_mail
from talktag.carrier.parcel import Parcel, Send
from talktag.content import Content, content_of
from talktag.disk.in_parts import file_content
from talktag.errors import DiskError, InvalidError
from talktag.model.settings.carrier import FOLDER, MAIL, WAY_OUT, Carrier


def deliver(carrier: Carrier, parcel: Parcel, send: Send) -> str:
    """Let it leave; where it is then, in words for a person. Folders of the carrier are whole paths.

    `send` is how a program of the person's is run. DiskError where the carrier fails, InvalidError where it cannot take
    such a parcel; in either case nothing of it left, as far as can be told.
    """
    if not carrier.can_send:
        key = WAY_OUT[carrier.kind]
        raise InvalidError(
            f'the carrier "{carrier.name}" only fetches',
            hints=[f"let it send with: talktag config carrier.{carrier.name}.{key}=…"],
        )
    if carrier.kind == MAIL:
        send(carrier.program, _mail_of(carrier, parcel).whole())
        return shlex.join(carrier.program)
    folder = _folder(carrier)
    if carrier.kind == FOLDER:
        return _put_file(folder, parcel)
    return put_mail(folder, parcel.bundle, _mail_of(carrier, parcel))


def _mail_of(carrier: Carrier, parcel: Parcel) -> Content:
    if parcel.mail is None:
        raise InvalidError(
            f'the carrier "{carrier.name}" takes mails, and there is none to send',
            hints=["give the party a mail address with: talktag party set PARTY contact=…"],
        )
    return content_of(parcel.mail)


def _folder(carrier: Carrier) -> Path:
    """The folder that things are put into; it is never made, as a stick that is not there would be made up."""
    folder = disk.real_path(Path(carrier.goes_to or ""))
    if not folder.is_dir():
        raise DiskError(
            f'the folder of the carrier "{carrier.name}" is not there: {carrier.goes_to}',
            hints=["plug it in, or make the folder"],
        )
    return folder


def _put_file(folder: Path, parcel: Parcel) -> str:
    """Put the file there whole, under the name that it always has; the way to it."""
    target = folder / parcel.file_name
    content = content_of(parcel.content)
    if not _is_there(target, content):
        staged = disk.stage(folder, content.parts(), disk.PUBLIC)
        try:
            disk.publish(staged, target)
        except BaseException:
            disk.discard(staged)
            raise
    return str(target)


def _is_there(target: Path, content: Content) -> bool:
    """Whether these very bytes lie there already, so that nothing that watches the folder is woken once more."""
    try:
        if target.is_symlink() or target.stat().st_size != content.size:
            return False
        return file_content(target, content.size) == content
    except (OSError, InvalidError, DiskError):
        return False
