"""`party allow`, `party mute`: which kinds may come from a party, kept in its record and said in the log with it.

What the record says is what counts when something comes; the entry remembers what was agreed. Nothing is taken in here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, UsageError
from talktag.model.log.kinds import BY_OTHERS
from talktag.model.parties.allowance import Permission, permission_table
from talktag.model.parties.party import Party, read_party
from talktag.model.parties.rate import parse_rate
from talktag.model.plan import Write
from talktag.model.talk.channel import thing_about
from talktag.model.talk.permission import Consent, SaidPermission
from talktag.model.toml.write import TomlPath, changed_text
from talktag.model.typed.text import tidy, typed_text
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party, party_values
from talktag.ops.parties.typed_channel import check_kind
from talktag.ops.talk.find_about import find_about
from talktag.ops.talk.leaving.way_out import outputs_of, say_done
from talktag.ops.talk.permission.tell import PermissionNews, denial_of
from talktag.ops.typed import read_day_ahead, read_flag
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.settings.carrier import Carrier
    from talktag.ops.session import Session
    from talktag.ops.talk.compose import Composed
    from talktag.ops.talk.find_about import About
    from talktag.ops.talk.leaving.way_out import WayOut

PURPOSE_LIMIT = 200  # characters


class PermissionRequest(NamedTuple):
    """What is to be allowed, as typed: kinds of entries, how often, until when, what for, about which products."""

    kinds: Sequence[str]
    most: str | None = None
    until: str | None = None
    purpose: str | None = None
    products: Sequence[str] = ()
    auto: bool = False


@dataclass(frozen=True, slots=True)
class ChangedPermission:
    """A party as it will be, and what is said of that in the log with it.

    `made` is the message that tells them, None where they are not told; `by` the carrier, None for a file or for later.
    """

    party: Party
    said: SaidPermission
    made: Composed | None = None
    by: Carrier | None = None

    def values(self) -> Mapping[str, Any]:
        """The party's facts, what was said, and the message as it leaves."""
        said = {**self.said.values(), "title": self.said.title()}
        message = {"message": self.made.values()} if self.made else {}
        return {**party_values(self.party), "permission": said, **message}


def allow(session: Session, ref: str, request: PermissionRequest, way: WayOut | None = None) -> Outcome:
    """A plan that lets kinds of entries come from a party, notes that with it, and tells it by a way; None for not.

    UsageError where no kind is named, InvalidError for what does not hold up, NotFoundError for a party or a product.
    """
    party = find_party(session.store, ref)
    kinds = _kinds(request.kinds)
    abouts = [find_about(session, each) for each in request.products]
    permission = _permission(session, request, abouts)
    said = SaidPermission(
        Consent.GIVEN,
        kinds,
        most=permission.most,
        until=permission.until,
        purpose=permission.purpose,
        products=tuple(map(_id_of, abouts)),
    )
    kept = all(_is_same(party.channel.permissions.get(kind), permission) for kind in kinds)
    kept = kept and not {*kinds} & {*party.channel.mute}
    news = PermissionNews(session, party, said, way)
    if kept and (news.untold or news.is_old):
        return Outcome(ChangedPermission(party, said), notices=("that is permitted already; nothing was changed",))
    if kept:
        return _outcome(news, {})
    changes: dict[TomlPath, Any] = {("channel", "permission", kind): None for kind in kinds}
    for kind in kinds:
        table = permission_table(permission)
        changes |= {("channel", "permission", kind, key): value for key, value in table.items()}
    changes["channel", "mute"] = [each for each in party.channel.mute if each not in kinds] or None
    return _outcome(news, changes)


def mute(
    session: Session, ref: str, kinds: Sequence[str], way: WayOut | None = None, *, telling: bool = False
) -> Outcome:
    """A plan that refuses kinds of entries from a party whatever allows them, and notes that with it.

    Where it was told that it may send them, it is told so, by the way, None for not; with `telling` it is told anyhow
    that they are not permitted, once.
    UsageError where no kind is named, InvalidError for one that there is not, NotFoundError for a party.
    """
    party = find_party(session.store, ref)
    said = SaidPermission(Consent.WITHDRAWN, _kinds(kinds))
    gone = [each for each in said.kinds if each in party.channel.permissions]
    denied = denial_of(session, party, said.kinds, way) if telling and not gone else None
    if not gone and not denied and {*said.kinds} <= {*party.channel.mute}:
        return Outcome(ChangedPermission(party, said), notices=("that is muted already; nothing was changed",))
    changes: dict[TomlPath, Any] = {("channel", "permission", kind): None for kind in gone}
    if gone and {*gone} == party.channel.permissions.keys():
        changes = {("channel", "permission"): None}
    changes["channel", "mute"] = list(dict.fromkeys((*party.channel.mute, *said.kinds)))
    return _outcome(denied or PermissionNews(session, party, said, way), changes)


