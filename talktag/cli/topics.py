"""What `talktag help TOPIC` tells besides the verbs: texts for people, made when asked for. Reads no store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from talktag.cli.own.plugins import TEXT as PLUGINS
from talktag.cli.verb_names import VERBS
from talktag.errors import NotFoundError, TalktagError, UsageError
from talktag.model.values.near import hints, near_words

# Every variable a person may want to set; those that only tell about the terminal are in the reference.
VARIABLES = (
    ("TALKTAG_STORE", "the store to use where --store is not given"),
    ("TALKTAG_CONFIG_DIR", "the folder for keys, settings and cache"),
    ("TALKTAG_NO_HOOK", "1: run no hook after saving"),
    ("SSH_AUTH_SOCK", "where the ssh-agent listens that signs with your key"),
    ("NO_COLOR", "set to anything: no colour"),
    ("FORCE_COLOR", "set to anything: colour, unless NO_COLOR is set"),
    ("FORCE_HYPERLINK", "1: files and addresses are links at a terminal; 0: never"),
    ("TERM", "dumb: no colour"),
    ("COLUMNS, LINES", "how wide tables may be at a terminal, and when paging begins"),
    ("TALKTAG_PAGER, PAGER", "what long answers are read in; empty or cat: nothing"),
    ("LESS", "options of less; FRX where it is not set"),
    ("TALKTAG_PICKER", "fzf or menu: what you pick with where REF is left out"),
    ("TALKTAG_PICTURES", "kitty, iterm or sixel: how show draws a photo; off: never"),
    ("VISUAL, EDITOR", "the editor for talktag edit, in this order; else vi"),
    ("XDG_RUNTIME_DIR", "where an editor's copy of a record or note lies meanwhile"),
    ("GIT_AUTHOR_NAME …", "who commits are by, as Git has it"),
)
JSON = """\
With --json, standard output is exactly one JSON document:

  schema     1; new keys may come, old ones keep their meaning
  command    the verb
  status     ok, partial (some records could not be read) or error
  data       what the verb answers; absent is absent, never null
  problems   what is wrong with records: name, path, message, line, field
  notices    what a person would be told besides
  commit     the commit that was made, null without one
  plan       under --dry-run: what would be done to which file

An error is the same envelope on standard error, with exit_code. Dates are ISO,
money is text such as "2499.00 EUR". Keys are sorted, letters are ASCII.
"""
_SCHEMAS = "\nWhat each verb takes and answers, as JSON Schema for programs: talktag help json VERB\n"
FILES = """\
A store is a folder under Git, readable without talktag:

  talktag.toml                          owner, contact, currency, label paper
  products/c/canon.toml                 a record; c is the slug's first letter
  products/c/canon/entries.toml         its dated entries
  products/c/canon/files/               its receipts, manuals, photos
  products/c/canon/notes/*.age          its private notes, encrypted (age)
  parties/foto-mueller.toml             a party
  shares/*.toml                         what was given to whom
  tags/*.toml                           tags printed ahead of their products
  keys/                                 public keys only

Change records with any editor; talktag save takes that up. Secret keys, your
own settings and the cache are elsewhere: see talktag help environment.
"""


def environment() -> str:
    """The variables, and which store is used."""
    rows = "\n".join(f"  {name:<21}{meaning}" for name, meaning in VARIABLES)
    return f"""\
What talktag takes from outside its command line:

{rows}

A passphrase is never taken from a variable, and no variable makes talktag use
the network. The store is the first of: --store, TALKTAG_STORE, the nearest
folder upwards that holds talktag.toml, the default in your own settings.
"""


def exit_codes() -> str:
    """Every exit code, with what it means, from the errors themselves."""
    lines = ["  0  ok            done; an empty answer is also done"]
    for kind in sorted(_kinds(TalktagError), key=lambda each: (each.exit_code, each.name)):
        meaning = (kind.__doc__ or "").split("\n", 1)[0].rstrip(".")
        lines.append(f"{kind.exit_code:>3}  {kind.name:<12}  {_lower_first(meaning)}")
    lines.append("130  interrupted   by Ctrl-C")
    return "A number keeps its meaning for ever:\n\n" + "\n".join(lines) + "\n"


def _kinds(base: type[TalktagError]) -> Iterator[type[TalktagError]]:
    """The kinds of error that have a code of their own, or a name of their own."""
    for kind in base.__subclasses__():
        if "name" in vars(kind) or kind.exit_code == 1:
            yield kind
        yield from _kinds(kind)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def manual() -> str:
    """The manual page as text; NotFoundError where it was not installed."""
    from talktag.cli.render.manual import manual_path, manual_text

    path = manual_path()
    if path is None:
        raise NotFoundError("the manual page was not installed", hints=["see talktag --help, and talktag help VERB"])
    return manual_text(path.read_text("utf-8"))


def _query() -> str:
    from talktag.model.queries.help import QUERY_HELP

    return QUERY_HELP


TOPICS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "query": ("how products are chosen: maker:canon 'warranty<90d' -label:stored", _query),
    "exit-codes": ("what each exit code means", exit_codes),
    "json": ("what each verb takes and answers, as JSON Schema for programs", lambda: JSON),
    "json-output": ("what --json prints", lambda: JSON + _SCHEMAS),
    "environment": ("variables, and which store is used", environment),
    "man": ("the manual page, through man at a terminal", manual),
    "plugins": ("programs called talktag-NAME, and which there are", lambda: PLUGINS),
    "files": ("what a store holds, and where", lambda: FILES),
}


def topic_text(name: str | None) -> str:
    """The text of a topic, or the list of topics; UsageError with what there is for one that does not exist."""
    if name is None:
        lines = "\n".join(f"  {topic:<13}{meaning}" for topic, (meaning, _) in TOPICS.items())
        return f"talktag help VERB tells what a verb takes; talktag --help lists the verbs.\n\nTopics:\n\n{lines}\n"
    if name not in TOPICS:
        raise UsageError(
            f'there is no help on "{name}"',
            hints=[
                *hints(near_words(name, (*TOPICS, *VERBS))),
                f"topics: {', '.join(TOPICS)}",
                "verbs: see talktag --help",
            ],
        )
    return TOPICS[name][1]()
