"""A line as bash reads it: its words without their quotes, and a value in quotes for the place it is put in.

It expands nothing, and takes no part in running anything.
"""

from __future__ import annotations

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,+@%:=-")
_BETWEEN_COMMANDS = frozenset(";|&()\n")
_ESCAPED_IN_DOUBLE = frozenset('$`"\\')


class TypedLine:
    """The words before the cursor, the one at it as far as it goes, and the quote that is open there.

    `is_plain` is false where the shell would put something else in the place of a part of that word, such as `$HOME`.
    """

    def __init__(self, words: tuple[str, ...], current: str, quote: str, *, is_plain: bool) -> None:
        self.words = words
        self.current = current
        self.quote = quote
        self.is_plain = is_plain


def read_line(text: str) -> TypedLine:
    """The last command of a line that ends at the cursor."""
    words: list[str] = []
    word: str | None = None
    quote, plain, escaped = "", True, False
    for letter in text:
        if escaped:
            kept = "\\" if quote and letter not in _ESCAPED_IN_DOUBLE else ""
            word, escaped = f"{word or ''}{kept}{letter}", False
        elif letter == "\\" and quote != "'":
            word, escaped = word or "", True
        elif quote or letter in "'\"":
            if letter == (quote or letter):
                word, quote = word or "", "" if quote else letter
            else:
                plain = plain and (quote == "'" or letter not in "$`")
                word = f"{word}{letter}"
        elif letter in " \t" or letter in _BETWEEN_COMMANDS or letter in "<>":
            words = [] if letter in _BETWEEN_COMMANDS else [*words, *([] if word is None else [word])]
            word, plain = None, True
        else:
            plain = plain and letter not in "$`"
            word = f"{word or ''}{letter}"
    return TypedLine(tuple(words), word or "", quote, is_plain=plain)


def quote_word(value: str, quote: str) -> str:
    """`value` as it is typed where `quote` is open, or none: one word, of which bash makes nothing else.

    Where the value is whole, readline closes an open quote itself, unless the text ends with one already. It takes the
    opening one for the first sign of the text where that is the same.
    """
    if not quote:
        return "".join(each if each in _BARE or not each.isascii() else f"\\{each}" for each in value)
    if quote == "'":
        made = value.replace("'", "'\\''")
    else:
        # History is expanded in double quotes, too, and a backslash in front of the sign would stay.
        made = "".join(f"\\{each}" if each in _ESCAPED_IN_DOUBLE else each for each in value).replace("!", '"\\!"')
    first = quote if made.startswith(quote) else ""
    return f"{first}{made}{quote}" if made.endswith(quote) else f"{first}{made}"
