"""What the page behind the sticker says in one language. It has no defaults: a missing text cannot be overlooked."""

from __future__ import annotations

from typing import NamedTuple


class FinderTexts(NamedTuple):
    """Every text of the page; what stands in braces is put in, and must stay.

    `own_name` is what the language calls itself. `state_…` is the heading of a state of the page, `how_…` the line
    below it, `…_hint` what stands beside a field. `found` is the line for whoever has no script, `mail_…` is in a mail.
    """

    language: str
    own_name: str
    switch: str
    intro: str
    state_entry: str
    state_generic: str
    state_used: str
    state_lost: str
    state_retired: str
    state_blank: str
    state_unsure: str
    state_forged: str
    state_answered: str
    how_entry: str
    how_generic: str
    how_used: str
    how_lost: str
    how_retired: str
    how_blank: str
    how_unsure: str
    how_forged: str
    how_answered: str
    mark_lost: str
    proven: str
    says: str
    thing: str
    belongs: str
    urgent: str
    reward: str
    hand_in: str
    photo: str
    tag: str
    typed: str
    typed_hint: str
    typed_go: str
    tag_wrong: str
    write: str
    write_again: str
    write_how: str
    message: str
    message_hint: str
    left: str
    over: str
    too_long: str
    empty: str
    name: str
    reach: str
    reach_hint: str
    position: str
    position_hint: str
    position_line: str
    position_busy: str
    position_done: str
    position_denied: str
    position_failed: str
    seal: str
    seal_failed: str
    sealed: str
    sealed_how: str
    send_to: str
    mail: str
    mail_how: str
    mail_paste: str
    mail_body: str
    mail_subject: str
    copy: str
    copied: str
    copy_failed: str
    share: str
    share_failed: str
    armor: str
    next: str
    next_open: str
    next_answer: str
    next_keep: str
    kept_both: str
    kept_address: str
    given: str
    forget: str
    forgotten: str
    thread: str
    you_wrote: str
    owner_wrote: str
    paste: str
    answer: str
    answer_hint: str
    answer_go: str
    answer_none: str
    answer_key: str
    answer_broken: str
    answer_other: str
    contact: str
    contact_how: str
    unable_insecure: str
    unable_old: str
    no_script: str
    found: str
    about: str
    about_sealing: str
    about_host: str
    about_trust: str
    about_data: str
    fingerprint: str
    recipients: str
    signature_good: str
    signature_bad: str
    signature_unknown: str
