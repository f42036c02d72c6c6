"""What an intake would do with each group of pictures: a new product, or files for one. It writes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import AmbiguousError, TalktagError
from talktag.model.intake.field_offer import FieldOffer
from talktag.model.intake.pictures.group import LeftAlone, PictureGroup, group_pictures
from talktag.model.intake.pictures.order import PictureOrder, in_order
from talktag.model.intake.pictures.picture import Camera, SeenCode, SeenFile
from talktag.model.labels.payload import leads_to, read_payload
from talktag.model.products.key_values import value_of
from talktag.model.products.keys import KEYS
from talktag.model.toml.record_file import without_absent
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.gs1 import Goods, read_goods
from talktag.model.values.gs1_prefix import issuer
from talktag.model.values.ident import TAG_PREFIX, printed_tag
from talktag.ops.finding.find_tag import Index, claimable
from talktag.ops.session import Session
from talktag.store.store import Record

_KNOWN = ("live", "retired", "unclaimed")


class Proposal(NamedTuple):
    """What is to become of one group.

    `record` is the product that its tag is on, None for a tag that is on none yet; `files` are those that are not there
    already, of which there are `there`. `read` are values out of bar codes, by key, `offers` what a machine believes.
    """

    tag: str
    record: Record | None
    files: tuple[SeenFile, ...]
    there: int
    read: Mapping[str, str]
    offers: tuple[FieldOffer, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def taken(self) -> datetime.date | None:
        """The last day one of the pictures was taken, by its camera."""
        return max((file.day for file in self.files if file.day), default=None)


class FoundGroups(NamedTuple):
    """What an intake found: what it would do, which groups are in the store already, what is left alone, and why."""

    proposals: tuple[Proposal, ...]
    finished: int
    left: tuple[LeftAlone, ...]
    notices: tuple[str, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The files left alone, as JSON values."""
        return {
            "left": [without_absent({"path": each.file.path, "why": each.why}) for each in self.left],
            "finished": self.finished,
        }


def propose(session: Session, files: Iterable[SeenFile]) -> FoundGroups:
    """What to do with files that were looked at; nothing of it is decided yet."""
    files = tuple(files)
    others = [each for each in files if not each.is_picture]
    pictures, doubles = _each_once(each for each in files if each.is_picture)
    order = in_order(pictures)
    index = Index(session.store)
    tags = {each.path: tuple(_tags(index, each)) for each in pictures}
    statuses, faults = _statuses(session, index, {tag for found in tags.values() for tag in found})
    grouping = group_pictures(order, tags, {tag for tag, status in statuses.items() if status in _KNOWN})
    left = [LeftAlone(each.file, faults.get(_only(tags[each.file.path]), each.why)) for each in grouping.left]
    cameras = {each.camera for each in pictures if tags[each.path]}
    made = [_propose(index, group, cameras) for group in grouping.groups]
    return FoundGroups(
        tuple(each for each in made if each.files),
        sum(not each.files for each in made),
        (*left, *(LeftAlone(each, each.trouble) for each in others)),
        (*_jump_notices(order), *_foreign_addresses(session, pictures), *_doubles_notice(doubles)),
    )


def _each_once(files: Iterable[SeenFile]) -> tuple[list[SeenFile], list[SeenFile]]:
    """The files, of those with one content the first by its path, and the others."""
    first: dict[str, SeenFile] = {}
    files = sorted(files, key=lambda file: file.path)
    doubles = [each for each in files if first.setdefault(each.sha256 or each.path, each) is not each]
    return list(first.values()), doubles


def _tags(index: Index, file: SeenFile) -> Iterator[str]:
    """The tag ids in a file. Nine signs on goods may look like one, and count only where it is the store's."""
    for code in file.codes:
        tag = read_payload(code.text)
        if tag and (TAG_PREFIX in code.text.upper() or "#" in code.text or _is_own(index, tag)):
            yield tag


def _is_own(index: Index, tag: str) -> bool:
    try:
        return index.look_up(tag).status in _KNOWN
    except AmbiguousError:
        return True


def _statuses(session: Session, index: Index, tags: Iterable[str]) -> tuple[dict[str, str], dict[str | None, str]]:
    """What each tag is here, and why one that is the store's cannot be used."""
    statuses: dict[str, str] = {}
    faults: dict[str | None, str] = {}
    for tag in sorted(tags):
        try:
            statuses[tag] = index.look_up(tag).status
            if statuses[tag] == "unclaimed":
                claimable(session.store, tag, index)
        except TalktagError as error:
            statuses[tag], faults[tag] = "unusable", error.message
    return statuses, faults


