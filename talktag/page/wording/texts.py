"""What the page in a bundle says in one language. It has no defaults: a text that is missing cannot be overlooked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Texts(NamedTuple):
    """Every text of the page; what stands in braces is put in, and must stay.

    `units` has singular and plural; `sections`, `files`, `entries`, `warranties` and `roles` are what the words of a
    record are called, and a word that is not among them stands on the page as it is.
    """

    language: str  # for `<html lang>` (BCP 47)
    record: str
    answer: str
    message: str
    about: str
    sender: str
    audience: str
    made: str
    moment: str
    until: str
    terms: str
    pictures: str
    product: str
    maker: str
    model: str
    serial: str
    gtin: str
    condition: str
    quantity: str
    labels: str
    place: str
    bought: str
    seller: str
    order: str
    price: str
    value: str
    warranty: str
    warranty_until: str
    warranty_unsaid: str
    lifetime: str
    units: Mapping[str, tuple[str, str]]
    history: str
    said: str
    unsigned: str
    notes: str
    attached: str
    attached_where: str
    file: str
    kind: str
    size: str
    checking: str
    checking_word: str
    checking_how: str
    shared: str
    bundle: str
    records: str
    purpose: str
    page: str
    total: str
    unpriced: str
    listed: str
    again: str
    promised: str
    decimal_mark: str
    small: str
    kilo: str
    mega: str
    sections: Mapping[str, str]
    files: Mapping[str, str]
    entries: Mapping[str, str]
    warranties: Mapping[str, str]
    roles: Mapping[str, str]


class FormTexts(NamedTuple):
    """Every text of the form for an answer that Texts does not have; what stands in braces is put in, and must stay.

    Those that begin with `no_` or `too_` are said where the form is not filled in as it must be.
    """

    kicker: str
    intro: str
    stays: str
    you: str
    name: str
    contact: str
    optional: str
    entry: str
    title: str
    address: str
    when: str
    cost: str
    cost_form: str
    cost_in: str
    due: str
    text: str
    add: str
    remove: str
    make: str
    faults: str
    no_name: str
    no_title: str
    no_address: str
    no_date: str
    no_due: str
    no_cost: str
    too_long: str
    made: str
    saved: str
    copy: str
    signed: str
    accept: str
    no_script: str


class MailTexts(NamedTuple):
    """Every text of the mail that a bundle goes along with; what stands in braces is put in, and must stay."""

    hello: str
    subject: str
    sealed_subject: str
    about: str
    sealed_about: str
    files: str
    record: str
    sealed: str
    form: str
    check: str
    talktag: str
    regards: str
