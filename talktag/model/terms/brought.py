"""What a bundle may say of terms, and which texts it brings along. Judges its form; keeps and believes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.log.kinds import TERMS
from talktag.model.terms.said_terms import BRINGS_TEXT, SHORT, Act, SaidTerms, read_said_terms
from talktag.model.terms.terms_text import FILE_KIND, TEXT_LIMIT, check_text

if TYPE_CHECKING:
    from talktag.model.bundles.told import ToldFile
    from talktag.model.log.entry import Entry


class BroughtText(NamedTuple):
    """A text that a bundle brings, of that `type`, with what its writer says of it."""

    said: SaidTerms
    type: str
    data: bytes


def is_terms(file: ToldFile) -> bool:
    """Whether a file of a bundle is a text of terms, and of no product."""
    return file.kind == FILE_KIND


def texts_brought(
    entries: Iterable[Entry], files: Sequence[ToldFile], read: Callable[[str], bytes], is_kept: Callable[[str], bool]
) -> tuple[BroughtText, ...]:
    """The texts that come with what is said of them; `read` gives the bytes of a file by its path in the bundle.

    `is_kept` tells whether the text with a hash is here already. UntrustedError, with a message of its own for every
    reason, where an entry says nothing of terms, offers a text that is not there, or a text comes that none offers.
    """
    said = [_read_said(entry) for entry in entries if entry.kind == TERMS]
    offered = {each.terms: each for each in said if each.act in BRINGS_TEXT}
    brought = {each.sha256: each for each in files if is_terms(each)}
    for sha256 in brought.keys() - offered.keys():
        raise UntrustedError(f"it brings a text of terms that it does not offer, {sha256[:SHORT]}")
    for sha256 in offered.keys() - brought.keys():
        if is_kept(sha256):
            continue
        if brought:
            raise UntrustedError(f"the text that comes with it is not the one that it offers, {sha256[:SHORT]}")
        raise UntrustedError(f"it offers terms whose text does not come with it, {sha256[:SHORT]}")
    return tuple(_text(offered[sha256], brought[sha256], read) for sha256 in sorted(brought))


def _read_said(entry: Entry) -> SaidTerms:
    if said := read_said_terms(entry):
        return said
    raise UntrustedError("an entry of the kind terms says nothing of terms that can be read")


def _text(said: SaidTerms, file: ToldFile, read: Callable[[str], bytes]) -> BroughtText:
    if file.size > TEXT_LIMIT:
        raise UntrustedError(f"a text of terms has more than {TEXT_LIMIT:,} bytes")
    data = read(file.path)
    try:
        ending = file.path.rpartition(".")[2]
        return BroughtText(said, check_text(data, said.type or ending if ending == "txt" else ending), data)
    except ValueError as error:
        raise UntrustedError(f"a text of terms does not hold up: {error}") from None


def check_answers(said: Iterable[Entry], log: Iterable[Entry]) -> None:
    """UntrustedError where an answer names another text than what it answers does, by what is here of that."""
    asked = {each.id: terms for each in log if (terms := read_said_terms(each))}
    for entry in said:
        answer, offer = read_said_terms(entry), asked.get(entry.cause or "")
        if answer and offer and not _fits(answer, offer):
            raise UntrustedError(
                "it is about another text than the one that was offered",
                details=[f"offered {offer.terms}", f"named   {answer.terms}"],
                hints=["ask them which text they mean; nothing is agreed"],
            )


def _fits(answer: SaidTerms, offer: SaidTerms) -> bool:
    return answer.act is Act.COUNTERED or answer.terms == offer.terms
