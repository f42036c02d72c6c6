"""A product described for who reads a site, in the blocks and words of a bundle, with what is due. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from talktag.model.bundles.told import ToldEntry
from talktag.model.due.due_item import (
    LOAN,
    NOTICE,
    QUESTION,
    RENEWAL,
    RETURN,
    SERVICE_END,
    SHARE,
    TABLE,
    WARRANTY,
    WISH,
    DueItem,
)
from talktag.model.log.kinds import RECALL
from talktag.model.sharing.description import (
    Block,
    Fact,
    FactList,
    Happenings,
    Illustration,
    Illustrations,
    Point,
    PointList,
    Section,
    Sentence,
)
from talktag.model.site.thing import SiteThing
from talktag.page.describe_product import (
    happening_of_entry,
    list_files,
    listed_file,
    picture_of_file,
    point_of_warranty,
    present,
    sayings,
)
from talktag.page.site.wording import fill_in
from talktag.page.site.wording.texts import SiteTexts
from talktag.page.wording.texts import Texts
from talktag.page.words_for_values import name_of, term_in


def sections_of(thing: SiteThing, words: Texts, own: SiteTexts) -> tuple[Section, ...]:
    """What the page tells, in reading order; of what there is nothing, there is no section."""
    sections = (
        _part(words.pictures, _pictures(thing, words)),
        _part(words.product, _facts(thing.values, words, own)),
        _part(own.service, _service(thing.values.get("service"), words, own)),
        _part(own.due, _points(thing.dues, own)),
        _part(words.warranty, _warranties(thing.values, words)),
        _part(words.history, _history(thing.entries, words)),
        _part(words.said, _history(thing.said, words)),
        _part(words.attached, _files(thing, words, own)),
    )
    return tuple(each for each in sections if each.blocks)


def said_of_due(item: DueItem, own: SiteTexts, party: str = "") -> str:
    """What ends or is to be done, in the words of the site; `party` is the name of who it is about."""
    who = party or item.party or own.none
    by_itself = {
        WARRANTY: own.warranty_ends if item.title == "all" else fill_in(own.cover_ends, cover=item.title),
        RETURN: own.return_ends,
        LOAN: fill_in(own.back_from, party=who),
        SHARE: fill_in(own.to_delete, party=who),
        TABLE: own.to_forget,
        RENEWAL: fill_in(own.goes_on, title=item.title or "–"),
        NOTICE: fill_in(own.notice, party=who),
        SERVICE_END: own.is_over,
        WISH: own.offers_end,
        QUESTION: fill_in(own.asks, party=who, title=item.title),
    }
    if said := by_itself.get(item.key[0]):
        return said
    if item.kind == RECALL:
        return fill_in(own.recall, title=item.title)
    if item.meter is None:
        return item.title
    text = own.at_meter if item.at else own.by_meter
    return fill_in(text, title=item.title, at=item.at or "", meter=item.meter)


def _part(heading: str, blocks: Iterable[Block]) -> Section:
    return Section("part", heading, tuple(blocks))


def _pictures(thing: SiteThing, words: Texts) -> Iterator[Block]:
    pictures = illustrations(thing, words)
    if pictures:
        yield Illustrations(pictures)


def illustrations(thing: SiteThing, words: Texts) -> tuple[Illustration, ...]:
    """The pictures of the thing as they are shown."""
    return tuple(picture_of_file(each.name, each.kind, "image/jpeg", each.data, words) for each in thing.pictures)


def _facts(values: Mapping[str, Any], words: Texts, own: SiteTexts) -> Iterator[Block]:
    live = [each if isinstance(each, str) else each["id"] for each in values.get("tags", ()) if _is_live(each)]
    told = {key: value for key, value in {**values, "tags": live}.items() if value}
    if told.get("quantity") == 1:
        del told["quantity"]
    facts = [Fact(each.label, (each.text,)) for each in sayings(told, words) if each.text and each.key != "id"]
    if state := own.states.get(values.get("state", "")):
        facts.insert(0, Fact(own.state, (state,)))
    if ident := values.get("id"):
        facts.append(Fact("ID", (str(ident),)))
    if facts:
        yield FactList(tuple(facts))


def _service(service: Mapping[str, str] | None, words: Texts, own: SiteTexts) -> Iterator[Block]:
    """What is paid each time, and when it goes on by itself; of what is no service there is nothing."""
    if not service:
        return
    fee, every = service.get("fee", ""), term_in(words, service.get("every"))
    lines = (
        (own.fee, fill_in(own.fee_every, fee=fee, every=every) if fee and every else fee),
        (own.renews, service.get("renews")),
        (own.term, term_in(words, service.get("term"))),
        (own.notice_time, term_in(words, service.get("notice"))),
        (own.ends, service.get("ends")),
    )
    if facts := tuple(Fact(label, (text,)) for label, text in lines if text):
        yield FactList(facts)


def _is_live(tag: Any) -> bool:
    return isinstance(tag, str) or "retired" not in tag


def _points(dues: Iterable[DueItem], own: SiteTexts) -> Iterator[Block]:
    points = [Point(said_of_due(each, own), present((each.date.isoformat() if each.date else None,))) for each in dues]
    if points:
        yield PointList(tuple(points))


def _warranties(values: Mapping[str, Any], words: Texts) -> Iterator[Block]:
    if points := tuple(point_of_warranty(each, words) for each in values.get("warranties", ())):
        yield PointList(points)


def _history(entries: Iterable[ToldEntry], words: Texts) -> Iterator[Block]:
    if items := tuple(happening_of_entry(each, words) for each in entries):
        yield Happenings(items)


def _files(thing: SiteThing, words: Texts, own: SiteTexts) -> Iterator[Block]:
    stays = [listed_file(each.name, each.kind, each.size, words) for each in thing.files if not each.href]
    if stays:
        yield list_files(Sentence(own.files_stay), stays, words)


def kind_of_file(kind: str, words: Texts) -> str:
    """What a kind of file is called."""
    return name_of(words.files, kind)
