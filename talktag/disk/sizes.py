"""Sizes of files in words, as file managers show them. Measures nothing."""


def size_text(size: int) -> str:
    """A size in decimal units."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1000 or unit == "MB":
            return f"{size} {unit}"
        size = round(size / 1000)
    raise AssertionError
