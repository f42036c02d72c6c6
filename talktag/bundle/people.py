"""What is in a bundle for people: a page and README.txt. Made from the table, and never read as data.

The table is what was checked and what programs read; a page that says something else would tell two readers two things.
"""

from __future__ import annotations

from collections.abc import Mapping

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import KINDS
from talktag.model.bundles.members import PAGE, README, SUMMARY
from talktag.model.parties.party import LANGUAGES
from talktag.model.values.foreign_text import quote
from talktag.page.bundle_page import index_page, summary_text
from talktag.page.page_form import check_page, check_text
from talktag.page.readme import readme
from talktag.page.wording import wording
from talktag.page.wording.readme import readme_wording


def for_people(
    document: Document, files: Mapping[str, bytes], page: str = PAGE, language: str = "en"
) -> dict[str, bytes]:
    """The page of that name, and README.txt; `files` are by their path in the document, and pictures are shown."""
    return {
        page: _page(document, files, page, language),
        README: _readme(document, page, language),
    }


def check_for_people(document: Document, payload: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names of what does not say exactly what this version makes of the table, and so was not compared with it.

    Raises UntrustedError where there are two pages, or one could do more than be read.
    """
    if PAGE in payload and SUMMARY in payload:
        raise UntrustedError(f"the bundle has two pages, {quote(PAGE)} and {quote(SUMMARY)}")
    present = [name for name in (PAGE, SUMMARY, README) if name in payload]
    return tuple(name for name in present if not _is_made_of(document, payload, name))


def _is_made_of(document: Document, payload: Mapping[str, bytes], name: str) -> bool:
    data = payload[name]
    if name == PAGE:
        said = check_page(name, data)
        return said in LANGUAGES and data == _page(document, payload, name, said)
    first = check_text(name, data).partition("\n")[0]
    if name == SUMMARY:
        languages = [each for each in LANGUAGES if first in {wording(each).record, wording(each).answer}]
        return any(data == _page(document, payload, name, each) for each in languages)
    languages = [each for each in LANGUAGES if readme_wording(each).text.startswith(first)]
    page = SUMMARY if SUMMARY in payload else PAGE
    return any(data == _readme(document, page, each) for each in languages)


def _page(document: Document, files: Mapping[str, bytes], page: str, language: str) -> bytes:
    return index_page(document, files, language) if page == PAGE else summary_text(document, language)


def _readme(document: Document, page: str, language: str) -> bytes:
    """How to check it; whoever answers is no owner, and is called the sender in the commands."""
    principal = KINDS[document.kind].sender.value
    return readme(document, document.signer.fingerprint or "", principal, page=page, language=language)
