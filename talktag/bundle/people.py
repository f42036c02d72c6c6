"""What is in a bundle for people: a page and README.txt. Made from the table, and never read as data.

The table is what was checked and what programs read; a page that says something else would tell two readers two things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from talktag.bundle.zip_form import megabytes
from talktag.content import Content, content_of
from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.bundles.kinds import KINDS
from talktag.model.bundles.members import PAGE, README, SUMMARY
from talktag.model.parties.party import LANGUAGES
from talktag.model.values.foreign_text import quote
from talktag.page.bundle_page import index_page, summary_text
from talktag.page.describe_bundle import kicker_of
from talktag.page.page_form import check_page, check_text
from talktag.page.readme import readme
from talktag.page.wording import wording

_PAGE_LIMIT = 25_000_000  # bytes of a page or text that is not what is made here
_LANGUAGE = re.compile(rb'<!doctype html>\n<html lang="([a-z]{2})"')


def for_people(
    document: Document, files: Mapping[str, bytes | Content], page: str | None = PAGE, language: str = "en"
) -> dict[str, Content]:
    """The page of that name, if any, and README.txt; `files` are by their path in the document, and are shown."""
    pages = {page: _page(document, files, page, language)} if page else {}
    return {**pages, README: _readme(document, page, language)}


def check_for_people(document: Document, payload: Mapping[str, Content]) -> tuple[str, ...]:
    """The names of what does not say exactly what this version makes of the table, and so was not compared with it.

    Raises UntrustedError where there are two pages, or one could do more than be read.
    """
    if PAGE in payload and SUMMARY in payload:
        raise UntrustedError(f"the bundle has two pages, {quote(PAGE)} and {quote(SUMMARY)}")
    present = [name for name in (PAGE, SUMMARY, README) if name in payload]
    return tuple(name for name in present if not _is_made_of(document, payload, name))


def _is_made_of(document: Document, payload: Mapping[str, Content], name: str) -> bool:
    content = payload[name]
    if name == PAGE:
        found = _LANGUAGE.match(content.read(0, 100))
        said = found[1].decode("ascii") if found else ""
        if said in LANGUAGES and content == _page(document, payload, name, said):
            return True  # and can do no more than what is made here
        check_page(name, _whole(name, content))
        return False
    first = check_text(name, _whole(name, content)).partition("\n")[0]
    if name == SUMMARY:
        languages = [each for each in LANGUAGES if first == kicker_of(document, wording(each))]
        # Of a bundle made early in 0.9 the texts of terms stand on no such page.
        return any(content == _page(document, shown, name, each) for each in languages for shown in (payload, {}))
    page = next((each for each in (SUMMARY, PAGE) if each in payload), None if KINDS[document.kind].brief else PAGE)
    made = (_readme(document, page, each) for each in LANGUAGES)
    return any(content == each for each in made)


def _whole(name: str, content: Content) -> bytes:
    """What has to be looked at as a whole, and so may not be of any size."""
    if content.size > _PAGE_LIMIT:
        raise UntrustedError(f"{quote(name)} has more than {megabytes(_PAGE_LIMIT)}")
    return content.whole()


def _page(document: Document, files: Mapping[str, bytes | Content], page: str, language: str) -> Content:
    if page == PAGE:
        return index_page(document, files, language)
    return content_of(summary_text(document, files, language))


def _readme(document: Document, page: str | None, language: str) -> Content:
    """How to check it; whoever answers is no owner, and is called the sender in the commands."""
    principal = KINDS[document.kind].sender.value
    return content_of(readme(document, document.signer.fingerprint or "", principal, page=page, language=language))
