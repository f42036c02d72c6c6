"""Which file is where in a store: the only module that knows file names. Touches no file."""

from __future__ import annotations

from talktag.model.values.ident import is_device, is_slug

SETTINGS = "talktag.toml"
ATTRIBUTES = ".gitattributes"
OWNER_KEY = "keys/owner.pub"
OLD_OWNER_KEYS = "keys/old.pub"  # so that what the owner signed earlier is still known
RECIPIENTS = "keys/recipients.txt"
FINDER_KEY = "keys/finder.toml"  # what the codes of stickers are made from
MASKS = "keys/masks"  # one-time keys of anonymous conversations
PRODUCTS = "products"
PARTIES = "parties"
INBOX = "inbox"  # what came and waits for a yes: beside the history
OUTBOX = "outbox"  # what is still to be carried: beside the history
TABLES = "tables"  # of things that others own, as they gave them: beside the history
FINDER = "finder"  # where the page for finders was built to: beside the history
FINDER_BUILT = f"{FINDER}/built.toml"
WORKED_OFF = "due/worked-off.toml"  # up to when rules of time were worked off: beside the history
BESIDE = (INBOX, OUTBOX, TABLES, FINDER, "proposals", "due")
SHARES = "shares"
PAPERS = "stocks"
SHEETS = "sheets"
TAGS = "tags"
CLAIMED = "claimed"  # tags of makers that are on things of one's own
RULES = "rules"  # what is to happen when an entry arrives, or by time
WISHES = "wishes"  # what the owner wants
LOOKUPS = "lookups"  # tables that rules look into
TERMS = "terms"  # texts that were offered or agreed to, each named after its SHA-256
PRIVATE = ".git/talktag"  # the writer's own: lock, journal, scratch files
FILE_LIMIT = 512 * 1024 * 1024  # bytes of one file in a store
# Line-end conversion destroys encrypted files; entries added on two machines are both kept by Git's union merge.
ATTRIBUTES_TEXT = b"* -text\nentries.toml merge=union\n"
IGNORE_TEXT = b"*\n"  # keeps a folder, and this file itself, out of Git

_PART_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
_SHARE = r"\d{4}-\d{2}-\d{2}-(?P<slug>[a-z0-9-]+)-[a-z0-9]+\.toml"
_LONGEST = 200  # characters, so that a store in a folder of ordinary depth also fits on Windows
_DOTTED = {ATTRIBUTES, *(f"{folder}/.gitignore" for folder in BESIDE)}


def record(slug: str) -> str:
    """The record of a product."""
    return f"{PRODUCTS}/{slug[0]}/{slug}.toml"


def entries(slug: str) -> str:
    """The entries of a product."""
    return entries_in(_folder(slug))


def is_log(path: str) -> bool:
    """Whether `path` is the entries of a product, or those with a party that are about none."""
    parts = path.split("/")
    return parts[-1] == "entries.toml" and (len(parts), parts[0]) in {(4, PRODUCTS), (3, PARTIES)}


def about_of_log(path: str) -> str | None:
    """The folder of what is said whose entries `path` is, also of a table that was given; None for any other file."""
    about, _, name = path.rpartition("/")
    return about if is_log(path) or (about.rpartition("/")[0], name) == (TABLES, "entries.toml") else None


def about_product(slug: str) -> str:
    """The folder of what is said about a product."""
    return _folder(slug)


def about_none(party: str) -> str:
    """The folder of what is said with a party about no product, or about several."""
    return f"{PARTIES}/{party}"


def about_table(slug: str) -> str:
    """The folder of what is said about a thing that somebody else owns."""
    return f"{TABLES}/{slug}"


def entries_in(about: str) -> str:
    """The entries of what is said, by one of the folders above."""
    return f"{about}/entries.toml"


def sent_in(about: str, name: str) -> str:
    """A file as it was sent, byte for byte, by one of the folders above."""
    return f"{about}/sent/{name}"


def received_in(about: str, name: str) -> str:
    """A file as it came, byte for byte, by one of the folders above."""
    return f"{about}/received/{name}"


def notes(slug: str) -> str:
    """The folder of a product's private notes."""
    return f"{_folder(slug)}/notes"


def note(slug: str, note_id: str) -> str:
    """One private note."""
    return f"{notes(slug)}/{note_id}.age"


def file(slug: str, name: str) -> str:
    """One attachment."""
    return f"{_folder(slug)}/files/{name}"


