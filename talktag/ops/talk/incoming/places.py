"""What a message is about, as this store has it: own products, what its sender showed a table of, or nothing here.

It reads no log, and believes nothing for being said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from talktag.model.log.entry import Entry
from talktag.model.parties.mask import Mask
from talktag.model.talk.channel import Channel, thing_about
from talktag.model.talk.message import Message
from talktag.ops.finding.find_holder import slugs_of
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class AboutPart:
    """What is said about one thing: the id and the name that the message has for it, and its folder.

    The folder is None for what no product and no table here has the id of, which is kept with the party.
    """

    product: str
    name: str
    folder: str | None
    entries: tuple[Entry, ...]

    @property
    def thing(self) -> str | None:
        """What it is about, as the policy calls it."""
        return thing_about(self.folder) if self.folder else None


def parts_of(store: Store, message: Message, key: PublicKey | None, mask: Mask | None = None) -> tuple[AboutPart, ...]:
    """What is said about each product of a message whose signer has that key, in its order.

    To a `mask` nobody speaks of anything but the one thing that is known there.
    """
    products = message.document.products
    of = mask.product if mask else None
    own = slugs_of(store, ([of] if of else []) if mask else [each.id for each in products])
    own = {mask.thing: own[of]} if mask and of and of in own else {} if mask else own
    return tuple(
        AboutPart(
            each.id,
            each.name,
            layout.about_product(own[each.id]) if each.id in own else _folder_of_table(store, each.id, key),
            message.about.get(each.id, ()),
        )
        for each in products
    )


def _folder_of_table(store: Store, product: str, key: PublicKey | None) -> str | None:
    """The folder of what the signer showed; a table that another key speaks for is not theirs to talk about."""
    word = key.line().split()[1] if key else ""
    for each in store.where(GIVEN_TABLES, slug="", product=product):
        if each.value and each.value.key.split()[1:2] == [word]:
            return layout.about_table(each.value.slug)
    return None


def kept_together(parts: tuple[AboutPart, ...], channel: Channel | None) -> tuple[AboutPart, ...]:
    """What is said on a channel that began about nothing here stays there, also once a table of the thing came.

    A channel is in one place, so that what came is known again, its numbers are those of one log, and an answer stands
    with its question.
    """
    if channel is None or thing_about(channel.about) is not None:
        return parts
    is_table = [each.folder is not None and each.folder == each.thing for each in parts]
    return tuple(
        replace(each, folder=channel.about) if moves else each for each, moves in zip(parts, is_table, strict=True)
    )


def folders_of(parts: tuple[AboutPart, ...]) -> tuple[str, ...]:
    """The folders of what is here, each once."""
    return tuple(dict.fromkeys(each.folder for each in parts if each.folder))


def entries_by_folder(parts: tuple[AboutPart, ...], message: Message, rest: str) -> Mapping[str, tuple[Entry, ...]]:
    """What is to be said in which folder: in that of each thing, and in `rest` what is about none that is here.

    An entry about a thing that is not here says in its data what that is called. A folder of which nothing is said and
    that the message names all the same is there, too: what came is kept with it.
    """
    found: dict[str, tuple[Entry, ...]] = {}
    for part in parts:
        entries = part.entries if part.thing else tuple(_naming(part))
        found[part.folder or rest] = (*found.get(part.folder or rest, ()), *entries)
    if message.beside or not found:
        found[rest] = (*found.get(rest, ()), *message.beside)
    return found


def _naming(part: AboutPart) -> Iterator[Entry]:
    for each in part.entries:
        yield each._replace(data={"product": part.name, **each.data})
