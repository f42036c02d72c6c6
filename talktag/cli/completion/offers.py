"""The words that may stand at the cursor: what belongs there, looked up by its kind.

What a person cannot see for what it is, such as a value with a control character in it, is not offered.
"""

from __future__ import annotations

from talktag.cli.completion import in_log, in_settings, in_store
from talktag.cli.completion.offer import Lookup, Offer, beginning_so, fitting

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from talktag.cli.completion.slot import Slot

_LONGEST = 100  # signs of a meaning
QUERY_KEYS = "talktag.model.queries.help:KEYS"
SET_KEYS = "talktag.ops.products.assignments:KEYS"
STATES = "talktag.model.products.product:STATES"
PRESENCE = "talktag.model.queries.conditions:PRESENCE"
SETTING_KEYS = "talktag.model.settings.setting:KEYS"
CARRIER_KEYS = "talktag.model.settings.carrier_settings:CARRIER_KEYS"
CARRIER_KINDS = "talktag.model.settings.carrier:CARRIER_KINDS"
TAKEN = "talktag.model.settings.carrier:TAKEN"
CURRENCIES = "talktag.model.values.currency:CODES_IN_ORDER"
PAPERS = "talktag.paper.labels.papers:described"
PAYLOADS = "talktag.model.labels.payload:FORMS"
PARTY_KEYS = "talktag.ops.parties.change_party:KEYS"
ROLES = "talktag.model.parties.roles:ROLE_NAMES"
LANGUAGES = "talktag.model.parties.party:LANGUAGES"
LISTS = (  # that the finders here look into
    *(
        QUERY_KEYS,
        SET_KEYS,
        PARTY_KEYS,
        STATES,
        PRESENCE,
        ROLES,
        LANGUAGES,
        SETTING_KEYS,
        CARRIER_KEYS,
        CARRIER_KINDS,
        TAKEN,
        CURRENCIES,
        PAPERS,
        PAYLOADS,
    ),
)
_IN_USE = ("place", "label", "maker", "from")


def offers(slot: Slot, asked: Lookup) -> list[Offer]:
    """What fits what belongs there, each word once."""
    found = [
        *beginning_so(slot.beginning, (Offer(*name) for name in slot.names)),
        *beginning_so(slot.beginning, (_option(each.names, each.meaning) for each in slot.options)),
        *(offer for kind in slot.kinds for offer in _of_kind(kind, asked)),
    ]
    shown = (Offer(f"{slot.before}{each.word}", _on_one_line(each.meaning), goes_on=each.goes_on) for each in found)
    return list({each.word: each for each in shown if each.word.isprintable()}.values())


def _option(names: tuple[str, ...], meaning: str) -> Offer:
    return Offer(max(names, key=len), meaning)


def _of_kind(kind: str, asked: Lookup) -> Iterable[Offer]:
    if ":" in kind:
        return _words_of_list(kind, asked)
    return FINDERS[kind](asked) if kind in FINDERS else ()


def _words_of_list(name: str, asked: Lookup) -> list[Offer]:
    """The words of a list, of which several may stand in a row, parted by commas."""
    before, comma, last = asked.beginning.rpartition(",")
    found = fitting(last, (Offer(*each, goes_on=each[0].endswith((":", "."))) for each in asked.table.words(name)))
    return [each.behind(f"{before}{comma}") for each in found]


def _query(asked: Lookup) -> list[Offer]:
    """The keys of a query, and after a key its values; with a hyphen in front, what must not hold."""
    minus = "-" if asked.beginning.startswith("-") else ""
    key, colon, value = asked.beginning.removeprefix("-").partition(":")
    if colon:
        found = _values(key.lower(), asked.of(value))
        return [each.behind(f"{minus}{key}:") for each in found]
    keys = [Offer(f"{word}:", meaning, goes_on=True) for word, meaning in asked.table.words(QUERY_KEYS)]
    return [each.behind(minus) for each in beginning_so(key.lower(), keys)]


