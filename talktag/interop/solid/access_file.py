"""Access files of a personal data store: Turtle, shaped like Web Access Control. They grant what is named, no more.

The nearest one upward counts whole (https://solidproject.org/TR/wac), so each names the owner, who may do everything.
"""

from __future__ import annotations

from talktag.model.web_address import is_web_address

ACCESS = ".acl"
EVERYBODY = "http://xmlns.com/foaf/0.1/Agent"
_PREFIXES = "@prefix acl: <http://www.w3.org/ns/auth/acl#>.\n"


def check_web_id(text: str) -> str:
    """An address that says who somebody is; ValueError with a sentence for anything else, and for that of everybody."""
    if not is_web_address(text):
        raise ValueError(f'"{text[:60]}" is not an address that starts with https:// or http://')
    if text == EVERYBODY:
        raise ValueError(f'"{text}" is everybody, and not the address of one')
    return text


def access_file(owner: str, reader: str | None = None) -> bytes:
    """The access file of a folder: all for the WebID `owner`; reading for `reader`, also EVERYBODY, nobody for None."""
    granted = _authorization("owner", f"acl:agent <{check_web_id(owner)}>", "acl:Read, acl:Write, acl:Control")
    if reader == EVERYBODY:
        granted += _authorization("reader", f"acl:agentClass <{EVERYBODY}>", "acl:Read")
    elif reader is not None:
        granted += _authorization("reader", f"acl:agent <{check_web_id(reader)}>", "acl:Read")
    return f"{_PREFIXES}{granted}".encode()


def _authorization(name: str, who: str, may: str) -> str:
    """One rule, about a folder and about all that is in it."""
    return f"\n<#{name}> a acl:Authorization;\n  {who};\n  acl:accessTo <./>;\n  acl:default <./>;\n  acl:mode {may}.\n"
