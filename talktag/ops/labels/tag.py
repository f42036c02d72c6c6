"""`tag` and `tag claim`: the tags of a product, new, retired, or put on later. A retired tag never comes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import AmbiguousError, InvalidError, NotFoundError, UntrustedError, UsageError
from talktag.model.labels.payload import read_payload
from talktag.model.log.kinds import TAG
from talktag.model.plan import Plan, Write
from talktag.model.products.product import Product, Tag
from talktag.model.products.product_json import tag_values
from talktag.model.products.record import tag_table
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, changed_items
from talktag.model.values.ident import printed_tag
from talktag.ops import commit_message
from talktag.ops.finder.sticker_text import sticker_texts
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.find_tag import claimable, fresh_tag, retired_notices
from talktag.ops.log.own_entries import in_turn, note_entry, own_entry
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.paper.codes.symbol import Symbol


class Nfc(NamedTuple):
    """The bytes an NFC tag holds to say the same as the code."""

    message: bytes

    def values(self) -> Mapping[str, Any]:
        """The bytes in hex, how much of a chip's memory they take, and which chips hold them."""
        from talktag.model.labels.ndef import chips, memory

        size = memory(self.message)
        return {
            "hex": self.message.hex(),
            "bytes": len(self.message),
            "memory": size,
            "chips": list(chips(self.message)),
        }


class Tags(NamedTuple):
    """A product's tags as they will be; `shown` is the one whose code `payload` is, None where none is live.

    `checks` ties each tag, by its id, to the owner's signing key; it is empty where the store has no such key.
    """

    product: Product
    shown: Tag | None
    payload: str | None
    checks: Mapping[str, str]
    nfc: Nfc | None = None
    file: Path | None = None
    background: str = "any"

    def symbol(self) -> Symbol:
        """The code of the tag that is shown."""
        from talktag.paper.codes.symbol import make_symbol

        return make_symbol(self.payload or "")

    def values(self) -> Mapping[str, Any]:
        """The tags, and what code and chip say."""
        return without_absent(
            {
                "product": self.product.id,
                "slug": self.product.slug,
                "name": self.product.name,
                "tags": [self._tag(each) for each in self.product.tags],
                "tag": self.shown and self.shown.id,
                "payload": self.payload,
                "nfc": self.nfc and self.nfc.values(),
                "file": self.file and str(self.file),
            }
        ) | ({} if self.product.tags else {"tags": []})

    def _tag(self, tag: Tag) -> dict[str, Any]:
        check = self.checks.get(tag.id)
        return tag_values(tag) | ({"key_check": check} if check else {})


class TagRequest(NamedTuple):
    """What to do with the tags of a product; `ident` names one of several, `form` what its code is to say."""

    ident: str | None = None
    new: bool = False
    retire: bool = False
    form: str | None = None
    nfc: bool = False
    output: Path | None = None
    to_stdout: bool = False
    background: str = "any"


def tag(session: Session, ref: str, wanted: TagRequest) -> Outcome:
    """The tags of a product; a plan that retires one of them, gives it another, or both, as for a worn label.

    Raises AmbiguousError where one is to be retired and several are live, NotFoundError where none is.
    """
    has_output = wanted.output is not None or wanted.to_stdout
    if has_output and not wanted.nfc:
        raise UsageError("-o needs --nfc", hints=["labels are printed with: talktag sheet REF --stock ID -o FILE.pdf"])
    store = session.store
    record = find_product(store, ref)
    product, named = record.product, _tag_named(record.product, ref, wanted.ident)
    data, subject = record.data, []
    if wanted.retire:
        old = _one_live(product, named)
        data = changed_items(
            data, "tags", lambda item: read_payload(str(item.get("id"))) == old.id, {"retired": session.today}
        )
        product = _with(product, old._replace(retired=session.today))
        subject.append(f"Retire the tag {printed_tag(old.id)} of {product.name}")
        named = None
    if wanted.new:
        made = Tag(fresh_tag(session), session.today)
        data = appended_text(data, "tags", [tag_table(made)])
        product, named = product._replace(tags=(*product.tags, made)), made
        subject.append(f"Give {product.name} the tag {printed_tag(made.id)}")
    plan = None
    if subject:
        noted = _note(session, product, record.product)
        plan = commit_message.plan("tag", "; ".join(subject), Write(record.path, data, record.data), *noted)
    return _outcome(session, product, named or product.live_tag(), plan, ref=ref, wanted=wanted)


