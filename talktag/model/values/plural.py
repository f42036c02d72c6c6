"""How many of something, in words: `1 product`, `3 products`. English only; knows no noun with a plural of its own."""


def plural(count: int, noun: str) -> str:
    """The number with the noun, which takes an s unless there is one of it."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
