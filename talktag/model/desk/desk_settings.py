"""`desk.toml`: who a desk speaks for, and how it lets answers out. It reads no file, and holds no secret."""

from __future__ import annotations

from dataclasses import dataclass

from talktag.model.parties.party import LANGUAGES
from talktag.model.parties.rate import Rate, parse_rate
from talktag.model.rules.spans import zone_of
from talktag.model.terms.said_terms import is_hash
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record, without_absent
from talktag.model.toml.write import new_text

DESK_FILE = "desk.toml"
MOST = Rate(60, "hour")  # what one channel may send, where the file says nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Name and contact as customers see them, the language of mails, the zone that days of rules are counted in.

    With `mail` answers go out as mails that are ready to be sent, else as files. `most` is how many messages one
    channel may send in how much time. `accepts` are the hashes of the terms that it accepts where a customer
    offers them.
    """

    name: str
    contact: str
    language: str = "en"
    zone: str = "UTC"
    mail: bool = False
    most: Rate = MOST
    accepts: tuple[str, ...] = ()


def settings_bytes(settings: DeskSettings) -> bytes:
    """The file of new settings; what is as it is anyway is not said."""
    default = DeskSettings(name="", contact="")
    said = {key: getattr(settings, key) for key in ("language", "zone", "mail")}
    said = {key: value for key, value in said.items() if value != getattr(default, key)}
    most = {} if settings.most == MOST else {"most": str(settings.most)}
    return new_text(
        without_absent({"format": FORMAT, "name": settings.name, "contact": settings.contact, **said, **most})
    )


def read_desk_settings(data: bytes, path: str) -> Reading[DeskSettings]:
    """Read the settings; every problem is reported."""
    return read_record(data, path, _settings)


def _settings(fields: Fields) -> DeskSettings | None:
    name, contact = fields.must_have("name"), fields.must_have("contact")
    language, zone = fields.text("language") or "en", fields.text("zone") or "UTC"
    if language not in LANGUAGES:
        fields.problem("language", f'"{language}" is none of {", ".join(LANGUAGES)}')
    try:
        zone_of(zone)
    except ValueError as error:
        fields.problem("zone", str(error))
    most = fields.parse("most", parse_rate) or MOST
    mail, accepts = fields.yes("mail"), fields.texts("accepts")
    for each in accepts:
        if not is_hash(each):
            fields.problem("accepts", f'"{each}" is no SHA-256 of a text, of 64 lower-case digits')
    if not (name and contact):
        return None
    return DeskSettings(name=name, contact=contact, language=language, zone=zone, mail=mail, most=most, accepts=accepts)