def _outcome(news: PermissionNews, changes: Mapping[TomlPath, Any]) -> Outcome:
    session, party, said, made = news.session, news.party, news.said, news.message
    changed, record = _record_with(session, party, changes)
    verb = "allow" if said.consent is Consent.GIVEN else "mute"
    subject = f"{verb.capitalize()} {' and '.join(said.kinds)} from {party.name}"
    outputs = outputs_of(session, made, news.way) if made and news.way else ()
    return Outcome(
        ChangedPermission(changed, said, made, news.carrier),
        commit_message.plan(f"party {verb}", subject, *record, *news.changes),
        outputs[0] if outputs else None,
        effects=news.effects,
        question=f"Let that come from {party.name}?" if verb == "allow" else f"Refuse that from {party.name}?",
        notices=(*_notices(session, changed), *news.notices),
        done=say_done(made, news.carrier, news.way) if made and news.way else (),
    )


def _record_with(session: Session, party: Party, changes: Mapping[TomlPath, Any]) -> tuple[Party, tuple[Write, ...]]:
    """The party with those changes, and what writes them; InvalidError where its record does not hold up."""
    path = layout.party(party.slug)
    held = session.store.read(path)
    before = read_party(held, path, party.slug)
    if not party.channel.is_sound:
        details = [str(problem) for problem in before.problems]
        raise InvalidError("the record does not hold up", details=details, hints=[f'mend "{path}" in an editor'])
    data = changed_text(held, changes)
    changed = read_party(data, path, party.slug).value or party
    return changed, (Write(path, data, held),) if data != held else ()


def _kinds(typed: Sequence[str]) -> tuple[str, ...]:
    """Kinds that somebody else may write, each once."""
    if not typed:
        raise UsageError("no kind is named", hints=[f"name one or more of: {', '.join(BY_OTHERS)}"])
    kinds = tuple(dict.fromkeys(check_kind(tidy(each)) for each in typed))
    for kind in kinds:
        if kind not in BY_OTHERS:
            raise InvalidError(
                f'"{kind}" is only ever yours to write', hints=[f"what others write is: {', '.join(BY_OTHERS)}"]
            )
    return kinds


def _permission(session: Session, request: PermissionRequest, abouts: Sequence[About]) -> Permission:
    most, until = request.most, request.until
    day = read_day_ahead("until", until, session.today) if until else None
    purpose = read_flag("purpose", lambda: typed_text(request.purpose or "")) if request.purpose else None
    if purpose and (len(purpose) > PURPOSE_LIMIT or "\n" in purpose or "\t" in purpose):
        raise InvalidError(f"purpose: it is not one line of at most {PURPOSE_LIMIT} characters", hints=["shorten it"])
    return Permission(
        given=session.today,
        most=read_flag("most", lambda: parse_rate(most), "write it like: --most 1/month") if most else None,
        until=day,
        purpose=purpose,
        products=tuple(thing_about(each.folder()) or "" for each in abouts),
        auto=request.auto,
    )


def _id_of(about: About) -> str:
    """What the other side knows the thing by."""
    return about.product.product.id if about.product else about.table.product if about.table else ""


def _is_same(held: Permission | None, wanted: Permission) -> bool:
    """Whether a permission says the same, whenever it was given."""
    return held is not None and replace(held, given=wanted.given) == wanted


def _notices(session: Session, party: Party) -> tuple[str, ...]:
    """What stands against it elsewhere in the record."""
    until = party.channel.until
    if until and until < session.today:
        change = f"talktag party set {party.slug} channel.until="
        return (f"nothing comes from {party.name} since {until}, whatever is allowed; change that with: {change}",)
    return ()
