"""Answers a script of `talktag/data/completion`: the one protocol between a shell and the program. It runs nothing.

The script sets VARIABLE to the shell's name. Of zsh and fish the arguments are the words behind `talktag` up to the
cursor, the last as far as it goes; of bash, which has no such list, the line up to the cursor and the part of it that
readline puts the answer in place of. The answer is lines: first `words`, `files` or `folders`, which is what the shell
is to offer; then a line a word: `=`, or `+` where more of it follows, the word, a tab, its meaning.

No script evaluates a line. bash inserts words as they are, so it gets them quoted; the others quote by themselves.
"""

from __future__ import annotations

import os
import sys

from talktag.cli import places
from talktag.cli.completion.offer import Lookup, Offer
from talktag.cli.completion.offers import offers
from talktag.cli.completion.shell_line import quote_word, read_line
from talktag.cli.completion.slot import read_slot
from talktag.cli.completion.table import load
from talktag.model.values.fold import fold

TYPE_CHECKING = False  # nothing is loaded for types while a shell waits
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from talktag.cli.completion.slot import Slot

VARIABLE = "_TALKTAG_COMPLETE"
_SHELLS_OWN = {"file": "files", "folder": "folders", "store": "folders"}  # which a shell finds by itself


def main() -> None:
    """Answer on standard output what this process was asked for, with nothing where anything goes wrong."""
    try:
        text = answer(os.environ[VARIABLE], sys.argv[1:], os.environ)
    except Exception:  # noqa: BLE001 - a message would end up in the middle of the person's line
        return
    sys.stdout.buffer.write(text.encode())


def answer(shell: str, arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The lines of the answer; none for whoever does not speak this protocol, as the scripts of talktag 0.1 do not."""
    if shell == "bash":
        line, replaced = arguments
        return _for_bash(line, replaced, environment)
    if shell == "fish":
        *words, raw = arguments
        found, known = _look_up(words, read_line(raw).current, environment)
        # fish leaves a tilde bare at the beginning of a word, and would put a home folder in its place.
        return _lines(found, [each for each in known if each.word[:1] != "~" or raw[:1] in {"\\", "'", '"'}])
    if shell == "zsh":
        *words, current = arguments
        return _lines(*_look_up(words, current, environment))
    return ""


def _look_up(words: Sequence[str], current: str, environment: Mapping[str, str]) -> tuple[Slot, list[Offer]]:
    """What belongs at the cursor, and what there is of it."""
    table = load()
    found = read_slot(table, words, current)
    named = found.given.get("store")

    def store() -> str:
        return places.store_path(named or None, environment)

    def cache() -> str:
        from pathlib import Path

        from talktag.store.place import cache_name

        return str(places.cache_folder(environment) / cache_name(Path(store())))

    def settings() -> str:
        return str(places.settings_file(environment))

    asked = Lookup(found.beginning, found.given, table, store=store, cache=cache, settings=settings)
    return found, offers(found, asked)


def _lines(found: Slot, words: Sequence[Offer]) -> str:
    own = next((_SHELLS_OWN[kind] for kind in found.kinds if kind in _SHELLS_OWN and not words), "words")
    lines = [f"{'+' if each.goes_on else '='}{each.word}\t{each.meaning}" for each in words]
    return "".join(f"{line}\n" for line in (own, *lines))


def _for_bash(line: str, replaced: str, environment: Mapping[str, str]) -> str:
    """The same with every word as bash is to insert it in the place of `replaced`, the end of the line."""
    typed, kept = read_line(line), read_line(line.removesuffix(replaced))
    words = typed.words
    while words and words[0].partition("=")[0].isidentifier() and "=" in words[0]:
        words = words[1:]
    found, known = _look_up(words[1:], typed.current, environment)
    if not typed.is_plain or not line.endswith(replaced) or _is_behind_quote(line, replaced, kept.quote):
        return _lines(found, [])
    put = [
        Offer(quote_word(each.word.removeprefix(kept.current), kept.quote), goes_on=each.goes_on)
        for each in known
        if each.word.startswith(kept.current) and each.word != kept.current
    ]
    common = os.path.commonprefix([each.word for each in known])  # noqa: RUF071 - of texts, not of paths
    if len(put) > 1 and fold(typed.current) not in fold(common):
        put.append(Offer(replaced))  # else readline would put the little they have in common in its place
    return _lines(found, put)


def _is_behind_quote(line: str, replaced: str, quote: str) -> bool:
    """Whether what is replaced begins right behind a quote that is closed: readline would type that once more."""
    return not quote and line.removesuffix(replaced)[-1:] in {"'", '"'}
