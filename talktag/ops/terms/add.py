"""`terms add`: a text that terms are, kept byte for byte under its hash. It fetches nothing from anywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag import disk
from talktag.content import content_of
from talktag.disk.in_parts import file_content
from talktag.errors import InvalidError, NotFoundError, UsageError
from talktag.model.parties.party import LANGUAGES
from talktag.model.plan import Write
from talktag.model.terms.terms_text import TEXT_LIMIT, WORDS_LIMIT, Terms, check_text, terms_table, terms_values
from talktag.model.toml.write import TomlPath, changed_text, new_text
from talktag.model.typed.text import typed_text
from talktag.model.web_address import is_web_address
from talktag.ops import commit_message
from talktag.ops.finding.find_terms import kept_terms
from talktag.ops.outcome import Outcome
from talktag.ops.typed import read_flag
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session

_WEB = re.compile(r"https?://\S{1,500}")
_LINE = 200  # characters of an address, an id or a title
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


class NewTerms(NamedTuple):
    """What is to be kept, as typed: a file, or text that was read elsewhere, and what is known of it."""

    path: Path
    text: bytes | None = None
    roster: str | None = None
    id: str | None = None
    title: str | None = None
    language: str | None = None
    source: str | None = None
    words: str | None = None


class KeptTerms(NamedTuple):
    """Terms as they are kept; `was_kept` tells whether the text was here before."""

    terms: Terms
    size: int
    was_kept: bool = False

    def values(self) -> Mapping[str, Any]:
        """The record, and the size of the text in bytes."""
        return {**terms_values(self.terms), "size": self.size, "was_kept": self.was_kept}


def add_terms(session: Session, new: NewTerms) -> Outcome:
    """A plan that keeps a text and what is known of it; of one that is kept, what is new of it.

    UsageError for an address in place of a file, NotFoundError for no file, InvalidError for what is no such text.
    """
    data, ending = _text(new)
    kind = _type_of(data, ending)
    sha256 = content_of(data).sha256
    kept = kept_terms(session.store, sha256)
    terms = _record(session, new, sha256, kind, kept)
    result = KeptTerms(terms, len(data), was_kept=kept is not None)
    path = layout.terms(sha256)
    if kept is None:
        writes = [Write(layout.terms_text(sha256, kind), data), Write(path, new_text(terms_table(terms)))]
    else:
        held = session.store.read(path)
        changes: dict[TomlPath, Any] = {
            (key,): value for key, value in terms_table(terms).items() if key not in {"format", "added", "type"}
        }
        changed = changed_text(held, changes)
        if changed == held:
            return Outcome(result, notices=("that text is kept already; nothing was changed",))
        writes = [Write(path, changed, held)]
    return Outcome(result, commit_message.plan("terms add", f"Keep the terms {terms.called}", *writes))


def _text(new: NewTerms) -> tuple[bytes, str]:
    """The text, and the ending of its name."""
    name = str(new.path)
    if _WEB.match(name) or name.startswith(("http:/", "https:/")):
        raise UsageError(
            "an address is not a text, and talktag fetches nothing",
            hints=["save what it says into a file, then: talktag terms add FILE --from ADDRESS"],
        )
    if new.text is not None:
        return new.text, "txt"
    try:
        content = file_content(disk.real_path(new.path), TEXT_LIMIT + 1)
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{new.path}"', hints=["check the name"]) from None
    return content.whole(), new.path.suffix.removeprefix(".")


def _type_of(data: bytes, ending: str) -> str:
    try:
        return check_text(data, ending)
    except ValueError as error:
        hint = "save it as .txt, .md, .html or .pdf, of at most 1,000,000 bytes, then add that"
        raise InvalidError(f"that is no text of terms: {error}", hints=[hint]) from None


def _record(session: Session, new: NewTerms, sha256: str, kind: str, kept: Terms | None) -> Terms:
    """What is known of it: as typed, else as it was kept."""
    if new.id and not (new.roster or (kept and kept.roster)):
        raise UsageError("an id is one of a roster", hints=["name its address: --roster https://…"])
    roster, source = _address("roster", new.roster), _address("from", new.source)
    if new.language and not _LANGUAGE.fullmatch(new.language):
        hint = f"write it like: --language en; pages are in {', '.join(LANGUAGES)}"
        raise InvalidError(f'language: "{new.language}" is no language', hints=[hint])
    title = _line("title", new.title) or (kept.title if kept else None if new.id else new.path.stem.strip("-") or None)
    return Terms(
        sha256,
        kept.type if kept else kind,
        kept.added if kept else session.today,
        title=title,
        roster=roster or (kept.roster if kept else None),
        id=_line("id", new.id) or (kept.id if kept else None),
        language=new.language or (kept.language if kept else None),
        source=source or (kept.source if kept else None),
        words=_words(new.words) or (kept.words if kept else None),
    )


def _address(flag: str, typed: str | None) -> str | None:
    if typed is None:
        return None
    if not is_web_address(typed):
        raise InvalidError(
            f"{flag}: it is no address", hints=[f"write it like: --{flag} https://…; it is never opened"]
        )
    return _line(flag, typed)


def _line(flag: str, typed: str | None) -> str | None:
    if not typed:
        return None
    text = read_flag(flag, partial(typed_text, typed))
    if len(text) > _LINE or not text.isprintable():
        raise InvalidError(f"{flag}: it is not one line of at most {_LINE} characters", hints=["shorten it"])
    return text


def _words(typed: str | None) -> str | None:
    if not typed:
        return None
    text = read_flag("words", partial(typed_text, typed))
    if len(text) > WORDS_LIMIT:
        raise InvalidError(f"words: they have more than {WORDS_LIMIT} characters", hints=["shorten them"])
    return text
