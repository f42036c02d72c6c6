"""What the page of a wish says in one language. It has no defaults: a text that is missing cannot be overlooked."""

from __future__ import annotations

from typing import NamedTuple


class WishTexts(NamedTuple):
    """Every text that no other form has; what stands in braces is put in, and must stay.

    Those that begin with `no_` are said where the form is not filled in as it must be, those with `mail_` in the mail.
    """

    kicker: str
    intro: str
    somebody: str
    wanted: str
    must: str
    should: str
    avoid: str
    fits: str
    most: str
    quantity: str
    until: str
    order: str
    menu: str
    total: str
    offer: str
    title: str
    price: str
    valid: str
    text: str
    points: str
    points_hint: str
    make: str
    no_title: str
    no_price: str
    no_valid: str
    made: str
    saved: str
    copy: str
    signed: str
    no_script: str
    mail_subject: str
    mail_about: str
    mail_form: str
    mail_plain: str
