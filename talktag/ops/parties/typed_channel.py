"""What may come from a party as people type it: `channel.most=20/day`. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talktag.errors import InvalidError
from talktag.model.log.kinds import KINDS
from talktag.model.parties.allowance import KEYS
from talktag.model.parties.rate import parse_rate
from talktag.model.typed.flag import typed_flag
from talktag.model.values.near import hints, near_words
from talktag.ops.finding.find_product import find_product
from talktag.ops.session import Session
from talktag.ops.typed import read_day, read_flag

CHANNEL_KEYS = tuple(f"channel.{key}" for key in KEYS)


def channel_changes(session: Session, typed: Mapping[str, str]) -> dict[tuple[str, ...], Any]:
    """What typed values of CHANNEL_KEYS change in a party's record; empty ones take the key out.

    InvalidError where one does not hold up, NotFoundError where a product is not there.
    """
    return {("channel", key.partition(".")[2]): _value(session, key, text) or None for key, text in typed.items()}


def _value(session: Session, key: str, text: str) -> Any:
    if not text:
        return None
    match key:
        case "channel.most":
            return str(read_flag(key, lambda: parse_rate(text), f"write it like: {key}=20/day", in_store=False))
        case "channel.until":
            return read_day(key, text, session.today, f"write it like: {key}=2027-12-31", ahead=True, in_store=False)
        case "channel.auto":
            return read_flag(key, lambda: typed_flag(text), f"write: {key}=yes, or {key}=", in_store=False)
        case "channel.products":
            return [find_product(session.store, each).product.slug for each in split_at_commas(text)]
    return [check_kind(each) for each in split_at_commas(text)]


def split_at_commas(text: str) -> list[str]:
    """The words between commas, each once."""
    return list(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def check_kind(text: str) -> str:
    """A kind of entry; InvalidError with near ones where there is none of that name."""
    if text in KINDS:
        return text
    near = [*hints(near_words(text, KINDS)), f"the kinds are: {', '.join(KINDS)}"]
    raise InvalidError(f'"{text}" is no kind of entry', hints=near)