def claim(session: Session, ident: str, ref: str) -> Outcome:
    """A plan that puts a tag that was printed ahead on a product; it never moves one from another product."""
    store = session.store
    tag_id = read_payload(ident)
    if tag_id is None:
        raise InvalidError(f'"{ident}" is not a tag id, or was mistyped', hints=["type it as it stands on the label"])
    record = find_product(store, ref)
    product = record.product
    if held := next((each for each in product.tags if each.id == tag_id), None):
        outcome = _outcome(session, product, held, None, ref=ref)
        said = f"was retired on {held.retired}" if held.retired else "is on it already"
        return outcome._replace(notices=(f'the tag "{printed_tag(tag_id)}" {said}',))
    claimed = Tag(tag_id, claimable(store, tag_id).made)
    product = product._replace(tags=(*product.tags, claimed))
    data = appended_text(record.data, "tags", [tag_table(claimed)])
    subject = f"Put the tag {printed_tag(tag_id)} on {product.name}"
    noted = _note(session, product, record.product)
    plan = commit_message.plan("tag claim", subject, Write(record.path, data, record.data), *noted)
    return _outcome(session, product, claimed, plan, ref=ref)


def _note(session: Session, now: Product, before: Product) -> tuple[Write, ...]:
    """The lines on the product's log: each tag that was retired, and each that it was given."""
    held = {each.id: each for each in before.tags}
    gone = [each for each in now.tags if each.retired and each.id in held and not held[each.id].retired]
    fresh = [each for each in now.tags if each.id not in held]
    said = [*(f"Tag {printed_tag(each.id)} retired" for each in gone)]
    said += [f"Tag {printed_tag(each.id)} put on" for each in fresh]
    return note_entry(session.store, now.slug, *in_turn(own_entry(session, TAG, title) for title in said))


def key_checks(session: Session, tags: tuple[str, ...]) -> dict[str, str]:
    """The key check of each tag id, by the owner's key.

    UntrustedError where another key was put into the store than was accepted on this computer; InvalidError and
    NotFoundError where it has none that is usable.
    """
    from talktag.ops.keys.accepted_keys import owner_key
    from talktag.seal.keys.key_check import key_check

    key = owner_key(session)
    return {each: key_check(each, key) for each in tags}


def _checks_or_why(session: Session, product: Product) -> tuple[dict[str, str], tuple[str, ...]]:
    """The key checks of a product's tags; without them what to say, where that is no usual thing."""
    try:
        return key_checks(session, tuple(each.id for each in product.tags)) if product.tags else {}, ()
    except UntrustedError as error:
        return {}, (f"no key check: {error.message}; {'; '.join(error.hints)}",)
    except (InvalidError, NotFoundError):
        return {}, ()


def _outcome(
    session: Session,
    product: Product,
    shown: Tag | None,
    plan: Plan | None,
    *,
    ref: str,
    wanted: TagRequest = TagRequest(),  # noqa: B008 - it cannot be changed
) -> Outcome:
    codes = sticker_texts(session.store)
    text = codes.of(shown.id, wanted.form) if shown and not shown.of_maker else None
    checks, why = _checks_or_why(session, product)
    # A tag that is only looked at is printed already, or will be.
    build_first = codes.notices(wanted.form) if wanted.nfc else ()
    notices = [*(retired_notices(product, ref) if plan is None else ()), *why, *build_first]
    if not product.live_tag():
        notices.append(f'"{product.slug}" has no live tag; give it one with: talktag tag {product.slug} --new')
    answer = Tags(product, shown, text, checks, background=wanted.background)
    if not wanted.nfc:
        return Outcome(answer, plan, notices=tuple(notices))
    if text is None:
        raise NotFoundError(f'"{product.slug}" has no live tag', hints=[f"talktag tag {product.slug} --new --nfc"])
    from talktag.model.labels.ndef import uri_message

    message = uri_message(text)
    output = Output(wanted.output, lambda: message) if wanted.output or wanted.to_stdout else None
    return Outcome(answer._replace(nfc=Nfc(message), file=wanted.output), plan, output, notices=tuple(notices))


def _tag_named(product: Product, ref: str, ident: str | None) -> Tag | None:
    """The tag of the product that was named outright, by ID or because REF is its id."""
    if ident is None:
        wanted = read_payload(ref)
        return next((each for each in product.tags if each.id == wanted), None)
    wanted = read_payload(ident)
    for each in product.tags:
        if each.id == wanted:
            return each
    raise NotFoundError(
        f'"{product.slug}" has no tag "{ident}"', hints=[f"see its tags with: talktag tag {product.slug}"]
    )


def _one_live(product: Product, named: Tag | None) -> Tag:
    """The tag to retire: the named one, else the only live one."""
    if named and named.retired:
        raise InvalidError(f'the tag "{printed_tag(named.id)}" was retired on {named.retired}')
    live = [each for each in product.own_tags if each.retired is None]
    if named or len(live) == 1:
        return named or live[0]
    if live:
        raise AmbiguousError(
            f'"{product.slug}" has {len(live)} live tags',
            details=[f"{printed_tag(each.id)}  made {each.made or 'some day'}" for each in live],
            hints=[f"name one: talktag tag {product.slug} {live[0].id} --retire"],
        )
    raise NotFoundError(f'"{product.slug}" has no live tag', hints=[f"see its tags with: talktag tag {product.slug}"])


def _with(product: Product, changed: Tag) -> Product:
    return product._replace(tags=tuple(changed if each.id == changed.id else each for each in product.tags))