def slug_of_file(path: str) -> str | None:
    """The slug of the product whose attachment `path` is, None where it is not one's."""
    parts = path.split("/")
    if len(parts) == 5 and parts[0] == PRODUCTS and parts[3] == "files" and is_slug(parts[2]) and is_path(path):
        return parts[2] if parts[2][0] == parts[1] else None
    return None


def party(slug: str) -> str:
    """The record of a party."""
    return f"{PARTIES}/{slug}.toml"


def paper(name: str) -> str:
    """A label paper the owner measured."""
    return f"{PAPERS}/{name}.toml"


def is_beside(path: str) -> bool:
    """Whether `path` lies beside the history: on this computer only, never in Git, gone for good once it is removed."""
    folder, slash, _ = path.partition("/")
    return bool(slash) and folder in BESIDE


def ignore(folder: str) -> str:
    """What keeps one of the folders beside the history out of Git."""
    return f"{folder}/.gitignore"


def waiting(ident: str, ending: str = ".toml") -> str:
    """What came and waits, as it came; with the usual `ending` what is known of it."""
    return f"{INBOX}/{ident}{ending}"


def outgoing(bundle: str, ending: str = ".toml") -> str:
    """What is still to be carried, as it leaves; with the usual `ending` to whom and how."""
    return f"{OUTBOX}/{bundle}{ending}"


def table(slug: str) -> str:
    """What is known of a thing that somebody else owns; what is said of it lies in the folder of that name."""
    return f"{TABLES}/{slug}.toml"


def mask(channel: str) -> str:
    """The one-time keys of an anonymous conversation, by the id of its first bundle."""
    return f"{MASKS}/{channel}.toml"


def rule(name: str) -> str:
    """What is to happen when an entry arrives, or by time."""
    return f"{RULES}/{name}.toml"


def wish(slug: str) -> str:
    """What the owner wants, whom it was sent to, and what was chosen."""
    return f"{WISHES}/{slug}.toml"


def menu(sha256: str) -> str:
    """A maker's menu as it came, by its hash."""
    return f"{WISHES}/menus/{sha256}.json"


def lookup(name: str) -> str:
    """A table that rules look into."""
    return f"{LOOKUPS}/{name}.csv"


def terms(sha256: str) -> str:
    """What is known of a text that was offered or agreed to."""
    return f"{TERMS}/{sha256}.toml"


def terms_text(sha256: str, kind: str) -> str:
    """That text itself, byte for byte; `kind` is the ending of its name."""
    return f"{TERMS}/{sha256}.{kind}"


def sheet(name: str) -> str:
    """What is used up of a physical sheet of labels."""
    return f"{SHEETS}/{name}.toml"


def share(date: str, slug: str, bundle: str) -> str:
    """One record of the ledger."""
    return share_named(f"{date}-{slug}-{bundle}")


def share_named(name: str) -> str:
    """The record of the ledger whose file has that name, less its ending."""
    return f"{SHARES}/{name}.toml"


def slug_of_share(name: str) -> str | None:
    """The slug that a product had when the share with that file name was made, None where the name is no share's."""
    import re

    return found["slug"] if (found := re.fullmatch(_SHARE, name)) else None


def blank_tags_named(name: str) -> str:
    """The tags of the printing whose file has that name, less its ending."""
    return f"{TAGS}/{name}.toml"


def slug_of(path: str) -> str | None:
    """The slug of a product's record, None where `path` is not one."""
    parts = path.split("/")
    if len(parts) == 3 and parts[0] == PRODUCTS and parts[2].endswith(".toml"):
        slug = parts[2].removesuffix(".toml")
        return slug if is_slug(slug) and slug[0] == parts[1] else None
    return None


def check_path(path: str) -> str:
    """`path` itself where it may be written in a store; InvalidError for one that leaves it or touches Git's own."""
    if not is_path(path):
        from talktag.errors import InvalidError

        raise InvalidError(f'"{path}" is not a path in a store')
    return path


def is_path(path: str) -> bool:
    """Whether `path` is one that talktag may read and write in a store, on every system."""
    if path in _DOTTED:
        return True
    return len(path) <= _LONGEST and all(
        0 < len(part) <= 120
        and not part.strip(_PART_SIGNS)
        and part[0] not in ".-"
        and part[-1] != "."
        and not is_device(part)
        for part in path.split("/")
    )


def _folder(slug: str) -> str:
    return f"{PRODUCTS}/{slug[0]}/{slug}"
