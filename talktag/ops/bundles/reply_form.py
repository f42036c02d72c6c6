"""The form for an answer, beside a bundle: whether there can be one, what it is called, and what makes it.

Makes nothing by itself: the form is an output of the export that makes the bundle.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import UsageError
from talktag.model.bundles.document import Document
from talktag.ops.outcome import Output

if TYPE_CHECKING:
    from talktag.page.reply_form import FormTerms


def check_form(path: Path | None, *, wanted: bool, encrypt: bool) -> None:
    """UsageError where a form is wanted and has no place beside the bundle, or would tell what the bundle hides."""
    if wanted and path is None:
        raise UsageError("the form lies beside the bundle, and -o - has no such place", hints=["name a file after -o"])
    if wanted and encrypt:
        raise UsageError(
            "the form would say in the clear what --encrypt hides", hints=["leave out --with-form, or --encrypt"]
        )


def form_beside(
    document: Document,
    signed: str,
    path: Path | None,
    language: str | None,
    currency: str | None,
    *,
    terms: FormTerms | None = None,
) -> Output:
    """The form as a file called after the bundle at `path`; `signed` is the hash of its manifest.

    `currency` is that of costs that name none, `terms` those that the bundle is given under.
    """
    from talktag.page.reply_form import reply_form

    if path is None:
        raise UsageError("the form lies beside the bundle", hints=["name a file after -o"])
    name = f"{path.name.removesuffix('.zip')}-answer.html"
    return Output(path.with_name(name), partial(reply_form, document, signed, language or "en", currency, terms))
