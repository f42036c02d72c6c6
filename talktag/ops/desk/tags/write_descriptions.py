"""Descriptions and pages for a static host, and the register of the desk, written. It chooses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.model.bundles.document import Signatory
from talktag.model.makers.tag_register import register_bytes
from talktag.ops.desk.tags.new_tags import printed_tags
from talktag.ops.desk.tags.registers import TAGS
from talktag.ops.makers.description_out import Maker, ToDescribe, make_description
from talktag.page.makers.tag_page import tag_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from talktag.content import Content
    from talktag.ops.desk.desk import OpenDesk
    from talktag.ops.desk.tags.new_tags import DescribedKind, NewTags
    from talktag.ops.session import Session

PAGE = "index.html"


def description_paths(folder: Path, web: Path, made: NewTags) -> tuple[Path, ...]:
    """Every file that is written: descriptions and their pages, then the registers of the desk."""
    described = (web / each.path / name for each in made.described for name in (f"{each.bundle}.zip", PAGE))
    registers = (folder / TAGS / f"{each.bundle}.csv" for each in made.described)
    return (*dict.fromkeys(described), *registers)


def write_descriptions(session: Session, desk: OpenDesk, made: NewTags, web: Path, beside: Path) -> None:
    """Write them all; what the desk keeps comes last, so that no tag is known there which is not described.

    `beside` is the folder that manuals are named from.
    """
    signatory = Signatory(
        name=desk.settings.name,
        contact=desk.settings.contact,
        fingerprint=desk.fingerprint,
        age=desk.public.owner_recipient,
    )
    maker = Maker(signatory, desk.keys.signing, desk.settings.language, _random_bytes(session))
    for each in made.described:
        folder = web / each.path
        disk.make_folder(folder)
        what = ToDescribe(
            each.kind, [(one.code, one.serial) for one in each.articles], each.product, each.bundle, session.instant
        )
        _put(folder / f"{each.bundle}.zip", make_description(maker, what, beside))
        _put_page(desk, folder, each)
    disk.make_folder(desk.folder / TAGS, disk.PRIVATE_FOLDER)
    for each in made.described:
        disk.put(desk.folder / TAGS / f"{each.bundle}.csv", register_bytes(printed_tags(each)))


def _put_page(desk: OpenDesk, folder: Path, described: DescribedKind) -> None:
    """The page with a link to each description in its folder, those of earlier printings among them."""
    files = sorted(path.name for path in folder.glob("*.zip"))
    _put(folder / PAGE, tag_page(desk.settings.name, described.kind.name, files, desk.settings.language))


def _put(path: Path, data: bytes | Content) -> None:
    disk.put(path, data if isinstance(data, bytes) else data.whole(), disk.PUBLIC)


def _random_bytes(session: Session) -> Callable[[int], bytes]:
    return lambda count: session.random_bits(8 * count).to_bytes(count)