def _assignment(keys: str) -> Callable[[Lookup], list[Offer]]:
    """Finds the keys of a list that something can be set at, and after a key its values in use."""

    def find(asked: Lookup) -> list[Offer]:
        key, equals, value = asked.beginning.partition("=")
        if equals:
            found = _values(key.rstrip("+-").lower(), asked.of(value))
            return [each.behind(f"{key}=") for each in found]
        return beginning_so(key, [_key(word, meaning) for word, meaning in asked.table.words(keys)])

    return find


def _setting(asked: Lookup) -> list[Offer]:
    """The settings and their values; behind the name of a carrier those that a carrier has."""
    key, equals, value = asked.beginning.partition("=")
    first, _, last = key.rpartition(".")
    if first == "carrier":
        return [Offer(f"carrier.{each.word}.", goes_on=True) for each in in_settings.carriers(asked.of(last))]
    if not first.startswith("carrier."):
        return _assignment(SETTING_KEYS)(asked)
    if not equals:
        keys = [_key(word, meaning) for word, meaning in asked.table.words(CARRIER_KEYS)]
        return [each.behind(f"{first}.") for each in beginning_so(last, keys)]
    lists = {"kind": CARRIER_KINDS, "taken": TAKEN}
    found = _words_of_list(lists[last], asked.of(value)) if last in lists else _parties_of(last, asked.of(value))
    return [each.behind(f"{key}=") for each in found]


def _parties_of(key: str, asked: Lookup) -> list[Offer]:
    """The parties that a carrier may be for, parted by commas."""
    before, comma, last = asked.beginning.rpartition(",")
    return [each.behind(f"{before}{comma}") for each in in_store.parties(asked.of(last))] if key == "for" else []


def _key(word: str, meaning: str) -> Offer:
    return Offer(word if word.endswith(".") else f"{word}=", meaning, goes_on=True)


def _values(key: str, asked: Lookup) -> Iterable[Offer]:
    """The values that may follow a key, as far as they are known without asking what the key means."""
    if key == "labels":
        before, comma, last = asked.beginning.rpartition(",")
        found = FINDERS["label"](asked.of(last))
        return [each.behind(f"{before}{comma}") for each in found]
    lists = {"state": STATES, "has": PRESENCE, "no": PRESENCE, "role": ROLES, "language": LANGUAGES}
    lists |= {"currency": CURRENCIES, "payload": PAYLOADS}
    if key in lists:
        return _words_of_list(lists[key], asked)
    if key == "stock":
        return [*_words_of_list(PAPERS, asked), *in_store.own_papers(asked)]
    finders = {"inside": "product", "finder.photo": "attached", **{each: each for each in _IN_USE}}
    return FINDERS[finders[key]](asked) if key in finders else ()


def _attached_sections(asked: Lookup) -> list[Offer]:
    """One file of the product named earlier, as `export --include` takes it."""
    if not asked.beginning.startswith("file:"):
        return []
    found = in_store.attached_files(asked.of(asked.beginning.removeprefix("file:")))
    return [each.behind("file:") for each in found]


def _verbs(asked: Lookup) -> list[Offer]:
    return beginning_so(asked.beginning, (Offer(*each) for each in asked.table.below("")))


def _files(_: Lookup) -> list[Offer]:
    return []  # the shell knows its files, and how they are typed


FINDERS: Mapping[str, Callable[[Lookup], Iterable[Offer]]] = {
    "product": in_store.products,
    "party": in_store.parties,
    "carrier": in_settings.carriers,
    "table": in_store.tables,
    "stock": in_store.own_papers,
    "rule": in_store.rules,
    "wish": in_store.wishes,
    "terms": in_store.terms,
    "attached": in_store.attached_files,
    "attached-section": _attached_sections,
    "note": in_store.notes,
    "waiting": in_store.waiting,
    "entry": in_log.entries,
    "entry-title": in_log.titles,
    "meter": in_log.meters,
    "query": _query,
    "assignment": _assignment(SET_KEYS),
    "party-assignment": _assignment(PARTY_KEYS),
    "setting": _setting,
    "verb": _verbs,
    "file": _files,
    "folder": _files,
    "store": _files,
    **{key: in_store.in_use(key) for key in _IN_USE},
}


def _on_one_line(text: str) -> str:
    """A meaning on one line, with a sign for whatever cannot be seen."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text[:_LONGEST])