def _only(tags: Sequence[str]) -> str | None:
    return tags[0] if len(set(tags)) == 1 else None


def _propose(index: Index, group: PictureGroup, cameras: Collection[Camera | None]) -> Proposal:
    record = index.look_up(group.tag).record
    held = {file.sha256 for file in record.product.files} if record else set()
    files = tuple(each for each in group.files if each.sha256 not in held)
    goods = _goods(code for file in group.files for code in file.codes)
    gtins = tuple(dict.fromkeys(each.gtin for each in goods))
    serials = tuple(dict.fromkeys(each.serial for each in goods if each.serial))
    read = {key: found[0] for key, found in (("gtin", gtins), ("serial", serials)) if len(found) == 1}
    notes = [f"{len(gtins)} bar codes: {', '.join(gtins)}"] if len(gtins) > 1 else []
    notes += [f'"{each.name}" between them could not be read' for each in group.doubts]
    offers = (*_camera_offers(files, cameras), *(offer for file in files for offer in file.offers))
    offers = _worth_a_look(offers, record)
    there = len(group.files) - len(files)
    return Proposal(group.tag, record, files, there=there, read=read, offers=offers, notes=tuple(notes))


def _worth_a_look(offers: Iterable[FieldOffer], record: Record | None) -> tuple[FieldOffer, ...]:
    """The offers for what a product does not say yet, the likeliest of each key first; for a new one a name, too."""
    ranked = sorted(offers, key=lambda each: -each.score)
    if record:
        product = record.product
        lacks = {key.name for key in KEYS if key.may_lack and value_of(product, key) is None}
        return tuple(each for each in ranked if each.key in lacks)
    maker, model = (next((each for each in ranked if each.key == key), None) for key in ("maker", "model"))
    if not model:
        return tuple(ranked)
    name = f"{maker.value} {model.value}" if maker and maker.value not in model.value else model.value
    return (FieldOffer("name", name, model.score, model.source), *ranked)


def _goods(codes: Iterable[SeenCode]) -> list[Goods]:
    """What the bar codes say; a number of a shop's own, as on what it weighs, is none of the thing's."""
    found = []
    for code in codes:
        try:
            if code.form == "retail":
                found.append(Goods(typed_gtin(code.text)))
            elif goods := read_goods(code.text) if code.form == "gs1" or "/01/" in code.text else None:
                found.append(goods)
        except ValueError:
            continue
    return [each for each in found if issuer(each.gtin)]


def _camera_offers(files: Iterable[SeenFile], cameras: Collection[Camera | None]) -> Iterator[FieldOffer]:
    """What a picture tells of its camera, where it is none of those that took tags: it may be the very thing."""
    for file in files:
        if file.camera and file.camera.serial and file.camera not in cameras:
            told = (("maker", file.camera.maker), ("model", file.camera.model), ("serial", file.camera.serial))
            yield from (FieldOffer(key, value, 0.5, f"camera of {file.name}") for key, value in told if value)
            return


def _jump_notices(order: PictureOrder) -> Iterator[str]:
    for jump in order.jumps:
        before, after = (each.moment and each.moment.wall for each in (jump.before, jump.after))
        yield (
            f'the clock of {jump.camera} jumps back between "{jump.before.name}" ({before:%Y-%m-%d %H:%M}) and '
            f'"{jump.after.name}" ({after:%Y-%m-%d %H:%M}); its pictures are taken in the order of their numbers'
        )


def _foreign_addresses(session: Session, files: Iterable[SeenFile]) -> Iterator[str]:
    """Which codes with a tag lead finders elsewhere: somebody may have put another code over one of the owner's."""
    settings = session.store.settings
    own = {None, settings.contact.lower(), settings.finder, settings.phone}
    for file in files:
        for code in file.codes:
            address, tag = leads_to(code.text), read_payload(code.text)
            if tag and TAG_PREFIX in code.text.upper() and address not in own:
                yield f'the code of "{printed_tag(tag)}" leads finders to "{address}", which is not in your settings'


def _doubles_notice(doubles: Sequence[SeenFile]) -> Iterator[str]:
    if doubles:
        names = ", ".join(f'"{each.name}"' for each in doubles[:3])
        more = f" and {len(doubles) - 3} more" if len(doubles) > 3 else ""
        yield f"there twice, and taken once: {names}{more}"
