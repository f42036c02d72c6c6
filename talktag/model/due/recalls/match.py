"""Whether a recall is of a thing that one has, why, and how sure that is. Compared here, by the record alone.

A thing is named by its number, by maker and model, or by the words of its name. What speaks against it counts: a
serial number or batch that is surely none of those called back. What nobody wrote down speaks neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.due.recalls.in_range import Lies, place_in
from talktag.model.due.recalls.recall import BATCH, SERIAL, Recall, recall_of
from talktag.model.log.kinds import RECALL
from talktag.model.values.fold import fold

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.log.schedule import Due
    from talktag.model.products.product import Product

SURE, LIKELY, PERHAPS = "sure", "likely", "perhaps"
_BATCH_FIELDS = ("batch", "lot", "batch number", "lot number", "charge")
_WORD = re.compile(r"[^\W_]+")
SHORTEST = 3  # letters of a model that is looked for in names


class Match(NamedTuple):
    """Why a recall is taken to be of a thing, in a sentence, and whether that is SURE, LIKELY or PERHAPS."""

    why: str
    sure: str


class _KindMatch(NamedTuple):
    """By what the kind of thing is known: the words for it, and how much they say."""

    why: str
    sure: str


def match(recall: Recall, product: Product) -> Match | None:
    """Why the recall may be of the product; None where it names another, or calls back other ones of its kind."""
    named = _kind_match(recall, product)
    if named is None:
        return None
    if not recall.narrows:
        return Match(named.why, named.sure)
    said: list[str] = []
    sure = named.sure
    for name, word, own, values in _narrowings(recall, product):
        place, value = place_in(own, values) if own else (Lies.UNSURE, "")
        if place is Lies.OUT and name not in recall.has_more:
            return None
        if place is Lies.IN:
            said.append(f"{word} {own} is {'in ' if value != own else ''}{value}")
            sure = SURE if named.sure != PERHAPS else LIKELY
            break  # a thing that is named one by one needs no other proof
        said.append(_unsure(word, own, value))
        sure = PERHAPS
    return Match("; ".join((named.why, *said)), sure)


def concerning(dues: Iterable[Due], entries: Iterable[Entry], product: Product) -> tuple[Due, ...]:
    """What is due by the entries of a product, less recalls that call back others of its kind."""
    dues = tuple(dues)
    if all(each.kind != RECALL for each in dues):
        return dues
    recalls = {each.id: each for each in entries if each.kind == RECALL}
    return tuple(each for each in dues if each.entry not in recalls or match(recall_of(recalls[each.entry]), product))


def batch_of(product: Product) -> str | None:
    """The batch that the owner wrote down, in a field of that name."""
    fields = {fold(name): value for name, value in product.fields.items()}
    found = next((fields[name] for name in _BATCH_FIELDS if name in fields), None)
    return str(found) if found is not None else None


def words_of(text: str | None) -> tuple[str, ...]:
    """The words of a name, folded, which is how names are compared."""
    return tuple(_WORD.findall(fold(text or "")))


def plain_name(text: str | None) -> str:
    """A maker or a model without what people write in between: `EOS-5D` and `eos 5d` are one."""
    return "".join(words_of(text))


def _narrowings(recall: Recall, product: Product) -> Iterator[tuple[str, str, str | None, tuple[str, ...]]]:
    """The data by which some of a kind are told from the others, the surest first, each with what the record says."""
    if recall.serials or SERIAL in recall.has_more:
        yield SERIAL, "serial number", product.serial, recall.serials
    if recall.batches or BATCH in recall.has_more:
        yield BATCH, "batch", batch_of(product), recall.batches


def _unsure(word: str, own: str | None, value: str) -> str:
    if not own:
        return f"it calls back some, by the {word}, and yours is not in the record"
    if value:
        return f"{word} {own} is of another form than {value}"
    return f"it names more than are here, so look whether {word} {own} is one of them"


def _kind_match(recall: Recall, product: Product) -> _KindMatch | None:
    """What the recall and the record call alike; None where the recall names another kind of thing."""
    if product.gtin and product.gtin in recall.gtins:
        return _KindMatch(f"number {product.gtin} is the same", SURE)
    other = bool(product.gtin and recall.gtins)
    alike = _alike(recall, product)
    if alike and other:
        return _KindMatch(f"{alike.why}, though the number is another", PERHAPS)
    if alike or other:
        return alike
    if recall.told and (product.model is None or not recall.models):
        return _KindMatch("it was said about this very thing", SURE)
    return None


def _alike(recall: Recall, product: Product) -> _KindMatch | None:
    maker, model = plain_name(product.maker), plain_name(product.model)
    is_maker = bool(maker) and maker == plain_name(recall.maker)
    for each in recall.models:
        if model and plain_name(each) == model:
            sure = SURE if recall.told else LIKELY
            if is_maker or recall.told:
                return _KindMatch(
                    f"{'maker and ' if is_maker else ''}model {each} {'are' if is_maker else 'is'} the same", sure
                )
            if not (maker and recall.maker):
                return _KindMatch(f"model {each} is the same", PERHAPS)
    if model or not (maker_named := is_maker or recall.told or _is_within(recall.maker, product.name)):
        return None
    found = next((each for each in recall.models if _is_within(each, product.name)), None)
    return _KindMatch(f'its name has "{found}" in it', PERHAPS) if found and maker_named else None


def _is_within(part: str | None, name: str) -> bool:
    """Whether the words of a name hold those of another, one behind the other."""
    wanted, words = words_of(part), words_of(name)
    if len("".join(wanted)) < SHORTEST:
        return False
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
